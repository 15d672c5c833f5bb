/** The steps of an attack: a scrubber, a button that plays them, and every member's loss along the way. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { decimal } from '../../components/format';
import { LineChart, type Series } from '../../components/LineChart';
import { memberColor, memberDash, memberLabel } from '../../components/members';
import { PlaySign } from '../../components/PlaySign';
import { Slider } from '../../components/Slider';
import type { LiveAttack } from '../../engine/protocol';
import styles from './Replay.module.css';
import { lastStep, type Moment } from './replay';
import { useReplay } from './use-replay';

interface ReplayProps {
  readonly attack: LiveAttack;
  readonly moment: Moment;
  readonly onStep: (step: number) => void;
}

export function Replay({ attack, moment, onStep }: ReplayProps) {
  const { step } = moment;
  const { losses } = attack;
  const last = lastStep(attack);
  const { playing, setPlaying } = useReplay(step, last, onStep);
  const series = useMemo<Series[]>(
    () =>
      losses[0]!.map((_, i) => ({
        name: memberLabel(i),
        color: memberColor(i),
        dash: memberDash(i),
        points: losses.map((own, k) => [k, own[i]!] as const),
      })),
    [losses],
  );
  const now = useMemo(() => ({ x: step, values: losses[step]! }), [losses, step]);
  const marks = useMemo(() => [{ x: step, label: `step ${step}` }], [step]);
  const xDomain = useMemo(() => [0, Math.max(1, last)] as const, [last]);
  return (
    <div className={styles.replay}>
      <Slider
        label="Step of the attack"
        value={step}
        min={0}
        max={last}
        step={1}
        integer
        format={(value) => `${value} of ${last}`}
        consequence={losses[step]!.map(
          (loss, i) => `loss of ${memberLabel(i)} ${decimal(loss, 2)}`,
        ).join(', ')}
        disabled={last === 0}
        onChange={(next) => {
          setPlaying(false);
          onStep(next);
        }}
      />
      <ButtonRow>
        <Button
          onClick={() => setPlaying(!playing)}
          disabledReason={last === 0 ? 'Noise takes no step.' : undefined}
        >
          <PlaySign playing={playing} /> {playing ? 'Pause' : 'Replay the steps'}
        </Button>
      </ButtonRow>
      <LineChart
        title="Each member’s loss, step by step"
        series={series}
        xLabel="step"
        yLabel="−log p of the true class"
        xDomain={xDomain}
        marks={marks}
        now={now}
        height={200}
        formatY={(value) => decimal(value, 2)}
      />
    </div>
  );
}
