/** GDR and cosine at every angle between two gradients, each in its own small plot, and where they stand now. */
import { decimal } from '../../components/format';
import { type Plot, StackedPlots, tickAt } from '../../components/StackedPlots';
import { CURVES, type TwoModels } from './two-models';

const X_TICKS = [0, 45, 90, 135, 180].map((at) => ({ at, text: `${at}°` }));

export function AngleCurves({ picture }: { picture: TwoModels }) {
  const { angle, gdr, cosine } = picture;
  const curve = (of: keyof typeof CURVES, now: number): Plot['lines'] => [
    { key: of, points: CURVES[of], mark: { at: [angle, now], radius: 5 } },
  ];
  return (
    <StackedPlots
      label={`At ${decimal(angle, 0)} degrees GDR is ${decimal(gdr, 3)} and the cosine ${decimal(cosine, 3)}. GDR falls in a straight line from one half at 0 degrees to 0 at 180; the cosine falls from 1 to −1.`}
      xEnd={180}
      xLabel="angle between the gradients"
      xTicks={X_TICKS}
      xGrid
      plots={[
        {
          name: 'GDR',
          adversarial: true,
          min: 0,
          max: 0.5,
          ticks: [0, 0.25, 0.5].map(tickAt),
          lines: curve('gdr', gdr),
        },
        {
          name: 'cosine',
          min: -1,
          max: 1,
          ticks: [-1, 0, 1].map(tickAt),
          lines: curve('cosine', cosine),
        },
      ]}
    />
  );
}
