/** What the first figures do without, fetched with the first figure that computes with networks. */
import type { ReactNode } from 'react';
import { lazy } from './lazy';

/** SessionProvider, fetched. */
export const WithSession = lazy<{ children: ReactNode }>(async () => ({
  default: (await import('../session-context')).SessionProvider,
}));

/** What the page computes with, once it is known. */
export const EngineLine = lazy(async () => ({
  default: (await import('../engine-status/EngineStatus')).EngineStatus,
}));
