/** Both confidences at the ball: a bar each with a mark where it started, the number, the change. */
import type { CSSProperties } from 'react';
import { decimal } from '../../components/format';
import { LineSample } from '../../components/LineSample';
import { memberColor, memberDash } from '../../components/members';
import styles from './ConfidenceReadout.module.css';
import { START } from './confidence';

export function ConfidenceReadout({ now }: { now: readonly [number, number] }) {
  return (
    <dl className={styles.readout}>
      {(['f', 'g'] as const).map((name, member) => {
        const p = now[member] ?? START;
        const change = p - START;
        const sign = change >= 0.005 ? '+' : '';
        const style = { '--color': memberColor(member), '--share': p, '--start': START };
        return (
          <div key={name} className={styles.row} style={style as CSSProperties}>
            <dt className={styles.name}>
              <LineSample color={memberColor(member)} dash={memberDash(member)} width={3} />
              {name}
            </dt>
            <dd className={styles.track} aria-hidden="true">
              <span className={styles.bar} />
              <span className={styles.start} />
            </dd>
            <dd className={styles.number}>{decimal(p)}</dd>
            <dd className={styles.change}>
              <span className="visually-hidden">changed by </span>
              {sign}
              {decimal(change)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
