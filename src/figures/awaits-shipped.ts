/** What a figure without an ensemble says depends on whether one is to come by itself. */
import type { SessionState } from '../engine/page/session';
import { AT_START } from '../ensemble/shipped';

type Known = Pick<SessionState, 'phase' | 'shippedFailure'> & {
  readonly ensembles: readonly { readonly id: string }[];
};

/** Whether shipped ensembles are still on their way. */
export function awaitsShipped({ phase, ensembles, shippedFailure }: Known): boolean {
  const all = AT_START.every((id) => ensembles.some((record) => record.id === id));
  return phase !== 'failed' && shippedFailure === null && !all;
}
