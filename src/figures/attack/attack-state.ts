/** What the reader has chosen to attack and how; kept across reloads. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { AttackSource } from '../../engine/protocol';
import type { SharedValues } from '../../share/shareable-settings';
import { keepInStep } from '../keep-in-step';

export interface AttackState {
  /** Index among the held-out images. */
  readonly image: number;
  readonly source: AttackSource;
  /** In units of pixel intensity. */
  readonly epsilon: number;
}

export const EPSILON_RANGE = { min: 0, max: 0.3, step: 0.005 } as const;

const DEFAULT_STATE: AttackState = { image: 0, source: 'ensemble', epsilon: 0.06 };

export const useAttackState = create<AttackState>()(
  persist((): AttackState => DEFAULT_STATE, {
    name: 'attack',
    // What lies in storage may be anything.
    merge: (stored, initial) => ({ ...initial, ...soundPart(stored) }),
  }),
);

keepInStep(useAttackState, {
  toLink: ({ image, source, epsilon }: AttackState) => ({
    'attack.image': image,
    'attack.source': String(source) as SharedValues['attack.source'],
    'attack.epsilon': epsilon,
  }),
  fromLink: (values): AttackState => ({
    image: values['attack.image'],
    source: values['attack.source'] === 'ensemble' ? 'ensemble' : Number(values['attack.source']),
    epsilon: values['attack.epsilon'],
  }),
});

export function soundPart(stored: unknown): Partial<AttackState> {
  if (typeof stored !== 'object' || stored === null) return {};
  const { image, source, epsilon } = stored as Record<string, unknown>;
  return {
    ...(isIndex(image) ? { image } : {}),
    ...(source === 'ensemble' || isIndex(source) ? { source } : {}),
    ...(typeof epsilon === 'number' && epsilon >= EPSILON_RANGE.min && epsilon <= EPSILON_RANGE.max
      ? { epsilon }
      : {}),
  };
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
