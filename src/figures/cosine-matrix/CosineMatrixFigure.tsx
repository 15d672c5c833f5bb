/** Any number of models: edit the cosines between their gradients, and see what GDR makes of them. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { FigureLayout } from '../../components/FigureLayout';
import { decimal } from '../../components/format';
import { Toolbar } from '../../components/Toolbar';
import { memberCount, pairIndex } from '../../geometry/pairs';
import { useShared } from '../../share/link-state';
import { CosineEditor } from './CosineEditor';
import { CosineGrid } from './CosineGrid';
import styles from './CosineMatrixFigure.module.css';
import {
  allEqual,
  FEWEST,
  leastEqual,
  MOST,
  matrixOf,
  measuresOf,
  rangeOf,
  resized,
  twoClusters,
  whyNot,
  withCosine,
} from './cosine-edit';
import { MatrixReadings } from './MatrixReadings';

export function CosineMatrixFigure() {
  const [cosines, setCosines] = useShared('matrix.cosines');
  const [cell, setCell] = useShared('matrix.cell');
  const n = memberCount(cosines.length);
  // A cell of a member that has left gives way to the first.
  const chosen = Math.max(...cell) < n ? cell : ([0, 1] as const);
  const matrix = useMemo(() => matrixOf(cosines), [cosines]);
  const values = useMemo(() => measuresOf(cosines), [cosines]);
  const range = useMemo(() => rangeOf(cosines, chosen), [cosines, chosen]);
  const value = cosines[pairIndex(chosen[0], chosen[1], n)]!;
  const least = leastEqual(n);
  const presets = [
    { name: 'Orthogonal', cosines: allEqual(n, 0) },
    { name: `Symmetric, ${decimal(least)}`, cosines: allEqual(n, least) },
    { name: 'Two clusters', cosines: twoClusters(n) },
  ];

  return (
    <FigureLayout
      drawing={
        <div className={styles.edit}>
          <fieldset className={styles.stepper} aria-label="Number of models">
            <Button
              label="One model fewer"
              disabledReason={n === FEWEST ? 'Two models at least' : undefined}
              onClick={() => setCosines(resized(cosines, n - 1))}
            >
              −
            </Button>
            <output data-value="members">{n} models</output>
            <Button
              label="One model more, orthogonal to the others"
              disabledReason={n === MOST ? 'Eight models at most' : undefined}
              onClick={() => setCosines(resized(cosines, n + 1))}
            >
              +
            </Button>
          </fieldset>
          <CosineGrid matrix={matrix} chosen={chosen} onChoose={setCell} />
          <CosineEditor
            key={`${n}:${chosen.join()}`}
            pair={chosen}
            members={n}
            value={value}
            range={range}
            whyNot={(to) => whyNot(cosines, chosen, to)}
            onChange={(next) => setCosines(withCosine(cosines, chosen, next))}
          />
          <ButtonRow>
            <Toolbar label="Any number of models: cosines to begin with">
              {presets.map((preset) => (
                <Button
                  key={preset.name}
                  pressed={preset.cosines.every(
                    (cosine, k) => Math.abs(cosine - cosines[k]!) < 1e-5,
                  )}
                  onClick={() => setCosines(preset.cosines)}
                >
                  {preset.name}
                </Button>
              ))}
              <Button
                disabledReason={
                  value < least - 1e-6
                    ? `${n} models cannot all have a cosine below ${decimal(least)}`
                    : undefined
                }
                onClick={() => setCosines(allEqual(n, value))}
              >
                All equal to {decimal(value)}
              </Button>
            </Toolbar>
          </ButtonRow>
        </div>
      }
      side={<MatrixReadings members={n} values={values} />}
    />
  );
}
