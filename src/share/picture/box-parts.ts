/** The background and the borders that a style sheet gives an element of the page, as drawn shapes. */
import { element } from './element';

interface Border {
  readonly color: string;
  /** As CSS names it. */
  readonly kind: string;
  readonly width: number;
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const;

export function boxParts(style: CSSStyleDeclaration, box: DOMRect): SVGElement[] {
  if (style.visibility !== 'visible') return [];
  const borders = SIDES.map((side) => ({
    side,
    color: style.getPropertyValue(`border-${side}-color`),
    kind: style.getPropertyValue(`border-${side}-style`),
    width: Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0,
  }));
  const fill = isSeen(style.backgroundColor) ? style.backgroundColor : 'none';
  const seen = borders.filter(({ color, width }) => width > 0 && isSeen(color));
  const [first] = seen;
  const around =
    seen.length === SIDES.length &&
    seen.every(
      ({ color, kind, width }) =>
        color === first?.color && kind === first.kind && width === first.width,
    );
  if (around && first) return [frame(style, box, fill, first)];

  const { left, top, right, bottom } = box;
  const ends = {
    top: [left, top, right, top],
    right: [right, top, right, bottom],
    bottom: [left, bottom, right, bottom],
    left: [left, top, left, bottom],
  } as const;
  const lines = seen.map((border) => {
    const [x1, y1, x2, y2] = ends[border.side];
    return element('line', { x1, y1, x2, y2, ...strokeOf(border) });
  });
  return fill === 'none' ? lines : [frame(style, box, fill), ...lines];
}

/** @param border the same on all sides; it lies within the box, a stroke on both sides of its line */
function frame(
  style: CSSStyleDeclaration,
  { left, top, width, height }: DOMRect,
  fill: string,
  border?: Border,
): SVGElement {
  const inset = (border?.width ?? 0) / 2;
  const radius = style.borderTopLeftRadius;
  const rx = (Number.parseFloat(radius) || 0) * (radius.endsWith('%') ? width / 100 : 1);
  return element('rect', {
    x: left + inset,
    y: top + inset,
    width: Math.max(0, width - 2 * inset),
    height: Math.max(0, height - 2 * inset),
    rx: Math.max(0, rx - inset),
    fill,
    ...(border ? strokeOf(border) : {}),
  });
}

/** Dashes and dots as long as browsers make them. */
function strokeOf({ color, kind, width }: Border): Readonly<Record<string, string | number>> {
  const share = { dashed: 3, dotted: 1 }[kind];
  const dashes = share ? { 'stroke-dasharray': `${share * width} ${share * width}` } : {};
  return { stroke: color, 'stroke-width': width, ...dashes };
}

function isSeen(color: string): boolean {
  return color !== 'transparent' && !/^rgba\(.*, 0\)$/.test(color);
}
