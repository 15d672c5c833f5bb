/**
 * Holds back what is below it until it comes near the window, so that nothing is fetched or started for
 * a reader who never gets there, or until the page is printed; from then on it stays. A failure below it stays there too: it says so,
 * and the rest of the page works on.
 */
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Progress } from '../../components/Progress';
import { Failure } from './Failure';

/** How far ahead of the reader, in heights of the window. */
const AHEAD = '100%';

export interface WhenNearProps {
  /** What is held back, as a title: "Train an ensemble". */
  readonly title: string;
  readonly children: ReactNode;
}

export function WhenNear({ title, children }: WhenNearProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: `${AHEAD} 0px` },
    );
    observer.observe(element);
    // What is not drawn when the event has been handled is not on the paper.
    const onPrint = () => flushSync(() => setNear(true));
    addEventListener('beforeprint', onPrint);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', onPrint);
    };
  }, [near]);

  const waiting = <Progress label={`Loading: ${title}`} />;
  return (
    <div ref={ref}>
      {near ? (
        <Failure title={title}>
          <Suspense fallback={waiting}>{children}</Suspense>
        </Failure>
      ) : (
        waiting
      )}
    </div>
  );
}
