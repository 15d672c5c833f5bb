/**
 * The picture on its canvas, redrawn once a frame at most and only when something has changed, and
 * the hand on it: drag to turn and tilt, drag the ball to push it, arrow keys to turn and tilt.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { decimal } from '../../components/format';
import { useColorScheme } from '../../components/use-color-scheme';
import { useForcedColors } from '../../components/use-forced-colors';
import { useWidth } from '../../components/use-width';
import { Easel } from './draw-picture';
import { type Palette, readPalette } from './palette';
import { ASPECT, PEAK, projectionOf, type View } from './projection';
import styles from './SurfacesPicture.module.css';
import { LONGEST, type Scene } from './scene';
import { heightsOf } from './sheets';
import { describe } from './story';
import { turned } from './turning';

export interface SurfacesPictureProps {
  scene: Scene;
  view: View;
  onView: (view: View) => void;
  onPush: (push: number) => void;
}

/** Distance from the ball within which a pointer takes hold of it, in CSS pixels. */
const REACH = 24;
/** Degrees of turn a CSS pixel. */
const TURN_SPEED = 0.5;
const TILT_SPEED = 0.3;

/** Where a drag began, and what it moves. */
interface Grip {
  readonly pointer: number;
  readonly what: 'ball' | 'view';
  readonly x: number;
  readonly y: number;
  readonly view: View;
  readonly push: number;
}

export function SurfacesPicture({ scene, view, onView, onPush }: SurfacesPictureProps) {
  const [stage, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const easel = useRef<Easel>(null);
  const palette = useRef<{ look: string; colors: Palette }>(null);
  const grip = useRef<Grip>(null);
  const scheme = useColorScheme();
  const look = `${scheme}${useForcedColors() ? ', forced' : ''}`;
  const heights = useMemo(() => heightsOf(scene.pair), [scene.pair]);
  const projection = useMemo(() => projectionOf(view, width), [view, width]);

  useEffect(() => {
    if (canvas.current === null || stage.current === null || width === 0) return;
    easel.current ??= new Easel(canvas.current);
    const repainted = palette.current?.look !== look;
    if (palette.current === null || repainted) {
      palette.current = { look, colors: readPalette(stage.current, scheme) };
    }
    const { colors } = palette.current;
    const draw = () => {
      const density = Math.min(2, window.devicePixelRatio || 1);
      easel.current?.draw(projection, density, colors, scene, heights);
    };
    // No frame comes between the page's being asked to print and the paper.
    if (repainted) draw();
    const frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [projection, scene, heights, scheme, look, width, stage]);

  const ballOnScreen = () => projection.toScreen(scene.ball[0], scene.ball[1], PEAK * scene.now[0]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || grip.current !== null) return;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = ballOnScreen();
    const away = Math.hypot(event.clientX - box.left - x, event.clientY - box.top - y);
    const what = away < REACH ? 'ball' : 'view';
    const { clientX, clientY, pointerId } = event;
    grip.current = { pointer: pointerId, what, x: clientX, y: clientY, view, push: scene.push };
    event.currentTarget.setPointerCapture(pointerId);
  };

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const held = grip.current;
    if (held === null || held.pointer !== event.pointerId) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (held.what === 'view') {
      onView(turned(held.view, dx * TURN_SPEED, dy * TILT_SPEED));
      return;
    }
    // How far the hand went along the push's direction on the floor, as it is seen.
    const [u, v] = scene.pair[0].direction;
    const [fromX, fromY] = projection.toScreen(0, 0, 0);
    const [toX, toY] = projection.toScreen(-u, -v, 0);
    const [wayX, wayY] = [toX - fromX, toY - fromY];
    const moved = (dx * wayX + dy * wayY) / (wayX * wayX + wayY * wayY);
    const push = Math.min(LONGEST, Math.max(0, held.push + moved));
    onPush(Math.round(push * 100) / 100);
  };

  const release = (event: PointerEvent<HTMLDivElement>) => {
    if (grip.current?.pointer === event.pointerId) grip.current = null;
  };

  /** The finger scrolls the page after all. */
  const cancel = (event: PointerEvent<HTMLDivElement>) => {
    const held = grip.current;
    if (held?.pointer === event.pointerId) {
      if (held.what === 'view') onView(held.view);
      else onPush(held.push);
    }
    release(event);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const stride = event.shiftKey ? 15 : event.altKey ? 1 : 5;
    const [right, up] = ARROWS[event.key] ?? [0, 0];
    if (right === 0 && up === 0) return;
    event.preventDefault();
    onView(turned(view, stride * right, stride * up));
  };

  return (
    <div className={styles.stage} ref={stage} style={{ aspectRatio: 1 / ASPECT }}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        role="img"
        aria-label={describe(scene, view)}
      />
      <div
        className={styles.hand}
        role="slider"
        tabIndex={0}
        aria-label="Turn and tilt the surfaces"
        aria-valuemin={0}
        aria-valuemax={360}
        aria-valuenow={Math.round(view.turn)}
        aria-valuetext={`turned ${decimal(view.turn, 0)} degrees, seen from ${decimal(view.tilt, 0)} degrees above`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={release}
        onPointerCancel={cancel}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
