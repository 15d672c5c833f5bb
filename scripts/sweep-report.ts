/** `npm run sweep -- report`: how the measures go with what each attacker achieves, over the ensembles of a sweep. */
import { epsilonKey } from '../src/attacks/epsilon';
import { type Correlations, correlations, type Estimate } from '../src/sweep/correlations';
import { MEASURE_NAMES, MEASURES, type Measure } from '../src/sweep/measure-names';
import { isSuccess, OUTCOMES, type Outcome } from '../src/sweep/outcomes';
import {
  inRange,
  predictionsFound,
  publishedFound,
  winnersFound,
} from '../src/sweep/predicted-against';
import type { PricePoint } from '../src/sweep/price';
import { lineKey, type SweepLine } from '../src/sweep/sweep-line';
import { sweepWay } from '../src/sweep/ways';
import { parseArguments, UsageError } from './arguments';
import { CommandProgress } from './command-progress';
import { readSweepFile } from './sweep-file';
import { table } from './table';

/** Of which the predictions were made. */
const PREDICTED_MEMBERS = 3;

export async function sweepReport(args: readonly string[]): Promise<void> {
  const { positionals, flags } = parseArguments(args, {}, ['json']);
  if (positionals.length === 0) throw new UsageError('report needs FILE.jsonl, one or more');
  const all = positionals.flatMap(readSweepFile);
  if (all.length === 0) throw new UsageError(`there is no ensemble in ${positionals.join(', ')}`);
  const lines = [...new Map(all.map((line) => [lineKey(line), line])).values()];
  const groups = groupsOf(lines);
  const progress = new CommandProgress();
  const reports = groups.map((group, g) =>
    reportOf(group, (share) => progress.tell('correlations', (g + share) / groups.length)),
  );
  progress.end();
  const twice = all.length - lines.length;
  const texts = [
    ...(twice > 0 ? [`Runs that stand there twice count once: ${twice} of the lines.`] : []),
    ...reports.map(inWords),
    LEGEND,
  ];
  process.stdout.write(`${texts.join('\n\n')}\n`);
  if (flags.has('json')) process.stdout.write(`${JSON.stringify({ groups: reports })}\n`);
}

