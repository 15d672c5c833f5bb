/**
 * Taking hold of the orange: a drag that begins in it takes the perturbation along, under the pointer. A
 * finger that goes up or down scrolls the page instead, and leaves the perturbation where it was.
 */
import { type PointerEvent, useRef } from 'react';
import type { Motion, Point } from '../../components/handle-motion';
import { userPoint } from '../../components/use-handle';

interface Grip<T> {
  readonly pointer: number;
  readonly start: Point;
  readonly before: T;
  moved: boolean;
}

/** CSS pixels; a press that moves less is no drag. */
const TREMBLING = 4;

export function useRegionHand<T>(value: T, motion: Motion<T>, onChange: (value: T) => void) {
  const grip = useRef<Grip<T> | null>(null);

  const onPointerDown = (event: PointerEvent<SVGElement>) => {
    if (event.button !== 0 || grip.current !== null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const start: Point = [event.clientX, event.clientY];
    grip.current = { pointer: event.pointerId, start, before: value, moved: false };
  };
  const onPointerMove = (event: PointerEvent<SVGElement>) => {
    const holding = grip.current;
    if (holding?.pointer !== event.pointerId) return;
    const [x, y] = holding.start;
    holding.moved ||= Math.hypot(event.clientX - x, event.clientY - y) >= TREMBLING;
    const at = userPoint(event);
    if (holding.moved && at !== null) onChange(motion.valueAt(at, value));
  };
  const onPointerCancel = (event: PointerEvent) => {
    const holding = grip.current;
    if (holding?.pointer !== event.pointerId) return;
    grip.current = null;
    if (holding.moved) onChange(holding.before);
  };
  const release = (event: PointerEvent) => {
    if (grip.current?.pointer === event.pointerId) grip.current = null;
  };
  return {
    onPointerDown,
    onPointerMove,
    onPointerUp: release,
    onPointerCancel,
    onLostPointerCapture: release,
  };
}
