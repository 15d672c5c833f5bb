/**
 * A figure as a picture to take away: its drawings, its images, its text and the boxes behind it, each
 * where it stands on the page, in the page's present theme. Controls are left out, for a picture has none;
 * labels and values of those with a value stay, and so does what is shown on a button to be chosen.
 */
import { boxParts } from './box-parts';
import { element } from './element';
import { svgCopy } from './svg-copy';
import { textLines } from './text-lines';

const MARGIN = 16;
/** Px; room for the title, and its size. */
const HEAD = 36;
const TITLE_SIZE = 17;
/** Pixels of a PNG for one of the page. */
const PNG_SCALE = 2;

const LEFT_OUT = '[data-command], input, textarea, label:has([type=checkbox]), noscript, [popover]';

export interface PictureWords {
  readonly title: string;
  /** Where the figure can be seen as it is now. */
  readonly address: string;
}

/** @returns the text of an SVG file */
export function pictureAsSvg(figure: HTMLElement, words: PictureWords): string {
  return new XMLSerializer().serializeToString(draw(figure, words));
}

/** @throws Error where the browser cannot draw it */
export async function pictureAsPng(figure: HTMLElement, words: PictureWords): Promise<Blob> {
  const picture = draw(figure, words);
  const [width, height] = [picture.width.baseVal.value, picture.height.baseVal.value];
  const text = new XMLSerializer().serializeToString(picture);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(width * PNG_SCALE);
    canvas.height = Math.ceil(height * PNG_SCALE);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/png');
    });
    if (!blob) throw new Error('The picture is too large for this browser; take the SVG instead.');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function draw(figure: HTMLElement, { title, address }: PictureWords): SVGSVGElement {
  const content = element('g', {});
  copyInto(content, figure);
  const { left, top } = figure.getBoundingClientRect();
  const extent = extentOf(content, figure);
  const [width, height] = [extent.right - left + 2 * MARGIN, extent.bottom - top + 2 * MARGIN];
  const size = { width, height: height + HEAD };
  content.setAttribute('transform', `translate(${MARGIN - left} ${MARGIN + HEAD - top})`);

  const picture = element('svg', { ...size, viewBox: `0 0 ${width} ${size.height}` });
  const { backgroundColor } = getComputedStyle(document.documentElement);
  const style = getComputedStyle(figure);
  const heading = element('text', {
    x: MARGIN,
    y: MARGIN + TITLE_SIZE,
    fill: style.color,
    'font-family': style.getPropertyValue('--font-ui'),
    'font-size': TITLE_SIZE,
    'font-weight': 600,
  });
  heading.textContent = title;
  const [name, described] = [element('title', {}), element('desc', {})];
  name.textContent = title;
  described.textContent = address;
  picture.append(name, described, element('rect', { ...size, fill: backgroundColor }));
  picture.append(heading, content);
  return picture as SVGSVGElement;
}

/** What is at `node` and below it, in the window's coordinates. */
function copyInto(group: Element, node: Node): void {
  if (node instanceof Text) {
    copyText(group, node);
  } else if (node instanceof Element && isDrawn(node)) {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    if (node instanceof SVGSVGElement) {
      group.append(svgCopy(node, box.left, box.top));
    } else if (node instanceof HTMLCanvasElement) {
      group.append(imageOf(node, box));
    } else if (node instanceof HTMLSelectElement) {
      group.append(chosenIn(node, box));
    } else {
      const faded = style.opacity === '1' ? group : element('g', { opacity: style.opacity });
      if (faded !== group) group.append(faded);
      faded.append(...boxParts(style, box));
      for (const child of node.childNodes) copyInto(faded, child);
    }
  }
}

function isDrawn(node: Element): boolean {
  if (node.matches(LEFT_OUT)) return false;
  const { display, opacity, clipPath } = getComputedStyle(node);
  // The last is how text is hidden from sight but not from speech.
  return display !== 'none' && opacity !== '0' && clipPath !== 'inset(50%)';
}

function imageOf(canvas: HTMLCanvasElement, { left, top, width, height }: DOMRect): SVGElement {
  const href = canvas.toDataURL();
  const image = element('image', { x: left, y: top, width, height, href });
  image.setAttribute('preserveAspectRatio', 'none');
  image.style.imageRendering = getComputedStyle(canvas).imageRendering;
  return image;
}

/** What is chosen in a list, as text. */
function chosenIn(list: HTMLSelectElement, { left, top, height }: DOMRect): SVGElement {
  const { color, fontFamily, fontSize } = getComputedStyle(list);
  const chosen = element('text', {
    x: left,
    y: top + height / 2,
    'dominant-baseline': 'central',
    fill: color,
    'font-family': fontFamily,
    'font-size': fontSize,
    'font-weight': 600,
  });
  chosen.textContent = list.selectedOptions[0]?.textContent ?? '';
  return chosen;
}

function copyText(group: Element, node: Text): void {
  const style = node.parentElement && getComputedStyle(node.parentElement);
  if (style?.visibility !== 'visible') return;
  for (const { text, x, baseline } of textLines(node, style)) {
    const line = element('text', {
      x,
      y: baseline,
      fill: style.color,
      'font-family': style.fontFamily,
      'font-size': style.fontSize,
      'font-style': style.fontStyle,
      'font-weight': style.fontWeight,
      'letter-spacing': style.letterSpacing,
    });
    line.textContent = text;
    group.append(line);
  }
}

/** How far right and down what was copied goes: at least as far as the figure itself. */
function extentOf(content: Element, figure: HTMLElement): { right: number; bottom: number } {
  const own = figure.getBoundingClientRect();
  let { right, bottom } = own;
  for (const part of content.querySelectorAll(':is(:scope, :scope > g) > :is(image, rect, svg)')) {
    const at = (name: string) => Number(part.getAttribute(name));
    right = Math.max(right, at('x') + at('width'));
    bottom = Math.max(bottom, at('y') + at('height'));
  }
  return { right, bottom };
}
