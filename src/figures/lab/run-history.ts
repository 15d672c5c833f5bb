/** The course of a run as files for other tools: a table of its samples, or all that is known of it. */

import { SUCCESS_MEANINGS } from '../../attacks/success';
import type { RunView } from '../../engine/page/session';
import { SAMPLE_EPSILON, type Sample } from '../../engine/protocol';

/** A column of the table: its name and the value in a sample; NaN where there is none. */
type Column = readonly [name: string, value: (sample: Sample) => number];

/** RFC 4180, a header and a line for each sample; a value that is not there is left empty. */
export function historyAsCsv(run: RunView): string {
  const columns = columnsOf(run);
  const line = (cells: readonly (string | number)[]) => `${cells.join(',')}\r\n`;
  const cell = (value: number) => (Number.isFinite(value) ? value : '');
  return [
    line(columns.map(([name]) => name)),
    ...run.samples.map((sample) => line(columns.map(([, value]) => cell(value(sample))))),
  ].join('');
}

/** Settings (as they are now), changes on the way, and samples; what is not a number is null. */
export function historyAsJson({ status, samples }: RunView): string {
  const { settings, changes, step } = status;
  return `${JSON.stringify({ settings, changes, step, samples }, null, 2)}\n`;
}

function columnsOf({ status, samples }: RunView): readonly Column[] {
  const members = Array.from({ length: status.settings.members }, (_, i) => i);
  const epsilons = samples[0]?.fgs.map(({ epsilon }) => epsilon) ?? [];
  return [
    ['step', ({ step }) => step],
    ['loss_total', ({ loss }) => loss.total],
    ...members.map(
      (i): Column => [`cross_entropy_f${i + 1}`, ({ loss }) => loss.crossEntropy[i] ?? Number.NaN],
    ),
    ['penalty', ({ loss }) => loss.penalty ?? Number.NaN],
    ['accuracy_ensemble', ({ ensembleAccuracy }) => ensembleAccuracy],
    ...members.map(
      (i): Column => [
        `accuracy_f${i + 1}`,
        ({ memberAccuracy }) => memberAccuracy[i] ?? Number.NaN,
      ],
    ),
    ['gdr', ({ gdr }) => gdr],
    ['cosine', ({ cosine }) => cosine],
    ['joint_slope', ({ measures }) => measures?.jointSlope ?? Number.NaN],
    ...epsilons.flatMap((epsilon, k) =>
      SUCCESS_MEANINGS.map(
        (rate): Column => [
          `fgs_${rate}_${epsilon}`,
          ({ fgs }) => fgs[k]?.rates[rate] ?? Number.NaN,
        ],
      ),
    ),
    ...(samples.some(({ pgd }) => pgd) ? SUCCESS_MEANINGS : []).map(
      (rate): Column => [
        `pgd_${rate}_${SAMPLE_EPSILON}`,
        ({ pgd }) => pgd?.rates[rate] ?? Number.NaN,
      ],
    ),
  ];
}
