/** Trains an ensemble that was computed beforehand once more, and rates it by FGS, PGD and MI made on everything. */
import { proxy } from 'comlink';
import { RECIPES } from '../../attacks/attack-recipe';
import { epsilonKey } from '../../attacks/epsilon';
import { SWEPT_ATTACKS } from '../../attacks/swept-attacks';
import type { KnownRating } from '../../sweep/known-rating';
import type { TrainingSettings } from '../../training/settings';
import { FINAL_EPSILONS, type Measured, type MeasureRequest } from '../protocol';
import type { RemoteEngine } from './client';

/** Told what is being done and the share of all that is done; it may let it wait, or call it off. */
export type OnDoing = (what: string, share: number) => Promise<boolean>;

export type AgainEngine = Pick<
  RemoteEngine,
  'trainAside' | 'evaluate' | 'measure' | 'dropEnsemble'
>;

/** Its id on the device. */
const AGAIN = 'again';
/** Of the whole, about, what training is. */
const TRAINING = 0.5;

/**
 * @param onKnown is told what is known of its rating, again whenever that is more: GDR and FGS first
 * @throws EngineUnavailableError where the engine ends
 */
export async function trainAgain(
  engine: AgainEngine,
  settings: TrainingSettings,
  onDoing: OnDoing,
  onKnown: (rating: KnownRating) => void,
): Promise<void> {
  try {
    const onStep = proxy((done: number, of: number) => onDoing('training', (TRAINING * done) / of));
    if (!(await engine.trainAside(AGAIN, settings, onStep))) return;
    const { gdr, cosine, measures, fgs, ensembleAccuracy, memberAccuracy } =
      await engine.evaluate(AGAIN);
    let known: KnownRating = {
      ...{ gdr, cosine, ensembleAccuracy, memberAccuracy },
      ...(measures ? { measures } : {}),
      attacks: {
        fgs: Object.fromEntries(fgs.map(({ epsilon, rates }) => [epsilonKey(epsilon), rates])),
      },
    };
    onKnown(known);
    const attacks = SWEPT_ATTACKS.flatMap((name) =>
      FINAL_EPSILONS.map((epsilon) => ({ name, epsilon })),
    );
    for (const [k, { name, epsilon }] of attacks.entries()) {
      const onShare = proxy((done: number, of: number) =>
        onDoing(
          `attacking (${name})`,
          TRAINING + ((1 - TRAINING) * (k + done / of)) / attacks.length,
        ),
      );
      const request: MeasureRequest<'success'> = {
        measure: 'success',
        ensemble: AGAIN,
        attacker: 'ensemble',
        how: RECIPES[name],
        epsilon,
      };
      const found = (await engine.measure(request, onShare)) as Measured['success'] | null;
      if (!found) return;
      const { rates, robust, jointAccuracy, attackable } = found;
      const rating = { ...rates, robust, jointAccuracy, images: attackable };
      const ofThisAttack = { ...known.attacks?.[name], [epsilonKey(epsilon)]: rating };
      known = { ...known, attacks: { ...known.attacks, [name]: ofThisAttack } };
      onKnown(known);
    }
  } finally {
    // What has ended meanwhile has nothing to drop.
    await engine.dropEnsemble(AGAIN).catch(() => {});
  }
}
