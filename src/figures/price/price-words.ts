/** A point of the price, in words. */
import { inWords, percent, significant } from '../../components/format';
import { sweepWay } from '../../sweep/ways';
import type { CurvePoint, Spread } from './price-curves';

/** @param withstands what the share that withstands is of */
export function priceWords(point: CurvePoint, withstands: string): string {
  const { way, strength, accuracy, withstood, seeds } = point;
  const how = strength ? `, ${strength.symbol} ${significant(strength.value, 2)}` : '';
  const of = `${inWords(seeds)} ${seeds === 1 ? 'seed' : 'seeds'}`;
  return `${sweepWay(way).name}${how}, ${of}: accuracy ${spreadWords(accuracy)}; ${withstands}: ${spreadWords(withstood)}`;
}

function spreadWords({ mean, low, high }: Spread): string {
  const bounds = low === high ? '' : ` (${percent(low, 1)} to ${percent(high, 1)})`;
  return `${percent(mean, 1)}${bounds}`;
}
