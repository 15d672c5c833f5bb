/** The benchmark's tables, for people: a line for each measurement. */
import { table } from '../table';
import type { Measured, Measurement, Row } from './measurement';

/** All of one backend, hidden widths and batch. */
export function tables(measured: readonly Measured[]): string {
  const { adapter, settings } = measured[0]!;
  const { backend, hidden, batch } = settings;
  const of = (what: Measured['what']) => measured.filter((one) => one.what === what);
  return [
    `${backend} (${adapter}): hidden ${hidden.join(',')}, batch ${batch}`,
    'Times in milliseconds, medians of interleaved rounds; × are of ours; errors are relative, against float64.',
    '',
    'A training step',
    grid(of('step')),
    '',
    'FGS on 1,000 images',
    grid(of('attack')),
    '',
    ...measured.flatMap(notes),
  ].join('\n');
}

export function describe({ what, settings: { members, penalty } }: Measurement): string {
  return what === 'step' ? `step, n = ${members}, ${penalty}` : `attack, n = ${members}`;
}

function grid(measured: readonly Measured[]): string {
  const header = [
    ...['', 'ours', 'launches', 'error'],
    ...['textbook', '×', 'launches', 'error'],
    ...['jax-js', '×', 'launches', 'error'],
    ...['floor', '×', 'rounds'],
  ];
  const lines = measured.map((one) => {
    const row = (name: string) => one.rows.find(({ contender }) => contender === name);
    const rounds = row('ours')?.rounds;
    return [
      describe(one).replace(/^\w+, /, ''),
      ...cells(row('ours')).filter((_, c) => c !== 1),
      ...cells(row('textbook')),
      ...cells(row('jax-js')),
      ...cells(row('floor')).slice(0, 2),
      rounds ? String(rounds) : '–',
    ];
  });
  return table([header, ...lines]);
}

/** Time, ratio, launches, error. */
function cells(row: Row | undefined): string[] {
  const show = (value: number | null | undefined, text: (value: number) => string) =>
    value === null || value === undefined ? '–' : text(value);
  const { milliseconds, ratio, launches, error } = row ?? {};
  return [
    show(milliseconds, (ms) => ms.toFixed(ms < 10 ? 3 : 1)),
    show(ratio, (r) => r.toFixed(2)),
    show(launches, String),
    row?.wrong ? 'WRONG!' : show(error, (e) => e.toExponential(1)),
  ];
}

/** What is worth saying of each, first of all what went wrong. */
function notes(measured: Measured): string[] {
  return measured.rows
    .filter(({ note }) => note)
    .map(
      ({ contender, wrong, note }) =>
        `${describe(measured)}: ${contender}${wrong ? ' is WRONG' : ''}: ${note}`,
    );
}
