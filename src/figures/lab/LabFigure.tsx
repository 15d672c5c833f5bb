/** The Lab: train an ensemble in the page, watch it, and keep it. */
import { useState } from 'react';
import { Notice } from '../../components/Notice';
import { Switch } from '../../components/Switch';
import { messageOf } from '../../data/message-of';
import { useShared } from '../../share/link-state';
import { useSession, useSessionState } from '../session-context';
import styles from './LabFigure.module.css';
import { changeSetting, useLabSettings } from './lab-settings';
import { RunCharts } from './RunCharts';
import { MORE_EPOCHS, RunControls } from './RunControls';
import { SaveHistory } from './SaveHistory';
import { SettingsPanel } from './SettingsPanel';

export function LabFigure() {
  const { runs } = useSession();
  const run = useSessionState((state) => state.run);
  const download = useSessionState((state) => state.download);
  const asked = useSessionState((state) => state.asked);
  const ghost = useSessionState((state) => state.ghost);
  const ready = useSessionState((state) => state.phase === 'ready');
  const ended = useSessionState((state) => state.ensembles.find(({ id }) => id === state.run?.id));
  const next = useLabSettings();
  const [live, setLive] = useShared('lab.live');
  const [refused, setRefused] = useState<string | null>(null);

  const status = run?.status ?? null;
  const underWay = status !== null && status.phase !== 'ended';
  const settings = asked ?? (underWay ? status.settings : next);

  const attempt = (action: () => Promise<void>) => {
    setRefused(null);
    action().catch((error: unknown) => {
      setRefused(messageOf(error));
    });
  };
  return (
    <div className={styles.lab}>
      <Switch
        label="Retrain live"
        on={live}
        hint={
          live
            ? 'Every change of a setting starts the run over at once, from the same seed; the run before it stays in the charts, faint.'
            : 'Starts the run over with every change of a setting. Now λ, penalty and learning rate act on the run under way, and the others on the next one.'
        }
        onChange={setLive}
      />
      <SettingsPanel
        settings={settings}
        underWay={underWay}
        live={live}
        onChange={(name, value) =>
          attempt(() =>
            changeSetting(runs, { settings, underWay, live: live && ready }, name, value),
          )
        }
      />
      <RunControls
        status={status}
        unavailable={ready ? undefined : 'The engine is not ready yet.'}
        download={download}
        onTrain={() => attempt(() => runs.train(settings))}
        onPause={() => attempt(() => runs.pause())}
        onResume={() => attempt(() => runs.resume())}
        onStep={() => attempt(() => (underWay ? runs.stepOnce() : runs.beginWithOneStep(settings)))}
        onStop={() => attempt(() => runs.stop())}
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
      <RunCharts run={run} ghost={live ? ghost : null} />
      {run && run.samples.length > 0 ? <SaveHistory run={run} /> : null}
    </div>
  );
}
