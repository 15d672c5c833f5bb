/** What taking pixels out shows of an ensemble, in plain words. */
import { decimal, percent, significant } from '../../components/format';
import type { Metric } from '../../geometry/metric';

export interface Finding {
  /** Pixels that are out, and all of them. */
  readonly out: number;
  readonly pixels: number;
  /** Share of the squared gradient length on those that are out. */
  readonly share: number;
  /** GDR with all pixels and without those. */
  readonly all: number;
  readonly left: number;
  /** In which all of these are taken. */
  readonly metric: Metric;
}

/** A GDR that changes by a smaller part of itself is as it was. */
const NEGLIGIBLE = 0.05;

export function findingOf({ out, pixels, share, all, left, metric }: Finding): string {
  if (out === 0) return 'No pixel is taken out. Raise the threshold.';
  if (out === pixels) return 'All pixels are taken out: nothing is left.';
  const many = out / pixels;
  const lie =
    out === 1 ? 'The pixel that varies least is' : `The ${out} pixels that vary least are`;
  const weighed = metric === 'spread' ? ' in the metric of the data' : '';
  const where =
    `${lie} ${percent(many, many < 0.01 ? 1 : 0)} of all and ${out === 1 ? 'carries' : 'carry'} ` +
    `${percent(share, share < 0.01 ? 1 : 0)} of the squared gradient length${weighed}, ` +
    `${significant(share / many, 2)} times ${out === 1 ? 'its' : 'their'} part.`;
  if (!Number.isFinite(all) || !Number.isFinite(left)) return where;
  const change = Math.abs(left - all) < NEGLIGIBLE * all;
  if (change) return `${where} Without ${them(out)} the GDR stays at ${decimal(left, 3)}.`;
  const verb = left > all ? 'rises' : 'falls';
  const fold = left > 1.5 * all && all > 0 ? `, ${significant(left / all, 2)} times as much` : '';
  return `${where} Without ${them(out)} the GDR ${verb} from ${decimal(all, 3)} to ${decimal(left, 3)}${fold}.`;
}

function them(out: number): string {
  return out === 1 ? 'it' : 'them';
}
