/** A sweep of the reader's own: a few ensembles over a range of λ, trained and rated in this browser. */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Columns } from '../../components/Columns';
import { duration, inWords, significant } from '../../components/format';
import { Notice } from '../../components/Notice';
import { NumberField } from '../../components/NumberField';
import { Progress } from '../../components/Progress';
import { useShared } from '../../share/link-state';
import { fileNameOf, saveFile } from '../../share/save-file';
import { SWEEP_RUNS } from '../../share/shareable-settings';
import { formatSweepLine } from '../../sweep/sweep-line';
import { sweepWay } from '../../sweep/ways';
import { RANGES } from '../../training/settings';
import { useSecondsLeft } from '../measured/use-seconds-left';
import { useSession, useSessionState } from '../session-context';
import { PickerSelect } from '../sweep-lines/PickerSelect';
import { legendName, wayName } from '../sweep-lines/sweep-points';
import { useSweepHere } from '../sweep-lines/use-sweep-points';
import styles from './GdrSuccessFigure.module.css';
import { LEAST_LAMBDA, ownSweepSettings, PENALTY_WAYS } from './own-sweep';

export function OwnSweep() {
  const { sweep } = useSession();
  const [members] = useShared('sweep.members');
  const [way, setWay] = useShared('sweep.way');
  const [from, setFrom] = useShared('sweep.least');
  const [to, setTo] = useShared('sweep.most');
  const [runs, setRuns] = useShared('sweep.runs');
  const total = useSweepHere((state) => state.total);
  const waiting = useSweepHere((state) => state.waiting);
  const sweeping = useSweepHere((state) => state.sweeping);
  const size = members === 'all' ? 3 : Number(members);
  const settings = ownSweepSettings({ way, from, to, runs, members: size });
  const lambdas = settings.map(({ lambda }) => significant(lambda, 3)).join(', ');
  return (
    <details className={styles.details}>
      <summary>For researchers: a sweep of your own</summary>
      <div className={styles.figure}>
        <Columns least="8rem">
          <PickerSelect
            label="Way of training"
            value={way}
            options={PENALTY_WAYS.map((value) => ({ value, label: legendName(value) }))}
            onChange={setWay}
          />
          <NumberField
            label="λ from"
            value={from}
            min={LEAST_LAMBDA}
            max={RANGES.lambda.max}
            onChange={setFrom}
          />
          <NumberField
            label="λ to"
            value={to}
            min={LEAST_LAMBDA}
            max={RANGES.lambda.max}
            onChange={setTo}
          />
          <NumberField label="Ensembles" value={runs} {...SWEEP_RUNS} integer onChange={setRuns} />
        </Columns>
        <p className={styles.hint}>
          {sweepWay(way).name}, {size} members, seed 1, λ = {lambdas}. Each is trained and attacked
          as those above, with two surrogates of its own: that takes up to a minute each. It goes on
          while you read, and rests while a run in the Lab is going.
        </p>
        {sweeping ? (
          <SweepProgress />
        ) : (
          <ButtonRow>
            {waiting.length > 0 ? (
              <>
                <Button kind="primary" onClick={() => sweep.goOn()}>
                  Go on: {waiting.length} of {total} to train
                </Button>
                <Button onClick={() => sweep.giveUp()}>Give up the rest</Button>
              </>
            ) : (
              <Button kind="primary" onClick={() => sweep.sweep(settings)}>
                Train {inWords(settings.length)} {settings.length === 1 ? 'ensemble' : 'ensembles'}
              </Button>
            )}
          </ButtonRow>
        )}
        <OwnLines />
      </div>
    </details>
  );
}

function SweepProgress() {
  const { sweep } = useSession();
  const total = useSweepHere((state) => state.total);
  const waiting = useSweepHere((state) => state.waiting);
  const doing = useSweepHere((state) => state.doing);
  const running = useSessionState(({ run }) =>
    run ? ['running', 'waiting', 'ending'].includes(run.status.phase) : false,
  );
  const done = total - waiting.length;
  const share = (done + (doing && doing.again === null ? doing.share : 0)) / total;
  const left = useSecondsLeft(share);
  const [next] = waiting;
  const what = running
    ? 'waits until the run in the Lab rests'
    : doing?.again === null
      ? doing.what
      : 'waits for its turn';
  return (
    <Progress
      label={`Ensemble ${Math.min(done + 1, total)} of ${total}${next ? ` (${wayName(next)})` : ''}: ${what}`}
      value={share}
      detail={left === null ? undefined : `${duration(left)} left`}
      onCancel={() => sweep.cancel()}
    />
  );
}

function OwnLines() {
  const { sweep } = useSession();
  const lines = useSweepHere((state) => state.lines);
  const failure = useSweepHere((state) => state.failure);
  const save = () => {
    const text = lines.map((line) => `${formatSweepLine(line)}\n`).join('');
    saveFile(fileNameOf('sweep', 'jsonl'), new Blob([text], { type: 'application/jsonl' }));
  };
  return (
    <>
      {failure ? <Notice tone="problem">The sweep has stopped. {failure}</Notice> : null}
      <p role="status" className={styles.hint}>
        {lines.length === 0
          ? 'No ensemble of your own sweep is here yet.'
          : `${lines.length} of your own ${lines.length === 1 ? 'is' : 'are'} here, hollow in both figures. Saved, npm run sweep -- report reads them.`}
      </p>
      {lines.length > 0 ? (
        <ButtonRow>
          <Button onClick={save}>Save as JSON lines</Button>
          <Button onClick={() => sweep.removeLines()}>Remove them</Button>
        </ButtonRow>
      ) : null}
    </>
  );
}
