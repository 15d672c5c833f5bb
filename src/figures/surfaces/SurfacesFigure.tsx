/**
 * Two models' confidences over an input of two numbers, as surfaces to be turned, with their
 * gradients at any angle, and a ball that is pushed down one of them. Analytic functions.
 */
import { useMemo, useState } from 'react';
import { Button } from '../../components/Button';
import { decimal } from '../../components/format';
import { Slider } from '../../components/Slider';
import { ConfidenceReadout } from './ConfidenceReadout';
import styles from './SurfacesFigure.module.css';
import { SurfacesPicture } from './SurfacesPicture';
import { LONGEST, sceneAt } from './scene';
import { CASES, storyOf } from './story';
import { FRONT, turned } from './turning';

export default function SurfacesFigure() {
  const [angle, setAngle] = useState(90);
  const [push, setPush] = useState(0.45);
  const [view, setView] = useState(FRONT);
  const scene = useMemo(() => sceneAt(angle, push), [angle, push]);

  return (
    <>
      <div className={styles.figure}>
        <div className={styles.picture}>
          <SurfacesPicture scene={scene} view={view} onView={setView} onPush={setPush} />
          <fieldset className={styles.view}>
            <legend className="visually-hidden">View</legend>
            <Button label="Turn left" onClick={() => setView(turned(view, -15, 0))}>
              ↺
            </Button>
            <Button label="Turn right" onClick={() => setView(turned(view, 15, 0))}>
              ↻
            </Button>
            <Button label="From higher up" onClick={() => setView(turned(view, 0, 10))}>
              ↑
            </Button>
            <Button label="From lower down" onClick={() => setView(turned(view, 0, -10))}>
              ↓
            </Button>
            <Button kind="quiet" onClick={() => setView(FRONT)}>
              Reset view
            </Button>
          </fieldset>
        </div>
        <div className={styles.panel}>
          <div>
            <Slider
              label="Angle between ∇f and ∇g"
              value={angle}
              min={0}
              max={180}
              step={1}
              integer
              format={(x) => decimal(x, 0)}
              unit="°"
              onChange={setAngle}
            />
            <div className={styles.stops}>
              {CASES.map(({ at, name }) => (
                <Button key={at} kind="quiet" pressed={angle === at} onClick={() => setAngle(at)}>
                  {name}
                </Button>
              ))}
            </div>
          </div>
          <Slider
            label="Push the ball along −∇f"
            value={push}
            min={0}
            max={LONGEST}
            step={0.01}
            format={(x) => decimal(x)}
            onChange={setPush}
          />
          <ConfidenceReadout now={scene.now} />
          <p className={styles.story} aria-live="polite">
            {storyOf(scene)}
          </p>
        </div>
      </div>
      <figcaption>
        The height of each surface is one model's confidence over an input of two numbers, x₁ and
        x₂. These are analytic functions, not trained networks. Turn the picture, push the ball, and
        move from parallel to antiparallel gradients. On the floor, the directions that lower both
        confidences are orange. What the gradients say holds for a step within which they hardly
        change, from an input at which both models are equally confident.
      </figcaption>
    </>
  );
}
