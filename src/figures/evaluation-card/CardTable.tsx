/** One evaluation card: a line for each rule, its numbers, its verdict in words, and what a failure would mean. */

import { percent, significant } from '../../components/format';
import { Panel } from '../../components/Panel';
import { Status } from '../../components/Status';
import type { EvaluationCard } from '../../engine/protocol';
import styles from './CardTable.module.css';
import { cardLines, cardPreface, cardSummary } from './card-words';

const FORMAT = {
  share: (x: number) => percent(x, 1),
  length: (x: number) => significant(x, 3),
};
const SIGNS = { passes: '✓', fails: '✗', 'not judged': '–' } as const;

export function CardTable({
  name,
  card,
}: {
  readonly name: string;
  readonly card: EvaluationCard;
}) {
  const lines = cardLines(card, FORMAT);
  return (
    <Panel label={`${name}: evaluation card`} title={name}>
      <Status>{cardSummary(lines)}</Status>
      <table className={styles.card}>
        <caption>{cardPreface(card, FORMAT)}</caption>
        <thead>
          <tr>
            <th scope="col">What is to be so</th>
            <th scope="col">Measured</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, title, measured, meaning, verdict }) => (
            <tr key={line} data-line={line}>
              <th scope="row">{title}</th>
              <td>
                {measured}
                <p className={styles.meaning}>{meaning}</p>
              </td>
              <td className={styles.verdict} data-verdict={verdict}>
                <span aria-hidden="true">{SIGNS[verdict]}</span> {verdict}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
