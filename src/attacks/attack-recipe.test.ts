import { describe, expect, it } from 'vitest';
import { formatRecipe, METHODS, parseRecipe, RECIPES, specOf } from './attack-recipe';

describe('a recipe in words', () => {
  it.each(METHODS)('%s alone has its defaults, and says no more', (method) => {
    expect(parseRecipe(method)).toEqual(RECIPES[method]);
    expect(formatRecipe(RECIPES[method])).toBe(method);
  });

  it('says what differs, and is read back', () => {
    const text = 'pgd objective=slowest norm=two steps=40 restarts=3';
    const recipe = parseRecipe(text);
    expect(recipe).toMatchObject({ objective: 'slowest', norm: 'two', steps: 40, restarts: 3 });
    expect(formatRecipe(recipe)).toBe(text);
    expect(formatRecipe(recipe, 'link')).toBe(text.replaceAll(/[ =]/g, ','));
    expect(parseRecipe(formatRecipe(recipe, 'link'))).toEqual(recipe);
    expect(parseRecipe('pgd objective=member2').objective).toBe('member2');
  });

  it.each([
    '',
    'psychic',
    'fgs steps=2',
    'pgd steps=0',
    'pgd steps=2.5',
    'pgd steps=1e3',
    'pgd steps',
    'pgd norm=three',
    'pgd objective=member',
    'pgd __proto__=1',
    'pgd steps=3=4',
    'agree objective=sum',
  ])('is refused where it is %j', (text) => {
    expect(() => parseRecipe(text)).toThrow(RangeError);
  });
});

describe('the attack of a recipe', () => {
  it('steps once and as far as ε for FGS, and 2.5 ε in all for PGD', () => {
    expect(specOf(RECIPES.fgs, 0.06)).toMatchObject({ steps: 1, stepSize: 0.06, start: 'image' });
    const { steps, stepSize } = specOf(RECIPES.pgd, 0.06);
    expect(steps * stepSize).toBeCloseTo(0.15, 12);
  });

  it('takes no step where it is noise', () => {
    expect(specOf(RECIPES.noise, 0.06)).toMatchObject({ steps: 0, start: 'surface' });
  });

  it('starts at random only where it starts more than once', () => {
    expect(specOf(RECIPES.pgd, 0.06).start).toBe('image');
    expect(specOf({ ...RECIPES.pgd, restarts: 2 }, 0.06).start).toBe('ball');
  });
});
