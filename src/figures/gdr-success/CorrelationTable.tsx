/** The correlations of a measure with a success: across the ways of training, within each, and with each left out. */
import { useMemo } from 'react';
import { Scroller } from '../../components/Scroller';
import { type Correlation, type CorrelationQuery, correlations } from '../../sweep/correlations';
import { MEASURE_NAMES } from '../../sweep/measure-names';
import type { SweepLine } from '../../sweep/sweep-line';
import { WAY_IDS } from '../../sweep/ways';
import { legendName } from '../sweep-lines/sweep-points';
import { MEANING_WORDS } from '../sweep-lines/sweep-words';
import { estimateWords, pearsonName } from './correlation-words';
import styles from './GdrSuccessFigure.module.css';

interface CorrelationTableProps {
  /** Of one number of members. */
  readonly lines: readonly SweepLine[];
  readonly query: CorrelationQuery;
}

export function CorrelationTable({ lines, query }: CorrelationTableProps) {
  const { attacker, attack, epsilon, meaning, measure } = query;
  const found = useMemo(
    () => correlations(lines, { attacker, attack, epsilon, meaning, measure }),
    [lines, attacker, attack, epsilon, meaning, measure],
  );
  const name = MEASURE_NAMES[measure];
  const rows: readonly (readonly [string, Correlation | undefined])[] = [
    ['All ways', found.across],
    [`All but those trained on ${name}`, found.untrained],
    ...WAY_IDS.map((id) => [`Within ${legendName(id)}`, found.within[id]] as const),
    ...WAY_IDS.map((id) => [`All but ${legendName(id)}`, found.without[id]] as const),
  ];
  return (
    <Scroller label="Correlations by way of training">
      <table className={styles.table}>
        <caption>
          {name} with {MEANING_WORDS[meaning].label}, by way of training. Within a way, the runs
          without a penalty count as its λ = 0.
        </caption>
        <thead>
          <tr>
            <th scope="col">Ensembles of</th>
            <th scope="col">{pearsonName(meaning)}</th>
            <th scope="col">Spearman</th>
            <th scope="col">Number</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, own]) =>
            own ? (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{estimateWords(own.pearson)}</td>
                <td>{estimateWords(own.spearman)}</td>
                <td>{own.count}</td>
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
    </Scroller>
  );
}
