/** What each sign step does to each confidence, and in words where that is surprising. */
import { decimal } from '../../components/format';
import styles from './SignStepTable.module.css';
import { LOOK } from './sign-step-look';
import {
  lowersBoth,
  RIGHT_ANGLE,
  type Source,
  surprisingSteps,
  type TwoModels,
  trend,
} from './two-models';

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
      <p className={`${styles.words} small-note`}>{words(picture)}</p>
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

function words(picture: TwoModels): string {
  const angle = `${decimal(picture.angle, 0)}°`;
  const surprising = surprisingSteps(picture).map(({ source }) => source);
  if (surprising.length > 0) {
    const [first = 'f'] = surprising;
    const other = first === 'f' ? 'g' : 'f';
    return (
      `At ${angle}, a step straight down ∇${first} would raise ${other}. The sign step made on ` +
      `${surprising.join(', and the one on ')} is turned towards a corner, and lowers both.`
    );
  }
  if (picture.angle > RIGHT_ANGLE) {
    return `At ${angle}, a sign step made on one model alone does not lower the other.`;
  }
  return (
    'A sign step goes to a corner of the square, up to 45° away from the gradient. ' +
    'Turn the gradients more than 90° apart and look for a corner that still lowers both.'
  );
}
