import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/protocol';
import { SHIPPED_COURSES } from '../../training/shipped-courses';
import { courseFor } from './shipped-course';

describe('the course in the charts before the first run', () => {
  it('is that of the ensemble trained on GDR, in every chart, named with where it ends', () => {
    const { series, lastStep } = courseFor(DEFAULT_SETTINGS, 'fgs');
    const recorded = SHIPPED_COURSES.diverse;
    expect(lastStep).toBe(2344);
    for (const [key, lines] of Object.entries(series)) {
      expect(lines, key).toHaveLength(1);
      expect(lines[0].points, key).toHaveLength(recorded.length);
      expect(lines[0], key).toMatchObject({ faded: true, unlisted: true });
    }
    expect(series.gdr[0]!.points.at(-1)).toEqual([2344, recorded.at(-1)![3]]);
    expect(series.accuracy[0]!.name).toMatch(/^Diverse \(GDR penalty\): 8\d\.\d\u202f%$/);
  });

  it('follows the settings to the ensemble that was trained most like them', () => {
    const nameFor = (own: object) =>
      courseFor({ ...DEFAULT_SETTINGS, ...own }, 'fgs').series.gdr[0]!.name;
    expect(nameFor({ penalty: 'none' })).toMatch(/^Plain/);
    expect(nameFor({ metric: 'spread' })).toMatch(/^GDR spread/);
    expect(nameFor({ adversarial: 'ensemble', penalty: 'none' })).toMatch(/^Adversarial/);
  });

  it('has the success of the attack that the reader asks for', () => {
    const [fgs, pgd] = (['fgs', 'pgd'] as const).map(
      (attack) => courseFor(DEFAULT_SETTINGS, attack).series.success[0]!.points.at(-1)![1],
    );
    expect(pgd).toBeGreaterThan(fgs!);
  });
});
