/** Two models: drag the gradients of their confidences, and see which directions lower both. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Checkbox } from '../../components/Checkbox';
import { FigureLayout } from '../../components/FigureLayout';
import { Legend, LegendEntry, NormalSample, SubspaceSample } from '../../components/Legend';
import { PlaySign } from '../../components/PlaySign';
import { Toolbar } from '../../components/Toolbar';
import { setShared, useShared } from '../../share/link-state';
import { AngleCurves } from './AngleCurves';
import { ChangeBars } from './ChangeBars';
import { SignStepTable } from './SignStepTable';
import styles from './TwoModelsFigure.module.css';
import { TwoModelsPlane } from './TwoModelsPlane';
import { TwoModelsReadings } from './TwoModelsReadings';
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
    <FigureLayout
      drawing={
        <>
          <TwoModelsPlane
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
          <ButtonRow centred>
            <Toolbar label="Two models: gradients to begin with">
              {PRESETS.map((preset) => (
                <Button
                  key={preset.name}
                  pressed={preset.f === f && preset.g === g}
                  onClick={() => place(preset)}
                >
                  {preset.name}
                </Button>
              ))}
              <Button
                onClick={() => setPlaying(!playing)}
                label={playing ? 'Pause' : 'Turn ∇g through all angles'}
              >
                <PlaySign playing={playing} /> {playing ? 'Pause' : 'Turn ∇g through all angles'}
              </Button>
            </Toolbar>
          </ButtonRow>
          <Legend layout="centred">
            <LegendEntry sample={<SubspaceSample />}>adversarial subspace: lowers both</LegendEntry>
            <LegendEntry sample={<NormalSample />}>
              normal: along it a model stays as it is
            </LegendEntry>
          </Legend>
          <div className={styles.options}>
            <Checkbox on={snapping} onChange={setSnapping}>
              Snap to notable angles
            </Checkbox>
            <Checkbox on={signSteps} onChange={setSignSteps}>
              Show what FGS would do, if the axes were two pixels
            </Checkbox>
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
        </>
      }
      side={
        <>
          <TwoModelsReadings picture={picture} />
          <ChangeBars changes={picture.changes} />
          <AngleCurves picture={picture} />
        </>
      }
    />
  );
}
