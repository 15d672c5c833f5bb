/**
 * An ensemble's name; of the reader's own it can be changed in place. Enter or leaving the field keeps what
 * is written, Escape what was there.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { type EnsembleRecord, LONGEST_NAME } from '../../engine/page/records';
import { useSession } from '../session-context';
import styles from './EnsembleName.module.css';

export function EnsembleName({ record }: { readonly record: EnsembleRecord }) {
  const [editing, setEditing] = useState(false);
  const [back, setBack] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  // Whoever leaves the field by key is again at the button that opened it.
  useEffect(() => {
    if (!editing && back) place.current?.querySelector('button')?.focus();
  }, [editing, back]);
  if (record.origin === 'shipped') return record.name;
  return (
    <div ref={place} className={styles.name}>
      {editing ? (
        <NameField
          record={record}
          onEnd={(byKey) => {
            setBack(byKey);
            setEditing(false);
          }}
        />
      ) : (
        <>
          <span>{record.name}</span>
          <Button kind="quiet" label={`Rename ${record.name}`} onClick={() => setEditing(true)}>
            Rename
          </Button>
        </>
      )}
    </div>
  );
}

interface NameFieldProps {
  readonly record: EnsembleRecord;
  readonly onEnd: (byKey: boolean) => void;
}

function NameField({ record, onEnd }: NameFieldProps) {
  const session = useSession();
  const id = useId();
  const [draft, setDraft] = useState(record.name);
  const [refused, setRefused] = useState(false);
  /** A field that is taken away loses its focus too. */
  const ended = useRef(false);
  const says = draft.trim() !== '';
  const end = (keep: boolean, byKey: boolean) => {
    if (ended.current) return;
    ended.current = true;
    if (keep && draft.trim() !== record.name) void session.rename(record.id, draft);
    onEnd(byKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') end(false, true);
    if (event.key !== 'Enter') return;
    // The button that the focus goes back to is not pressed by the same key.
    event.preventDefault();
    if (says) end(true, true);
    else setRefused(true);
  };
  const wrong = refused && !says;
  return (
    <>
      <input
        className={styles.input}
        aria-label={`New name of ${record.name}`}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-error` : undefined}
        value={draft}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
        autoFocus
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onBlur={() => end(says, false)}
        onKeyDown={onKeyDown}
      />
      <span id={`${id}-error`} className={styles.error} role="alert">
        {wrong ? 'A name has at least one letter or digit.' : null}
      </span>
    </>
  );
}
