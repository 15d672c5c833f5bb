/** The benchmark's tables, for people. */
import type { BenchResult, Row } from './run';

export function tables({ settings, adapter, training, attack }: BenchResult): string {
  const { backend, members, hidden, batch, penalty } = settings;
  return [
    `${backend} (${adapter}): ${members} members, hidden ${hidden.join(',')}, batch ${batch}, penalty ${penalty}`,
    '',
    'A training step',
    table(training, 'ms/step', 'launches/step'),
    '',
    'FGS on 1,000 images',
    table(attack, 'ms/attack', 'launches/attack'),
    '',
  ].join('\n');
}

function table(rows: readonly Row[], time: string, launched: string): string {
  const header = ['contender', time, launched, 'of ours', 'error', 'rounds', ''];
  const cells = rows.map((row) => [
    row.contender,
    row.milliseconds === null ? '–' : row.milliseconds.toFixed(row.milliseconds < 10 ? 3 : 1),
    row.launches === null ? '–' : String(row.launches),
    row.ratio === null ? '–' : `${row.ratio.toFixed(2)}×`,
    row.error === null ? '–' : row.error.toExponential(1),
    row.rounds === 0 ? '–' : String(row.rounds),
    row.wrong ? `WRONG! ${row.note}` : row.note,
  ]);
  const widths = header.map((_, c) =>
    Math.max(...[header, ...cells].map((line) => line[c]!.length)),
  );
  const last = header.length - 1;
  return [header, ...cells]
    .map((line) =>
      line
        .map((cell, c) => {
          if (c === last) return cell;
          return c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
