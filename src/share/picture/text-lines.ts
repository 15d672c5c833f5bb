/** Text of the page as lines that stand where a browser has put them. */

export interface TextLine {
  readonly text: string;
  /** Left end and baseline, px in the window. */
  readonly x: number;
  readonly baseline: number;
}

/** Words, or parts of words where lines may break. Spaces that hold words together are of the word. */
const PARTS = /[ \t\n\r\f]+|[^ \t\n\r\f-]+-*|-+/g;

/** The lines of one text node; none where it is not drawn. */
export function textLines(node: Text, style: CSSStyleDeclaration): TextLine[] {
  const range = document.createRange();
  const ascent = ascentShare(style);
  const lines: (TextLine & { readonly top: number })[] = [];
  for (const { index, 0: part } of node.data.matchAll(PARTS)) {
    const last = lines.at(-1);
    if (part.trim() === '') {
      if (last) lines.splice(-1, 1, { ...last, text: `${last.text} ` });
      continue;
    }
    range.setStart(node, index);
    range.setEnd(node, index + part.length);
    const { left, width, top, height } = range.getBoundingClientRect();
    if (height === 0 || width === 0) continue;
    const shown = style.textTransform === 'uppercase' ? part.toUpperCase() : part;
    if (last && Math.abs(last.top - top) < height / 2) {
      lines.splice(-1, 1, { ...last, text: last.text + shown });
    } else {
      lines.push({ text: shown, x: left, top, baseline: top + ascent * height });
    }
  }
  return lines;
}

/** Share of a line's box that is above the baseline. */
function ascentShare({ font }: CSSStyleDeclaration): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return 0.8;
  context.font = font;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = context.measureText('x');
  return above / (above + below);
}
