/** What the perturbation does to each confidence, to first order: a bar to the left falls, to the right rises. */
import type { CSSProperties } from 'react';
import { decimal } from '../../components/format';
import { memberColor } from '../../components/members';
import styles from './ChangeBars.module.css';
import { type Changes, lowersBoth, trend } from './two-models';

export function ChangeBars({ changes }: { changes: Changes }) {
  return (
    <section aria-label="Two models: what the perturbation does">
      <h3 className={styles.title}>
        What <i>δ</i> does to each confidence, to first order
      </h3>
      <div className={styles.bars}>
        <Bar name="f" member={0} change={changes.f} />
        <Bar name="g" member={1} change={changes.g} />
      </div>
      <p className={`${styles.verdict} small-note`}>{verdict(changes)}</p>
    </section>
  );
}

function Bar({ name, member, change }: { name: string; member: number; change: number }) {
  const direction = trend(change);
  return (
    <div className={styles.row} data-change={name} data-trend={direction}>
      <span className={styles.name} style={{ color: memberColor(member) }}>
        <i>δ</i>·∇{name}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span
          className={styles.bar}
          style={{ '--change': Math.max(-1, Math.min(1, change)) } as CSSProperties}
        />
        <span className={styles.zero} />
      </span>
      <span className={styles.value}>
        <span className={styles.trend}>{direction}</span> {decimal(change, 2)}
      </span>
    </div>
  );
}

function verdict(changes: Changes): string {
  const [f, g] = [trend(changes.f), trend(changes.g)];
  if (lowersBoth(changes)) return 'Both fall: δ lies in the orange region.';
  if (f === 'falls') return 'Only f is lowered: δ lies outside the orange region.';
  if (g === 'falls') return 'Only g is lowered: δ lies outside the orange region.';
  return 'Neither is lowered: δ lies outside the orange region.';
}
