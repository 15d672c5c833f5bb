/**
 * Which climber takes the steps of an attack: the one written for the architecture and for the code that
 * computes on this backend, or the one that goes by operations, which takes any.
 */
import type { ArchitectureSpec } from '../../ensemble/architecture';
import { type DeviceCode, deviceCode } from '../../ops/operations';
import type { Climber } from './climber';
import { memberClimber } from './member-climber';
import { operationsClimber } from './operations-climber';

const CLIMBERS: Readonly<
  Record<ArchitectureSpec['kind'], Readonly<Partial<Record<DeviceCode, Climber>>>>
> = {
  mlp: { wasm: memberClimber },
};

/** As the climber of the present backend climbs. */
export const climb: Climber = (model, ...given) =>
  (CLIMBERS[model.architecture.spec.kind][deviceCode()] ?? operationsClimber)(model, ...given);
