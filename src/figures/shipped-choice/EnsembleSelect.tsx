/** The ensemble under attack, of all that there are: one that is not here yet is fetched when it is chosen. */
import { useId } from 'react';
import { Select } from '../../components/Select';
import { LIVE } from '../../engine/protocol';
import { isShipped, ON_CHOICE } from '../../ensemble/shipped';
import { SHIPPED_NAMES } from '../../ensemble/shipped-names';
import { useSession, useSessionState } from '../session-context';
import styles from './EnsembleSelect.module.css';
import { Fetching } from './Fetching';

interface EnsembleSelectProps {
  /** What the one in the Lab is called; null where it cannot be chosen. */
  readonly live: string | null;
  readonly onChosen?: () => void;
}

export function EnsembleSelect({ live, onChosen }: EnsembleSelectProps) {
  const session = useSession();
  const selected = useSessionState((state) => state.selected);
  const chosen = useSessionState((state) => state.chosen);
  const ensembles = useSessionState((state) => state.ensembles);
  const fetching = useSessionState((state) => state.fetching);
  const id = useId();
  const coming = isShipped(chosen) && fetching[chosen] ? chosen : null;
  const here = (own: string) => ensembles.some((record) => record.id === own);
  return (
    <div className={styles.select}>
      <label htmlFor={id}>Ensemble</label>
      <Select
        id={id}
        value={coming ?? selected}
        onChange={(to) => {
          session.select(to);
          onChosen?.();
        }}
      >
        {ensembles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {live === null ? null : <option value={LIVE}>{live}</option>}
        {ON_CHOICE.filter((own) => !here(own)).map((own) => (
          <option key={own} value={own}>
            {SHIPPED_NAMES[own]}, to be fetched
          </option>
        ))}
      </Select>
      {coming ? <Fetching id={coming} /> : null}
    </div>
  );
}
