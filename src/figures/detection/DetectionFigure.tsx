/** Disagreement among members as a warning, with its price in false alarms. */
import { Choice } from '../../components/Choice';
import { EpsilonSlider } from '../../components/EpsilonSlider';
import { count, decimal, percent } from '../../components/format';
import type { Detection } from '../../engine/protocol';
import { useShared } from '../../share/link-state';
import { MeasuredFigure } from '../measured/MeasuredFigure';
import { MeasuredPanel } from '../measured/MeasuredPanel';
import { RocPlot } from './RocPlot';

const KINDS = [
  {
    value: 'fooled',
    label: 'Those that fool it',
    hint: 'Attacked images that the ensemble classified correctly before and gets wrong now.',
  },
  {
    value: 'attacked',
    label: 'All attacked',
    hint: 'Attacked images that the ensemble classified correctly before, fooled now or not.',
  },
] as const;

export function DetectionFigure() {
  const [epsilon, setEpsilon] = useShared('detection.epsilon');
  const [of, setOf] = useShared('detection.of');
  return (
    <MeasuredFigure
      controls={
        <>
          <Choice label="Images to detect" options={KINDS} value={of} onChange={setOf} />
          <EpsilonSlider value={epsilon} onChange={setEpsilon} />
        </>
      }
    >
      {(subject) => (
        <MeasuredPanel
          key={subject.key}
          subject={subject}
          request={{ measure: 'detection', epsilon }}
        >
          {(detection) => <Detected name={subject.name} of={of} detection={detection} />}
        </MeasuredPanel>
      )}
    </MeasuredFigure>
  );
}

interface DetectedProps {
  readonly name: string;
  readonly of: 'fooled' | 'attacked';
  readonly detection: Detection;
}

function Detected({ name, of, detection }: DetectedProps) {
  const { clean, epsilon } = detection;
  const { flagged, curve, count: all } = detection[of];
  if (!curve) {
    return (
      <p>
        FGS at ε = {decimal(epsilon, 3)} fools this ensemble on no held-out image, so there is none
        to detect. Raise ε.
      </p>
    );
  }
  const what = of === 'fooled' ? 'images that fool it' : 'attacked images';
  const numbers =
    `Flagging an image whenever two members name different classes catches ` +
    `${count(flagged)} of ${count(all)} ${what} (${percent(flagged / all)}), and raises a false alarm ` +
    `on ${count(clean.flagged)} of the ${count(clean.count)} clean images that it classifies correctly ` +
    `(${percent(clean.flagged / clean.count)}).`;
  return (
    <>
      <RocPlot
        points={curve.points}
        labels={[clean.flagged / clean.count, flagged / all]}
        label={`${name}: detection against false alarms at ε ${decimal(epsilon, 3)}, area under the curve ${decimal(curve.area, 3)}. ${numbers}`}
      />
      <p>{numbers}</p>
      <p className="small-note">
        Area under the curve {decimal(curve.area, 3)}; chance gives 0.5. Along the curve, a
        threshold on the mean distance between two members’ probabilities (total variation) falls
        from 1 to 0.
      </p>
    </>
  );
}
