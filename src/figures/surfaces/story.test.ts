import { describe, expect, it } from 'vitest';
import { sceneAt } from './scene';
import { describe as alternative, storyOf } from './story';

describe('the scene in words', () => {
  it('says of the three cases what happens to g', () => {
    expect(storyOf(sceneAt(0, 0.5))).toMatch(/^f falls from 0\.70 to 0\.32, and g falls with it/);
    expect(storyOf(sceneAt(90, 0.5))).toMatch(/g stays, to first order/);
    expect(storyOf(sceneAt(180, 0.5))).toMatch(/but g rises to 0\.90/);
  });

  it('asks for the push before there is one', () => {
    for (const angle of [0, 40, 90, 140, 180]) {
      expect(storyOf(sceneAt(angle, 0))).toMatch(/Push the ball\.$/);
    }
  });

  it('owns up where a long step goes against what the gradient foretold', () => {
    expect(storyOf(sceneAt(93, 0.9))).toMatch(/g falls to .* foretold a rise/);
  });

  it('stands in for the picture with all that it shows', () => {
    const text = alternative(sceneAt(60, 0), { turn: 332, tilt: 24 });
    expect(text).toContain('60 degrees apart');
    expect(text).toContain('120 of 360 degrees');
    expect(text).toContain('0.70 on f and 0.70 on g');
    expect(text).toContain('turned by 332 degrees');
  });
});
