/**
 * Picking up, moving and putting down a handle of an SVG drawing: with mouse, finger or pen by pointer
 * events, or with the keyboard. The handle keeps its distance from the pointer, so that it does not jump
 * when it is picked up beside its centre.
 */
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Motion, Point, Stride } from './handle-motion';

export interface HandleOptions<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly motion: Motion<T>;
  /** The nearest allowed value; for pointers and keys alike. */
  readonly constrain?: ((value: T) => T) | undefined;
  /** The notable value near this one, or this one. For pointers only, and not while Alt is held. */
  readonly snap?: ((value: T) => T) | undefined;
  /** Called when it is taken in hand: before a drag, and when the keyboard comes to it. */
  readonly onTake?: (() => void) | undefined;
}

interface Grip<T> {
  readonly pointer: number;
  /** From the pointer to the handle's centre, in user units. */
  readonly offset: Point;
  readonly start: Point;
  /** What a drag that the browser takes over goes back to. */
  readonly before: T;
  /** Whether it has left the place where it went down. */
  moved: boolean;
}

/** @param element that is taken hold of; its place is in its parent's user units */
export function useHandle<T>(element: RefObject<SVGGElement | null>, options: HandleOptions<T>) {
  const { value, onChange, motion, constrain = same, snap = same, onTake } = options;
  const grip = useRef<Grip<T> | null>(null);
  const [held, setHeld] = useState(false);

  // `touch-action` inside a drawing does not keep a finger from scrolling in every browser. React's
  // own listeners are passive and may not prevent it.
  useEffect(() => {
    const handle = element.current;
    const stay = (event: TouchEvent) => {
      if (event.cancelable) event.preventDefault();
    };
    handle?.addEventListener('touchstart', stay, { passive: false });
    return () => handle?.removeEventListener('touchstart', stay);
  }, [element]);

  const change = (next: T) => {
    if (!Object.is(next, value)) onChange(next);
  };

  const onPointerDown = (event: PointerEvent<SVGGElement>) => {
    if (event.button !== 0 || grip.current !== null) return;
    const at = userPoint(event);
    if (at === null) return;
    const place = motion.place(value);
    event.currentTarget.setPointerCapture(event.pointerId);
    // Touch and SVG elements do not get the focus by themselves everywhere.
    event.currentTarget.focus({ preventScroll: true });
    event.preventDefault();
    const start: Point = [event.clientX, event.clientY];
    const offset: Point = [place[0] - at[0], place[1] - at[1]];
    grip.current = { pointer: event.pointerId, offset, start, before: value, moved: false };
    setHeld(true);
    onTake?.();
  };

  const onPointerMove = (event: PointerEvent<SVGGElement>) => {
    const holding = grip.current;
    if (holding?.pointer !== event.pointerId) return;
    // A finger that only rests trembles; snapping must not answer to that.
    const [x, y] = holding.start;
    holding.moved ||= Math.hypot(event.clientX - x, event.clientY - y) >= 2;
    const at = userPoint(event);
    if (!holding.moved || at === null) return;
    const place: Point = [at[0] + holding.offset[0], at[1] + holding.offset[1]];
    const free = constrain(motion.valueAt(place, value));
    change(event.altKey ? free : snap(free));
  };

  const release = (event: PointerEvent<SVGGElement>) => {
    if (grip.current?.pointer !== event.pointerId) return;
    // A finger is first captured by the disc it came down on; that one loses it to the handle.
    if (event.type === 'lostpointercapture' && event.target !== event.currentTarget) return;
    grip.current = null;
    setHeld(false);
  };

  const cancel = (event: PointerEvent<SVGGElement>) => {
    const holding = grip.current;
    if (holding?.pointer === event.pointerId) change(holding.before);
    release(event);
  };

  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    if (event.ctrlKey || event.metaKey) return;
    const stride: Stride = event.shiftKey ? 'coarse' : event.altKey ? 'fine' : 'normal';
    const next = motion.step(value, event.key, stride);
    if (next === undefined) return;
    // Also keeps Alt with an arrow from leaving the page.
    event.preventDefault();
    change(constrain(next));
  };

  return {
    held,
    listeners: {
      onFocus: onTake,
      onPointerDown,
      onPointerMove,
      onPointerUp: release,
      onPointerCancel: cancel,
      onLostPointerCapture: release,
      onKeyDown,
    },
  };
}

function same<T>(value: T): T {
  return value;
}

/** Where a pointer is, in the user units in which what it holds is placed; null while nothing is drawn. */
export function userPoint(event: MouseEvent<SVGElement>): Point | null {
  const ground = event.currentTarget.parentNode as SVGGraphicsElement;
  const matrix = ground.getScreenCTM()?.inverse();
  if (!matrix) return null;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
}
