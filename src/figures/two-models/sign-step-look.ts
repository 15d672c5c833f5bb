/** Colour and dash of each sign step, and the size of its mark: marks can lie on one corner. */
import { ENSEMBLE, memberColor, memberDash } from '../../components/members';
import type { Source } from './two-models';

export const LOOK: Readonly<Record<Source, { color: string; dash: string; side: number }>> = {
  f: { color: memberColor(0), dash: memberDash(0), side: 8 },
  g: { color: memberColor(1), dash: memberDash(1), side: 14 },
  both: { color: ENSEMBLE.color, dash: ENSEMBLE.dash, side: 20 },
};
