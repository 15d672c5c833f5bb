/** The command that makes such lines again. */
import type { SweepLine } from '../../sweep/sweep-line';

/** With the members that there are, and the seeds that every way of training has. */
export function commandOf(lines: readonly SweepLine[]): string {
  const values = (of: (line: SweepLine) => number) =>
    [...new Set(lines.map(of))].sort((a, b) => a - b);
  const members = values(({ settings }) => settings.members);
  const ways = [...new Set(lines.map(({ way }) => way))];
  const seeds = values(({ settings }) => settings.seed).filter((seed) =>
    ways.every((way) => lines.some((line) => line.way === way && line.settings.seed === seed)),
  );
  return `npm run sweep -- --members ${members.join()} --seeds ${seeds.join()} --out FILE.jsonl`;
}
