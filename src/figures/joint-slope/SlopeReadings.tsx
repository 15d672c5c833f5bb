/** Share and slope side by side, lengths, and which members carry the slope. */
import { decimal, percent } from '../../components/format';
import { MeasureScale } from '../../components/MeasureScale';
import { memberColor } from '../../components/members';
import { Meaning, Reading, Readings } from '../../components/Readings';
import { gradientName } from '../arrangements/names';
import styles from './SlopeReadings.module.css';
import { LENGTHS, type SlopePicture } from './slope-picture';
import type { SlopePoint } from './slope-run';
import { whatFollows } from './slope-words';

/** The arrow that was last in hand, and both numbers when it was taken. */
export interface Taken extends SlopePoint {
  readonly index: number;
}

interface SlopeReadingsProps {
  readonly picture: SlopePicture;
  readonly taken: Taken | null;
}

export function SlopeReadings({ picture, taken }: SlopeReadingsProps) {
  const { gdr, slope, lengths } = picture;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return (
    <div>
      <Readings columns={2}>
        <Reading name="gdr" label="GDR: the share" value={decimal(gdr, 3)} adversarial>
          <MeasureScale
            name="gdr"
            measure={{ value: gdr, least: 0, most: 0.5 }}
            before={taken?.gdr}
          />
        </Reading>
        <Reading name="slope" label="Joint slope" value={decimal(slope)}>
          <MeasureScale
            name="slope"
            measure={{ value: slope, least: 0, most: LENGTHS.most }}
            before={taken?.slope}
          />
        </Reading>
        <Reading name="shortest" label="Shortest length" value={decimal(Math.min(...lengths))} />
        <Reading name="mean" label="Mean length" value={decimal(mean)} />
      </Readings>
      <Weights picture={picture} />
      <p className={styles.follows} data-follows>
        {taken
          ? `Since you took ${gradientName(taken.index)}: GDR ${change(taken.gdr, gdr, 3)}, joint slope ${change(taken.slope, slope, 2)}. ${whatFollows(picture, taken.index)}`
          : 'Touch an arrow to see what follows from its length and from its direction.'}
      </p>
    </div>
  );
}

function change(from: number, to: number, digits: number): string {
  const [before, now] = [decimal(from, digits), decimal(to, digits)];
  return before === now ? `stays at ${now}` : `${before} → ${now}`;
}

function Weights({ picture: { weights, lengths, slope } }: { picture: SlopePicture }) {
  return (
    <>
      <ul
        className={styles.weights}
        aria-label="What each member carries of the hull’s nearest point"
      >
        {weights.map((weight, i) => (
          <li key={gradientName(i)}>
            <b style={{ color: memberColor(i) }}>{gradientName(i)}</b>
            <span className={styles.bar} aria-hidden>
              <span style={{ width: `${100 * weight}%`, background: memberColor(i) }} />
            </span>
            <span data-weight={i}>{percent(weight)}</span>
            <span className={styles.length}>length {decimal(lengths[i]!)}</span>
          </li>
        ))}
      </ul>
      <Meaning>
        {slope > 0
          ? 'Weights with which the gradients make the hull’s nearest point: who carries the slope.'
          : 'With these weights the gradients cancel.'}
      </Meaning>
    </>
  );
}
