/**
 * A component that is fetched when it is first drawn, or before (`prefetch`). Once fetched it is drawn at once,
 * where React's own `lazy` waits a turn: between `beforeprint` and the print nothing is waited for.
 */
import { type ComponentType, type ReactNode, use } from 'react';

export interface LazyComponent<Props extends object = object> {
  (props: Props): ReactNode;
  /** A failure is left to the first drawing, which tries again and tells. */
  readonly prefetch: () => Promise<void>;
}

interface Module<Props extends object> {
  readonly default: ComponentType<Props>;
}

export function lazy<Props extends object = object>(
  load: () => Promise<Module<Props>>,
): LazyComponent<Props> {
  let fetched: Module<Props> | null = null;
  let awaited: Promise<Module<Props>> | null = null;
  const Lazy = (props: Props) => {
    awaited ??= fetched ? null : load();
    const { default: Component } = fetched ?? use(awaited!);
    return <Component {...props} />;
  };
  const prefetch = async () => {
    try {
      fetched ??= await load();
    } catch {}
  };
  return Object.assign(Lazy, { prefetch });
}
