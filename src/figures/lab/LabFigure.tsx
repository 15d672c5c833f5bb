/** The Lab: train an ensemble in the page, watch it, and keep it. */
import { useEffect, useRef, useState } from 'react';
import { Notice } from '../../components/Notice';
import { Switch } from '../../components/Switch';
import { messageOf } from '../../data/message-of';
import { totalSteps } from '../../engine/protocol';
import { useShared } from '../../share/link-state';
import { useSession, useSessionState } from '../session-context';
import { EarlierRuns } from './EarlierRuns';
import styles from './LabFigure.module.css';
import { changeSettings, useLabSettings } from './lab-settings';
import { RunCharts } from './RunCharts';
import { MORE_EPOCHS, RunControls } from './RunControls';
import { SaveHistory } from './SaveHistory';
import { SettingsPanel } from './SettingsPanel';

export function LabFigure() {
  const { runs } = useSession();
  const run = useSessionState((state) => state.run);
  const download = useSessionState((state) => state.download);
  const asked = useSessionState((state) => state.asked);
  const earlier = useSessionState((state) => state.earlier);
  const unkept = useSessionState((state) => state.unkept);
  const ready = useSessionState((state) => state.phase === 'ready');
  const ended = useSessionState((state) => state.ensembles.find(({ id }) => id === state.run?.id));
  const next = useLabSettings();
  const [live, setLive] = useShared('lab.live');
  const [attack, setAttack] = useShared('lab.success');
  const [refused, setRefused] = useState<string | null>(null);
  const lab = useRef<HTMLDivElement>(null);

  const status = run?.status ?? null;
  const underWay = status !== null && status.phase !== 'ended';
  const settings = asked ?? (underWay ? status.settings : next);

  const attempt = (action: () => Promise<void>) => {
    setRefused(null);
    action().catch((error: unknown) => {
      setRefused(messageOf(error));
    });
  };
  /** A field whose entry is not allowed has not taken it: nothing begins with the value before. */
  const invalidField = () => lab.current?.querySelector<HTMLInputElement>('input:invalid') ?? null;
  const refuse = ({ labels, validationMessage }: HTMLInputElement) =>
    setRefused(`No run was begun. ${labels?.[0]?.textContent}: ${validationMessage}`);
  const begin = (action: () => Promise<void>) => {
    const field = invalidField();
    if (!field) return attempt(action);
    refuse(field);
    field.focus();
  };
  // An engine that ends hears of it again when the next one starts.
  useEffect(() => {
    runs.sampleWith(attack).catch(() => {});
  }, [runs, attack]);
  const startsOver = live && ready;
  return (
    <div className={styles.lab} ref={lab}>
      <Switch
        label="Retrain live"
        on={live}
        hint={
          live
            ? 'Every change of a setting starts the run over at once, from the same seed; what a run ends with is kept as an ensemble when you ask for it.'
            : 'Starts the run over with every change of a setting, from the same seed.'
        }
        onChange={setLive}
      />
      <SettingsPanel
        settings={settings}
        underWay={underWay}
        live={live}
        onChange={(changes) => {
          const field = startsOver ? invalidField() : null;
          const state = { settings, underWay, live: startsOver && !field };
          attempt(() => changeSettings(runs, state, changes));
          if (field) refuse(field);
        }}
      />
      <RunControls
        status={status}
        nextSteps={totalSteps(settings)}
        ensemble={ended ? 'kept' : run && run.id === unkept ? 'offered' : 'gone'}
        unavailable={ready ? undefined : 'The engine is not ready yet.'}
        download={download}
        onTrain={() => begin(() => runs.train(settings))}
        onPause={() => attempt(() => runs.pause())}
        onResume={() => attempt(() => runs.resume())}
        onStep={() =>
          underWay ? attempt(() => runs.stepOnce()) : begin(() => runs.beginWithOneStep(settings))
        }
        onStop={() => attempt(() => runs.stop())}
        onKeep={() => attempt(() => runs.keep())}
        onContinue={() =>
          attempt(async () => {
            if (ended) await runs.continueTraining(ended, MORE_EPOCHS);
          })
        }
      />
      {refused ? (
        <Notice tone="problem" onDismiss={() => setRefused(null)}>
          {refused}
        </Notice>
      ) : null}
      <RunCharts run={run} settings={next} earlier={earlier} attack={attack} onAttack={setAttack} />
      <EarlierRuns
        earlier={earlier}
        settings={status?.settings ?? next}
        onRemove={(id) => runs.forget(id)}
      />
      {run && run.samples.length > 0 ? <SaveHistory run={run} /> : null}
    </div>
  );
}
