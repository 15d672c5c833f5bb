/**
 * The points of Adam and Speciel's figure, digitised: by themselves, for what they count as success is not said there,
 * nor how they were trained.
 */
import { SWEPT_ATTACKS } from '../../attacks/swept-attacks';
import { decimal } from '../../components/format';
import { Panel } from '../../components/Panel';
import type { Outcome } from '../../sweep/outcomes';
import styles from './GdrSuccessFigure.module.css';
import type { ScaleKind } from './panel-layout';
import paper from './paper-results.json';
import { StillPanel } from './StillPanel';

const NAMES = { fgs: 'fgsm', pgd: 'pgd', mi: 'mi' } as const;

interface PaperPointsProps {
  readonly attack: Omit<Outcome, 'meaning'>;
  readonly scale: ScaleKind;
}

export function PaperPoints({ attack, scale }: PaperPointsProps) {
  const method = SWEPT_ATTACKS.find((own) => own === attack.attack) ?? 'fgs';
  const name = NAMES[method];
  const epsilon = String(attack.epsilon) as keyof (typeof paper.points)[typeof name];
  const points = paper.points[name][epsilon].map(([x, share], k) => ({
    key: String(k),
    way: null,
    x: x!,
    share: share!,
    own: true,
  }));
  const title = `Adam and Speciel (2020): ${name.toUpperCase()}, ε = ${epsilon}`;
  const correlation = decimal(paper.pearsonOfLog10[name][epsilon]);
  return (
    <div className={styles.paper}>
      <Panel label={title} title={title}>
        <StillPanel
          label={`${title}: ${points.length} points, Pearson of log₁₀ success ${correlation}`}
          points={points}
          shares={points.map(({ share }) => share)}
          scale={scale}
          height={220}
          xLabel="GDR"
        />
        <p className="small-note">
          Read off the pixels of the published figure, so approximate; overlapping marks are merged.
          Pearson of log₁₀ success: {correlation}, computed from these points; the figure prints
          none, and the article does not say what it counts as success. So they are not on the axes
          above.
        </p>
      </Panel>
    </div>
  );
}
