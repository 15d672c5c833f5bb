/** The commands that make such lines again. */
import type { SweepLine } from '../../sweep/sweep-line';

/** With the members that there are, and the seeds that every way of training has. */
export function commandOf(lines: readonly SweepLine[]): string {
  const members = values(lines, ({ settings }) => settings.members);
  const seeds = seedsOfAll(lines);
  return `npm run sweep -- --members ${members.join()} --seeds ${seeds.join()} --out FILE.jsonl`;
}

/** What the command leaves out: ensembles of seeds that only some ways have, which `--ways` trains; null if none. */
export function furtherSeeds(lines: readonly SweepLine[]): string | null {
  const seeds = seedsOfAll(lines);
  const further = lines.filter(({ settings }) => !seeds.includes(settings.seed));
  if (further.length === 0) return null;
  const own = values(further, ({ settings }) => settings.seed);
  return `${further.length} of them with --ways and --seeds ${own.join()}`;
}

function seedsOfAll(lines: readonly SweepLine[]): number[] {
  const ways = [...new Set(lines.map(({ way }) => way))];
  return values(lines, ({ settings }) => settings.seed).filter((seed) =>
    ways.every((way) => lines.some((line) => line.way === way && line.settings.seed === seed)),
  );
}

function values(lines: readonly SweepLine[], of: (line: SweepLine) => number): number[] {
  return [...new Set(lines.map(of))].sort((a, b) => a - b);
}
