/** What a press on the plane does to the reader's own points, and how many there are. */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Choice } from '../../components/Choice';
import { count } from '../../components/format';
import { MOST_POINTS } from '../../share/labelled-points';
import { useShared } from '../../share/link-state';
import { SPOKEN_CLASSES } from './layer-words';
import styles from './PlaygroundFigure.module.css';
import { PointSample } from './PointMarks';
import type { Tool } from './use-point-hand';

interface OwnPointsProps {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
}

export function OwnPoints({ tool, onTool }: OwnPointsProps) {
  const [points, setPoints] = useShared('play.own');
  const full = points.length >= MOST_POINTS ? ' No more fit into a link.' : '';
  return (
    <div className={styles.group}>
      <Choice
        label="A press on the plane"
        options={[
          ...SPOKEN_CLASSES.map((name, k) => ({
            value: String(k),
            label: (
              <span className={styles.scale}>
                adds <PointSample label={k} />
                <span className="visually-hidden">{name}</span>
              </span>
            ),
          })),
          { value: 'remove', label: 'removes' },
        ]}
        value={String(tool)}
        onChange={(next) => onTool(next === 'remove' ? next : (Number(next) as Tool))}
      />
      <ButtonRow>
        <Button
          onClick={() => setPoints([])}
          disabledReason={points.length === 0 ? 'There are no points.' : undefined}
        >
          Clear the points
        </Button>
      </ButtonRow>
      <p className="small-note">
        {count(points.length)} of {count(MOST_POINTS)} points. Drag one to move it. With the
        keyboard: move the probe by arrows; Enter adds a point there, Delete removes the nearest.
        {full}
      </p>
    </div>
  );
}
