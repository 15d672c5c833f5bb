/** Whether the reader has come to an element, once and for all: its top has passed well into the window. */
import { type RefObject, useEffect, useRef, useState } from 'react';

export function useInSight<T extends Element>(): readonly [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      // Its top has passed the middle of the window.
      { rootMargin: '0px 0px -40% 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return [ref, seen];
}
