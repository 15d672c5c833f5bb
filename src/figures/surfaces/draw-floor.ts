/** The input plane below the surfaces, seen as a map: gradients, adversarial subspace, the ball's foot. */
import { memberDash } from '../../components/members';
import { adversarialSector, EXTENT, type Input } from './confidence';
import type { Palette } from './palette';
import { FLOOR, type Projection } from './projection';
import type { Scene } from './scene';
import { dashOf, label, stroke } from './strokes';

/** Lines of the grid on either side of the middle. */
const GRID = 4;
/** Length of the arrows −∇f and −∇g per unit of slope: as the gradients' norms at the start. */
const ARROW = 0.2;
/** From an arrow to its name, in CSS pixels. */
const BESIDE = { x: 24, y: 14 };
/** Radius of the sector, which stands for directions of any length. */
const SECTOR = 0.85;
const HEAD = 0.11;

export function drawFloor(
  context: CanvasRenderingContext2D,
  projection: Projection,
  palette: Palette,
  scene: Scene,
): void {
  const at = (x: number, y: number) => projection.toScreen(x, y, FLOOR);
  const path = (points: readonly Input[]) => {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(...at(x, y));
  };

  path([
    [-EXTENT, -EXTENT],
    [EXTENT, -EXTENT],
    [EXTENT, EXTENT],
    [-EXTENT, EXTENT],
  ]);
  context.closePath();
  context.fillStyle = palette.sunk;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = palette.ruleStrong;
  context.stroke();
  for (let k = 1 - GRID; k < GRID; k++) {
    const line = (k / GRID) * EXTENT;
    for (const points of [
      [
        [line, -EXTENT],
        [line, EXTENT],
      ],
      [
        [-EXTENT, line],
        [EXTENT, line],
      ],
    ] as const) {
      path(points);
      context.strokeStyle = palette.rule;
      context.stroke();
    }
  }

  const sector = adversarialSector(scene.pair);
  if (sector !== null) {
    const arc = Array.from({ length: 49 }, (_, k): Input => {
      const turn = sector.from + (k / 48) * (sector.to - sector.from);
      return [SECTOR * Math.cos(turn), SECTOR * Math.sin(turn)];
    });
    path([[0, 0], ...arc]);
    context.closePath();
    context.fillStyle = palette.adversarialSoft;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = palette.adversarial;
    context.stroke();
  }

  path([[0, 0], scene.ball]);
  stroke(context, palette.ink, 1.5);
  // f's arrow first, so that g's dashes are seen where both fall together.
  for (const member of [0, 1] as const) {
    const { direction, slope } = scene.pair[member];
    const [u, v] = direction;
    const tip: Input = [-ARROW * slope * u, -ARROW * slope * v];
    const neck = (side: number): Input => [
      tip[0] + HEAD * (u - 0.5 * side * v),
      tip[1] + HEAD * (v + 0.5 * side * u),
    ];
    path([[0, 0], tip]);
    context.setLineDash(dashOf(memberDash(member)));
    stroke(context, palette.members[member], 2.5);
    context.setLineDash([]);
    path([neck(1), tip, neck(-1)]);
    context.closePath();
    context.fillStyle = palette.members[member];
    context.fill();
  }

  const foot = at(...scene.ball);
  const flat = Math.max(0.3, projection.toward[2]);
  context.beginPath();
  context.ellipse(...foot, 5.5, 5.5 * flat, 0, 0, 2 * Math.PI);
  context.fillStyle = palette.ink;
  context.fill();
}

/** Names of what is drawn on the floor; after the surfaces, so that they stay legible. */
export function labelFloor(
  context: CanvasRenderingContext2D,
  projection: Projection,
  palette: Palette,
  scene: Scene,
): void {
  const at = (x: number, y: number) => projection.toScreen(x, y, FLOOR);
  for (const member of [0, 1] as const) {
    const { direction, slope } = scene.pair[member];
    const [u, v] = direction;
    const along = 0.8 * ARROW * slope;
    // Each on the side away from the other arrow.
    const side = member === 0 ? 1 : -1;
    const [x, y] = at(-along * u, -along * v);
    const [asideX, asideY] = at(-along * u + side * v, -along * v - side * u);
    const far = Math.hypot(asideX - x, asideY - y);
    const left = x + (BESIDE.x * (asideX - x)) / far;
    const top = y + (BESIDE.y * (asideY - y)) / far;
    const name = member === 0 ? '−∇f' : '−∇g';
    label(context, palette, name, left, top, palette.members[member], 'center', 600);
  }
  axisNames(projection).forEach(({ text, x, y }) => {
    label(context, palette, text, x, y, palette.inkSoft, 'center');
  });
}

/** x₁ and x₂ beside the two edges of the floor that are nearest to the viewer. */
function axisNames(projection: Projection) {
  const [towardX, towardY] = projection.toward;
  const beside = EXTENT + 0.14;
  const [x1, y1] = projection.toScreen(0, Math.sign(towardY || 1) * beside, FLOOR);
  const [x2, y2] = projection.toScreen(Math.sign(towardX || 1) * beside, 0, FLOOR);
  return [
    { text: 'x₁', x: x1, y: y1 },
    { text: 'x₂', x: x2, y: y2 },
  ];
}
