/** The frame of a figure that measures ensembles side by side: its controls, and a panel for each. */
import type { ReactNode } from 'react';
import { Columns } from '../../components/Columns';
import { decimal } from '../../components/format';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import { Slider } from '../../components/Slider';
import { useSessionState } from '../session';
import styles from './MeasuredFigure.module.css';
import { type Subject, useSubjects } from './use-subjects';

interface MeasuredFigureProps {
  readonly controls: ReactNode;
  readonly children: (subject: Subject) => ReactNode;
}

export function MeasuredFigure({ controls, children }: MeasuredFigureProps) {
  const phase = useSessionState((state) => state.phase);
  const subjects = useSubjects();
  return (
    <div className={styles.figure}>
      <Columns least="16rem">{controls}</Columns>
      {subjects.length > 0 ? (
        <Columns least="19rem">{subjects.map(children)}</Columns>
      ) : phase === 'failed' ? (
        <Notice tone="problem">
          No ensembles to measure: the engine could not be started. The reason stands above.
        </Notice>
      ) : phase === 'ready' ? (
        <Notice>No ensembles to measure. Train one in the Lab.</Notice>
      ) : (
        <Progress label="Loading the ensembles and the held-out images" />
      )}
    </div>
  );
}

/** In units of pixel intensity; a link carries no more (share/settings.ts). */
const EPSILON_RANGE = { min: 0, max: 0.3, step: 0.005 };

interface EpsilonSliderProps {
  readonly value: number;
  readonly onChange: (epsilon: number) => void;
}

/** The step size of the attacks that are measured. */
export function EpsilonSlider({ value, onChange }: EpsilonSliderProps) {
  return (
    <Slider
      label="Step size ε"
      value={value}
      {...EPSILON_RANGE}
      format={(epsilon) => decimal(epsilon, 3)}
      hint="How far each pixel may move, where 0 is black and 1 is white."
      onChange={onChange}
    />
  );
}
