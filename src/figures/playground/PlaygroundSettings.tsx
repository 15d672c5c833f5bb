/** Everything else that can be set: the points, the ensemble, the course of the run. Behind one fold. */
import { memo, useId } from 'react';
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { NumberField } from '../../components/NumberField';
import { Select } from '../../components/Select';
import { Slider } from '../../components/Slider';
import { Switch } from '../../components/Switch';
import { PLANAR_RANGES } from '../../data/planar/planar-spec';
import { LAYERS, PENALTIES, type PenaltyName, PLANE_RANGES } from '../../engine/protocol';
import { useShared } from '../../share/link-state';
import { SETTINGS, type SharedValue } from '../../share/shareable-settings';
import styles from './PlaygroundFigure.module.css';

const DATA_WORDS: Readonly<Record<SharedValue<'play.data'>, string>> = {
  moons: 'two moons',
  circles: 'two circles',
  spirals: 'spirals, two arms',
  'spirals-3': 'spirals, three arms',
  xor: 'XOR',
  own: 'your own points',
};

const PENALTY_LABELS: Readonly<Record<PenaltyName, string>> = {
  none: 'None',
  cosine: 'Cosine',
  gal: 'GAL',
  gdr: 'GDR',
  norm: 'Length',
  'joint-slope': 'Joint slope',
};

const { min: FEWEST, max: MOST } = PLANE_RANGES.members;
const MEMBERS = Array.from({ length: MOST - FEWEST + 1 }, (_, i) => FEWEST + i);

interface PlaygroundSettingsProps {
  readonly onData: (data: SharedValue<'play.data'>) => void;
}

export const PlaygroundSettings = memo(function PlaygroundSettings({
  onData,
}: PlaygroundSettingsProps) {
  return (
    <details className={styles.details}>
      <summary>Points, ensemble and training</summary>
      <Columns least="15rem">
        <PointSettings onData={onData} />
        <EnsembleSettings />
        <CourseSettings />
      </Columns>
    </details>
  );
});

function PointSettings({ onData }: PlaygroundSettingsProps) {
  const id = useId();
  const [data] = useShared('play.data');
  const [points, setPoints] = useShared('play.points');
  const [noise, setNoise] = useShared('play.noise');
  const [seed, setSeed] = useShared('play.seed');
  return (
    <div className={styles.group}>
      <div className={styles.field}>
        <label htmlFor={id}>Points</label>
        <Select id={id} value={data} onChange={(next) => onData(next as SharedValue<'play.data'>)}>
          {SETTINGS['play.data'].kind.options.map((option) => (
            <option key={option} value={option}>
              {DATA_WORDS[option]}
            </option>
          ))}
        </Select>
      </div>
      <Slider
        label="How many"
        value={points}
        {...PLANAR_RANGES.points}
        step={10}
        disabled={data === 'own'}
        onChange={setPoints}
      />
      <Slider
        label="Noise"
        value={noise}
        {...PLANAR_RANGES.noise}
        integer={false}
        step={0.01}
        disabled={data === 'own'}
        onChange={setNoise}
      />
      <NumberField label="Seed" value={seed} {...PLANE_RANGES.seed} onChange={setSeed} />
    </div>
  );
}

function EnsembleSettings() {
  const [members, setMembers] = useShared('play.members');
  const [hidden, setHidden] = useShared('play.hidden');
  const [penalty, setPenalty] = useShared('play.penalty');
  return (
    <div className={styles.group}>
      <Choice
        label="Members"
        options={MEMBERS.map((value) => ({ value, label: value }))}
        value={members}
        onChange={setMembers}
      />
      <Choice
        label="Hidden layers"
        options={[LAYERS.min, LAYERS.max].map((value) => ({ value, label: value }))}
        value={hidden.length as 1 | 2}
        onChange={(layers) =>
          setHidden(layers === 1 ? hidden.slice(0, 1) : [hidden[0]!, hidden[0]!])
        }
      />
      <Slider
        label="Units of a layer"
        value={hidden[0]!}
        {...PLANE_RANGES.hidden}
        step={4}
        onChange={(width) => setHidden(hidden.map(() => width))}
      />
      <Choice
        label="Penalty on the input gradients"
        options={PENALTIES.map((value) => ({ value, label: PENALTY_LABELS[value] }))}
        value={penalty}
        onChange={setPenalty}
      />
    </div>
  );
}

function CourseSettings() {
  const [rate, setRate] = useShared('play.learningRate');
  const [steps, setSteps] = useShared('play.steps');
  const [live, setLive] = useShared('play.live');
  return (
    <div className={styles.group}>
      <Slider
        label="Learning rate"
        value={rate}
        {...PLANE_RANGES.learningRate}
        integer={false}
        scale="log"
        onChange={setRate}
      />
      <Slider
        label="Steps of a run"
        value={steps}
        min={100}
        max={PLANE_RANGES.steps.max}
        scale="log"
        integer
        onChange={setSteps}
      />
      <Switch
        label="Retrain live"
        on={live}
        hint="Every change of a setting starts the run over at once, from the same seed."
        onChange={setLive}
      />
    </div>
  );
}
