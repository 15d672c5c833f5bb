/**
 * What one member, or the ensemble, makes of an image: a bar a class. The true class carries a ✓,
 * the predicted one is set in bold; hollow bars show the probabilities before the attack.
 */
import type { CSSProperties } from 'react';
import { decimal } from './format';
import styles from './ProbabilityBars.module.css';

export interface ProbabilityBarsProps {
  /** Written above the bars. */
  name: string;
  /** Who predicts: "Member f₁", "The network"; default the name. */
  speaker?: string | undefined;
  /** Stands at the other end of the name's line. */
  aside?: string | undefined;
  classNames: readonly string[];
  /** One a class, summing to 1. */
  probabilities: ArrayLike<number>;
  /** The same of the unattacked image. */
  before?: ArrayLike<number> | undefined;
  /** Class indices. */
  trueLabel: number;
  predicted: number;
  /** CSS colour of the bars, for example `memberColor(0)`. */
  color: string;
  /** Show only the most probable classes, with the true and the predicted one always among them. */
  rows?: number | undefined;
}

export function ProbabilityBars(props: ProbabilityBarsProps) {
  const { name, classNames, probabilities, before, trueLabel, predicted, color, rows } = props;
  const { aside } = props;
  const speaker = props.speaker ?? name;
  const at = (values: ArrayLike<number> | undefined, index: number) => values?.[index] ?? 0;
  const shown = classesShown(props, rows ?? classNames.length);
  const wrong = predicted !== trueLabel;
  const of = (index: number) => classNames[index] ?? `class ${index}`;
  const numberOf = (index: number) => decimal(probabilities[index] ?? Number.NaN);
  const summary = wrong
    ? `${speaker} predicts ${of(predicted)} with ${numberOf(predicted)}; true label ${of(trueLabel)} ${numberOf(trueLabel)}`
    : `${speaker} predicts ${of(predicted)}, the true label, with ${numberOf(predicted)}`;
  const was = before === undefined ? '' : `; before the attack ${decimal(at(before, trueLabel))}`;

  return (
    <div
      className={styles.bars}
      style={{ '--color': color } as CSSProperties}
      role="img"
      aria-label={summary + was + (aside === undefined ? '' : `; ${aside}`)}
    >
      <div className={styles.name}>
        <span>{name}</span>
        {aside === undefined ? null : <span className={styles.aside}>{aside}</span>}
      </div>
      {shown.map((index) => (
        <div
          key={index}
          className={styles.row}
          data-true={index === trueLabel || undefined}
          data-predicted={index === predicted || undefined}
        >
          <span className={styles.class}>
            <span className={styles.classText} data-text={of(index)}>
              {of(index)}
            </span>
            {index === trueLabel ? <span className={styles.check}>✓</span> : null}
          </span>
          <span className={styles.track}>
            <span
              className={styles.bar}
              style={{ '--share': share(at(probabilities, index)) } as CSSProperties}
            />
            {at(before, index) < 0.005 ? null : (
              <span
                className={styles.ghost}
                style={{ '--share': share(at(before, index)) } as CSSProperties}
              />
            )}
          </span>
          <span className={styles.number} data-text={numberOf(index)}>
            {numberOf(index)}
          </span>
        </div>
      ))}
    </div>
  );
}

function share(probability: number): number {
  return Number.isFinite(probability) ? Math.min(1, Math.max(0, probability)) : 0;
}

/** Indices of the classes with a row, in the order of the classes. */
function classesShown(props: ProbabilityBarsProps, rows: number): number[] {
  const { classNames, probabilities, before, trueLabel, predicted } = props;
  const weight = (index: number) =>
    index === trueLabel || index === predicted
      ? Infinity
      : Math.max(share(probabilities[index] ?? 0), share(before?.[index] ?? 0));
  return classNames
    .map((_, index) => index)
    .sort((a, b) => {
      const [first, second] = [weight(a), weight(b)];
      return first === second ? a - b : second - first;
    })
    .slice(0, Math.max(rows, trueLabel === predicted ? 1 : 2))
    .sort((a, b) => a - b);
}
