import { useEffect, useState } from 'react';

/** What takes less than this is not announced, ms. */
const PATIENCE = 1000;

/** Whether something has been going on for longer than a reader waits without asking. */
export function useLasting(going: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!going) return;
    const timer = setTimeout(() => setLasting(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [going]);
  return lasting;
}
