/** The ensembles at hand with their final numbers, side by side. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { SUCCESS_MEANINGS } from '../../attacks/success';
import { Button } from '../../components/Button';
import { decimal, percent, significant } from '../../components/format';
import { Scroller } from '../../components/Scroller';
import { Toolbar } from '../../components/Toolbar';
import { type EnsembleRecord, inOrder } from '../../engine/page/records';
import { writeLink } from '../../share/link';
import { linkState } from '../../share/link-state';
import { goToPlace } from '../../share/places';
import { fileNameOf, saveFile } from '../../share/save-file';
import { restrictedTo } from '../../share/shareable-settings';
import type { PickedAttack } from '../attack-picker/AttackPicker';
import { useSession, useSessionState } from '../session-context';
import styles from './EnsembleList.module.css';
import { EnsembleName } from './EnsembleName';
import { Members } from './Members';
import { describeAttack, shortName } from './rating';
import { summaryOf } from './summary';
import type { Ratings } from './use-ratings';

/** The figure that shows the attack. */
const ATTACK = 'figure-attack';

interface EnsembleListProps {
  readonly attack: PickedAttack;
  readonly ratings: Ratings;
}

export function EnsembleList({ attack: picked, ratings }: EnsembleListProps) {
  const session = useSession();
  const ensembles = useSessionState((state) => state.ensembles);
  const removed = useSessionState((state) => state.removed);
  const selected = useSessionState((state) => state.selected);
  const [elsewhere, setElsewhere] = useState<EnsembleRecord | null>(null);
  const attack = (record: EnsembleRecord) => {
    session.select(record.id);
    setElsewhere(goToPlace(ATTACK) ? null : record);
  };
  const rows = inOrder([...ensembles, ...removed]);
  if (rows.length === 0) return <p className={styles.empty}>No ensembles yet.</p>;
  return (
    <>
      <Scroller label="Ensembles">
        <table className={styles.table}>
          <caption>
            On held-out images; GDR, cosine and the success of the picked attack (
            {describeAttack(picked)}) on those that every member classifies correctly.
          </caption>
          <thead>
            <tr>
              <th scope="col">Ensemble</th>
              <th scope="col">Trained with</th>
              <th scope="col">Accuracy</th>
              <th scope="col">GDR</th>
              <th scope="col">Cosine</th>
              {SUCCESS_MEANINGS.map((meaning, column) => (
                <th key={meaning} scope="col">
                  {column === 0 ? `${shortName(picked)} ` : null}
                  <i>{meaning}</i>
                </th>
              ))}
              <th scope="col">Members</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((record) =>
              removed.includes(record) ? (
                <RemovedRow key={record.id} record={record} />
              ) : (
                <tr key={record.id} aria-current={record.id === selected || undefined}>
                  <th scope="row">
                    <EnsembleName record={record} />
                  </th>
                  <td className={styles.how}>{summaryOf(record)}</td>
                  <Numbers record={record} ratings={ratings} />
                  <td>
                    <Members record={record} />
                  </td>
                  <td className={styles.actions}>
                    <Toolbar label={`What to do with ${record.name}`}>
                      <Button
                        onClick={() => attack(record)}
                        pressed={record.id === selected}
                        label={`Attack ${record.name}`}
                      >
                        {record.id === selected ? 'Under attack' : 'Attack'}
                      </Button>
                      <Button
                        kind="quiet"
                        onClick={() =>
                          saveFile(
                            fileNameOf(record.name, 'safetensors'),
                            new Blob([session.fileOf(record.id) as Uint8Array<ArrayBuffer>]),
                          )
                        }
                        label={`Save ${record.name} as a file`}
                      >
                        Save
                      </Button>
                      {record.origin !== 'shipped' ? (
                        <Button
                          kind="quiet"
                          onClick={() => void session.remove(record.id)}
                          label={`Remove ${record.name}`}
                        >
                          Remove
                        </Button>
                      ) : null}
                    </Toolbar>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </Scroller>
      <p role="status" className="small-note">
        {elsewhere ? <AttackedElsewhere record={elsewhere} /> : null}
      </p>
    </>
  );
}

/** Where the figure stands alone, and the one that shows the attack on another page. */
function AttackedElsewhere({ record: { name, origin } }: { record: EnsembleRecord }) {
  const values = useStore(linkState, (state) => state.values);
  const hash = writeLink(restrictedTo(['attack'], values), ATTACK);
  return (
    <>
      {name} is under attack. The figure that shows it is not here but{' '}
      <a href={`./${hash}`} target={window.self === window.top ? undefined : '_blank'}>
        in the article
      </a>
      {origin === 'shipped' ? '.' : `; choose “${name}” there.`}
    </>
  );
}

/** Stands where the ensemble stood, with the way back under the hand that has removed it. */
function RemovedRow({ record: { id, name } }: { record: EnsembleRecord }) {
  const session = useSession();
  const place = useRef<HTMLTableCellElement>(null);
  useEffect(() => place.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  return (
    <tr className={styles.removed}>
      <th scope="row">{name}</th>
      <td ref={place} colSpan={9}>
        Removed.{' '}
        <Button label={`Put ${name} back`} onClick={() => void session.putBack(id)}>
          Undo
        </Button>
      </td>
    </tr>
  );
}

function Numbers({ record, ratings }: { record: EnsembleRecord; ratings: Ratings }) {
  const { evaluation } = record;
  if (!evaluation) return <td colSpan={6}>being computed…</td>;
  const rates = ratings.of(record);
  return (
    <>
      <td>{percent(evaluation.ensembleAccuracy, 1)}</td>
      <td>{significant(evaluation.gdr, 3)}</td>
      <td>{decimal(evaluation.cosine)}</td>
      {SUCCESS_MEANINGS.map((meaning) => (
        <td key={meaning}>{percent(rates?.[meaning] ?? Number.NaN, 1)}</td>
      ))}
    </>
  );
}
