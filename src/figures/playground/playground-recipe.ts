/** What the link says is to be trained: settings of the run, and the points. */

import { planarPoints } from '../../data/planar/planar-points';
import type { PlaneSettings, PlaygroundData } from '../../engine/protocol';
import { DEFAULT_PLANE_SETTINGS } from '../../engine/protocol';
import { SETTINGS, type SharedKey, type SharedValues } from '../../share/shareable-settings';

/** What, when it changes, makes another run. */
export const RECIPE_KEYS = [
  'play.data',
  'play.points',
  'play.noise',
  'play.own',
  'play.members',
  'play.hidden',
  'play.penalty',
  'play.lambda',
  'play.learningRate',
  'play.steps',
  'play.seed',
] as const satisfies readonly SharedKey[];

export type RecipeValues = Pick<SharedValues, (typeof RECIPE_KEYS)[number]>;

/** The recipe as text: equal texts train the same. */
export function recipeId(values: RecipeValues): string {
  return RECIPE_KEYS.map((key) => {
    // What is not drawn from says nothing.
    const own = values['play.data'] === 'own';
    if (key === 'play.own' ? !own : own && (key === 'play.points' || key === 'play.noise'))
      return '';
    const { kind } = SETTINGS[key];
    return (kind.write as (value: unknown) => string)(values[key]);
  }).join(' ');
}

export function planeSettings(values: RecipeValues): PlaneSettings {
  return {
    ...DEFAULT_PLANE_SETTINGS,
    members: values['play.members'],
    hidden: values['play.hidden'],
    penalty: values['play.penalty'],
    lambda: values['play.lambda'],
    learningRate: values['play.learningRate'],
    steps: values['play.steps'],
    seed: values['play.seed'],
  };
}

export function pointsOf(values: RecipeValues): PlaygroundData {
  const generator = values['play.data'];
  if (generator === 'own') {
    const own = values['play.own'];
    return {
      id: `points,${SETTINGS['play.own'].kind.write(own)}`,
      points: Float32Array.from(own.flatMap((point) => point.slice(0, 2))),
      labels: Uint8Array.from(own, ([, , label]) => label),
      classCount: Math.max(2, ...own.map(([, , label]) => label + 1)),
    };
  }
  const spec = {
    generator,
    points: values['play.points'],
    noise: values['play.noise'],
    seed: values['play.seed'],
  };
  const id = `${generator},${spec.points},${spec.noise},${spec.seed}`;
  return { id, ...planarPoints(spec) };
}

/** Why these points cannot be trained on, in a sentence; null where they can. */
export function problemWithPoints({ labels }: PlaygroundData): string | null {
  if (new Set(labels).size < 2) {
    return 'There is nothing to tell apart yet: add points of two classes, at least one of each.';
  }
  return null;
}
