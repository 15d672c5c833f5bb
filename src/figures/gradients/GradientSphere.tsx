/** The gradients of three members at one image on the sphere of directions that they span, with the perturbation. */
import { useMemo } from 'react';
import { Legend, LegendEntry, NormalSample, SubspaceSample } from '../../components/Legend';
import { ViewButtons } from '../../components/ViewButtons';
import { useShared } from '../../share/link-state';
import { DEFAULTS } from '../../share/shareable-settings';
import { type LonLat, toLonLat } from '../sphere/directions';
import { Globe } from '../sphere/Globe';
import { threeModels } from '../sphere/three-models';
import { turnedView } from '../sphere/view';
import { placeGradients } from './place-gradients';

interface GradientSphereProps {
  /** As in GradientsOfImage, of three members. */
  readonly directions: readonly (readonly number[])[];
  readonly perturbation: readonly number[] | null;
}

const HOME = DEFAULTS['attack.view'];

export function GradientSphere({ directions, perturbation }: GradientSphereProps) {
  const [view, setView] = useShared('attack.view');
  const { picture, place } = useMemo(() => {
    const placed = placeGradients(directions);
    const places = placed.gradients.map(toLonLat) as unknown as readonly [LonLat, LonLat, LonLat];
    return { picture: threeModels(places, 0), place: placed.place };
  }, [directions]);
  const delta = useMemo(() => (perturbation ? place(perturbation) : null), [place, perturbation]);
  return (
    <div>
      <Globe picture={picture} view={view} home={HOME} onView={setView} perturbation={delta} />
      <ViewButtons
        of="the sphere of gradients"
        onMove={(right, up) => setView(turnedView(view, -right, up))}
        onReset={() => setView(HOME)}
      />
      <Legend layout="centred">
        <LegendEntry sample={<SubspaceSample outlined />}>
          adversarial subspace: lowers all three confidences
        </LegendEntry>
        <LegendEntry sample={<NormalSample />}>
          across a gradient: its member stays as it is
        </LegendEntry>
      </Legend>
    </div>
  );
}
