/**
 * Who attacks, how hard, and how far: the same questions wherever the page attacks. What only researchers ask
 * (objective, norm, steps, …) stands folded behind them.
 */
import type { AttackRecipe } from '../../attacks/attack-recipe';
import type { Attacker } from '../../attacks/attacker';
import { USUAL_EPSILON } from '../../attacks/epsilon';
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { EpsilonSlider } from '../../components/EpsilonSlider';
import { memberLabel } from '../../components/members';
import styles from './AttackPicker.module.css';
import { howOptions, recipeOf, WHO } from './attack-words';
import { ForResearchers } from './ForResearchers';

export interface PickedAttack {
  readonly attacker: Attacker;
  readonly recipe: AttackRecipe;
  /** In the recipe's norm. */
  readonly epsilon: number;
}

interface AttackPickerProps {
  readonly value: PickedAttack;
  readonly onChange: (value: PickedAttack) => void;
  /** How many members there are to be attacked alone; 0 where who attacks is not a question here. */
  readonly members: number;
}

export function AttackPicker({ value, onChange, members }: AttackPickerProps) {
  const { attacker, recipe, epsilon } = value;
  const change = (part: Partial<PickedAttack>) => onChange({ ...value, ...part });
  const setRecipe = (next: AttackRecipe) =>
    change({
      recipe: next,
      // An ε means something in its norm only.
      epsilon: next.norm === recipe.norm ? epsilon : USUAL_EPSILON[next.norm],
    });
  const who = typeof attacker === 'number' ? 'member' : attacker;
  return (
    <div className={styles.picker}>
      <Columns least="16rem">
        {members > 0 ? (
          <div className={styles.group}>
            <Choice
              label="Who attacks, with what in hand?"
              options={WHO}
              value={who}
              onChange={(next) => change({ attacker: next === 'member' ? 0 : next })}
            />
            {typeof attacker === 'number' ? (
              <Choice
                label="Which member?"
                options={Array.from({ length: members }, (_, i) => ({
                  value: i,
                  label: memberLabel(i),
                }))}
                value={attacker}
                onChange={(next) => change({ attacker: next })}
              />
            ) : null}
          </div>
        ) : null}
        <Choice
          label="How hard?"
          options={howOptions(recipe)}
          value={recipe.method}
          onChange={(method) => setRecipe(recipeOf(method, recipe.norm))}
        />
        <EpsilonSlider
          value={epsilon}
          norm={recipe.norm}
          onChange={(next) => change({ epsilon: next })}
        />
      </Columns>
      <ForResearchers recipe={recipe} alone={typeof attacker === 'number'} onChange={setRecipe} />
    </div>
  );
}
