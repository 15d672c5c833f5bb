/** All rates of the figure with what they are shares of: of all images, and of those that every member gets right. */
import { count, percent } from '../../components/format';
import { Scroller } from '../../components/Scroller';
import styles from './AttackersFigure.module.css';
import { type AttackerKind, KINDS, type Measured } from './attacked-share';

const NAMES: Readonly<Record<AttackerKind, string>> = {
  member: 'one member',
  surrogate: 'a surrogate',
  everything: 'everything',
};

export function AttackersTable({ measured }: { readonly measured: readonly Measured[] }) {
  return (
    <div>
      <Scroller label="All rates">
        <table className={styles.table}>
          <caption>All rates, and what they are shares of</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                Ensemble
              </th>
              <th scope="col" rowSpan={2}>
                Made on
              </th>
              <th scope="colgroup" colSpan={2}>
                of all images
              </th>
              <th scope="colgroup" colSpan={3}>
                of those that every member gets right
              </th>
              <th scope="col" rowSpan={2}>
                turned votes flagged
              </th>
            </tr>
            <tr>
              <th scope="col">vote stays right</th>
              <th scope="col">all fooled</th>
              <th scope="col">
                <i>same</i>
              </th>
              <th scope="col">
                <i>all</i>
              </th>
              <th scope="col">
                <i>ensemble</i>
              </th>
            </tr>
          </thead>
          <tbody>
            {measured.flatMap(({ subject, counts }) =>
              KINDS.map((kind) => {
                const { attacks, voteRight, attackable, all, same, ensemble, turned, flagged } =
                  counts[kind];
                return (
                  <tr key={`${subject.key} ${kind}`}>
                    <th scope="row">{subject.name}</th>
                    <td>{NAMES[kind]}</td>
                    <Share part={voteRight} whole={attacks} />
                    <Share part={all} whole={attacks} />
                    <Share part={same} whole={attackable} />
                    <Share part={all} whole={attackable} />
                    <Share part={ensemble} whole={attackable} />
                    <Share part={flagged} whole={turned} />
                  </tr>
                );
              }),
            )}
          </tbody>
        </table>
      </Scroller>
      <p className="small-note">
        <i>Same</i>: every member is fooled into the same wrong class; <i>all</i>: every member is
        wrong; <i>ensemble</i>: the vote is. An attack made on one member is counted once for each
        member, so that there are as many times the images. Whoever has surrogates makes three
        attacks on each: on the mean probability, on the sum of the losses, and for agreement, which
        takes most of the time. An image counts once any of them succeeds. Everything is one attack,
        on the mean probability.
      </p>
    </div>
  );
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  return (
    <td>
      {percent(part / whole, 1)}
      <small>
        {count(part)} of {count(whole)}
      </small>
    </td>
  );
}
