/** How many CSS pixels one user unit of an SVG is, kept current; 1 until it is known. */
import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** @returns a reference for the drawing, or for an element whose parent's user units are meant */
export function useDrawingScale<T extends SVGGraphicsElement>(): [RefObject<T | null>, number] {
  const ref = useRef<T>(null);
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const drawing = element.ownerSVGElement;
    const ground = drawing ? (element.parentNode as SVGGraphicsElement) : element;
    const measure = () => {
      const matrix = ground.getScreenCTM();
      const now = matrix ? Math.hypot(matrix.a, matrix.b) : 0;
      if (now > 0) setScale(now);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(drawing ?? element);
    return () => observer.disconnect();
  }, []);
  return [ref, scale];
}

/**
 * What an SVG element with a `viewBox` needs for text that stays legible when it is drawn small: in it
 * `--css-px` is how many user units a CSS pixel is, for `font-size: max(…, 11px * var(--css-px))`.
 */
export function useLegibleText(): {
  readonly ref: RefObject<SVGSVGElement | null>;
  readonly style: CSSProperties;
} {
  const [ref, scale] = useDrawingScale<SVGSVGElement>();
  return { ref, style: { '--css-px': 1 / scale } as CSSProperties };
}
