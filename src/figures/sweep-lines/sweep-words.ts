/** What a sweep rates by, in words. */
import { SUCCESS_DEFINITIONS } from '../../attacks/success';
import type { Measure } from '../../sweep/measure-names';
import type { OutcomeMeaning, SweepAttack, SweepAttacker } from '../../sweep/outcomes';

export const ATTACKER_WORDS: Readonly<Record<SweepAttacker, string>> = {
  member: 'One member',
  surrogate: 'A surrogate',
  everything: 'Everything',
};

export const ATTACK_WORDS: Readonly<Record<SweepAttack, string>> = {
  fgs: 'FGS, one step',
  pgd: 'PGD, 20 steps',
  mi: 'MI, 10 steps',
  agree: 'PGD for agreement',
  strongest: 'Strongest',
  either: 'plain or same way, the worse',
  plain: 'plain',
  same: 'same way, another seed',
};

export const MEANING_WORDS: Readonly<Record<OutcomeMeaning, { label: string; hint: string }>> = {
  same: { label: 'same', hint: SUCCESS_DEFINITIONS.same },
  all: { label: 'all', hint: SUCCESS_DEFINITIONS.all },
  ensemble: { label: 'ensemble', hint: SUCCESS_DEFINITIONS.ensemble },
  robust: {
    label: 'robust accuracy',
    hint: 'Of all images: the vote is right and stays right.',
  },
  joint: {
    label: 'joint accuracy',
    hint: 'Of all images: every member is right, and not all of them fall.',
  },
  another: {
    label: 'another member',
    hint: 'Made on one member, it fools another that was right; mean over pairs.',
  },
};

/** Along an axis. */
export const MEASURE_AXES: Readonly<Record<Measure, string>> = {
  gdr: 'GDR',
  gdrSpread: 'GDR spread',
  cosine: 'mean cosine',
  norm: 'mean gradient length ‖g‖₂',
  jointSlope: 'joint slope',
};
