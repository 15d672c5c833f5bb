/** Turns what is seen in space by presses, for a finger that must also be able to scroll past it. */
import { Button } from './Button';
import { Toolbar } from './Toolbar';
import styles from './ViewButtons.module.css';

export interface ViewButtonsProps {
  /** What is looked at: "the sphere". */
  readonly of: string;
  /** Called with degrees: to the right, and upwards for who looks. */
  readonly onMove: (turn: number, tilt: number) => void;
  readonly onReset: () => void;
}

/** Degrees a press. */
const TURN = 15;
const TILT = 10;

export function ViewButtons({ of, onMove, onReset }: ViewButtonsProps) {
  return (
    <div className={styles.view}>
      <Toolbar label={`View of ${of}`}>
        <Button label="Turn to the left" onClick={() => onMove(-TURN, 0)}>
          ↺
        </Button>
        <Button label="Turn to the right" onClick={() => onMove(TURN, 0)}>
          ↻
        </Button>
        <Button label="From higher up" onClick={() => onMove(0, TILT)}>
          ↑
        </Button>
        <Button label="From lower down" onClick={() => onMove(0, -TILT)}>
          ↓
        </Button>
        <Button kind="quiet" label="Reset view" onClick={onReset}>
          Reset
        </Button>
      </Toolbar>
    </div>
  );
}
