/** Sign steps that lower two confidences although the gradients are more than a right angle apart. */
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { EpsilonSlider } from '../../components/EpsilonSlider';
import { count, decimal, percent } from '../../components/format';
import type { JointSignSteps } from '../../engine/protocol';
import { useShared } from '../../share/link-state';
import { MeasuredFigure } from '../measured/MeasuredFigure';
import { MeasuredPanel } from '../measured/MeasuredPanel';
import { AngleHistogram } from './AngleHistogram';

const STEPS = [
  {
    value: 'pair',
    label: 'The two together',
    hint: 'One FGS step on the mean probability of the two members: δ is the sign of its gradient.',
  },
  {
    value: 'one',
    label: 'One of the two',
    hint: 'FGS on either member alone: counted where the step on one of them lowers the other too. A step along that gradient itself would raise it.',
  },
] as const;

export function SignStepsFigure() {
  const [epsilon, setEpsilon] = useShared('signs.epsilon');
  const [step, setStep] = useShared('signs.step');
  return (
    <MeasuredFigure
      controls={
        <Columns least="16rem">
          <Choice label="Sign step made on" options={STEPS} value={step} onChange={setStep} />
          <EpsilonSlider value={epsilon} onChange={setEpsilon} />
        </Columns>
      }
    >
      {(subject) => (
        <MeasuredPanel
          key={subject.key}
          subject={subject}
          request={{ measure: 'signs', epsilon, step }}
        >
          {(steps) => <Counted name={subject.name} steps={steps} />}
        </MeasuredPanel>
      )}
    </MeasuredFigure>
  );
}

function Counted({ name, steps }: { name: string; steps: JointSignSteps }) {
  const wide = (bins: readonly number[]) => sum(bins.slice(bins.length / 2));
  const [all, obtuse] = [sum(steps.pairs), wide(steps.pairs)];
  const [firstOrder, atEpsilon] = [wide(steps.firstOrder), wide(steps.atEpsilon)];
  const of = (some: number) => `${count(some)} (${percent(some / obtuse)})`;
  const counts =
    obtuse === 0
      ? `None of the ${count(all)} pairs is more than a right angle apart.`
      : `${count(obtuse)} of ${count(all)} pairs are more than a right angle apart. ` +
        `One sign step lowers both confidences of ${of(firstOrder)} of these to first order; ` +
        `at ε = ${decimal(steps.epsilon, 3)} both really fall for ${of(atEpsilon)}.`;
  return (
    <>
      <AngleHistogram steps={steps} label={`${name}: ${counts}`} />
      <p>{counts}</p>
      <p className="small-note">
        A pair is two members at one of the {count(steps.images)} held-out images that every member
        classifies correctly.
      </p>
    </>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
