/**
 * GDR against success: the ensembles of a sweep, computed beforehand, with the reader's own on top; by who attacks, how,
 * and what counts as success.
 */
import { useMemo, useState } from 'react';
import { SUCCESS_MEANINGS } from '../../attacks/success';
import { Columns } from '../../components/Columns';
import { percent, significant } from '../../components/format';
import { Panel } from '../../components/Panel';
import { useShared } from '../../share/link-state';
import { shareIn } from '../../sweep/known-rating';
import type { OutcomeMeaning } from '../../sweep/outcomes';
import type { SweepLine } from '../../sweep/sweep-line';
import { Provenance } from '../sweep-lines/Provenance';
import { measureIn } from '../sweep-lines/sweep-points';
import { MEANING_WORDS, MEASURE_AXES } from '../sweep-lines/sweep-words';
import { usePickedAttack } from '../sweep-lines/use-picked-attack';
import { useSweepPoints } from '../sweep-lines/use-sweep-points';
import { WayToggles } from '../sweep-lines/WayToggles';
import { WithSweep } from '../sweep-lines/WithSweep';
import { CorrelationLine } from './CorrelationLine';
import styles from './GdrSuccessFigure.module.css';
import { OwnSweep } from './OwnSweep';
import { SuccessControls } from './SuccessControls';
import { SuccessForResearchers } from './SuccessForResearchers';
import { type PanelPoint, SuccessPanel } from './SuccessPanel';
import { ToldPoint } from './ToldPoint';

export default function GdrSuccessFigure() {
  return <WithSweep>{(lines) => <GdrSuccess lines={lines} />}</WithSweep>;
}

function GdrSuccess({ lines }: { readonly lines: readonly SweepLine[] }) {
  const attack = usePickedAttack();
  const [meaning] = useShared('sweep.meaning');
  const [scale] = useShared('sweep.scale');
  const [members] = useShared('sweep.members');
  const [measure] = useShared('sweep.measure');
  const [ways, setWays] = useShared('sweep.ways');
  const all = useSweepPoints(lines);
  const [pinned, setPinned] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  /** The panel that Tab comes to. */
  const [panel, setPanel] = useState(0);

  const shown = all.filter(
    (point) =>
      (members === 'all' || point.members === Number(members)) &&
      (point.way === null || ways.includes(point.way)),
  );
  const meanings: readonly OutcomeMeaning[] =
    attack.attacker === 'member'
      ? ['another']
      : meaning === 'each' || meaning === 'another'
        ? SUCCESS_MEANINGS
        : [meaning];
  const panels = meanings.map((own) => ({
    meaning: own,
    points: shown.flatMap((point): PanelPoint[] => {
      const share = shareIn(point.rating, { ...attack, meaning: own });
      const x = measureIn(point.rating, measure);
      if (share === undefined || x === undefined) return [];
      const { key, way, own: ofReader, repeats, name } = point;
      const label = `${name}: ${MEASURE_AXES[measure]} ${significant(x, 3)}, ${percent(share, 1)}`;
      return [{ key, way, x, share, own: ofReader, repeats, label }];
    }),
  }));
  const shares = panels.flatMap(({ points }) => points.map(({ share }) => share));
  const told = all.find(({ key }) => key === (hovered ?? pinned)) ?? null;
  const stopIn = (points: readonly PanelPoint[], k: number) => {
    if (k !== Math.min(panel, panels.length - 1)) return null;
    const leftmost = points.toSorted((a, b) => a.x - b.x)[0]?.key ?? null;
    return points.some(({ key }) => key === pinned) ? pinned : leftmost;
  };
  const correlated = useMemo(
    () =>
      lines.filter(
        ({ way, settings }) => ways.includes(way) && settings.members === Number(members),
      ),
    [lines, ways, members],
  );
  const zeros = scale === 'log' && shares.some((share) => share === 0);
  return (
    <div className={styles.figure}>
      <SuccessControls points={all} />
      <WayToggles label="Ways of training shown" shown={ways} onChange={setWays} />
      <Columns least="15rem">
        {panels.map(({ meaning: own, points }, k) => (
          <Panel
            key={own}
            label={`${MEASURE_AXES[measure]} against ${MEANING_WORDS[own].label}`}
            title={MEANING_WORDS[own].label}
          >
            <p className={styles.hint}>{MEANING_WORDS[own].hint}</p>
            <SuccessPanel
              title={MEANING_WORDS[own].label}
              points={points}
              shares={shares}
              scale={scale}
              xLabel={MEASURE_AXES[measure]}
              height={panels.length > 1 ? 250 : 340}
              told={told?.key ?? null}
              stop={stopIn(points, k)}
              onTell={(key) => {
                setPinned(key);
                setPanel(k);
              }}
              onHover={setHovered}
            />
            {members === 'all' ? null : (
              <CorrelationLine lines={correlated} query={{ ...attack, meaning: own, measure }} />
            )}
          </Panel>
        ))}
      </Columns>
      <p className="small-note">
        {zeros ? 'With an arrow, at the lower edge: a success of 0. ' : ''}
        {members === 'all'
          ? 'GDR is another scale for each number of members: choose one for a correlation. '
          : 'Correlations are of the filled points; in brackets, what 95 % of a bootstrap that draws ways and seeds lie in. '}
        From one way of training to another the gradients’ length changes too: no correlation here
        is a cause.
      </p>
      <ToldPoint point={told} attack={attack} meanings={meanings} measure={measure} />
      <Provenance lines={lines} />
      <SuccessForResearchers
        points={shown}
        lines={lines}
        correlated={correlated}
        attack={attack}
        meanings={meanings}
      />
      <OwnSweep />
    </div>
  );
}
