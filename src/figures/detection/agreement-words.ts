/** What working for agreement does to the warning, in a sentence that the numbers decide. */
import { count, percent } from '../../components/format';
import type { Detection } from '../../engine/protocol';

type Fooled = Pick<Detection['fooled'], 'count' | 'flagged'>;

/** Shares that differ by less are called alike. */
const ALIKE = 0.05;

/**
 * @param other what fools the ensemble after an attack that does not work for agreement
 * @param agree and after one that does
 * @param picked whether the one for agreement is the one that is picked; else the other is
 */
export function agreementInWords(other: Fooled, agree: Fooled, picked: boolean): string {
  if (agree.count === 0)
    return 'An attack that works for agreement fools the ensemble on no image.';
  const share = agree.flagged / agree.count;
  const caught = `it flags ${count(agree.flagged)} of the ${count(agree.count)} images that fool the ensemble then (${percent(share)})`;
  if (other.count === 0) return `Against an attacker who works for agreement, ${caught}.`;
  const before = other.flagged / other.count;
  const than = picked ? 'after an attack of as many steps that does not' : 'after the attack above';
  return `An attacker who works for agreement ${outcome(share - before)}: ${caught}, against ${percent(before)} ${than}.`;
}

function outcome(change: number): string {
  if (Math.abs(change) < ALIKE) return 'does not get around the warning';
  return change < 0 ? 'gets past the warning more often' : 'sets the warning off more often';
}
