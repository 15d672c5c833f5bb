/** How mean cosine and GDR went in the two descents, and where the last one stopped. */
import { tickAt } from '../../components/StackedPlots';
import { DescentPlot, type PlottedMeasure } from '../descents/DescentPlot';
import { DescentRecord } from '../descents/DescentRecord';
import type { Descents } from '../descents/use-descents';
import type { Arrangement } from './arrangement';
import { type Descent, type Run, type RunPoint, sameAngles } from './descent-run';
import { whereItStopped } from './explanations';

export const DESCENT_COMMANDS: Readonly<Record<Descent, string>> = {
  cosine: 'Descend the mean cosine',
  gdr: 'Descend GDR',
};
const NAMES: Readonly<Record<Descent, string>> = {
  cosine: 'down the mean cosine',
  gdr: 'down GDR',
};
const GDR: PlottedMeasure<RunPoint> = {
  name: 'GDR',
  adversarial: true,
  min: 0,
  max: 0.5,
  ticks: [0, 0.25, 0.5].map(tickAt),
  of: ({ gdr }) => gdr,
};

interface DescentPanelProps {
  readonly descents: Descents<Run>;
  readonly picture: Arrangement;
}

export function DescentPanel({ descents, picture }: DescentPanelProps) {
  const { last, playing, runs } = descents;
  const { angles } = picture;
  const followed = last !== null && sameAngles(last.shown, angles);
  const least = -1 / ((last?.start.length ?? angles.length) - 1);
  // Where 0 is near the least value, their numbers would overlap.
  const zeroApart = least < -0.3;
  const cosine: PlottedMeasure<RunPoint> = {
    name: 'mean cosine',
    min: least,
    max: 1,
    ticks: (zeroApart ? [least, 0, 1] : [least, 1]).map(tickAt),
    of: (point) => point.cosine,
  };
  return (
    <DescentRecord
      label="Arrangements: two descents"
      title="What the two descents did"
      status={
        last && followed
          ? whereItStopped(last, playing)
          : 'Both begin at the same arrangement, whichever comes first. Each stops when it has nothing left to gain.'
      }
    >
      <DescentPlot
        names={NAMES}
        runs={runs}
        last={last}
        now={{ cosine: picture.cosine.value, gdr: picture.gdr.value }}
        measures={[cosine, GDR]}
      />
    </DescentRecord>
  );
}
