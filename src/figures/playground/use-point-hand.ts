/** The reader's hand on the plane: it adds points of a class, moves and removes them; by mouse, finger and keys. */
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  type SVGProps,
  useEffect,
  useRef,
} from 'react';
import type { Point } from '../../components/handle-motion';
import { userPoint } from '../../components/use-handle';
import { useShared } from '../../share/link-state';
import { nearestPoint, withoutPoint, withPoint, withPointMoved } from './own-points';
import { SQUARE } from './square-motion';

/** What a press on the plane does: it adds a point of a class, or removes one. */
export type Tool = 0 | 1 | 2 | 'remove';

/** How near a hand must come to a point, and a key's crosshair: units of the plane. */
const REACH = 0.06;
/** A hand that has not moved so many CSS pixels has pressed, not dragged. */
const STILL = 5;

interface Grip {
  readonly pointer: number;
  readonly from: Point;
  /** The point that is moved; -1 where there is none. */
  readonly index: number;
}

export interface PointHand {
  readonly ref: RefObject<SVGRectElement | null>;
  readonly hold: SVGProps<SVGRectElement>;
  readonly keys: SVGProps<SVGGElement>;
}

/** @param editing whether there are points to take in hand */
export function usePointHand(tool: Tool, probe: Point, editing: boolean): PointHand {
  const [points, setPoints] = useShared('play.own');
  const grip = useRef<Grip | null>(null);
  const ref = useRef<SVGRectElement>(null);
  const latest = useRef<typeof points>([]);
  latest.current = editing ? points : [];

  // A finger on a point moves it; elsewhere it may scroll the page. React's own listeners are passive.
  useEffect(() => {
    const ground = ref.current;
    const stay = (event: TouchEvent) => {
      const [touch] = event.touches;
      if (!touch || !ground) return;
      const { left, top, width, height } = ground.getBoundingClientRect();
      const at: Point = [
        (2 * (touch.clientX - left)) / width - 1,
        1 - (2 * (touch.clientY - top)) / height,
      ];
      if (event.cancelable && nearestPoint(latest.current, at, REACH) >= 0) event.preventDefault();
    };
    ground?.addEventListener('touchstart', stay, { passive: false });
    return () => ground?.removeEventListener('touchstart', stay);
  }, []);

  const placeOf = (event: PointerEvent<SVGElement>) => {
    const place = userPoint(event);
    return place && SQUARE.valueAt(place, probe);
  };
  const press = (at: Point, own: Tool) => {
    const near = nearestPoint(points, at, REACH);
    if (own === 'remove') {
      if (near >= 0) setPoints(withoutPoint(points, near));
    } else setPoints(withPoint(points, at, own));
  };

  const onPointerDown = (event: PointerEvent<SVGRectElement>) => {
    const at = placeOf(event);
    if (event.button !== 0 || grip.current || !at) return;
    const index = tool === 'remove' ? -1 : nearestPoint(points, at, REACH);
    grip.current = { pointer: event.pointerId, from: [event.clientX, event.clientY], index };
    if (index >= 0) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<SVGRectElement>) => {
    const at = placeOf(event);
    if (grip.current?.pointer !== event.pointerId || grip.current.index < 0 || !at) return;
    setPoints(withPointMoved(points, grip.current.index, at));
  };
  const onPointerUp = (event: PointerEvent<SVGRectElement>) => {
    const held = grip.current;
    if (held?.pointer !== event.pointerId) return;
    grip.current = null;
    const at = placeOf(event);
    const moved = Math.hypot(event.clientX - held.from[0], event.clientY - held.from[1]);
    if (held.index < 0 && moved < STILL && at) press(at, tool);
  };
  const onPointerCancel = () => {
    grip.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') press(probe, tool);
    else if (event.key === 'Delete' || event.key === 'Backspace') press(probe, 'remove');
    else return;
    event.preventDefault();
  };
  return {
    ref,
    hold: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel },
    keys: { onKeyDown },
  };
}
