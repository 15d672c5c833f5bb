/**
 * Live attack: choose an ensemble, an image, who attacks and how; see every step, what it does to the picture and
 * to every member's probabilities, and whether the gradients of this image left room for it.
 */
import { useMemo } from 'react';
import { EPSILON_RANGES } from '../../attacks/epsilon';
import { Columns } from '../../components/Columns';
import { FigureLayout } from '../../components/FigureLayout';
import { significant } from '../../components/format';
import { ENSEMBLE, memberColor, memberLabel } from '../../components/members';
import { Notice } from '../../components/Notice';
import { ProbabilityBars } from '../../components/ProbabilityBars';
import { Progress } from '../../components/Progress';
import { type AttackRequest, type DataDescription, LIVE } from '../../engine/protocol';
import { setShared, useShared } from '../../share/link-state';
import { DEFAULTS } from '../../share/shareable-settings';
import { AttackPicker } from '../attack-picker/AttackPicker';
import { attackerAmong } from '../attack-picker/use-shared-attack';
import { awaitsShipped } from '../awaits-shipped';
import { ImageGradients } from '../gradients/ImageGradients';
import { LoadingShipped } from '../LoadingShipped';
import { useSessionState } from '../session-context';
import { EnsembleSelect } from '../shipped-choice/EnsembleSelect';
import { AttackedImages } from './AttackedImages';
import styles from './AttackFigure.module.css';
import { AttackHeading } from './AttackHeading';
import { ImagePicker } from './ImagePicker';
import { Replay } from './Replay';
import { lastStep, momentAt } from './replay';
import { SmallestEpsilon } from './SmallestEpsilon';
import { type AttackResult, useAttack } from './use-attack';
import { Verdict } from './Verdict';

/** Classes shown for each member: the likeliest, with the true and the predicted one. */
const ROWS = 4;

/** A new attack shows where it ends. */
const LAST_STEP = { 'attack.step': DEFAULTS['attack.step'] } as const;

export function AttackFigure() {
  const data = useSessionState((state) => state.data);
  const failed = useSessionState((state) => state.phase === 'failed');
  const awaited = useSessionState(awaitsShipped);
  const running = useSessionState((state) => state.run !== null);
  const target = useTarget();
  const [chosenImage] = useShared('attack.image');
  const [chosenSource] = useShared('attack.source');
  const [recipe] = useShared('attack.how');
  const [chosenEpsilon] = useShared('attack.epsilon');
  const images = data?.heldOutLabels.length ?? 0;
  const image = chosenImage < images ? chosenImage : 0;
  const members = target?.members ?? 0;
  const attacker = attackerAmong(members, chosenSource);
  const epsilon = Math.min(chosenEpsilon, EPSILON_RANGES[recipe.norm].max);

  const request = useMemo<AttackRequest | null>(
    () => (target ? { ensemble: target.id, image, attacker, recipe, epsilon } : null),
    [target, image, attacker, recipe, epsilon],
  );
  const revision = target?.revision ?? 0;
  const view = useAttack(request, revision);
  const { result } = view;

  if (!data) {
    return failed ? (
      <Notice tone="problem">No images to attack: the reason stands above.</Notice>
    ) : (
      <Progress label="Loading the images" />
    );
  }
  return (
    <div className={styles.figure}>
      <EnsembleSelect
        live={running ? 'The one in the Lab, as it stands' : null}
        onChosen={() => setShared(LAST_STEP)}
      />
      <AttackPicker
        value={{ attacker, recipe, epsilon }}
        onChange={(picked) =>
          setShared({
            'attack.source': `${picked.attacker}`,
            'attack.how': picked.recipe,
            'attack.epsilon': picked.epsilon,
            ...LAST_STEP,
          })
        }
        members={members}
      />
      <ImagePicker
        data={data}
        image={image}
        onChange={(next) => setShared({ 'attack.image': next, ...LAST_STEP })}
      />
      <AttackHeading data={data} view={view} attacker={attacker} />
      {result && request ? (
        <>
          <Attacked data={data} result={result} />
          <SmallestEpsilon
            data={data}
            request={request}
            revision={revision}
            onEpsilon={(found) => setShared({ 'attack.epsilon': found, ...LAST_STEP })}
          />
          <Gradients result={result} />
        </>
      ) : view.failure || view.progress !== null || view.cancelled ? null : target ? (
        <Progress label="Computing the first attack" />
      ) : awaited ? (
        <LoadingShipped />
      ) : (
        <Notice>No ensemble to attack. Train one in the Lab.</Notice>
      )}
    </div>
  );
}

/** The step that is shown, of an attack. */
function useMoment({ attack }: AttackResult) {
  const [step] = useShared('attack.step');
  return useMemo(() => momentAt(attack, step), [attack, step]);
}

function Attacked({ data, result }: { data: DataDescription; result: AttackResult }) {
  const { request, attack } = result;
  const moment = useMoment(result);
  const [, setStep] = useShared('attack.step');
  const last = lastStep(attack);
  const { label, clean, gradients } = attack;
  return (
    <>
      <FigureLayout
        drawing={<AttackedImages data={data} request={request} attack={attack} moment={moment} />}
        side={
          <Replay
            attack={attack}
            moment={moment}
            onStep={(next) => setStep(next < last ? next : LAST_STEP['attack.step'])}
          />
        }
      />
      <Verdict classes={data.classes} attack={attack} moment={moment} />
      <Columns least="13rem">
        <ProbabilityBars
          name="Ensemble (mean)"
          classNames={data.classes}
          probabilities={moment.attacked.mean}
          before={clean.mean}
          trueLabel={label}
          predicted={moment.attacked.ensemble}
          color={ENSEMBLE.color}
          rows={ROWS}
        />
        {moment.attacked.probabilities.map((probabilities, i) => (
          <ProbabilityBars
            key={memberLabel(i)}
            name={`Member ${memberLabel(i)}`}
            aside={`gradient ${significant(gradients.lengths[i]!, 2)}`}
            classNames={data.classes}
            probabilities={probabilities}
            before={clean.probabilities[i]}
            trueLabel={label}
            predicted={moment.attacked.labels[i] ?? -1}
            color={memberColor(i)}
            rows={ROWS}
          />
        ))}
      </Columns>
      <p className="small-note">
        Hollow bars: before the attack. Beside each name the length of its gradient ‖∇ℓ‖ at the
        original, nats per unit of intensity: a calm member has a short one.
      </p>
    </>
  );
}

function Gradients({ result }: { result: AttackResult }) {
  const moment = useMoment(result);
  return <ImageGradients gradients={result.attack.gradients} step={moment.step} />;
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
