/** Two to eight gradients in the plane: how aligned they are, and what that leaves to the adversary. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { useShared } from '../../share/link-state';
import { Plane } from './ArrangementPlane';
import styles from './ArrangementsFigure.module.css';
import { arrangement } from './arrangement';
import { DescentPanel } from './DescentPanel';
import { sameAngles } from './descent-run';
import { Measures } from './MeasureScales';
import { FEWEST, MOST, PRESETS, withOneMore } from './presets';
import { useDescents } from './use-descents';
import { WhyPanel } from './WhyPanel';

export function ArrangementsFigure() {
  const [angles, setAngles] = useShared('arr.angles');
  const [snapping, setSnapping] = useShared('arr.snap');
  const picture = useMemo(() => arrangement(angles), [angles]);
  const descents = useDescents(angles, setAngles);

  /** Whoever takes an arrow in hand, or asks for others, stops the play. */
  const place = (next: readonly number[]) => {
    descents.pause();
    setAngles(next);
  };

  return (
    <div className={styles.figure}>
      <div className={styles.drawing}>
        <div className={styles.controls}>
          {PRESETS.map(({ name, angles: of }) => {
            const preset = of(angles.length);
            return (
              <Button key={name} pressed={sameAngles(preset, angles)} onClick={() => place(preset)}>
                {name}
              </Button>
            );
          })}
        </div>
        <Plane
          picture={picture}
          snapping={snapping}
          onMove={(index, degrees) =>
            place(angles.map((angle, i) => (i === index ? degrees : angle)))
          }
        />
        <ul className={styles.legend}>
          <li>
            <span className={styles.orange} /> adversarial subspace: lowers all
          </li>
          <li>
            <span className={styles.dashed} /> normals of the two outermost
          </li>
        </ul>
        <div className={styles.options}>
          <Button
            onClick={() => place(withOneMore(angles))}
            disabledReason={angles.length >= MOST ? `${MOST} arrows are the most` : undefined}
          >
            Add an arrow
          </Button>
          <Button
            onClick={() => place(angles.slice(0, -1))}
            disabledReason={angles.length <= FEWEST ? `${FEWEST} arrows are the fewest` : undefined}
          >
            Remove one
          </Button>
          <label>
            <input
              type="checkbox"
              checked={snapping}
              onChange={(event) => setSnapping(event.target.checked)}
            />
            Snap to notable angles
          </label>
        </div>
        <WhyPanel picture={picture} />
      </div>
      <div className={styles.side}>
        <Measures picture={picture} />
        <DescentPanel descents={descents} picture={picture} />
      </div>
    </div>
  );
}
