/** Who is fooled by an attack on whom: rates as numbers over a tint, counts for whoever asks. */
import type { CSSProperties } from 'react';
import { count, percent } from '../../components/format';
import { memberLabel, memberName } from '../../components/members';
import { Scroller } from '../../components/Scroller';
import type { Transfer } from '../../engine/protocol';
import styles from './TransferMatrix.module.css';

interface TransferMatrixProps {
  readonly name: string;
  readonly transfer: Transfer;
}

export function TransferMatrix({ name, transfer }: TransferMatrixProps) {
  const { right, fooled, epsilon, images } = transfer;
  const members = right.length - 1;
  const label = (i: number) => (i < members ? memberLabel(i) : 'ens.');
  const spoken = (i: number) => (i < members ? memberName(i) : 'the ensemble');
  const rate = (i: number, j: number) => fooled[i]![j]! / right[i]![j]!;
  const places = right.map((_, i) => i);
  const between = places
    .slice(0, members)
    .flatMap((i) => places.slice(0, members).flatMap((j) => (i === j ? [] : [rate(i, j)])));
  const own = places.slice(0, members).map((i) => rate(i, i));
  return (
    <>
      <Scroller label={`Transfer, ${name}`}>
        <table
          className={styles.matrix}
          data-many={places.length > 5 || undefined}
          aria-label={`Transfer rates, ${name}, ε ${epsilon}`}
        >
          <caption>made on ↓, shown to →</caption>
          <thead>
            <tr>
              <td />
              {places.map((j) => (
                <th key={j} scope="col" aria-label={spoken(j)}>
                  {label(j)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((i) => (
              <tr key={i}>
                <th scope="row" aria-label={`made on ${spoken(i)}`}>
                  {label(i)}
                </th>
                {places.map((j) => {
                  const counts = `${count(fooled[i]![j]!)} of ${count(right[i]![j]!)}`;
                  return (
                    <td
                      key={j}
                      data-own={i === j || undefined}
                      style={{ '--rate': rate(i, j) || 0 } as CSSProperties}
                      title={`${counts} images`}
                    >
                      {percent(rate(i, j))}
                      <span className="visually-hidden"> ({counts} images)</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <p>
        On average {percent(mean(own))} of the images fool the member that they were made for, and{' '}
        {percent(mean(between))} another member.
      </p>
      <p className="small-note">
        Of the first {count(images)} held-out images, in each cell those that both classify
        correctly before the attack.
      </p>
    </>
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
