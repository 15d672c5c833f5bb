/** A point of the price, in words. */
import { inWords, percent, significant } from '../../components/format';
import { sweepWay } from '../../sweep/ways';
import type { PricePoint, Spread } from './price-curves';

/** @param withstands what the share that withstands is of */
export function priceWords(point: PricePoint, withstands: string): string {
  const { way, symbol, strength, accuracy, withstood, seeds } = point;
  const how = symbol ? `, ${symbol} ${significant(strength, 2)}` : '';
  const of = `${inWords(seeds)} ${seeds === 1 ? 'seed' : 'seeds'}`;
  return `${sweepWay(way).name}${how}, ${of}: accuracy ${spreadWords(accuracy)}; ${withstands}: ${spreadWords(withstood)}`;
}

function spreadWords({ mean, low, high }: Spread): string {
  const bounds = low === high ? '' : ` (${percent(low, 1)} to ${percent(high, 1)})`;
  return `${percent(mean, 1)}${bounds}`;
}
