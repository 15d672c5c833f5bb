/** Links to the page as it stands now. */

import { LINK_TO_DEFAULTS, writeLink } from '../../share/link';
import { linkState } from '../../share/link-state';
import { restrictedTo } from '../../share/shareable-settings';
import type { FigureEntry } from '../registry';

/** Of one figure alone, with the settings that it depends on, or of the whole page, with all. */
export function addressOf(figure?: FigureEntry): string {
  const { values } = linkState.getState();
  const which = figure === undefined ? '' : `?figure=${figure.name}`;
  const carried = figure === undefined ? values : restrictedTo(figure.settings, values);
  return location.origin + location.pathname + which + (writeLink(carried) || LINK_TO_DEFAULTS);
}
