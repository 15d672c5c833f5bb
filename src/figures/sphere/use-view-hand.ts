/** Turning the sphere: a pointer drags it, arrow keys turn it, Home brings back where it began. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { LonLat } from './directions';
import { draggedView, steppedView } from './view';

interface Grip {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly view: LonLat;
  /** CSS pixels of one user unit. */
  readonly scale: number;
}

/** @param radius of the sphere in user units */
export function useViewHand(
  view: LonLat,
  home: LonLat,
  radius: number,
  onView: (view: LonLat) => void,
) {
  const grip = useRef<Grip | null>(null);
  const [held, setHeld] = useState(false);

  const onPointerDown = (event: PointerEvent<SVGGraphicsElement>) => {
    const matrix = event.currentTarget.getScreenCTM();
    if (event.button !== 0 || grip.current !== null || !matrix) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const scale = Math.hypot(matrix.a, matrix.b);
    grip.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, view, scale };
    setHeld(true);
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = grip.current;
    if (at === null || at.pointer !== event.pointerId) return;
    const moved = [(event.clientX - at.x) / at.scale, (event.clientY - at.y) / at.scale] as const;
    onView(draggedView(at.view, moved, radius));
  };
  const release = (event: PointerEvent) => {
    if (grip.current?.pointer !== event.pointerId) return;
    grip.current = null;
    setHeld(false);
  };
  /** The finger scrolls the page after all. */
  const cancel = (event: PointerEvent) => {
    if (grip.current?.pointer === event.pointerId) onView(grip.current.view);
    release(event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const stride = event.shiftKey ? 'coarse' : event.altKey ? 'fine' : 'normal';
    const next = event.key === 'Home' ? home : steppedView(view, event.key, stride);
    if (next === undefined) return;
    // Also keeps Alt with an arrow from leaving the page.
    event.preventDefault();
    onView(next);
  };

  return {
    held,
    listeners: {
      onPointerDown,
      onPointerMove,
      onPointerUp: release,
      onPointerCancel: cancel,
      onLostPointerCapture: release,
      onKeyDown,
    },
  };
}
