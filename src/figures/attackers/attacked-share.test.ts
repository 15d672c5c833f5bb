import { describe, expect, it } from 'vitest';
import type { Attackers } from '../../engine/protocol';
import { shareOf, verdictOf, verdictWords } from './attacked-share';

const share = (voteRight: number, before = 0.87) => ({
  before,
  voteRight,
  together: 0,
  flagged: 0,
});

describe('what diversity makes of an attack', () => {
  it('is told by the votes that it saves, of those that are lost without it', () => {
    expect(verdictOf(share(0.34), share(0.71))).toBe('stops');
    expect(verdictOf(share(0.37), share(0.46))).toBe('helps');
    expect(verdictOf(share(0.24), share(0.19))).toBe('no help');
    expect(verdictOf(share(0.86), share(0.8))).toBe('nothing');
  });

  it('counts votes that were lost, not those that were wrong before the attack', () => {
    // The diverse one begins lower and loses next to nothing.
    expect(verdictOf(share(0.5, 0.9), share(0.7, 0.72))).toBe('stops');
  });
});

describe('what is said of two ensembles', () => {
  const named = (id: string, name: string) => ({ id, name });
  const [plain, diverse] = [named('plain', 'Plain'), named('diverse', 'Diverse (GDR penalty)')];
  const spread = named('gdr-spread', 'GDR spread penalty');

  it('is about diversity where they differ in nothing else', () => {
    expect(verdictWords('stops', plain, diverse)).toBe('Diversity stops it.');
    expect(verdictWords('no help', plain, diverse)).toBe('Diversity does not save the vote.');
  });

  it('names them where they are others, or the other way round', () => {
    expect(verdictWords('stops', plain, spread)).toBe(
      '“GDR spread penalty” saves most of the votes that “Plain” loses.',
    );
    expect(verdictWords('helps', diverse, spread)).toMatch(/^“GDR spread penalty” saves some/);
    expect(verdictWords('no help', diverse, plain)).toMatch(/^“Plain” saves no votes/);
    expect(verdictWords('nothing', diverse, plain)).toMatch(/^Nothing to stop/);
  });
});

describe('shares', () => {
  it('are of all images, times the members where each of them attacks', () => {
    const counts = {
      images: 100,
      clean: { voteRight: 90, everyRight: 80, flagged: 5 },
      member: { attacks: 300, voteRight: 210, all: 30, turned: 60, flagged: 45 },
      everything: { attacks: 100, voteRight: 90, all: 0, turned: 0, flagged: 0 },
    } as unknown as Attackers;
    expect(shareOf(counts, 'member')).toEqual({
      before: 0.9,
      voteRight: 0.7,
      together: 0.1,
      flagged: 0.75,
    });
    expect(shareOf(counts, 'everything').flagged).toBeNaN();
  });
});