/** Ensembles that may be set beside each other. */
function groupsOf(lines: readonly SweepLine[]): SweepLine[][] {
  const groups = new Map<string, SweepLine[]>();
  for (const line of lines) {
    const { members, images, epochs } = line.settings;
    const key = JSON.stringify([members, images, epochs, line.data]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

interface Report {
  readonly members: number;
  readonly images: number;
  readonly epochs: number;
  readonly ensembles: number;
  readonly correlations: readonly (Outcome & {
    readonly of: Readonly<Record<Measure, Correlations>>;
  })[];
  readonly predictions: ReturnType<typeof predictionsFound>;
  readonly published: ReturnType<typeof publishedFound>;
  readonly winners: readonly {
    readonly outcome: Outcome;
    readonly predicted: string;
    readonly winner: Winner | null;
    readonly penalty: Winner | null;
  }[];
}

type Winner = Omit<PricePoint, 'lines'>;

function reportOf(lines: readonly SweepLine[], onShare: (share: number) => void): Report {
  const { members, images, epochs } = lines[0]!.settings;
  const predicted = members === PREDICTED_MEMBERS;
  return {
    ...{ members, images, epochs, ensembles: lines.length },
    correlations: OUTCOMES.map((outcome, o) => {
      onShare(o / OUTCOMES.length);
      const of = Object.fromEntries(
        MEASURES.map((measure) => [measure, correlations(lines, { ...outcome, measure })]),
      ) as Record<Measure, Correlations>;
      return { ...outcome, of };
    }),
    predictions: predicted ? predictionsFound(lines) : [],
    published: predicted ? publishedFound(lines) : [],
    winners: predicted
      ? winnersFound(lines).map(({ outcome, predicted: { way }, winner, penalty }) => ({
          ...{ outcome, predicted: way },
          winner: winner && withoutLines(winner),
          penalty: penalty && withoutLines(penalty),
        }))
      : [],
  };
}

function withoutLines({ way, strength, accuracy, value }: PricePoint): Winner {
  return { way, strength, accuracy, value };
}

const LEGEND = [
  'Pearson: of log10 of success, a zero as half an image; of robust and joint, shares that withstand, as they are.',
  'Spearman: of ranks. In brackets 95 % of 1,000 bootstrap draws of ways and of seeds. Not trained on it: without the',
  'ways whose penalty is the measure. One way out: least and most of Spearman when each way in turn is left out. Last',
  'Spearman within each way, the runs without a penalty as its λ = 0. Across ways all of this is confounded by the',
  'length of gradients: it names no cause.',
].join('\n');

function inWords(report: Report): string {
  const { members, images, epochs, ensembles } = report;
  return [
    `${ensembles} ensembles of ${members} members, ${images.toLocaleString('en')} images, ${epochs} epochs`,
    ...report.correlations.map(correlationsInWords),
    ...(report.predictions.length > 0 ? [predictionsInWords(report)] : []),
  ].join('\n\n');
}

function correlationsInWords({ of, ...outcome }: Report['correlations'][number]): string {
  const { within, across } = of.gdr;
  const ways = Object.keys(within) as (keyof typeof within)[];
  const zeros = isSuccess(outcome.meaning) ? `, ${across.zeros} with no success at all` : '';
  const rows = MEASURES.map((measure) => {
    const own = of[measure];
    const left = Object.values(own.without).map(({ spearman }) => spearman.value);
    return [
      MEASURE_NAMES[measure],
      inBrackets(own.across.pearson),
      inBrackets(own.across.spearman),
      inBrackets(own.untrained.spearman),
      left.length > 0 ? `${signed(Math.min(...left))} to ${signed(Math.max(...left))}` : '–',
      ...ways.map((way) => signed(own.within[way]!.spearman.value)),
    ];
  });
  const head = ['', 'Pearson', 'Spearman', 'not trained on it', 'one way out', ...ways];
  return [`${named(outcome)}: ${across.count} ensembles${zeros}`, table([head, ...rows])].join(
    '\n',
  );
}

function predictionsInWords({ predictions, published, winners }: Report): string {
  const rows = predictions.map(({ outcome, scope, measure, range, found }) => [
    scope,
    named(outcome),
    MEASURE_NAMES[measure],
    `${signed(range[0])} to ${signed(range[1])}`,
    found.map(({ way, value }) => `${way ? `${way} ` : ''}${signed(value)}`).join(', ') || '–',
    `${found.filter(({ value }) => inRange(value, range)).length} of ${found.length}`,
  ]);
  const figure = published.map(({ outcome, range, value, spearman }) => [
    named(outcome),
    `${signed(range[0])} to ${signed(range[1])}`,
    signed(value),
    signed(spearman),
  ]);
  const won = winners.map(({ outcome, predicted, winner, penalty }) => [
    named(outcome),
    sweepWay(predicted).name,
    pointInWords(winner),
    pointInWords(penalty),
  ]);
  return [
    'Predicted (docs/predictions.md) and come: Spearman',
    table([['scope', 'what', 'measure', 'predicted', 'came', 'inside'], ...rows]),
    '',
    'The published figure: Pearson with GDR over no penalty, GAL and GDR',
    table([['what', 'predicted', 'came', 'Spearman'], ...figure]),
    '',
    'Who withstands most at equal accuracy',
    table([['what', 'predicted', 'came', 'best penalty'], ...won]),
  ].join('\n');
}

function pointInWords(point: Winner | null): string {
  if (!point) return '–';
  const { way, strength, value, accuracy } = point;
  const at = strength ? ` ${strength.symbol} ${strength.value}` : '';
  return `${sweepWay(way).name}${at}: ${value.toFixed(3)} at accuracy ${accuracy.toFixed(3)}`;
}

function named({ attacker, attack, epsilon, meaning }: Outcome): string {
  return `${attacker}, ${attack}, ε = ${epsilonKey(epsilon)}, ${meaning}`;
}

function inBrackets({ value, interval }: Estimate): string {
  if (!interval) return signed(value);
  return `${signed(value)} [${interval.map(signed).join(', ')}]`;
}

function signed(value: number): string {
  if (Number.isNaN(value)) return '–';
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
