/** Two models: drag the gradients of their confidences, and see which directions lower both. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { setShared, useShared } from '../../share/link-state';
import { AngleCurves } from './AngleCurves';
import { ChangeBars } from './ChangeBars';
import { SignStepTable } from './SignStepTable';
import styles from './TwoModelsFigure.module.css';
import { Plane } from './TwoModelsPlane';
import { Readings } from './TwoModelsReadings';
import { twoModels } from './two-models';
import { useTurning } from './use-turning';

const PRESETS = [
  { name: 'Parallel', f: 60, g: 60 },
  { name: 'Orthogonal', f: 105, g: 15 },
  { name: 'Antiparallel', f: 150, g: 330 },
] as const;

/** Gradients 105° apart, where FGS made on f alone lowers g as well. */
const BEYOND_RIGHT_ANGLE = { f: 80, g: 335 };

export function TwoModelsFigure() {
  const [f, setF] = useShared('two.f');
  const [g, setG] = useShared('two.g');
  const [delta, setDelta] = useShared('two.delta');
  const [signSteps, setSignSteps] = useShared('two.fgs');
  const [snapping, setSnapping] = useShared('two.snap');
  const { playing, setPlaying } = useTurning(g, setG);
  const picture = useMemo(() => twoModels(f, g, delta), [f, g, delta]);

  /** Whoever takes a gradient in hand, or asks for others, stops the play. */
  const place = (gradients: { f?: number; g?: number }) => {
    setPlaying(false);
    setShared({
      ...(gradients.f === undefined ? {} : { 'two.f': gradients.f }),
      ...(gradients.g === undefined ? {} : { 'two.g': gradients.g }),
    });
  };

  return (
    <div className={styles.figure}>
      <div className={styles.drawing}>
        <Plane
          picture={picture}
          f={f}
          g={g}
          delta={delta}
          snapping={snapping}
          signSteps={signSteps}
          onF={setF}
          onG={(degrees) => place({ g: degrees })}
          onDelta={setDelta}
        />
        <ul className={styles.legend}>
          <li>
            <span className={styles.orange} /> adversarial subspace: lowers both
          </li>
          <li>
            <span className={styles.dashed} /> normal: along it a model stays as it is
          </li>
        </ul>
        <div className={styles.options}>
          <label>
            <input
              type="checkbox"
              checked={snapping}
              onChange={(event) => setSnapping(event.target.checked)}
            />
            Snap to notable angles
          </label>
          <label>
            <input
              type="checkbox"
              checked={signSteps}
              onChange={(event) => setSignSteps(event.target.checked)}
            />
            Show what FGS would do, if the axes were two pixels
          </label>
        </div>
        {signSteps ? (
          <div className={styles.signSteps}>
            <SignStepTable picture={picture} />
            <Button
              pressed={f === BEYOND_RIGHT_ANGLE.f && g === BEYOND_RIGHT_ANGLE.g}
              onClick={() => place(BEYOND_RIGHT_ANGLE)}
            >
              A sign step beyond 90°
            </Button>
          </div>
        ) : null}
      </div>
      <div className={styles.side}>
        <Readings picture={picture} />
        <ChangeBars changes={picture.changes} />
        <div className={styles.controls}>
          {PRESETS.map((preset) => (
            <Button
              key={preset.name}
              pressed={preset.f === f && preset.g === g}
              onClick={() => place(preset)}
            >
              {preset.name}
            </Button>
          ))}
        </div>
        <div>
          <Button
            onClick={() => setPlaying(!playing)}
            label={playing ? 'Pause' : 'Turn ∇g through all angles'}
          >
            <PlaySign playing={playing} /> {playing ? 'Pause' : 'Turn ∇g through all angles'}
          </Button>
          <AngleCurves picture={picture} />
        </div>
      </div>
    </div>
  );
}

function PlaySign({ playing }: { playing: boolean }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={playing ? 'M2 1H5V11H2ZM7 1H10V11H7Z' : 'M2 1L11 6L2 11Z'} fill="currentColor" />
    </svg>
  );
}
