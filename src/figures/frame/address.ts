/** Links to the page as it stands now. */

import { writeLink } from '../../share/link';
import { linkState } from '../../share/link-state';

/** Of one figure alone, or of the whole page, with every setting of the page. */
export function addressOf(figure?: string): string {
  const which = figure === undefined ? '' : `?figure=${figure}`;
  // A link says that it is one even where all is at its default.
  const hash = writeLink(linkState.getState().values) || '#v=1';
  return location.origin + location.pathname + which + hash;
}
