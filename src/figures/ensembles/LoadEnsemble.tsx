/** Brings in an ensemble from a file that this page, or any tool that writes safetensors, has saved. */
import { useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import { messageOf } from '../../data/message-of';
import { useSession, useSessionState } from '../session-context';
import styles from './LoadEnsemble.module.css';

type Outcome = { readonly tone: 'info' | 'done' | 'problem'; readonly text: string };

export function LoadEnsemble() {
  const session = useSession();
  const ready = useSessionState((state) => state.phase === 'ready');
  const input = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const load = async (file: File) => {
    setOutcome(null);
    try {
      const known = await session.load(file);
      setOutcome(
        known === null
          ? { tone: 'done', text: `${file.name} is loaded, and under attack.` }
          : {
              tone: 'info',
              text: `${file.name} is here already, as “${known}”; it is under attack, and counts once.`,
            },
      );
    } catch (error) {
      setOutcome({ tone: 'problem', text: `${file.name} was not loaded. ${messageOf(error)}` });
    }
  };
  return (
    <div className={styles.load}>
      <Button
        onClick={() => input.current?.click()}
        disabledReason={ready ? undefined : 'The engine is not ready yet.'}
      >
        Load an ensemble from a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".safetensors"
        hidden
        aria-label="Ensemble file"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file chosen again is a change again.
          currentTarget.value = '';
          if (file) void load(file);
        }}
      />
      {outcome ? (
        <Notice tone={outcome.tone} onDismiss={() => setOutcome(null)}>
          {outcome.text}
        </Notice>
      ) : null}
    </div>
  );
}
