/** The whole picture, from back to front. */
import { drawFloor, labelFloor } from './draw-floor';
import { drawMarks } from './draw-marks';
import { drawSheets } from './draw-sheets';
import type { Palette } from './palette';
import type { Projection } from './projection';
import type { Scene } from './scene';
import { type Heights, patchesFarToNear } from './sheets';

/** Of the surfaces together, over the floor. */
const SHEETS = 0.93;

/** A canvas of the picture's size and two of the same size to work on, kept between pictures. */
export class Easel {
  readonly #canvases: readonly [HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement];

  constructor(canvas: HTMLCanvasElement) {
    const blank = () => document.createElement('canvas');
    this.#canvases = [canvas, blank(), blank()];
  }

  /** @param density device pixels a CSS pixel */
  draw(
    projection: Projection,
    density: number,
    palette: Palette,
    scene: Scene,
    heights: Heights,
  ): void {
    const { width, height } = projection;
    const contexts = this.#canvases.map((canvas) => {
      const [w, h] = [Math.round(width * density), Math.round(height * density)];
      if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
      const context = canvas.getContext('2d')!;
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, width, height);
      return context;
    });
    const [picture, sheets, veil] = contexts as [
      CanvasRenderingContext2D,
      CanvasRenderingContext2D,
      CanvasRenderingContext2D,
    ];
    drawFloor(picture, projection, palette, scene);
    const patches = patchesFarToNear(heights, projection.toward);
    const coarse = patchesFarToNear(heights, projection.toward, 2);
    drawSheets(sheets, veil, projection, palette, patches, coarse);
    picture.globalAlpha = SHEETS;
    picture.drawImage(sheets.canvas, 0, 0, width, height);
    picture.globalAlpha = 1;
    labelFloor(picture, projection, palette, scene);
    drawMarks(picture, projection, palette, scene, patches);
  }
}
