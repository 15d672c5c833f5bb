/** The mark of a way of training. */
import type { WayId } from '../../sweep/ways';
import styles from './WayMark.module.css';
import { pathOf, styleOf } from './way-styles';

interface WayMarkProps {
  /** Null for an ensemble of another kind. */
  readonly way: WayId | null;
  /** Of what was measured in this browser. */
  readonly hollow?: boolean;
}

/** Within a drawing, around (0, 0). */
export function WayMark({ way, hollow = false }: WayMarkProps) {
  const style = styleOf(way);
  return (
    <path
      d={pathOf(style)}
      className={styles.mark}
      style={{ color: style.color }}
      data-hollow={hollow || undefined}
      transform={style.turn === 0 ? undefined : `rotate(${style.turn})`}
    />
  );
}

/** Beside a name. */
export function WaySample({ way, hollow = false }: WayMarkProps) {
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" className={styles.sample}>
      <WayMark way={way} hollow={hollow} />
    </svg>
  );
}
