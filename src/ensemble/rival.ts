/** The class that comes closest to the true one, or is ahead of it, by one image's logits. */

/** The class other than y of the greatest logit; the first of equals. */
export function rivalOf(logits: ArrayLike<number>, label: number): number {
  let rival = label === 0 ? 1 : 0;
  for (let k = rival + 1; k < logits.length; k++) {
    if (k !== label && logits[k]! > logits[rival]!) rival = k;
  }
  return rival;
}

/** max_{k≠y} z_k − z_y: above 0 where the member is wrong. */
export function rivalLead(logits: ArrayLike<number>, label: number): number {
  return logits[rivalOf(logits, label)]! - logits[label]!;
}
