/**
 * Two models' confidences over an input of two numbers, as surfaces to be turned, with their
 * gradients at any angle, and a ball that is pushed down one of them. Analytic functions.
 */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { FigureLayout } from '../../components/FigureLayout';
import { decimal } from '../../components/format';
import { Slider } from '../../components/Slider';
import { Toolbar } from '../../components/Toolbar';
import { ViewButtons } from '../../components/ViewButtons';
import { setShared, useShared } from '../../share/link-state';
import { ConfidenceReadout } from './ConfidenceReadout';
import type { View } from './projection';
import styles from './SurfacesFigure.module.css';
import { SurfacesPicture } from './SurfacesPicture';
import { LONGEST, sceneAt } from './scene';
import { CASES, storyOf } from './story';
import { FRONT, turned } from './turning';
import { useGlide } from './use-glide';

export default function SurfacesFigure() {
  const [angle, setAngle] = useShared('surfaces.angle');
  const [push, setPush] = useShared('surfaces.push');
  const [turn] = useShared('surfaces.turn');
  const [tilt] = useShared('surfaces.tilt');
  const { glide, stop } = useGlide(setAngle);
  const scene = useMemo(() => sceneAt(angle, push), [angle, push]);
  const view = useMemo(() => ({ turn, tilt }), [turn, tilt]);
  const story = storyOf(scene);
  const chooseAngle = (value: number) => {
    stop();
    setAngle(value);
  };

  return (
    <FigureLayout
      drawingWidth="1.35fr"
      sideAt="middle"
      drawing={
        <>
          <SurfacesPicture scene={scene} view={view} onView={setView} onPush={setPush} />
          <ViewButtons
            of="the surfaces"
            onMove={(right, up) => setView(turned(view, right, up))}
            onReset={() => setView(FRONT)}
          />
        </>
      }
      side={
        <>
          <div>
            <Slider
              label="Angle between ∇f and ∇g"
              value={angle}
              min={0}
              max={180}
              step={1}
              integer
              format={(degrees) => decimal(degrees, 0)}
              unit="°"
              consequence={story}
              onChange={chooseAngle}
            />
            <div className={styles.cases}>
              <Toolbar label="Surfaces: notable angles">
                {CASES.map(({ at, name }) => (
                  <Button
                    key={name}
                    kind="quiet"
                    pressed={angle === at}
                    onClick={() => glide(angle, at)}
                  >
                    {name}
                  </Button>
                ))}
              </Toolbar>
            </div>
          </div>
          <Slider
            label="Push the ball along −∇f"
            value={push}
            min={0}
            max={LONGEST}
            step={0.01}
            format={(distance) => decimal(distance)}
            consequence={story}
            onChange={setPush}
          />
          <ConfidenceReadout now={scene.now} />
          <p className={styles.story}>{story}</p>
        </>
      }
    />
  );
}

function setView({ turn, tilt }: View): void {
  setShared({ 'surfaces.turn': turn, 'surfaces.tilt': tilt });
}
