/** What the playground shows, in sentences. */
import { count, decimal, percent, significant } from '../../components/format';
import { memberLabel } from '../../components/members';
import type { PlanarField, PlaygroundData } from '../../engine/protocol';
import { CLASS_NAMES, LAYER_WORDS, SPOKEN_CLASSES } from './layer-words';
import type { Probe } from './probe';

/** Who says what at the probe. */
export function agreement({ vote, classes }: Probe): string {
  const others = classes.flatMap((own, i) => (own === vote ? [] : [memberLabel(i)]));
  const says = `The vote says ${CLASS_NAMES[vote]}`;
  return others.length === 0
    ? `All say ${CLASS_NAMES[vote]}`
    : `${says}, not so ${others.join(', ')}`;
}

/** How far the attack has to go. */
export function fooledWords({ fooled, gdr, classes, vote }: Probe, epsilon: number): string {
  if (Number.isNaN(gdr)) return 'A member’s gradient vanishes here: it points nowhere.';
  const noDirection = gdr === 0 ? 'To first order no direction lowers every confidence' : '';
  if (classes.every((own) => own !== vote)) return 'No member says what the vote does.';
  if (!fooled) {
    return noDirection
      ? `${noDirection}, and the attack finds no way.`
      : 'The attack finds no way to fool all.';
  }
  const reach = fooled.epsilon <= epsilon ? 'within one step of ε' : 'beyond one step of ε';
  const found = `a step of ${decimal(fooled.epsilon, 2)} fools all, ${reach}`;
  if (noDirection) return `${noDirection}; yet ${found}.`;
  return `${found[0]!.toUpperCase()}${found.slice(1)}.`;
}

/** What the probe says of itself. */
export function spokenProbe([x, y]: readonly [number, number], probe: Probe | null): string {
  const place = `${decimal(x)} across, ${decimal(y)} up`;
  if (!probe) return place;
  const gdr = Number.isNaN(probe.gdr) ? 'no GDR' : `GDR ${decimal(probe.gdr, 3)}`;
  const fooled = probe.fooled
    ? `a step of ${decimal(probe.fooled.epsilon, 2)} fools all`
    : 'no step found that fools all';
  return `${place}: the vote says ${SPOKEN_CLASSES[probe.vote]}; ${gdr}; joint slope ${significant(probe.slope, 2)}; ${fooled}`;
}

/** The plane for who cannot see it. */
export function spokenField({ labels }: PlaygroundData, field: PlanarField | null): string {
  const points = `${count(labels.length)} points in a plane`;
  if (!field) return `${points}; nothing trained yet`;
  const { accuracy, gdr, jointSlope, fooled } = field.summary;
  const { label } = LAYER_WORDS.find(({ value }) => value === field.layer)!;
  return (
    `${points}, the members’ boundaries, and beneath them: ${label}. Accuracy ${percent(accuracy)}, ` +
    `mean GDR ${decimal(gdr, 3)}, mean joint slope ${significant(jointSlope, 2)}; ` +
    `one step of ${significant(field.epsilon, 2)} fools all members at ${percent(fooled)} of the points that all get right.`
  );
}
