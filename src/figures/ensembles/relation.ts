/** What the points of GDR against attack success say together, in words. */
import { decimal, inWords } from '../../components/format';
import { ENOUGH, pearson } from './correlation';
import type { ScatterPoint } from './scatter-layout';

export function relationIn(points: readonly Pick<ScatterPoint, 'gdr' | 'rate'>[]): string {
  if (points.length < ENOUGH) {
    const missing = ENOUGH - points.length;
    const few =
      points.length === 0
        ? 'There is no point as yet'
        : `${count(points.length)} cannot show a relation`;
    return (
      `${few}; a correlation is given from ${inWords(ENOUGH)} on. ` +
      `Train ${inWords(missing)} more in the Lab, with another λ or another penalty.`
    );
  }
  const positive = points.filter(({ rate }) => rate > 0);
  const zero = points.length - positive.length;
  const without = zero > 0 ? `, ${zero} with a rate of 0 left out` : '';
  if (positive.length < ENOUGH) {
    return `Too few ensembles with a rate above 0 for a correlation of logarithms, which is given from ${inWords(ENOUGH)} on (n = ${positive.length}${without}).`;
  }
  const r = pearson(positive.map(({ gdr, rate }) => [Math.log10(gdr), Math.log10(rate)]));
  return `Correlation of the logarithms (Pearson): ${decimal(r)}, n = ${positive.length}${without}. A few ensembles; not a proof.`;
}

function count(n: number): string {
  return n === 1 ? 'One ensemble' : `${n} ensembles`;
}
