/** Disagreement among members as a warning, with its price in false alarms. */
import { Choice } from '../../components/Choice';
import { count, decimal, percent } from '../../components/format';
import type { Detection, MeasureRequest } from '../../engine/protocol';
import { useShared } from '../../share/link-state';
import { AttackPicker } from '../attack-picker/AttackPicker';
import { useSharedAttack } from '../attack-picker/use-shared-attack';
import { MeasuredFigure } from '../measured/MeasuredFigure';
import { MeasuredPanel } from '../measured/MeasuredPanel';
import { fewestMembers, type Subject, useSubjects } from '../measured/use-subjects';
import { Agreement } from './Agreement';
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
  const members = fewestMembers(useSubjects());
  const [attack, setAttack] = useSharedAttack('detection', members);
  const [of, setOf] = useShared('detection.of');
  const { attacker, recipe: how, epsilon } = attack;
  const request = { measure: 'detection', attacker, how, epsilon } as const;
  return (
    <MeasuredFigure
      controls={
        <>
          <AttackPicker value={attack} onChange={setAttack} members={members} />
          <Choice label="Images to detect" options={KINDS} value={of} onChange={setOf} />
        </>
      }
    >
      {(subject) => (
        <MeasuredPanel key={subject.key} subject={subject} request={request}>
          {(detection) => (
            <Detected subject={subject} of={of} request={request} detection={detection} />
          )}
        </MeasuredPanel>
      )}
    </MeasuredFigure>
  );
}

interface DetectedProps {
  readonly subject: Subject;
  readonly of: 'fooled' | 'attacked';
  readonly request: Omit<MeasureRequest<'detection'>, 'ensemble'>;
  readonly detection: Detection;
}

function Detected({ subject, of, request, detection }: DetectedProps) {
  const { clean, epsilon, images } = detection;
  const { flagged, curve, count: all } = detection[of];
  if (!curve) {
    return (
      <p>
        At ε = {decimal(epsilon, 3)} this attack fools the ensemble on none of the first{' '}
        {count(images)} held-out images, so there is none to detect. Raise ε.
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
        label={`${subject.name}: detection against false alarms at ε ${decimal(epsilon, 3)}, area under the curve ${decimal(curve.area, 3)}. ${numbers}`}
      />
      <p>{numbers}</p>
      <Agreement subject={subject} request={request} detection={detection} />
      <p className="small-note">
        Of the first {count(images)} held-out images. The area under the curve is{' '}
        {decimal(curve.area, 3)}, where chance gives 0.5. Along the curve, a threshold on the mean
        distance between two members’ probabilities (total variation) falls from 1 to 0.
      </p>
    </>
  );
}
