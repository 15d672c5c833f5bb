/**
 * Live FGS attack: choose an ensemble, an image and a step size; see what the step does to the picture
 * and to every member's probabilities, and whether the gradients of this image left room for it.
 */
import { useId, useMemo } from 'react';
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { EpsilonSlider } from '../../components/EpsilonSlider';
import { ENSEMBLE, memberColor, memberLabel } from '../../components/members';
import { Notice } from '../../components/Notice';
import { ProbabilityBars } from '../../components/ProbabilityBars';
import { Progress } from '../../components/Progress';
import { Select } from '../../components/Select';
import { type AttackRequest, type AttackSource, LIVE } from '../../engine/protocol';
import { useShared } from '../../share/link-state';
import type { SharedValue } from '../../share/shareable-settings';
import { awaitsShipped } from '../awaits-shipped';
import { ImageGradients } from '../gradients/ImageGradients';
import { LoadingShipped } from '../LoadingShipped';
import { useSession, useSessionState } from '../session-context';
import { AttackedImages } from './AttackedImages';
import styles from './AttackFigure.module.css';
import { ImagePicker } from './ImagePicker';
import { useAttack } from './use-attack';
import { Verdict } from './Verdict';

/** Classes shown for each member: the likeliest, with the true and the predicted one. */
const ROWS = 4;

export function AttackFigure() {
  const data = useSessionState((state) => state.data);
  const failed = useSessionState((state) => state.phase === 'failed');
  const awaited = useSessionState(awaitsShipped);
  const target = useTarget();
  const [chosenImage, setImage] = useShared('attack.image');
  const [chosenSource, setSource] = useShared('attack.source');
  const [epsilon, setEpsilon] = useShared('attack.epsilon');
  const images = data?.heldOutLabels.length ?? 0;
  const image = chosenImage < images ? chosenImage : 0;
  const source = sourceAmong(target?.members ?? 0, chosenSource);

  const request = useMemo<AttackRequest | null>(
    () => (target ? { ensemble: target.id, image, source, epsilon } : null),
    [target, image, source, epsilon],
  );
  const { result, failure } = useAttack(request, target?.revision ?? 0);

  if (!data) {
    return failed ? (
      <Notice tone="problem">No images to attack: the reason stands above.</Notice>
    ) : (
      <Progress label="Loading the images" />
    );
  }
  return (
    <div className={styles.figure}>
      <Columns least="16rem">
        <EnsembleSelect />
        <Choice
          label="Attack made on"
          options={[
            { value: 'ensemble' as const, label: 'Ensemble' },
            ...Array.from({ length: target?.members ?? 0 }, (_, i) => ({
              value: i,
              label: memberLabel(i),
            })),
          ]}
          value={source}
          onChange={(next) => setSource(`${next}`)}
        />
        <EpsilonSlider value={epsilon} onChange={setEpsilon} />
      </Columns>
      <ImagePicker data={data} image={image} onChange={setImage} />
      {failure ? <Notice tone="problem">The attack could not be computed. {failure}</Notice> : null}
      {result ? (
        <>
          <AttackedImages data={data} {...result} />
          <Verdict classes={data.classes} {...result} />
          <Columns least="13rem">
            <ProbabilityBars
              name="Ensemble (mean)"
              classNames={data.classes}
              probabilities={result.attack.attacked.mean}
              before={result.attack.clean.mean}
              trueLabel={result.attack.label}
              predicted={result.attack.attacked.ensemble}
              color={ENSEMBLE.color}
              rows={ROWS}
            />
            {result.attack.attacked.probabilities.map((probabilities, i) => (
              <ProbabilityBars
                key={memberLabel(i)}
                name={`Member ${memberLabel(i)}`}
                classNames={data.classes}
                probabilities={probabilities}
                before={result.attack.clean.probabilities[i]}
                trueLabel={result.attack.label}
                predicted={result.attack.attacked.labels[i] ?? -1}
                color={memberColor(i)}
                rows={ROWS}
              />
            ))}
          </Columns>
          <ImageGradients
            angles={result.attack.angles}
            members={result.attack.clean.labels.length}
          />
        </>
      ) : failure ? null : target ? (
        <Progress label="Computing the first attack" />
      ) : awaited ? (
        <LoadingShipped />
      ) : (
        <Notice>No ensemble to attack. Train one in the Lab.</Notice>
      )}
    </div>
  );
}

/** What the attack is made on: an ensemble may be too small to have the member that was chosen. */
function sourceAmong(members: number, chosen: SharedValue<'attack.source'>): AttackSource {
  return chosen !== 'ensemble' && Number(chosen) < members ? Number(chosen) : 'ensemble';
}

/** The ensemble under attack: its id, its size, and a number that rises as it is trained. */
function useTarget() {
  const selected = useSessionState((state) => state.selected);
  const ensembles = useSessionState((state) => state.ensembles);
  const run = useSessionState((state) => state.run);
  return useMemo(() => {
    if (selected === LIVE) {
      if (!run) return null;
      const { settings } = run.status;
      return { id: LIVE, members: settings.members, revision: run.samples.length };
    }
    const record = ensembles.find(({ id }) => id === selected);
    return record
      ? { id: record.id, members: record.weights.members, revision: record.steps }
      : null;
  }, [selected, ensembles, run]);
}

function EnsembleSelect() {
  const session = useSession();
  const selected = useSessionState((state) => state.selected);
  const ensembles = useSessionState((state) => state.ensembles);
  const running = useSessionState((state) => state.run !== null);
  const id = useId();
  return (
    <div className={styles.select}>
      <label htmlFor={id}>Ensemble</label>
      <Select id={id} value={selected} onChange={(to) => session.select(to)}>
        {ensembles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {running ? <option value={LIVE}>The one in the Lab, as it stands</option> : null}
      </Select>
    </div>
  );
}
