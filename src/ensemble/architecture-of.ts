/** The architecture that a specification names. */
import type { Architecture, ArchitectureSpec } from './architecture';
import { mlp } from './mlp';

const ARCHITECTURES: Readonly<
  Record<ArchitectureSpec['kind'], (spec: ArchitectureSpec) => Architecture>
> = { mlp };

export function architectureOf(spec: ArchitectureSpec): Architecture {
  return ARCHITECTURES[spec.kind](spec);
}
