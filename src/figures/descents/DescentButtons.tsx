/** What plays a figure's descents; they stand under the arrows that they move. */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { PlaySign } from '../../components/PlaySign';
import { Toolbar } from '../../components/Toolbar';
import type { DescentRun } from './descents';
import type { Descents } from './use-descents';

interface DescentButtonsProps<Run extends DescentRun<string, unknown>> {
  /** Spoken; tells them from those of other figures. */
  readonly label: string;
  /** Of each descent: "Descend GDR". */
  readonly names: Readonly<Record<Run['descent'], string>>;
  readonly descents: Descents<Run>;
  /** Whether the figure stands where the last descent began. */
  readonly atStart: boolean;
}

export function DescentButtons<Run extends DescentRun<string, unknown>>(
  props: DescentButtonsProps<Run>,
) {
  const { label, names, descents, atStart } = props;
  const { last, playing } = descents;
  return (
    <ButtonRow centred>
      <Toolbar label={label}>
        {(Object.entries(names) as [Run['descent'], string][]).map(([descent, name]) => {
          const running = playing && last?.descent === descent;
          return (
            <Button
              key={descent}
              label={running ? `Pause: ${name}` : name}
              onClick={() => (running ? descents.pause() : descents.play(descent))}
            >
              <PlaySign playing={running} /> {name}
            </Button>
          );
        })}
        <Button
          onClick={descents.backToStart}
          disabledReason={atStart ? 'The arrows stand where the last descent began' : undefined}
        >
          Back to the start
        </Button>
      </Toolbar>
    </ButtonRow>
  );
}
