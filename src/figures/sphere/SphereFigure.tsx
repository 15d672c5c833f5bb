/** Three models in space: drag their gradients on a sphere, and see which directions lower all three. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { percent } from '../../components/format';
import { Slider } from '../../components/Slider';
import { setShared, useShared } from '../../share/link-state';
import { DEFAULTS } from '../../share/shareable-settings';
import type { LonLat } from './directions';
import { Globe } from './Globe';
import styles from './SphereFigure.module.css';
import { SphereReadings } from './SphereReadings';
import { threeModels } from './three-models';

type Places = readonly [LonLat, LonLat, LonLat];

const PRESETS: readonly { name: string; places: Places }[] = [
  {
    name: 'Orthogonal',
    places: [
      [90, 0],
      [180, 0],
      [0, -90],
    ],
  },
  {
    name: 'Aligned',
    places: [
      [60, 15],
      [60, 15],
      [60, 15],
    ],
  },
  // On one meridian, 120° apart.
  {
    name: 'Planar',
    places: [
      [90, 30],
      [270, 30],
      [0, -90],
    ],
  },
];

const HOME = DEFAULTS['sphere.view'];

export function SphereFigure() {
  const [a] = useShared('sphere.a');
  const [b] = useShared('sphere.b');
  const [c] = useShared('sphere.c');
  const [flatness, setFlatness] = useShared('sphere.flatten');
  const [view, setView] = useShared('sphere.view');
  const picture = useMemo(() => threeModels([a, b, c], flatness), [a, b, c, flatness]);

  /** The gradients stand where asked; the slider begins anew from there. */
  const place = ([first, second, third]: Places) => {
    setShared({ 'sphere.a': first, 'sphere.b': second, 'sphere.c': third, 'sphere.flatten': 0 });
  };
  const moveOne = (index: number, to: LonLat) => {
    place(picture.places.map((now, i) => (i === index ? to : now)) as unknown as Places);
  };

  return (
    <div className={styles.figure}>
      <div className={styles.drawing}>
        <Globe picture={picture} view={view} home={HOME} onView={setView} onGradient={moveOne} />
        <ul className={styles.legend}>
          <li>
            <span className={styles.orange} /> adversarial subspace: lowers all three
          </li>
          <li>
            <span className={styles.dashed} /> across a gradient: its model stays as it is
          </li>
        </ul>
        <div className={styles.view}>
          <Button kind="quiet" onClick={() => setView(HOME)}>
            Reset the view
          </Button>
        </div>
      </div>
      <div className={styles.side}>
        <SphereReadings picture={picture} />
        <Slider
          label="Flatten: pull the gradients into one plane"
          value={flatness}
          min={0}
          max={1}
          step={0.02}
          format={(share) => percent(share)}
          onChange={setFlatness}
          hint="In the plane they lie all around the centre, and balance: whatever lowers one raises another."
        />
        <div className={styles.controls}>
          {PRESETS.map(({ name, places }) => (
            <Button
              key={name}
              pressed={flatness === 0 && String(places) === String([a, b, c])}
              onClick={() => place(places)}
            >
              {name}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
