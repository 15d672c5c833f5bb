/** Says once what the address could not set. */
import { useStore } from 'zustand';
import { Notice } from '../components/Notice';
import { dismissRefused, linkState } from '../share/link-state';
import styles from './LinkNotice.module.css';

/** A link may name anything, at any length. */
const SHOWN = 5;
const LONGEST = 40;

export function LinkNotice() {
  const refused = useStore(linkState, (state) => state.refused);
  if (refused.length === 0) return null;
  const names = refused
    .slice(0, SHOWN)
    .map((key) => `“${key.length > LONGEST ? `${key.slice(0, LONGEST)}…` : key}”`);
  const more = refused.length - names.length;
  return (
    <div className={styles.place}>
      <Notice onDismiss={dismissRefused}>
        This link has settings that this page does not know or allow; they stand at their defaults:{' '}
        {names.join(', ')}
        {more > 0 ? ` and ${more} more` : ''}.
      </Notice>
    </div>
  );
}
