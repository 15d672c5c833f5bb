/** A copy of a drawing that looks the same without the page's style sheets. */

/** What a style sheet may have set, with its initial value; inherited ones start from the parent's. */
const STYLES: readonly (readonly [name: string, initial: string, inherited: boolean])[] = [
  ['fill', 'rgb(0, 0, 0)', true],
  ['fill-opacity', '1', true],
  ['fill-rule', 'nonzero', true],
  ['stroke', 'none', true],
  ['stroke-width', '1px', true],
  ['stroke-opacity', '1', true],
  ['stroke-dasharray', 'none', true],
  ['stroke-dashoffset', '0px', true],
  ['stroke-linecap', 'butt', true],
  ['stroke-linejoin', 'miter', true],
  ['stop-color', 'rgb(0, 0, 0)', false],
  ['color', 'rgb(0, 0, 0)', true],
  ['font-family', '', true],
  ['font-size', '', true],
  ['font-style', 'normal', true],
  ['font-weight', '400', true],
  ['font-variant-numeric', 'normal', true],
  ['letter-spacing', 'normal', true],
  ['text-anchor', 'start', true],
  ['dominant-baseline', 'auto', true],
  ['paint-order', 'normal', true],
  ['visibility', 'visible', true],
  ['opacity', '1', false],
  ['transform', 'none', false],
  ['transform-box', 'view-box', false],
  ['transform-origin', '', false],
  ['vector-effect', 'none', false],
  ['mix-blend-mode', 'normal', false],
];

/** What means something to the page alone. */
const PAGE_ONLY = /^(class|role|tabindex|style|data-.*|aria-.*)$/;

/** @returns the drawing, its styles written out, to be placed at (x, y) with its size on the page */
export function svgCopy(drawing: SVGSVGElement, x: number, y: number): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  settle(drawing, copy, null);
  const { width, height } = drawing.getBoundingClientRect();
  const place = { x, y, width, height };
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  copy.setAttribute('overflow', getComputedStyle(drawing).overflow);
  return copy;
}

function settle(from: Element, to: Element, parent: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(from);
  if (style.display === 'none') {
    to.remove();
    return;
  }
  for (const { name } of [...to.attributes]) {
    if (PAGE_ONLY.test(name)) to.removeAttribute(name);
  }
  for (const [name, initial, inherited] of STYLES) {
    const value = style.getPropertyValue(name);
    const before = (inherited && parent?.getPropertyValue(name)) || initial;
    // An origin matters to what is transformed alone.
    const idle = name.startsWith('transform-') && style.transform === 'none';
    if (value && value !== before && !idle) (to as SVGElement).style.setProperty(name, value);
  }
  const children = [...to.children];
  [...from.children].forEach((child, i) => {
    settle(child, children[i]!, style);
  });
}
