/** What the points of a panel say together. */
import type { CorrelationQuery } from '../../sweep/correlations';
import type { SweepLine } from '../../sweep/sweep-line';
import { countWords, estimateWords, pearsonName } from './correlation-words';
import styles from './GdrSuccessFigure.module.css';
import { useCorrelation } from './use-correlation';

interface CorrelationLineProps {
  /** Of one number of members. */
  readonly lines: readonly SweepLine[];
  readonly query: CorrelationQuery;
}

export function CorrelationLine({ lines, query }: CorrelationLineProps) {
  const found = useCorrelation(lines, query);
  return (
    <p className={styles.correlation}>
      {found ? (
        <>
          {pearsonName(query.meaning)} <b>{estimateWords(found.pearson)}</b>
          <br />
          Spearman <b>{estimateWords(found.spearman)}</b>
          <br />
          <span>{countWords(found)}</span>
        </>
      ) : (
        <span>Too few ensembles for a correlation.</span>
      )}
    </p>
  );
}
