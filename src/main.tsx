/** The page's script: brings the rendered article to life, or shows one figure alone (`?figure=NAME`). */
import { bringToLife } from './article/bring-to-life';
import { followPlaces } from './article/follow-places';
import { followReading } from './article/follow-reading';
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
  followReading();
  bringToLife();
  followPlaces();
} else {
  void import('./article/show-alone').then(({ showAlone }) => showAlone(root, alone));
}
