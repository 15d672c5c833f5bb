/** Links to the page as it stands now. */

import { LINK_TO_DEFAULTS, writeLink } from '../../share/link';
import { linkState } from '../../share/link-state';

/** Of one figure alone, or of the whole page, with every setting of the page. */
export function addressOf(figure?: string): string {
  const which = figure === undefined ? '' : `?figure=${figure}`;
  const hash = writeLink(linkState.getState().values) || LINK_TO_DEFAULTS;
  return location.origin + location.pathname + which + hash;
}
