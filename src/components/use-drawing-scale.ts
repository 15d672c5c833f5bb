/** How many CSS pixels one user unit of an SVG is, kept current; 1 until it is known. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export function useDrawingScale<T extends SVGGraphicsElement>(): [RefObject<T | null>, number] {
  const ref = useRef<T>(null);
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const element = ref.current;
    const drawing = element?.ownerSVGElement;
    if (!element || !drawing) return;
    const measure = () => {
      const matrix = (element.parentNode as SVGGraphicsElement).getScreenCTM();
      const now = matrix ? Math.hypot(matrix.a, matrix.b) : 0;
      if (now > 0) setScale(now);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(drawing);
    return () => observer.disconnect();
  }, []);
  return [ref, scale];
}
