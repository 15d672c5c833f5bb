/**
 * Who is attacking? The same attack, made on one member, on surrogates, and on everything, on one ensemble beside
 * another: how often the vote stays right, how often all members are fooled together, and what disagreement flags.
 */
import { useCallback, useMemo, useState } from 'react';
import { RECIPES } from '../../attacks/attack-recipe';
import { Columns } from '../../components/Columns';
import { EpsilonSlider } from '../../components/EpsilonSlider';
import { count, percent } from '../../components/format';
import { Legend, LegendEntry } from '../../components/Legend';
import { Slider } from '../../components/Slider';
import type { Attackers, MeasureRequest } from '../../engine/protocol';
import { useShared } from '../../share/link-state';
import { ATTACKER_STEPS } from '../../share/shareable-settings';
import { MeasuredFigure } from '../measured/MeasuredFigure';
import { useSubjects } from '../measured/use-subjects';
import { AttackerPanel } from './AttackerPanel';
import styles from './AttackersFigure.module.css';
import { AttackersTable } from './AttackersTable';
import { KINDS, type Measured } from './attacked-share';
import { SubjectMeasure } from './SubjectMeasure';

export function AttackersFigure() {
  const [epsilon, setEpsilon] = useShared('attackers.epsilon');
  const [steps, setSteps] = useShared('attackers.steps');
  const subjects = useSubjects();
  const [found, setFound] = useState<Readonly<Record<string, Attackers>>>({});
  const onFound = useCallback(
    (key: string, counts: Attackers) => setFound((others) => ({ ...others, [key]: counts })),
    [],
  );
  const request = useMemo<Omit<MeasureRequest<'attackers'>, 'ensemble'>>(
    () => ({ measure: 'attackers', how: { ...RECIPES.pgd, steps }, epsilon }),
    [steps, epsilon],
  );
  const measured = subjects.flatMap((subject): Measured[] => {
    const counts = found[subject.key];
    return counts ? [{ subject, counts }] : [];
  });
  return (
    <>
      <MeasuredFigure
        controls={
          <Columns least="16rem">
            <EpsilonSlider value={epsilon} onChange={setEpsilon} />
            <Slider
              label="Steps of the attack"
              value={steps}
              {...ATTACKER_STEPS}
              integer
              hint="One is FGS; with more, the gradient is looked at anew at each (PGD)."
              onChange={setSteps}
            />
          </Columns>
        }
      >
        {(subject) => (
          <SubjectMeasure key={subject.key} subject={subject} request={request} onFound={onFound} />
        )}
      </MeasuredFigure>
      {measured.length > 0 ? (
        <div className={styles.found}>
          <Legend>
            <LegendEntry sample={<span className={styles.right} />}>
              the vote stays right
            </LegendEntry>
            <LegendEntry sample={<span className={styles.together} />}>
              all members fooled together
            </LegendEntry>
            <LegendEntry sample={<span className={styles.before} />}>
              right before the attack
            </LegendEntry>
            <LegendEntry sample={<span className={styles.flagged} />}>
              of the votes turned, flagged by disagreement
            </LegendEntry>
          </Legend>
          <Columns least="16rem">
            {KINDS.map((kind) => (
              <AttackerPanel key={kind} kind={kind} measured={measured} />
            ))}
          </Columns>
          <FalseAlarms measured={measured} />
          <AttackersTable measured={measured} />
        </div>
      ) : null}
    </>
  );
}

/** What it costs to flag whatever the members disagree about. */
function FalseAlarms({ measured }: { readonly measured: readonly Measured[] }) {
  return (
    <p>
      Disagreement flags an image whenever two members name different classes. It costs false alarms
      on clean images that the vote is right of:{' '}
      {measured
        .map(({ subject, counts: { clean } }) => {
          const rate = percent(clean.flagged / clean.voteRight, 1);
          return `${subject.name}, ${count(clean.flagged)} of ${count(clean.voteRight)} (${rate})`;
        })
        .join('; ')}
      .
    </p>
  );
}
