/** The markup that puts a figure into another page: a frame, and a script that keeps it as high as the figure. */

import { EMBED_HEIGHTS } from './embed-heights';

/** The type of the message in which a framed figure posts its height: {type, height}, px. */
export const HEIGHT_MESSAGE = 'gradient-diversity:height';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/**
 * Px that a figure alone needs in a frame of any width from 390 to 1280 px, as it begins: measured, and written
 * down, by tests/browser/embedding.spec.ts.
 */
export function embedHeight(figure: string): number {
  return EMBED_HEIGHTS[figure] ?? 800;
}

/** @param height of the frame, px, where no script changes it */
export function frameMarkup(address: string, title: string, height: number): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy" allow="clipboard-write" style="border: 0"></iframe>`;
}

/** Gives each frame of the page the height that the figure in it posts; one does for all frames. */
export const RESIZING_SCRIPT = `<script>
addEventListener('message', ({ source, data }) => {
  if (data?.type !== '${HEIGHT_MESSAGE}' || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow === source) frame.style.height = data.height + 'px';
  }
});
</script>`;
