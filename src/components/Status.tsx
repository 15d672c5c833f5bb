/**
 * A sentence that is spoken when it changes, but only while the reader is at work in its figure: what a run
 * elsewhere does to it stays silent.
 */
import { type ReactNode, useEffect, useRef, useState } from 'react';

export interface StatusProps {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Status({ className, children }: StatusProps) {
  const ref = useRef<HTMLParagraphElement>(null);
  const [atWork, setAtWork] = useState(false);
  useEffect(() => {
    const follow = () => {
      const figure = ref.current?.closest('figure');
      setAtWork(figure?.contains(document.activeElement) ?? false);
    };
    follow();
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  return (
    <p ref={ref} className={className} role="status" aria-live={atWork ? 'polite' : 'off'}>
      {children}
    </p>
  );
}
