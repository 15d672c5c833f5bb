/** What was predicted before the first full sweep, beside what came of it. */
import { useMemo } from 'react';
import { SWEPT_ATTACKS } from '../../attacks/swept-attacks';
import { decimal, significant } from '../../components/format';
import { Scroller } from '../../components/Scroller';
import { MEASURE_NAMES } from '../../sweep/measure-names';
import { PREDICTED_CORRELATIONS, PREDICTED_MEASURES } from '../../sweep/predicted';
import {
  type PredictionFound,
  predictionsFound,
  publishedFound,
  winnersFound,
} from '../../sweep/predicted-against';
import type { PricePoint } from '../../sweep/price';
import type { SweepLine } from '../../sweep/sweep-line';
import type { WayId } from '../../sweep/ways';
import { legendName } from '../sweep-lines/sweep-points';
import styles from './GdrSuccessFigure.module.css';
import { type Came, cameWords, outcomeWords, rangeWords, SCOPE_WORDS } from './prediction-words';

/** Of what the predictions are. */
export const PREDICTED_MEMBERS = 3;

/** @param lines of all numbers of members */
export function Predictions({ lines }: { readonly lines: readonly SweepLine[] }) {
  const own = useMemo(
    () => lines.filter(({ settings }) => settings.members === PREDICTED_MEMBERS),
    [lines],
  );
  const found = useMemo(
    () => ({
      correlations: predictionsFound(own),
      published: publishedFound(own),
      winners: winnersFound(own),
    }),
    [own],
  );
  const all = [
    ...found.correlations.map(cameOf),
    ...found.published.map(({ value, range }) => cameWords([value], range)),
  ].filter(({ words }) => words !== null);
  const right = all.filter(({ asPredicted }) => asPredicted).length;
  if (all.length === 0) return null;
  return (
    <>
      <p>
        Predicted before the first full sweep, for three members, and not changed since: {right} of{' '}
        {all.length} correlations came out within their range. Where several ways are meant, all of
        them have to.
      </p>
      <Scroller label="Predicted and found: Spearman">
        <table className={styles.table}>
          <caption>Spearman: predicted, and what came. ✗: outside.</caption>
          <thead>
            <tr>
              <th scope="col">Success, or share that withstands</th>
              {PREDICTED_MEASURES.map((measure) => (
                <th key={measure} scope="col">
                  {MEASURE_NAMES[measure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PREDICTED_CORRELATIONS.map(({ scope, outcome }) => (
              <tr key={`${scope} ${JSON.stringify(outcome)}`}>
                <th scope="row">
                  {SCOPE_WORDS[scope]}. {outcomeWords(outcome)}
                </th>
                {found.correlations
                  .filter((row) => row.scope === scope && row.outcome === outcome)
                  .map((row) => (
                    <Cell key={row.measure} predicted={rangeWords(row.range)} came={cameOf(row)} />
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <Scroller label="Predicted and found: the published figure">
        <table className={styles.table}>
          <caption>
            Pearson of GDR with log₁₀ of <i>same</i>, over no penalty, GAL and GDR, as in the
            published figure
          </caption>
          <thead>
            <tr>
              <th scope="col">Attack</th>
              {[...new Set(found.published.map(({ outcome }) => outcome.epsilon))].map(
                (epsilon) => (
                  <th key={epsilon} scope="col">
                    ε {decimal(epsilon)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {SWEPT_ATTACKS.map((attack) => (
              <tr key={attack}>
                <th scope="row">{attack.toUpperCase()}</th>
                {found.published
                  .filter(({ outcome }) => outcome.attack === attack)
                  .map(({ outcome, range, value }) => (
                    <Cell
                      key={outcome.epsilon}
                      predicted={rangeWords(range)}
                      came={cameWords([value], range)}
                    />
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <Scroller label="Predicted and found: which way wins">
        <table className={styles.table}>
          <caption>Which way withstands most at equal accuracy (within two hundredths)</caption>
          <thead>
            <tr>
              <th scope="col">Attacker</th>
              <th scope="col">Predicted</th>
              <th scope="col">Came</th>
              <th scope="col">Best penalty: predicted</th>
              <th scope="col">Came</th>
            </tr>
          </thead>
          <tbody>
            {found.winners.map(({ outcome, predicted, winner, penalty }) => (
              <tr key={JSON.stringify(outcome)}>
                <th scope="row">{outcomeWords(outcome)}</th>
                <td>
                  {legendName(predicted.way)}, {rangeWords(predicted.range, 3)}
                </td>
                <td>
                  <Winner point={winner} predicted={predicted.way} />
                </td>
                <td>{legendName(predicted.penalty)}</td>
                <td>
                  <Winner point={penalty} predicted={predicted.penalty} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </>
  );
}

function cameOf({ found, range }: PredictionFound): Came {
  return cameWords(
    found.map(({ value }) => value),
    range,
  );
}

function Cell({ predicted, came }: { readonly predicted: string; readonly came: Came }) {
  const { words, asPredicted } = came;
  return (
    <td>
      {predicted}
      <br />
      <b data-outside={(words !== null && !asPredicted) || undefined}>
        {words ?? '–'}
        {words !== null && !asPredicted ? ' ✗' : ''}
      </b>
    </td>
  );
}

interface WinnerProps {
  readonly point: PricePoint | null;
  readonly predicted: WayId;
}

function Winner({ point, predicted }: WinnerProps) {
  if (!point) return '–';
  const { way, strength, value } = point;
  const how = strength ? `, ${strength.symbol} ${significant(strength.value, 2)}` : '';
  return (
    <b data-outside={way !== predicted || undefined}>
      {legendName(way)}
      {how}: {decimal(value, 3)}
      {way === predicted ? '' : ' ✗'}
    </b>
  );
}
