/** Draws the figures, and what else computes, into the places that the rendered article keeps for them. */
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { addressOf } from '../figures/frame/address';
import { FigureBody } from '../figures/frame/FigureBody';
import { firstFigureStands, prefetchFigures } from '../figures/frame/prefetch-figures';
import { ShareLinks } from '../figures/frame/ShareLinks';
import { WhenNear } from '../figures/frame/WhenNear';
import { EngineLine, WithSession } from '../figures/frame/WithSession';
import { LinkNotice } from '../figures/LinkNotice';
import { findFigure } from '../figures/registry';

export function bringToLife(): void {
  fill('[data-link-notice]', () => <LinkNotice />);
  fill('[data-share-page]', () => (
    <ShareLinks title={document.title} address={() => addressOf()} showsAttacked height={800} />
  ));
  fill('[data-engine-status]', () => (
    <WhenNear title="Engine">
      <WithSession>
        <EngineLine />
      </WithSession>
    </WhenNear>
  ));
  fill('[data-figure] > .figure-body', (place) => {
    const figure = findFigure(place.parentElement!.dataset.figure!)!;
    return <FigureBody figure={figure} />;
  });
  void firstFigureStands()
    .then(() => import('./reading-aids'))
    .then(({ readingAids }) => readingAids());
  void prefetchFigures();
}

function fill(selector: string, content: (place: HTMLElement) => ReactNode): void {
  for (const place of document.querySelectorAll<HTMLElement>(selector)) {
    createRoot(place).render(<StrictMode>{content(place)}</StrictMode>);
  }
}
