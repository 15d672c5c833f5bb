/** How members are kept safe or apart while they train: a penalty, adversarial images, or both. */
import { Choice } from '../../components/Choice';
import { Slider } from '../../components/Slider';
import { PENALTIES, type PenaltyName, RANGES, type TrainingSettings } from '../../engine/protocol';
import { METRICS, type Metric } from '../../geometry/metric';
import styles from './SettingsPanel.module.css';
import { settingsOfWay, WAYS, type Way, wayOf } from './way-to-train';

interface WayToTrainProps {
  readonly settings: TrainingSettings;
  readonly onChange: (changes: Partial<TrainingSettings>) => void;
}

const WAY_WORDS: Readonly<Record<Way, { label: string; hint: string }>> = {
  penalty: {
    label: 'Penalty',
    hint: 'Members learn from the images; a penalty on their input gradients keeps them apart.',
  },
  adversarial: {
    label: 'Adversarial',
    hint: 'Adversarial training: members learn from images that are attacked as they train.',
  },
  both: {
    label: 'Both',
    hint: 'Members learn from attacked images; the penalty is taken at the images as they were.',
  },
};

const PENALTY_WORDS: Readonly<Record<PenaltyName, { label: string; hint: string }>> = {
  none: { label: 'None', hint: 'Members are trained apart.' },
  cosine: { label: 'Cosine', hint: 'Mean cosine between the members’ input gradients.' },
  gal: { label: 'GAL', hint: 'Gradient alignment loss: log Σ exp(cosine).' },
  gdr: { label: 'GDR', hint: 'The share of directions that lower every confidence.' },
  norm: { label: 'Length', hint: 'Mean length of the members’ input gradients.' },
  'joint-slope': { label: 'Joint slope', hint: 'How fast one step can raise every loss.' },
};

/** Of the penalties, those that stand behind the fold; one that is chosen there is shown before it too. */
const FOR_RESEARCHERS: readonly PenaltyName[] = ['norm', 'joint-slope'];

const METRIC_WORDS: Readonly<Record<Metric, { label: string; hint: string }>> = {
  uniform: { label: 'All alike', hint: 'Every pixel counts as much.' },
  spread: {
    label: 'By their spread',
    hint: 'A pixel counts by how much it varies over the training images: one that is always black, not at all.',
  },
};

const MADE_ON = [
  {
    value: 'member' as const,
    label: 'Each member',
    hint: 'Each member learns from images that fool itself.',
  },
  {
    value: 'ensemble' as const,
    label: 'The ensemble',
    hint: 'All members learn from the images that fool the ensemble.',
  },
];

/** Least λ above zero, on the logarithmic slider. */
const LEAST_LAMBDA = 0.01;

const options = <T extends string>(
  values: readonly T[],
  words: Readonly<Record<T, { label: string; hint: string }>>,
) => values.map((value) => ({ value, ...words[value] }));

export function WayToTrain({ settings, onChange }: WayToTrainProps) {
  const way = wayOf(settings);
  return (
    <>
      <Choice
        label="Way to train"
        options={options(WAYS, WAY_WORDS)}
        value={way}
        onChange={(value) => onChange(settingsOfWay(value, settings))}
      />
      {way === 'adversarial' ? null : (
        <Penalty settings={settings} onChange={onChange} optional={way === 'penalty'} />
      )}
      {way === 'penalty' ? null : <Adversarial settings={settings} onChange={onChange} />}
    </>
  );
}

function Penalty({
  settings: { penalty, lambda },
  onChange,
  optional,
}: WayToTrainProps & { readonly optional: boolean }) {
  const offered = PENALTIES.filter(
    (name) =>
      name === penalty || (!FOR_RESEARCHERS.includes(name) && (optional || name !== 'none')),
  );
  return (
    <>
      <Choice
        label="Penalty on the input gradients"
        options={options(offered, PENALTY_WORDS)}
        value={penalty}
        onChange={(value) => onChange({ penalty: value })}
      />
      <Slider
        label="Weight of the penalty λ"
        value={lambda}
        min={LEAST_LAMBDA}
        max={RANGES.lambda.max}
        scale="log"
        zeroStop
        disabled={penalty === 'none'}
        onChange={(value) => onChange({ lambda: value })}
      />
    </>
  );
}

function Adversarial({ settings, onChange }: WayToTrainProps) {
  const { adversarial, adversarialEpsilon, adversarialSteps } = settings;
  return (
    <>
      <Choice
        label="Attacked images are made on"
        options={MADE_ON}
        // There is no other while images are attacked.
        value={adversarial === 'member' ? 'member' : 'ensemble'}
        onChange={(value) => onChange({ adversarial: value })}
      />
      <Slider
        label="Size of the attack ε"
        value={adversarialEpsilon}
        min={RANGES.adversarialEpsilon.min}
        max={RANGES.adversarialEpsilon.max}
        step={0.001}
        onChange={(value) => onChange({ adversarialEpsilon: value })}
      />
      <Slider
        label="Steps of the attack"
        value={adversarialSteps}
        min={RANGES.adversarialSteps.min}
        max={RANGES.adversarialSteps.max}
        scale="log"
        integer
        onChange={(value) => onChange({ adversarialSteps: value })}
      />
    </>
  );
}

/** What else there is to say of a penalty, behind a fold. */
export function PenaltyForResearchers({ settings, onChange }: WayToTrainProps) {
  const { penalty, metric } = settings;
  if (wayOf(settings) === 'adversarial') return null;
  return (
    <details className={styles.details}>
      <summary>For researchers: the metric and more penalties</summary>
      <div className={styles.group}>
        <Choice
          label="Pixels count in the penalty"
          options={options(METRICS, METRIC_WORDS)}
          value={metric}
          disabled={penalty === 'none'}
          onChange={(value) => onChange({ metric: value })}
        />
        <Choice
          label="More penalties"
          options={options(FOR_RESEARCHERS, PENALTY_WORDS)}
          value={penalty}
          onChange={(value) => onChange({ penalty: value })}
        />
      </div>
    </details>
  );
}
