/** The page's script: brings the rendered article to life, or shows one figure alone (`?figure=NAME`). */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { bringToLife } from './article/bring-to-life';
import { explainTerms } from './article/explain-terms';
import { FigurePage } from './article/FigurePage';
import { followPlaces } from './article/follow-places';
import { followReading } from './article/follow-reading';
import { postHeight } from './article/post-height';
import { reachFormulas } from './article/reach-formulas';
import { followAddress } from './share/link-state';
import './theme.css';
import './article/article.css';

followAddress();
const root = document.getElementById('root')!;
const alone = new URLSearchParams(location.search).get('figure');
if (alone === null) {
  const { origin, pathname } = location;
  for (const place of root.querySelectorAll('[data-page-address]')) {
    place.textContent = origin + pathname;
  }
  explainTerms();
  followReading();
  reachFormulas();
  bringToLife();
  followPlaces();
} else {
  root.replaceChildren();
  createRoot(root).render(
    <StrictMode>
      <FigurePage name={alone} />
    </StrictMode>,
  );
  document.documentElement.classList.remove('alone');
  postHeight();
}
