/** Three models in space: drag their gradients on a sphere, and see which directions lower all three. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { FigureLayout } from '../../components/FigureLayout';
import { percent } from '../../components/format';
import { Legend, LegendEntry, NormalSample, SubspaceSample } from '../../components/Legend';
import { Slider } from '../../components/Slider';
import { Toolbar } from '../../components/Toolbar';
import { ViewButtons } from '../../components/ViewButtons';
import { setShared, useShared } from '../../share/link-state';
import { DEFAULTS } from '../../share/shareable-settings';
import type { LonLat } from './directions';
import { Globe } from './Globe';
import { SphereReadings } from './SphereReadings';
import { threeModels } from './three-models';
import { turnedView } from './view';

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
    <FigureLayout
      drawing={
        <>
          <Globe picture={picture} view={view} home={HOME} onView={setView} onGradient={moveOne} />
          <ViewButtons
            of="the sphere"
            // The near side goes to the right where the view goes west.
            onMove={(right, up) => setView(turnedView(view, -right, up))}
            onReset={() => setView(HOME)}
          />
          <ButtonRow centred>
            <Toolbar label="Three models in space: gradients to begin with">
              {PRESETS.map(({ name, places }) => (
                <Button
                  key={name}
                  pressed={flatness === 0 && String(places) === String([a, b, c])}
                  onClick={() => place(places)}
                >
                  {name}
                </Button>
              ))}
            </Toolbar>
          </ButtonRow>
          <Legend layout="centred">
            <LegendEntry sample={<SubspaceSample outlined />}>
              adversarial subspace: lowers all three
            </LegendEntry>
            <LegendEntry sample={<NormalSample />}>
              across a gradient: its model stays as it is
            </LegendEntry>
          </Legend>
        </>
      }
      side={
        <>
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
        </>
      }
    />
  );
}
