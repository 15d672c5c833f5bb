/**
 * What a slider makes of a finger on it. A native one goes to where it is touched at once, although the finger
 * may be about to scroll the page: only a first movement along the track makes a drag of it, and a tap counts
 * when the finger is lifted.
 */
import { type PointerEvent, useRef } from 'react';

/** A finger trembles, CSS pixels. */
const SLOP = 3;

interface Touch<T> {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  /** What a cancelled drag goes back to. */
  readonly value: T;
  /** Undefined until the finger has moved. */
  along?: boolean;
  /** Where the native slider went before that. */
  tapped?: T;
}

/**
 * @param value as it stands
 * @param onChange is called with what the finger means; with the value before, when the browser takes a drag over
 */
export function useSliderTouch<T>(value: T, onChange: (value: T) => void) {
  const touch = useRef<Touch<T> | null>(null);

  const onPointerDown = (event: PointerEvent) => {
    if (!event.isPrimary) return;
    const { pointerType, pointerId, clientX, clientY } = event;
    touch.current =
      pointerType === 'mouse' ? null : { pointer: pointerId, x: clientX, y: clientY, value };
  };
  const onPointerMove = ({ pointerId, clientX, clientY }: PointerEvent) => {
    const held = touch.current;
    if (held?.pointer !== pointerId || held.along !== undefined) return;
    const [across, down] = [Math.abs(clientX - held.x), Math.abs(clientY - held.y)];
    if (Math.max(across, down) >= SLOP) held.along = across > down;
  };
  const onPointerUp = ({ pointerId }: PointerEvent) => {
    const held = touch.current;
    if (held?.pointer !== pointerId) return;
    touch.current = null;
    if (held.along === undefined && held.tapped !== undefined) onChange(held.tapped);
  };
  const onPointerCancel = ({ pointerId }: PointerEvent) => {
    const held = touch.current;
    if (held?.pointer !== pointerId) return;
    touch.current = null;
    if (held.along === true) onChange(held.value);
  };

  return {
    /** For each change that the native slider reports. */
    onNativeChange: (next: T) => {
      const held = touch.current;
      if (held === null || held.along === true) onChange(next);
      else held.tapped = next;
    },
    listeners: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel },
  };
}
