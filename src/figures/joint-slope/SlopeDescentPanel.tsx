/** How GDR and the joint slope went in the two descents, and where the last one stopped. */
import { tickAt } from '../../components/StackedPlots';
import { DescentPlot, type PlottedMeasure } from '../descents/DescentPlot';
import { DescentRecord } from '../descents/DescentRecord';
import type { Descents } from '../descents/use-descents';
import { LENGTHS, type SlopePicture } from './slope-picture';
import { type SlopeDescent, type SlopePoint, type SlopeRun, sameGradients } from './slope-run';
import { whereSlopeRunStopped } from './slope-words';

const NAMES: Readonly<Record<SlopeDescent, string>> = {
  gdr: 'down GDR',
  slope: 'down the joint slope',
};
const MEASURES: readonly PlottedMeasure<SlopePoint>[] = [
  {
    name: 'GDR',
    adversarial: true,
    min: 0,
    max: 0.5,
    ticks: [0, 0.25, 0.5].map(tickAt),
    of: ({ gdr }) => gdr,
  },
  {
    name: 'joint slope',
    min: 0,
    max: LENGTHS.most,
    ticks: [0, LENGTHS.most / 2, LENGTHS.most].map(tickAt),
    of: ({ slope }) => slope,
  },
];

interface SlopeDescentPanelProps {
  readonly descents: Descents<SlopeRun>;
  readonly picture: SlopePicture;
}

export function SlopeDescentPanel({ descents, picture }: SlopeDescentPanelProps) {
  const { last, playing, runs } = descents;
  const followed = last !== null && sameGradients(last.shown, picture.gradients);
  return (
    <DescentRecord
      label="Share is not slope: two descents"
      title="What became of share and slope"
      status={
        last && followed
          ? whereSlopeRunStopped(last, playing)
          : 'Both begin at the same arrows. The one on GDR turns them; the one on the joint slope may shorten them too, while their total length is kept.'
      }
    >
      <DescentPlot names={NAMES} runs={runs} last={last} now={picture} measures={MEASURES} />
    </DescentRecord>
  );
}
