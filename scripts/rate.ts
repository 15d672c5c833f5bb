/**
 * Rates an ensemble from a file, as the page or `train --save` writes it:
 *
 *     npm run rate -- FILE.safetensors [--attack "pgd steps=20 norm=inf"] [--epsilon 0.03,0.06] [--images 1000] \
 *       [--surrogate FILE …] [--strongest] [--card] [--backend wasm] [--json]
 *
 * Without --attack it measures what `train` does. An attack is a method and what differs from its defaults
 * (src/attacks/attack-recipe.ts); with --surrogate it is made on the ensemble and, apart, on the surrogates.
 * --card adds the evaluation card at ε 0.06, whose surrogates are those given, or else what the page would take: the
 * plain one, and the one that was trained in the way of the file.
 */
import { type AttackRecipe, formatRecipe, parseRecipe } from '../src/attacks/attack-recipe';
import { memberOf } from '../src/attacks/attack-spec';
import {
  EPSILON_RANGES,
  FINAL_EPSILONS,
  SAMPLE_EPSILON,
  USUAL_EPSILON,
} from '../src/attacks/epsilon';
import { type Dataset, openDataset } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { surrogatesFor } from '../src/engine/page/surrogates';
import type { Model } from '../src/ensemble/input-gradient';
import { SHIPPED_FILES, type ShippedFileId } from '../src/ensemble/shipped-files';
import { ACCURACY_IMAGES, ATTACK_IMAGES, rate } from '../src/measures/rate';
import {
  choice,
  list,
  many,
  number,
  parseArguments,
  runCommand,
  text,
  UsageError,
} from './arguments';
import { cardReport, evaluationCard } from './card-report';
import { CommandProgress } from './command-progress';
import { readModel } from './ensemble-on-disk';
import { firstTestImages } from './first-images';
import { NODE_BACKENDS, startNodeBackend } from './node-backend';
import { DATA_FOLDER, ENSEMBLE_FOLDER } from './paths';
import { ratingLines } from './rating-report';

/** ε on one command line. */
const EPSILONS = { min: 1, max: 20 } as const;

await runCommand('rate', async () => {
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const options = readOptions(process.argv.slice(2), dataset.manifest.splits.test.count);
  const backend = await startNodeBackend(options.backend);
  const model = await readModel(options.file, dataset);
  checkMember(options.recipe, model.members);
  const surrogates = await Promise.all(options.surrogates.map((path) => readModel(path, dataset)));
  if (surrogates.length > 0) {
    const least = Math.min(...surrogates.map(({ members }) => members));
    checkMember(options.recipe, least);
  }
  const count = Math.max(ACCURACY_IMAGES, options.attacked);
  const progress = new CommandProgress();
  const { recipe, attacked, strongest, epsilons } = options;
  const rated = await rate(
    {
      model,
      images: await firstTestImages(dataset, count),
      spread: dataset.pixelSpread,
      attacked,
      epsilons,
      surrogates,
      strongest,
      ...(recipe ? { only: { name: formatRecipe(recipe), recipe } } : {}),
    },
    (what, share) => progress.tell(what, share),
  );
  progress.end();
  const card = options.card ? await cardOf(model, surrogates, dataset) : null;
  const { members, hidden } = model;
  const lines = [
    `${options.file}: ${members} members, hidden layers ${hidden.join(', ')}, on ${backend.backend} (${backend.adapter})`,
    ...ratingLines(rated, { images: count, attacked, surrogates: surrogates.length }),
    ...(card ? ['', cardReport(card)] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!options.json) return;
  const object = {
    backend: backend.backend,
    members,
    hidden,
    ...rated.rating,
    ...(card ? { card } : {}),
  };
  process.stdout.write(`${JSON.stringify(object)}\n`);
});

async function cardOf(
  model: Awaited<ReturnType<typeof readModel>>,
  given: readonly Model[],
  dataset: Dataset,
) {
  const shipped = (id: ShippedFileId) =>
    readModel(`${ENSEMBLE_FOLDER}/${SHIPPED_FILES[id].file}`, dataset);
  const asked = { measure: 'card', ensemble: '', epsilon: SAMPLE_EPSILON } as const;
  const takenByPage = surrogatesFor(asked, model.settings);
  const progress = new CommandProgress();
  const card = await evaluationCard(model, dataset, {
    surrogates: given.length > 0 ? given : await Promise.all(takenByPage.map(shipped)),
    plain: await shipped('plain'),
    onShare: (share) => progress.tell('evaluation card', share),
  });
  progress.end();
  return card;
}

/** @param testImages how many there are */
function readOptions(args: readonly string[], testImages: number) {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      attack,
      epsilon: list(number({ min: 0, max: largestEpsilon(), integer: false }), EPSILONS),
      images: number({ min: 1, max: testImages, integer: true }),
      surrogate: many(text),
      backend: choice(NODE_BACKENDS),
    },
    ['strongest', 'card', 'json'],
  );
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new UsageError('takes one file of an ensemble: npm run rate -- FILE.safetensors …');
  }
  const { attack: recipe, epsilon, surrogate, backend, images } = values;
  const norm = recipe?.norm ?? 'inf';
  const usual = norm === 'inf' ? FINAL_EPSILONS : [USUAL_EPSILON[norm]];
  const { min, max } = EPSILON_RANGES[norm];
  const beyond = epsilon?.find((own) => own > max);
  if (beyond !== undefined) {
    throw new UsageError(
      `--epsilon must be from ${min} to ${max} in the norm ${norm}, not ${beyond}`,
    );
  }
  return {
    file,
    recipe,
    epsilons: epsilon ?? usual,
    attacked: images ?? ATTACK_IMAGES,
    surrogates: surrogate ?? [],
    backend: backend ?? ('wasm' as const),
    strongest: flags.has('strongest'),
    card: flags.has('card'),
    json: flags.has('json'),
  };
}

function attack(given: string): AttackRecipe {
  try {
    return parseRecipe(given);
  } catch (error) {
    throw new UsageError(`cannot be ${given}: ${(error as Error).message}`);
  }
}

function largestEpsilon(): number {
  return Math.max(...Object.values(EPSILON_RANGES).map(({ max }) => max));
}

/** @throws UsageError for an attack on a member that is not there */
function checkMember(recipe: AttackRecipe | undefined, members: number): void {
  const member = recipe ? memberOf(recipe.objective) : null;
  if (member === null || member < members) return;
  throw new UsageError(`--attack must be on member0 to member${members - 1}, not member${member}`);
}
