/** What lies over the surfaces: where they cross, the ball and the way it came, scale and names. */

import { decimal } from '../../components/format';
import { memberDash } from '../../components/members';
import { confidence, EXTENT, START } from './confidence';
import { drawSegments, type Segment } from './draw-lines';
import { isHidden } from './occlusion';
import type { Palette } from './palette';
import { FLOOR, PEAK, type Projection, type Vector } from './projection';
import type { Scene } from './scene';
import type { Patch } from './sheets';
import { dashOf, label, stroke } from './strokes';

/** Pieces of the ball's way. */
const PIECES = 36;
const BALL = 8;
/** Strength of ball and ring behind a surface. */
const BEHIND = 0.65;
/** Least distance between two lines of text. */
const LINE = 19;

type Point = readonly [number, number];

export function drawMarks(
  context: CanvasRenderingContext2D,
  projection: Projection,
  palette: Palette,
  scene: Scene,
  patches: readonly Patch[],
): void {
  const { pair, ball, now } = scene;
  const points = ([0, 1] as const).map((sheet): Vector => [...ball, PEAK * now[sheet]]);
  const [f, g] = points.map((point) => ({
    at: projection.toScreen(...point),
    hidden: isHidden(pair, point, projection.toward),
  })) as [Spot, Spot];

  drawSegments(context, projection, pair, crossings(patches), { color: palette.ink, width: 1.6 });
  drawStem(context, projection, palette, scene);
  for (const sheet of [1, 0] as const) {
    const dash = dashOf(memberDash(sheet));
    const style = { color: palette.members[sheet], width: 3, dash };
    drawSegments(context, projection, pair, wayOn(scene, sheet), style);
  }
  context.beginPath();
  context.arc(...projection.toScreen(0, 0, PEAK * START), 3, 0, 2 * Math.PI);
  context.fillStyle = palette.ink;
  context.fill();
  drawRing(context, g, palette);
  drawBall(context, f, palette);
  const texts = now.map((p, sheet) => `${sheet === 0 ? 'f' : 'g'} ${decimal(p)}`);
  nameBoth(context, palette, texts, [f.at, g.at], 15, 14);
  drawScale(context, projection, palette);
  nameSheets(context, projection, palette, scene);
}

/** A point of the picture, and whether a surface stands before it. */
interface Spot {
  readonly at: Point;
  readonly hidden: boolean;
}

/** Where the surfaces pass through one another. */
function crossings(patches: readonly Patch[]): Segment[] {
  return patches
    .filter(({ sheet }) => sheet === 0)
    .flatMap(({ ring, edges }) =>
      edges.flatMap((edge, k): Segment[] =>
        edge === 'cut' ? [[ring[k]!, ring[(k + 1) % ring.length]!]] : [],
      ),
    );
}

/** The way of the ball from the start, on either surface. */
function wayOn({ pair, ball, push }: Scene, sheet: 0 | 1): Segment[] {
  if (push === 0) return [];
  const points = Array.from({ length: PIECES + 1 }, (_, k): Vector => {
    const [x, y] = [(k / PIECES) * ball[0], (k / PIECES) * ball[1]];
    return [x, y, PEAK * confidence(pair[sheet], x, y)];
  });
  return points.slice(1).map((point, k) => [points[k]!, point]);
}

/** From the ball's foot on the floor up to the higher surface. */
function drawStem(
  context: CanvasRenderingContext2D,
  projection: Projection,
  palette: Palette,
  { ball, now }: Scene,
): void {
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(...projection.toScreen(...ball, FLOOR));
  context.lineTo(...projection.toScreen(...ball, PEAK * Math.max(...now)));
  stroke(context, palette.inkSoft, 1.2);
  context.setLineDash([]);
}

/** Rests on f's surface. */
function drawBall(context: CanvasRenderingContext2D, spot: Spot, palette: Palette): void {
  const [x, foot] = spot.at;
  const y = foot - 0.7 * BALL;
  const light = context.createRadialGradient(x - 3, y - 3, 0.5, x, y, BALL);
  light.addColorStop(0, '#fff');
  light.addColorStop(0.4, palette.inkSoft);
  light.addColorStop(1, palette.shadow);
  context.globalAlpha = spot.hidden ? BEHIND : 1;
  context.beginPath();
  context.arc(x, y, BALL, 0, 2 * Math.PI);
  context.fillStyle = light;
  context.fill();
  stroke(context, palette.ground, 1.2);
  context.globalAlpha = 1;
}

/** The same input on g's surface. */
function drawRing(context: CanvasRenderingContext2D, spot: Spot, palette: Palette): void {
  context.globalAlpha = spot.hidden ? BEHIND : 1;
  context.beginPath();
  context.arc(...spot.at, 6, 0, 2 * Math.PI);
  context.fillStyle = palette.ground;
  context.fill();
  stroke(context, palette.members[1], 2.5);
  context.globalAlpha = 1;
}

/** Confidence 0 to 1, upright at the corner farthest to the left. */
function drawScale(
  context: CanvasRenderingContext2D,
  projection: Projection,
  palette: Palette,
): void {
  const corner = outermost(projection, -1);
  const at = (p: number) => projection.toScreen(...corner, p * PEAK);
  context.beginPath();
  context.moveTo(...at(0));
  context.lineTo(...at(1));
  for (const p of [0, 0.5, 1]) {
    const [x, y] = at(p);
    context.moveTo(x - 5, y);
    context.lineTo(x, y);
  }
  stroke(context, palette.inkSoft, 1);
  for (const p of [0, 0.5, 1]) {
    const [x, y] = at(p);
    label(context, palette, String(p), x - 8, y, palette.inkSoft, 'right', 400, 12);
  }
  const [x, y] = at(0);
  label(context, palette, 'confidence', x, y + 16, palette.inkSoft, 'center', 400, 12);
}

/** Each surface's name, at the corner farthest to the right. */
function nameSheets(
  context: CanvasRenderingContext2D,
  projection: Projection,
  palette: Palette,
  { pair }: Scene,
): void {
  const corner = outermost(projection, 1);
  const places = pair.map((model) =>
    projection.toScreen(...corner, PEAK * confidence(model, ...corner)),
  );
  nameBoth(context, palette, ['f', 'g'], places, 9, 16);
}

/** A text right of each of two places, f's and g's, apart from each other. */
function nameBoth(
  context: CanvasRenderingContext2D,
  palette: Palette,
  texts: readonly string[],
  places: readonly Point[],
  aside: number,
  size: number,
): void {
  const [f, g] = places as [Point, Point];
  const apart = f[1] - g[1];
  const spread = (Math.max(0, LINE - Math.abs(apart)) / 2) * (apart >= 0 ? 1 : -1);
  for (const sheet of [0, 1] as const) {
    const [x, y] = sheet === 0 ? [f[0], f[1] + spread] : [g[0], g[1] - spread];
    const color = palette.members[sheet];
    label(context, palette, texts[sheet]!, x + aside, y - 2, color, 'left', 700, size);
  }
}

/** The corner of the input plane that is farthest to the right (1) or the left (−1). */
function outermost(projection: Projection, side: 1 | -1): Point {
  const corners = [-EXTENT, EXTENT].flatMap((x) => [-EXTENT, EXTENT].map((y): Point => [x, y]));
  const right = (corner: Point) => side * projection.toScreen(...corner, 0)[0];
  return corners.reduce((a, b) => (right(b) > right(a) ? b : a));
}
