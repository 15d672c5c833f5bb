/**
 * The hook: a garment, one slider, and a prediction that flips. FGS on a small network, computed in the
 * page at every move of the slider.
 */
import { useMemo } from 'react';
import { fgsAt, fgsDirection, flipEpsilon } from '../../attacks/plain-fgs';
import { DivergingScale } from '../../components/DivergingScale';
import { decimal, percent } from '../../components/format';
import { PixelImage } from '../../components/PixelImage';
import { ProbabilityBars } from '../../components/ProbabilityBars';
import { Slider } from '../../components/Slider';
import { logitsOf, predictedClass, probabilitiesOf } from '../../ensemble/plain-network';
import { useShared } from '../../share/link-state';
import { SETTINGS } from '../../share/shareable-settings';
import { GarmentPicker } from '../specimens/GarmentPicker';
import type { Ready } from '../specimens/specimen-store';
import { WithSpecimens } from '../specimens/WithSpecimens';
import { hundredths, inSentence, withArticle } from '../specimens/words';
import styles from './HookFigure.module.css';

const { min, max } = SETTINGS['hook.epsilon'].kind.range;
const STEP = 0.001;
/** Classes with a bar. */
const ROWS = 3;

export default function HookFigure() {
  return <WithSpecimens>{(ready) => <Hook {...ready} />}</WithSpecimens>;
}

function Hook({ specimens, network }: Ready) {
  const [chosen, setChosen] = useShared('hook.image');
  const [epsilon, setEpsilon] = useShared('hook.epsilon');
  const { classes, imageShape, accuracy } = specimens;
  const [height, width] = imageShape;
  const image = specimens.images[chosen] ?? specimens.images[0]!;
  const name = classes[image.label] ?? '';

  const { direction, flip, clean } = useMemo(() => {
    const signs = fgsDirection(network, image);
    return {
      direction: signs,
      flip: flipEpsilon(network, image, signs, max),
      clean: probabilitiesOf(logitsOf(network, image.pixels)),
    };
  }, [network, image]);
  const { attacked, change, probabilities, predicted } = useMemo(() => {
    const pixels = fgsAt(image.pixels, direction, epsilon);
    const logits = logitsOf(network, pixels);
    return {
      attacked: pixels,
      change: pixels.map((x, k) => x - image.pixels[k]!),
      probabilities: probabilitiesOf(logits),
      predicted: predictedClass(logits),
    };
  }, [network, image, direction, epsilon]);
  const fooled = predicted !== image.label;
  const answer = classes[predicted] ?? '';

  return (
    <div className={styles.figure}>
      <div className={styles.picture}>
        <p className={styles.title}>The picture</p>
        <PixelImage
          values={attacked}
          width={width}
          height={height}
          label={
            epsilon === 0
              ? `${name}, test image ${image.index}, untouched`
              : `${name}, test image ${image.index}, each pixel moved by up to ${decimal(epsilon, 3)}; the network sees ${withArticle(answer)}`
          }
        />
      </div>
      <div className={styles.change}>
        <p className={styles.title}>The change</p>
        <PixelImage
          values={change}
          width={width}
          height={height}
          kind="signed"
          limit={Math.max(epsilon, STEP)}
          label={
            epsilon === 0
              ? 'No change yet'
              : `Change of each pixel, from −${decimal(epsilon, 3)} to +${decimal(epsilon, 3)}: ${count(change, 1)} pixels lighter, ${count(change, -1)} darker`
          }
        />
        {epsilon === 0 ? (
          <p className={`${styles.none} small-note`}>Nothing is changed yet.</p>
        ) : (
          <DivergingScale limit={epsilon} format={(value) => decimal(value, 3)} />
        )}
      </div>
      <div className={styles.control}>
        <Slider
          label={
            <>
              Size of the step, <i>ε</i>
            </>
          }
          value={epsilon}
          min={min}
          max={max}
          step={STEP}
          format={(value) => decimal(value, 3)}
          mark={flip === null ? undefined : { value: flip, label: `flips at ${decimal(flip, 4)}` }}
          hint={
            epsilon === 0 ? (
              <b className={styles.call}>Drag to the right.</b>
            ) : (
              'How far a pixel may move: black is 0, white is 1.'
            )
          }
          consequence={`${fooled ? 'taken for' : 'seen as'} ${withArticle(answer)}`}
          onChange={setEpsilon}
        />
      </div>
      <div className={styles.answer}>
        <p className={styles.verdict} data-verdict data-fooled={fooled || undefined}>
          {epsilon === 0 ? (
            <>
              The network sees {withArticle(answer)}, and it is one. As the slider moves, every
              pixel takes one small step, lighter or darker, whichever makes the network less sure.
            </>
          ) : (
            <>
              At <i>ε</i> = {decimal(epsilon, 3)}, {hundredths(epsilon)} of the range from black to
              white, the network{' '}
              {fooled ? (
                <b>
                  takes this {inSentence(name)} for {withArticle(answer)}.
                </b>
              ) : (
                <>
                  still sees {withArticle(name)}.
                  {flip === null
                    ? ' No step up to 0.2 in this direction makes it see another.'
                    : ''}
                </>
              )}
            </>
          )}
        </p>
        <ProbabilityBars
          name="What it takes it for"
          speaker="The network"
          classNames={classes}
          probabilities={probabilities}
          before={clean}
          trueLabel={image.label}
          predicted={predicted}
          color="var(--ink)"
          rows={ROWS}
        />
        <p className={`${styles.note} small-note`}>
          A network of {network[0]!.bias.length} hidden units, right on{' '}
          {percent(accuracy.right / accuracy.of, 1)} of the test images. ✓ true class; dotted:
          before the step.
        </p>
      </div>
      <div className={styles.garments}>
        <GarmentPicker specimens={specimens} value={chosen} onChange={setChosen} />
      </div>
    </div>
  );
}

/** How many values have this sign. */
function count(values: Float64Array, sign: 1 | -1): number {
  return values.reduce((total, value) => total + (Math.sign(value) === sign ? 1 : 0), 0);
}
