/** Which backend computes, on what, and why; the reader may choose another. */
import { useId } from 'react';
import { Notice } from '../../components/Notice';
import { Select } from '../../components/Select';
import { BACKEND_LABELS, BACKENDS, type BackendChoice } from '../../engine/protocol';
import { useSession, useSessionState } from '../session-context';
import styles from './EngineStatus.module.css';

export function EngineStatus() {
  const session = useSession();
  const phase = useSessionState((state) => state.phase);
  const choice = useSessionState((state) => state.choice);
  const backend = useSessionState((state) => state.backend);
  const failure = useSessionState((state) => state.failure);
  const dataFailure = useSessionState((state) => state.dataFailure);
  const shippedFailure = useSessionState((state) => state.shippedFailure);
  const notices = useSessionState((state) => state.notices);
  const id = useId();

  return (
    <section className={styles.status} aria-label="Engine">
      <div className={styles.line}>
        <p className={styles.text} role="status" data-phase={phase}>
          {backend ? (
            <>
              Computes on <strong>{BACKEND_LABELS[backend.backend]}</strong>
              {backend.backend === 'wasm' ? `, ${backend.adapter}` : ''}
              {backend.software ? ', emulated on the processor: slow' : ''}.
              {phase === 'starting' ? ' Loading images and ensembles…' : ''}
            </>
          ) : phase === 'failed' ? (
            'The engine is not running.'
          ) : (
            'Starting the engine…'
          )}
        </p>
        {backend ? (
          <details className={styles.why}>
            <summary>Why this one?</summary>
            <p className={styles.text}>
              {backend.reason} {backend.backend === 'wasm' ? '' : `Device: ${backend.adapter}.`}
            </p>
          </details>
        ) : null}
        <label className={styles.choice} htmlFor={id}>
          Backend{' '}
          <Select
            id={id}
            value={choice}
            onChange={(to) => void session.chooseBackend(to as BackendChoice)}
          >
            <option value="auto">Automatic</option>
            {BACKENDS.map((name) => (
              <option key={name} value={name}>
                {BACKEND_LABELS[name]}
              </option>
            ))}
          </Select>
        </label>
      </div>
      {failure ? (
        <Notice
          tone="problem"
          actions={[{ label: 'Try again', onClick: () => void session.retry() }]}
        >
          {failure}
        </Notice>
      ) : null}
      {dataFailure ? (
        <Notice
          tone="problem"
          actions={[{ label: 'Try again', onClick: () => void session.retry() }]}
        >
          {dataFailure}
        </Notice>
      ) : null}
      {shippedFailure ? (
        <Notice
          tone="problem"
          actions={[{ label: 'Try again', onClick: () => void session.fetchShipped() }]}
        >
          A pre-trained ensemble could not be loaded. {shippedFailure}
        </Notice>
      ) : null}
      {notices.map(({ id: key, tone, text }) => (
        <Notice key={key} tone={tone} onDismiss={() => session.dismiss(key)}>
          {text}
        </Notice>
      ))}
    </section>
  );
}
