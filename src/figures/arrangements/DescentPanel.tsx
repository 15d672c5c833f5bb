/** The two descents: what plays them, how mean cosine and GDR went, and where the last one stopped. */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { PlaySign } from '../../components/PlaySign';
import { Toolbar } from '../../components/Toolbar';
import type { Descents } from '../descents/use-descents';
import type { Arrangement } from './arrangement';
import styles from './DescentPanel.module.css';
import { DescentPlot } from './DescentPlot';
import { DESCENTS, type Descent, sameAngles } from './descent-run';
import { whereItStopped } from './explanations';

const NAMES: Readonly<Record<Descent, string>> = {
  cosine: 'Descend the mean cosine',
  gdr: 'Descend GDR',
};

interface DescentPanelProps {
  readonly descents: Descents;
  readonly picture: Arrangement;
}

/** They stand under the arrows that they move. */
export function DescentButtons({ descents, picture }: DescentPanelProps) {
  const { last, playing } = descents;
  const atStart = last === null || sameAngles(last.start, picture.angles);
  return (
    <ButtonRow centred>
      <Toolbar label="Arrangements: descents">
        {DESCENTS.map((descent) => {
          const running = playing && last?.descent === descent;
          return (
            <Button
              key={descent}
              label={running ? `Pause: ${NAMES[descent]}` : NAMES[descent]}
              onClick={() => (running ? descents.pause() : descents.play(descent))}
            >
              <PlaySign playing={running} /> {NAMES[descent]}
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

export function DescentPanel({ descents, picture }: DescentPanelProps) {
  const { last, playing, runs } = descents;
  const { angles } = picture;
  const followed = last !== null && sameAngles(last.degrees, angles);
  return (
    <section aria-label="Arrangements: two descents">
      <h3 className={styles.title}>What the two descents did</h3>
      <p className={styles.status} role="status" data-status>
        {last && followed
          ? whereItStopped(last, playing)
          : 'Both begin at the same arrangement, whichever comes first. Each stops when it has nothing left to gain.'}
      </p>
      <DescentPlot
        runs={runs}
        last={last}
        now={{ cosine: picture.cosine.value, gdr: picture.gdr.value }}
        members={last?.start.length ?? angles.length}
      />
    </section>
  );
}
