/** Ensembles for tests on the patterns. */

import { tensor } from '@tensorflow/tfjs-core';
import type { Model } from '../src/ensemble/input-gradient';
import type { TrainingSettings } from '../src/training/settings';
import { Trainer } from '../src/training/trainer';
import { openPatterns, SETTINGS } from './patterns';

/** An ensemble trained for some steps on the present backend. */
export async function trainedModel(
  steps = 15,
  settings: Partial<TrainingSettings> = {},
): Promise<Model> {
  const trainer = new Trainer(await openPatterns(), { ...SETTINGS, ...settings });
  while (trainer.step < steps) await trainer.advance();
  return trainer.model;
}

/** The model with values of one variable changed; the rest is shared. */
export async function edited(
  { architecture, parameters }: Model,
  variable: number,
  edit: (values: Float32Array) => void,
): Promise<Model> {
  const values = (await parameters[variable]!.data<'float32'>()).slice();
  edit(values);
  const changed = tensor(values, parameters[variable]!.shape);
  return { architecture, parameters: parameters.map((p, k) => (k === variable ? changed : p)) };
}
