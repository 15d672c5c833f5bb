/**
 * The settings of a run. The way to train and the learning rate act at once, also on a run under way; the
 * others belong to the next run, or start it over where the reader retrains live.
 */
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { NumberField } from '../../components/NumberField';
import { Slider } from '../../components/Slider';
import { LAYERS, RANGES, type TrainingSettings } from '../../engine/protocol';
import styles from './SettingsPanel.module.css';
import { PenaltyForResearchers, WayToTrain } from './WayToTrain';

interface SettingsPanelProps {
  readonly settings: TrainingSettings;
  readonly underWay: boolean;
  /** Whether a change starts the run over. */
  readonly live: boolean;
  readonly onChange: (changes: Partial<TrainingSettings>) => void;
}

const MEMBERS = Array.from(
  { length: RANGES.members.max - RANGES.members.min + 1 },
  (_, i) => RANGES.members.min + i,
);

const BATCHES = [32, 64, 128, 256] as const;

export function SettingsPanel({ settings, underWay, live, onChange }: SettingsPanelProps) {
  // The shape of a run under way cannot change.
  const fixed = underWay && !live;
  const { members, hidden, learningRate, batch, images, epochs, seed } = settings;
  const setWidth = (layer: number, width: number) =>
    onChange({ hidden: hidden.map((own, l) => (l === layer ? width : own)) });
  return (
    <Columns least="15rem">
      <div className={styles.group}>
        <WayToTrain settings={settings} onChange={onChange} />
        <Slider
          label="Learning rate"
          value={learningRate}
          min={1e-5}
          max={RANGES.learningRate.max}
          scale="log"
          onChange={(value) => onChange({ learningRate: value })}
        />
        <PenaltyForResearchers settings={settings} onChange={onChange} />
        {live ? null : <p className="small-note">All of these act on a run under way, too.</p>}
      </div>
      <fieldset className={styles.group} disabled={fixed}>
        <legend className="visually-hidden">The ensemble and its data</legend>
        <Choice
          label="Members"
          options={MEMBERS.map((value) => ({ value, label: value }))}
          value={members}
          onChange={(value) => onChange({ members: value })}
        />
        <Choice
          label="Hidden layers"
          options={[LAYERS.min, LAYERS.max].map((value) => ({ value, label: value }))}
          value={hidden.length as 1 | 2}
          onChange={(layers) =>
            onChange({ hidden: layers === 1 ? hidden.slice(0, 1) : [hidden[0]!, hidden[0]!] })
          }
        />
        {hidden.map((width, layer) => (
          <Slider
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place
            key={layer}
            label={hidden.length === 1 ? 'Units' : `Units of layer ${layer + 1}`}
            value={width}
            {...RANGES.hidden}
            step={8}
            onChange={(value) => setWidth(layer, value)}
          />
        ))}
      </fieldset>
      <fieldset className={styles.group} disabled={fixed}>
        <legend className="visually-hidden">The course of the run</legend>
        <Choice
          label="Images a step (batch)"
          options={BATCHES.map((value) => ({ value: value as number, label: value }))}
          value={batch}
          onChange={(value) => onChange({ batch: value })}
        />
        <div className={styles.numbers}>
          <NumberField
            label="Images"
            value={images}
            {...RANGES.images}
            min={Math.max(RANGES.images.min, batch)}
            onChange={(value) => onChange({ images: value })}
          />
          <NumberField
            label="Epochs"
            value={epochs}
            {...RANGES.epochs}
            integer
            onChange={(value) => onChange({ epochs: value })}
          />
          <NumberField
            label="Seed"
            value={seed}
            {...RANGES.seed}
            onChange={(value) => onChange({ seed: value })}
          />
        </div>
        {live ? null : (
          <p className="small-note">
            Fixed while a run is under way, as is the ensemble: stop it to change them.
          </p>
        )}
      </fieldset>
    </Columns>
  );
}
