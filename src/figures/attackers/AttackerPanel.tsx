/** What one attacker leaves of each ensemble: a bar each, and what diversity makes of it. */
import type { CSSProperties } from 'react';
import { count, percent } from '../../components/format';
import { Panel } from '../../components/Panel';
import { isShipped } from '../../ensemble/shipped';
import { WHO } from '../attack-picker/attack-words';
import styles from './AttackersFigure.module.css';
import {
  type AttackedShare,
  type AttackerKind,
  type Measured,
  shareOf,
  verdictOf,
  verdictWords,
} from './attacked-share';

const WORDS: Readonly<Record<AttackerKind, { title: string; hint: string }>> = {
  member: { title: 'One member', hint: 'in hand; averaged over which one' },
  surrogate: {
    title: 'A surrogate',
    hint: 'a plain copy and one trained the same way, with other seeds: the worst for each image',
  },
  everything: { title: 'Everything', hint: 'all members and their weights' },
};

interface AttackerPanelProps {
  readonly kind: AttackerKind;
  readonly measured: readonly Measured[];
}

export function AttackerPanel({ kind, measured }: AttackerPanelProps) {
  const { title, hint } = WORDS[kind];
  const shares = measured.map((own) => ({ ...own, share: shareOf(own.counts, kind) }));
  const [first, second] = shares.filter(({ subject }) => isShipped(subject.id));
  const verdict = first && second ? verdictOf(first.share, second.share) : null;
  return (
    <Panel label={`Attack made on: ${WHO_LABELS[kind]}`} title={title}>
      <p className={styles.hint}>
        {kind === 'surrogate' ? `${hint}${plainAlone(measured)}` : hint}
      </p>
      {first && second && verdict ? (
        <p className={styles.verdict} data-verdict={verdict}>
          {verdictWords(verdict, first.subject, second.subject)}
        </p>
      ) : null}
      {shares.map(({ subject, share, counts }) => (
        <Bar key={subject.key} name={subject.name} share={share} images={counts.images} />
      ))}
    </Panel>
  );
}

/** Of which ensembles no surrogate ships that was trained the same way. */
function plainAlone(measured: readonly Measured[]): string {
  const names = measured.flatMap(({ subject, counts }) =>
    counts.surrogates === 1 ? [subject.name] : [],
  );
  return names.length > 0 ? ` (${names.join(', ')}: the plain one alone)` : '';
}

const WHO_LABELS: Readonly<Record<AttackerKind, string>> = {
  member: WHO[0].label,
  surrogate: WHO[1].label,
  everything: WHO[2].label,
};

interface BarProps {
  readonly name: string;
  readonly share: AttackedShare;
  readonly images: number;
}

function Bar({ name, share, images }: BarProps) {
  const { before, voteRight, together, flagged } = share;
  const label =
    `${name}: the vote stays right on ${percent(voteRight)} of ${count(images)} images, ` +
    `${percent(before)} before the attack; all members are fooled together on ${percent(together)}; ` +
    `of the votes turned, disagreement flags ${percent(flagged)}.`;
  const style = {
    '--right': voteRight,
    '--together': together,
    '--before': before,
    '--flagged': flagged || 0,
  } as CSSProperties;
  return (
    <div className={styles.bar} role="img" aria-label={label} style={style}>
      <div className={styles.name}>{name}</div>
      <div className={styles.track}>
        <span className={styles.rightFill} />
        <span className={styles.togetherFill} />
        <span className={styles.beforeMark} />
      </div>
      <div className={styles.numbers}>
        <span>
          <b>{percent(voteRight)}</b> right
        </span>
        <span>
          <b>{percent(together)}</b> fooled together
        </span>
      </div>
      <div className={styles.thin}>
        <span className={styles.flaggedFill} />
      </div>
      <div className={styles.note}>{percent(flagged)} of turned votes flagged</div>
    </div>
  );
}
