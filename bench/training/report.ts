/** The benchmark's tables, for people: a line for each measurement. */
import { table } from '../../scripts/table';
import { GDR_STEP, type Measured, type Measurement, type Row } from './measurement';

/** All of one backend, hidden widths and batch. */
export function tables(measured: readonly Measured[]): string {
  const { adapter, settings } = measured[0]!;
  const { backend, hidden, batch } = settings;
  const of = (what: Measured['what']) => measured.filter((one) => one.what === what);
  return [
    `${backend} (${adapter}): hidden ${hidden.join(',')}, batch ${batch}`,
    'Times in milliseconds and times of ours (×), both medians of interleaved rounds; errors are relative,',
    'against float64: of the gradient, or of the logits that the attack leads to. × GDR: of our GDR step.',
    '',
    'A training step',
    grid(of('step')),
    '',
    'FGS on 1,000 images',
    grid(of('attack')),
    '',
    ...notes(measured),
  ].join('\n');
}

export function describe({ what, settings }: Measurement): string {
  const { members, penalty, metric } = settings;
  const way = metric === 'spread' ? `${penalty} spread` : penalty;
  return what === 'step' ? `step, n = ${members}, ${way}` : `attack, n = ${members}`;
}

/** In a few words, for those who watch. */
export function summary({ rows }: Measured): string {
  return rows
    .map(({ contender, milliseconds, ratio }) =>
      contender === 'ours'
        ? `ours ${show(milliseconds, (ms) => ms.toFixed(1))} ms`
        : `${contender} ${show(ratio, (r) => r.toFixed(2))} ×`,
    )
    .join(', ');
}

function grid(measured: readonly Measured[]): string {
  const header = [
    ...['', 'ours', 'launches', 'error', '× GDR'],
    ...['textbook', '×', 'launches', 'error'],
    ...['jax-js', '×', 'launches', 'error'],
    ...['floor', '×', 'GFLOP/s', 'rounds'],
  ];
  const lines = measured.map((one) => {
    const row = (name: string) => one.rows.find(({ contender }) => contender === name);
    const rounds = row('ours')?.rounds;
    return [
      describe(one).replace(/^\w+, /, ''),
      ...cells(row('ours')).filter((_, c) => c !== 1),
      show(row(GDR_STEP)?.ratio, (r) => (1 / r).toFixed(2)),
      ...cells(row('textbook')),
      ...cells(row('jax-js')),
      ...cells(row('floor')).slice(0, 2),
      show(row('floor')?.gigaflops, (g) => g.toFixed(1)),
      rounds ? String(rounds) : '–',
    ];
  });
  return table([header, ...lines]);
}

/** Time, ratio, launches, error. */
function cells(row: Row | undefined): string[] {
  const { milliseconds, ratio, launches, error } = row ?? {};
  return [
    show(milliseconds, (ms) => ms.toFixed(ms < 10 ? 3 : 1)),
    show(ratio, (r) => r.toFixed(2)),
    show(launches, String),
    row?.wrong ? 'WRONG!' : show(error, (e) => e.toExponential(1)),
  ];
}

function show(value: number | null | undefined, text: (value: number) => string): string {
  return value === null || value === undefined ? '–' : text(value);
}

/** What is worth saying, each thing once, with the measurements that it is said of. */
function notes(measured: readonly Measured[]): string[] {
  const said = new Map<string, string[]>();
  for (const one of measured) {
    for (const { contender, wrong, note } of one.rows) {
      if (!note || contender === 'floor' || contender === GDR_STEP) continue;
      const line = `${contender}${wrong ? ' is WRONG' : ''}: ${note}`;
      said.set(line, [...(said.get(line) ?? []), describe(one)]);
    }
  }
  return [...said].map(([line, where]) => `${line} (${where.join('; ')})`);
}
