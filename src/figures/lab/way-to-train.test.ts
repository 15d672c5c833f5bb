import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PENALTIES } from '../../engine/protocol';
import { ADVERSARIAL } from '../../training/settings';
import { settingsOfWay, WAYS, wayOf } from './way-to-train';

const ALL = PENALTIES.flatMap((penalty) =>
  ADVERSARIAL.map((adversarial) => ({ penalty, adversarial })),
);

describe('a way to train', () => {
  it('is the one that was chosen, whatever stood there before', () => {
    for (const before of ALL) {
      for (const way of WAYS) expect(wayOf(settingsOfWay(way, before))).toBe(way);
    }
  });

  it('of attacked images and no penalty is not "both"; without either it is a penalty of none', () => {
    expect(wayOf({ penalty: 'none', adversarial: 'member' })).toBe('adversarial');
    expect(wayOf({ penalty: 'none', adversarial: 'none' })).toBe('penalty');
    expect(wayOf(DEFAULT_SETTINGS)).toBe('penalty');
  });

  it('that adds the other keeps the penalty, or the attack, that was there', () => {
    expect(settingsOfWay('both', { penalty: 'cosine', adversarial: 'none' }).penalty).toBe(
      'cosine',
    );
    expect(settingsOfWay('both', { penalty: 'none', adversarial: 'member' })).toEqual({
      penalty: 'gdr',
      adversarial: 'member',
    });
  });
});
