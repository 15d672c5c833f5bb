/** What readers waited for, and what was sent meanwhile, for people. */
import { table } from '../../scripts/table';
import { median } from '../training/timing';
import type { Sent } from './line';

/** One visit. */
export interface Wait {
  readonly what: string;
  readonly seconds: number;
  readonly sent: readonly Sent[];
}

/** Kinds of files, by what their addresses match; the first counts. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['page', /\.html$/],
  ['engine', /\/(worker|tfjs|dist)-[^/]*\.js$|\.wasm$/],
  ['script', /\.js$/],
  ['style', /\.css$/],
  ['font', /\.woff2$/],
  ['hook’s data', /\/specimens\//],
  ['ensembles', /\/ensembles\//],
  ['images', /\/data\//],
  ['other', /./],
];

export function report(found: readonly Wait[]): string {
  const whats = [...new Set(found.map(({ what }) => what))];
  const lines = whats.map((what) => {
    const visits = found.filter((wait) => wait.what === what);
    const sizes = KINDS.map(([kind]) =>
      median(visits.map(({ sent }) => kilobytes(sent, kind))).toFixed(0),
    );
    return [what, median(visits.map(({ seconds }) => seconds)).toFixed(1), ...sizes];
  });
  return [
    'Seconds until it is there, and KB sent until then, as they go over the line (medians of the tries).',
    table([['', 'seconds', ...KINDS.map(([kind]) => kind)], ...lines]),
  ].join('\n');
}

function kilobytes(sent: readonly Sent[], kind: string): number {
  return (
    sent.reduce((sum, { path, bytes }) => (kindOf(path) === kind ? sum + bytes : sum), 0) / 1000
  );
}

function kindOf(path: string): string {
  return KINDS.find(([, pattern]) => pattern.test(path))![0];
}
