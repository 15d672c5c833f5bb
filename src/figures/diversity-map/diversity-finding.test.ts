import { describe, expect, it } from 'vitest';
import { findingOf } from './diversity-finding';

const finding = { out: 94, pixels: 784, metric: 'uniform' } as const;

describe('what is found', () => {
  it('names the pixels’ part, what they carry and what becomes of the GDR', () => {
    expect(findingOf({ ...finding, share: 0.946, all: 0.0156, left: 0.1944 })).toBe(
      'The 94 pixels that vary least are 12\u202f% of all and carry 95\u202f% of the squared gradient length, 7.9 times their part. ' +
        'Without them the GDR rises from 0.016 to 0.194, 12 times as much.',
    );
    expect(
      findingOf({ ...finding, metric: 'spread', share: 0.0086, all: 0.28, left: 0.2 }),
    ).toContain(
      'carry 0.9\u202f% of the squared gradient length in the metric of the data, 0.072 times their part. Without them the GDR falls from 0.280 to 0.200.',
    );
  });

  it('claims no change where there is next to none', () => {
    expect(findingOf({ ...finding, share: 0.2, all: 0.2852, left: 0.2849 })).toMatch(
      /Without them the GDR stays at 0\.285\.$/,
    );
  });

  it('speaks of one pixel as of one', () => {
    expect(findingOf({ ...finding, out: 1, share: 0.002, all: 0.2, left: 0.2 })).toBe(
      'The pixel that varies least is 0.1\u202f% of all and carries 0.2\u202f% of the squared gradient length, 1.6 times its part. Without it the GDR stays at 0.200.',
    );
  });

  it('claims nothing where nothing or everything is out, or no image is rated', () => {
    expect(findingOf({ ...finding, out: 0, share: 0, all: 0.2, left: 0.2 })).toMatch(/^No pixel/);
    expect(findingOf({ ...finding, out: 784, share: 1, all: 0.2, left: Number.NaN })).toMatch(
      /nothing is left/,
    );
    const none = findingOf({ ...finding, share: 0.2, all: Number.NaN, left: Number.NaN });
    expect(none).not.toContain('GDR');
  });
});
