/** What each sign step does to each confidence, and in words where that is surprising. */
import { decimal } from '../../components/format';
import styles from './SignStepTable.module.css';
import { LOOK } from './sign-step-look';
import { signStepWords } from './sign-step-words';
import { lowersBoth, type Source, type TwoModels, trend } from './two-models';

const NAMES: Readonly<Record<Source, string>> = {
  f: 'FGS on f',
  g: 'FGS on g',
  both: 'FGS on both',
};

export function SignStepTable({ picture }: { picture: TwoModels }) {
  return (
    <section className={styles.steps} aria-label="Two models: what FGS would do">
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">f</th>
            <th scope="col">g</th>
            <th scope="col">
              <span className="visually-hidden">Lowers both</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {picture.signSteps.map(({ source, changes }) => (
            <tr key={source} data-source={source}>
              <th scope="row">
                <Mark source={source} /> {NAMES[source]}
              </th>
              <td data-trend={trend(changes.f)}>{decimal(changes.f, 2)}</td>
              <td data-trend={trend(changes.g)}>{decimal(changes.g, 2)}</td>
              <td>{lowersBoth(changes) ? 'lowers both' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={`${styles.words} small-note`}>{signStepWords(picture)}</p>
    </section>
  );
}

function Mark({ source }: { source: Source }) {
  const { color, side } = LOOK[source];
  return (
    <svg viewBox="-11 -11 22 22" width="16" height="16" aria-hidden="true">
      <rect
        x={-side / 2}
        y={-side / 2}
        width={side}
        height={side}
        fill={source === 'f' ? color : 'none'}
        stroke={color}
        strokeWidth={2}
      />
    </svg>
  );
}
