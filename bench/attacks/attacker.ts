/** One implementation of the attack of many steps. */
import { RECIPES, specOf } from '../../src/attacks/attack-recipe';
import { EPSILON } from '../training/problem';

/** PGD on the loss of the mean probability. */
export const SPEC = specOf(RECIPES.pgd, EPSILON);

export interface Attacker {
  readonly name: string;
  /** All steps, at images that already lie on the device. It may end before the device does. */
  attack(): void;
  /** The images of the last attack, read back. */
  adversarial(): Promise<Float32Array>;
  /** Waits until the device has nothing left to do. */
  settle(): Promise<void>;
  dispose(): void;
}
