/**
 * The two surfaces, translucent, without the seams that translucent patches show where they meet:
 * all patches are painted opaque twice, once with the farthest on top and, over that and
 * half-transparent, once with the nearest on top. Where one surface hides the other, both are then
 * seen, the nearer one more strongly. What shines through may be of `coarse` patches.
 */
import { type Palette, SHADES } from './palette';
import type { Projection, Vector } from './projection';
import type { Patch } from './sheets';

/** How much of what lies behind shows through the nearer surface. */
const VEIL = 0.26;

/** How far a patch's corners are moved outward, in CSS pixels. */
const GROWTH = 0.6;

/** From the scene to the light: from the viewer's upper left, wherever the viewer stands. */
const LIGHT = normalised(-0.55, 0.35, 0.76);

export function drawSheets(
  context: CanvasRenderingContext2D,
  veil: CanvasRenderingContext2D,
  projection: Projection,
  palette: Palette,
  patches: readonly Patch[],
  coarse: readonly Patch[],
): void {
  for (const patch of coarse.toReversed()) fill(context, shapeOf(patch, projection, palette));
  for (const patch of patches) {
    const shape = shapeOf(patch, projection, palette);
    fill(veil, shape);
    drawMesh(veil, patch, shape, palette);
  }
  context.globalAlpha = 1 - VEIL;
  context.drawImage(veil.canvas, 0, 0, projection.width, projection.height);
  context.globalAlpha = 1;
}

interface Shape {
  readonly points: readonly (readonly [number, number])[];
  readonly color: string;
}

function shapeOf(patch: Patch, projection: Projection, palette: Palette): Shape {
  return {
    points: patch.ring.map(([x, y, z]) => projection.toScreen(x, y, z)),
    color: palette.sheets[patch.sheet][shadeOf(patch.normal, projection.toward)]!,
  };
}

/** How a patch faces the light; its underside is lit more faintly. */
function shadeOf(normal: Vector, toward: Vector): number {
  // Into the viewer's frame: right, away, up.
  const flat = Math.hypot(toward[0], toward[1]);
  const [sin, cos] = [-toward[0] / flat, -toward[1] / flat];
  const right = normal[0] * cos - normal[1] * sin;
  const away = normal[0] * sin + normal[1] * cos;
  const fromAbove = normal[0] * toward[0] + normal[1] * toward[1] + normal[2] * toward[2] > 0;
  const facing = right * LIGHT[0] - away * LIGHT[1] + normal[2] * LIGHT[2];
  const light = fromAbove ? Math.max(0, facing) : 0.55 * Math.max(0, 1 - facing);
  return Math.round(Math.min(1, light) * (SHADES - 1));
}

/** A little larger than it is, which closes the hairline between neighbours. */
function fill(context: CanvasRenderingContext2D, { points, color }: Shape): void {
  let [x0, y0] = [0, 0];
  for (const [x, y] of points) {
    x0 += x / points.length;
    y0 += y / points.length;
  }
  context.beginPath();
  for (const [x, y] of points) {
    const grown = 1 + GROWTH / (Math.hypot(x - x0, y - y0) + 1e-6);
    context.lineTo(x0 + grown * (x - x0), y0 + grown * (y - y0));
  }
  context.fillStyle = color;
  context.fill();
}

function drawMesh(
  context: CanvasRenderingContext2D,
  patch: Patch,
  { points }: Shape,
  palette: Palette,
): void {
  if (!patch.edges.includes('mesh')) return;
  context.beginPath();
  patch.edges.forEach((edge, k) => {
    if (edge !== 'mesh') return;
    context.moveTo(...points[k]!);
    context.lineTo(...points[(k + 1) % points.length]!);
  });
  context.strokeStyle = palette.meshes[patch.sheet];
  context.lineWidth = 0.9;
  context.stroke();
}

function normalised(x: number, y: number, z: number): Vector {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
