/** The parts of an attack that its method leaves open. */
import { useId } from 'react';
import {
  type AttackRecipe,
  RECIPE_RANGES,
  RECIPES,
  type Settable,
  settable,
} from '../../attacks/attack-recipe';
import { ENSEMBLE_OBJECTIVES, memberOf, NORMS, type Objective } from '../../attacks/attack-spec';
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { memberLabel } from '../../components/members';
import { NumberField } from '../../components/NumberField';
import { Select } from '../../components/Select';
import { Slider } from '../../components/Slider';
import styles from './AttackPicker.module.css';
import { NORM_WORDS, OBJECTIVE_WORDS } from './attack-words';

interface ForResearchersProps {
  readonly recipe: AttackRecipe;
  /** Whether it is made on one member alone, whose loss is all that there is to climb. */
  readonly alone: boolean;
  readonly onChange: (recipe: AttackRecipe) => void;
}

export function ForResearchers({ recipe, alone, onChange }: ForResearchersProps) {
  const { method, norm, objective, steps, stride, momentum, restarts, seed } = recipe;
  const member = memberOf(objective);
  const id = useId();
  const open = settable(method);
  const has = (key: Settable) => open.includes(key);
  const change = (part: Partial<AttackRecipe>) => onChange({ ...recipe, ...part });
  const { min, max } = RECIPE_RANGES.steps;
  return (
    <details className={styles.details}>
      <summary>For researchers: the attack’s settings</summary>
      <Columns least="15rem">
        <div className={styles.group}>
          {method === 'pgd' || method === 'mi' ? (
            <Choice
              label="Method"
              options={[
                { value: 'pgd' as const, label: 'PGD' },
                { value: 'mi' as const, label: 'MI-FGS' },
              ]}
              value={method}
              onChange={(next) => onChange({ ...RECIPES[next], norm })}
            />
          ) : null}
          <Choice
            label="Norm"
            options={NORMS.map((value) => ({ value, ...NORM_WORDS[value] }))}
            value={norm}
            onChange={(value) => change({ norm: value })}
          />
          {has('objective') && !alone ? (
            <div className={styles.select}>
              <label htmlFor={id}>Objective</label>
              <Select
                id={id}
                value={objective}
                onChange={(value) => change({ objective: value as Objective })}
              >
                {member === null ? null : (
                  <option value={objective}>
                    {objective}: the loss of {memberLabel(member)}
                  </option>
                )}
                {ENSEMBLE_OBJECTIVES.map((value) => (
                  <option key={value} value={value}>
                    {OBJECTIVE_WORDS[value]}
                  </option>
                ))}
              </Select>
            </div>
          ) : null}
        </div>
        <div className={styles.group}>
          {has('steps') ? (
            <Slider
              label="Steps"
              value={steps}
              min={min}
              max={max}
              scale="log"
              integer
              onChange={(value) => change({ steps: value })}
            />
          ) : null}
          {has('stride') ? (
            <Slider
              label="Step size"
              unit="ε/steps"
              value={stride}
              {...RECIPE_RANGES.stride}
              step={0.1}
              onChange={(value) => change({ stride: Number(value.toFixed(2)) })}
            />
          ) : null}
          {has('momentum') ? (
            <Slider
              label="Momentum μ"
              value={momentum}
              {...RECIPE_RANGES.momentum}
              step={0.1}
              onChange={(value) => change({ momentum: Number(value.toFixed(2)) })}
            />
          ) : null}
        </div>
        <div className={styles.numbers}>
          {has('restarts') ? (
            <NumberField
              label="Starts"
              value={restarts}
              {...RECIPE_RANGES.restarts}
              integer
              onChange={(value) => change({ restarts: value })}
            />
          ) : null}
          {has('seed') ? (
            <NumberField
              label="Seed of the starts"
              value={seed}
              {...RECIPE_RANGES.seed}
              integer
              onChange={(value) => change({ seed: value })}
            />
          ) : null}
        </div>
      </Columns>
    </details>
  );
}
