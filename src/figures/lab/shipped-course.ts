/**
 * What stands in the charts before the first run: where the shipped ensembles without a penalty and with GDR have
 * come to, as faint lines across that say their value in their name. How they got there is not recorded.
 */
import { percent, significant } from '../../components/format';
import type { Series } from '../../components/line-chart-layout';
import type { EnsembleRecord } from '../../engine/page/records';
import { type Evaluation, SAMPLE_EPSILON, type SampleAttack } from '../../engine/protocol';
import type { ShippedId } from '../../ensemble/shipped';
import type { RunSeries } from './run-series';

const SHOWN: readonly string[] = ['plain', 'diverse'] satisfies ShippedId[];

export const NO_REFERENCES: RunSeries = { loss: [], accuracy: [], gdr: [], slope: [], success: [] };

/** @param lastStep where the lines end */
export function referencesOf(
  ensembles: readonly EnsembleRecord[],
  attack: SampleAttack,
  lastStep: number,
): RunSeries {
  const shown = ensembles.filter(({ id, origin }) => origin === 'shipped' && SHOWN.includes(id));
  const lines = (
    color: string,
    measured: (evaluation: Evaluation, record: EnsembleRecord) => number | undefined,
    write: (value: number) => string,
  ): Series[] =>
    shown.flatMap((record) => {
      const value = record.evaluation ? measured(record.evaluation, record) : undefined;
      if (value === undefined || !Number.isFinite(value)) return [];
      return [
        {
          name: `${record.name}: ${write(value)}`,
          color,
          points: [
            [0, value],
            [lastStep, value],
          ],
          faded: true,
          unlisted: true,
        },
      ];
    });
  const share = (value: number) => percent(value, 1);
  const digits = (value: number) => significant(value, 3);
  return {
    loss: [],
    accuracy: lines('var(--ink)', ({ ensembleAccuracy }) => ensembleAccuracy, share),
    gdr: lines('var(--adversarial-ink)', ({ gdr }) => gdr, digits),
    slope: lines('var(--ink)', ({ measures }) => measures?.jointSlope, digits),
    success: lines('var(--ink)', (evaluation, record) => sameOf(evaluation, record, attack), share),
  };
}

/** Share of images at which the attack brings all members to the same wrong class, where that has been rated. */
function sameOf({ fgs }: Evaluation, { attacks = [] }: EnsembleRecord, attack: SampleAttack) {
  const at = ({ epsilon }: { readonly epsilon: number }) => epsilon === SAMPLE_EPSILON;
  const rating =
    attack === 'fgs' ? fgs.find(at) : attacks.find((own) => own.method === attack && at(own));
  return rating?.rates.same;
}
