import { describe, expect, it } from 'vitest';
import { isDataSetId } from '../../data/training-data';
import { MOST_POINTS } from '../../share/labelled-points';
import { DEFAULTS, type SharedValues } from '../../share/shareable-settings';
import { PRESETS } from './playground-presets';
import { planeSettings, pointsOf, problemWithPoints, recipeId } from './playground-recipe';

const values = (changes: Partial<SharedValues> = {}): SharedValues => ({ ...DEFAULTS, ...changes });

describe('what is to be trained', () => {
  it('is known by what it is trained with, and by nothing else', () => {
    const plain = recipeId(values());
    expect(recipeId(values({ 'play.layer': 'slope', 'play.probe': [0.5, 0.5] }))).toBe(plain);
    expect(recipeId(values({ 'play.own': [[0, 0, 1]] }))).toBe(plain);
    expect(recipeId(values({ 'play.lambda': 2 }))).not.toBe(plain);
    const own = values({ 'play.data': 'own', 'play.own': [[0, 0, 1]] });
    expect(recipeId({ ...own, 'play.noise': 0.2 })).toBe(recipeId(own));
    expect(recipeId({ ...own, 'play.own': [[0, 0, 0]] })).not.toBe(recipeId(own));
  });

  it('has the settings of the link', () => {
    expect(planeSettings(values({ 'play.members': 5, 'play.hidden': [4] }))).toMatchObject({
      members: 5,
      hidden: [4],
      lambda: 0,
      steps: 500,
    });
  });

  it('draws points, or takes the reader’s own, under a name that a data set may have', () => {
    const moons = pointsOf(values());
    expect(moons.labels).toHaveLength(200);
    expect(moons.id).toBe('moons,200,0.08,4');
    const own = pointsOf(
      values({
        'play.data': 'own',
        'play.own': [
          [0.5, -0.25, 0],
          [-1, 1, 2],
        ],
      }),
    );
    expect([...own.points]).toEqual([0.5, -0.25, -1, 1]);
    expect([...own.labels]).toEqual([0, 2]);
    expect(own.classCount).toBe(3);
    const most = Array.from({ length: MOST_POINTS }, (_, k) => [0, 0, k % 3] as const);
    const full = pointsOf(values({ 'play.data': 'own', 'play.own': most }));
    for (const { id } of [moons, own, full]) expect(isDataSetId(id)).toBe(true);
  });

  it('needs points of two classes', () => {
    const problem = (own: SharedValues['play.own']) =>
      problemWithPoints(pointsOf(values({ 'play.data': 'own', 'play.own': own })));
    expect(problem([])).toMatch(/two classes/);
    expect(problem([[0, 0, 1]])).toMatch(/two classes/);
    expect(
      problem([
        [0, 0, 1],
        [0, 1, 2],
      ]),
    ).toBeNull();
  });
});

it('each preset is trained with something else, or shows something else', () => {
  const shown = PRESETS.map(({ values: own }) => {
    const all = values(own);
    return `${recipeId(all)} ${all['play.layer']} ${all['play.epsilon']}`;
  });
  expect(new Set(shown).size).toBe(PRESETS.length);
});
