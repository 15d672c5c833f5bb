/** The Lab: train an ensemble in the page, watch it, and keep it. */
import { useState } from 'react';
import { Notice } from '../../components/Notice';
import { LIVE_SETTINGS, type LiveSetting, type TrainingSettings } from '../../engine/protocol';
import { useSession, useSessionState } from '../session';
import styles from './LabFigure.module.css';
import { useLabSettings } from './lab-settings';
import { RunCharts } from './RunCharts';
import { MORE_EPOCHS, RunControls } from './RunControls';
import { SettingsPanel } from './SettingsPanel';

export function LabFigure() {
  const session = useSession();
  const run = useSessionState((state) => state.run);
  const download = useSessionState((state) => state.download);
  const phase = useSessionState((state) => state.phase);
  const ended = useSessionState((state) => state.ensembles.find(({ id }) => id === state.run?.id));
  const next = useLabSettings();
  const [refused, setRefused] = useState<string | null>(null);

  const status = run?.status ?? null;
  const underWay = status !== null && status.phase !== 'ended';
  const settings = underWay ? status.settings : next;

  const attempt = (action: () => Promise<void>) => {
    setRefused(null);
    action().catch((error: unknown) => {
      setRefused(error instanceof Error ? error.message : String(error));
    });
  };
  const change = <K extends keyof TrainingSettings>(key: K, value: TrainingSettings[K]) => {
    useLabSettings.setState({ [key]: value });
    if (underWay && isLive(key)) {
      attempt(() => session.change(key, value as TrainingSettings[LiveSetting]));
    }
  };
  return (
    <div className={styles.lab}>
      <SettingsPanel settings={settings} fixed={underWay} onChange={change} />
      <RunControls
        status={status}
        unavailable={phase === 'ready' ? undefined : 'The engine is not ready yet.'}
        download={download}
        onTrain={() => attempt(() => session.train(next))}
        onPause={() => attempt(() => session.pause())}
        onResume={() => attempt(() => session.resume())}
        onStep={() =>
          attempt(() => (underWay ? session.stepOnce() : session.beginWithOneStep(next)))
        }
        onStop={() => attempt(() => session.stop())}
        onContinue={() =>
          attempt(async () => {
            if (ended) await session.continueTraining(ended, MORE_EPOCHS);
          })
        }
      />
      {refused ? (
        <Notice tone="problem" onDismiss={() => setRefused(null)}>
          {refused}
        </Notice>
      ) : null}
      <RunCharts samples={run?.samples ?? []} status={status} />
    </div>
  );
}

function isLive(key: keyof TrainingSettings): key is LiveSetting {
  return (LIVE_SETTINGS as readonly string[]).includes(key);
}
