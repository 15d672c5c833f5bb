/**
 * A component that is fetched when it is first drawn, or before (`prefetch`). Once fetched it is drawn at once,
 * where React's own `lazy` waits a turn: between `beforeprint` and the print nothing is waited for.
 */
import { type ComponentType, type ReactNode, use } from 'react';

export interface LazyComponent {
  (): ReactNode;
  /** A failure is left to the first drawing, which tries again and tells. */
  readonly prefetch: () => Promise<void>;
}

interface Module {
  readonly default: ComponentType;
}

export function lazy(load: () => Promise<Module>): LazyComponent {
  let fetched: Module | null = null;
  let awaited: Promise<Module> | null = null;
  const Lazy = () => {
    awaited ??= fetched ? null : load();
    const { default: Component } = fetched ?? use(awaited!);
    return <Component />;
  };
  const prefetch = async () => {
    try {
      fetched ??= await load();
    } catch {}
  };
  return Object.assign(Lazy, { prefetch });
}
