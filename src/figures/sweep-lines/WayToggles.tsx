/** The ways of training with their marks: a legend, and which of them are shown. One tab stop. */
import { Toolbar } from '../../components/Toolbar';
import { WAY_IDS, type WayId } from '../../sweep/ways';
import { legendName } from './sweep-points';
import { WaySample } from './WayMark';
import styles from './WayToggles.module.css';

interface WayTogglesProps {
  /** Spoken. */
  readonly label: string;
  readonly shown: readonly WayId[];
  readonly onChange: (shown: readonly WayId[]) => void;
}

export function WayToggles({ label, shown, onChange }: WayTogglesProps) {
  const toggle = (way: WayId) => {
    const others = shown.filter((own) => own !== way);
    // One at least: the last that is left stays.
    const next = shown.includes(way) ? (others.length > 0 ? others : shown) : [...shown, way];
    onChange(WAY_IDS.filter((own) => next.includes(own)));
  };
  return (
    <Toolbar label={label}>
      {WAY_IDS.map((way) => (
        // It says what a mark means: no command, so that pictures and paper keep it.
        <button
          key={way}
          type="button"
          className={styles.toggle}
          aria-pressed={shown.includes(way)}
          onClick={() => toggle(way)}
        >
          <WaySample way={way} />
          {legendName(way)}
        </button>
      ))}
    </Toolbar>
  );
}
