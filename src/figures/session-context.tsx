/**
 * Gives the figures below it the page's one session with the engine. The engine is fetched and started
 * when the first of them is drawn, not before.
 */
import { createContext, type ReactNode, use } from 'react';
import { useStore } from 'zustand';
import type { Session, SessionState } from '../engine/page/session';
import { followOwnEnsemble } from './own-ensemble';
import { selectFromLink } from './select-from-link';

const SessionContext = createContext<Session | null>(null);

let opened: Promise<Session> | null = null;

function openSession(): Promise<Session> {
  opened ??= import('../engine/page/session').then(({ Session }) => {
    const session = new Session(baseUrl());
    selectFromLink(session.store);
    followOwnEnsemble(session);
    void session.start();
    return session;
  });
  return opened;
}

function baseUrl(): string {
  return new URL('./', document.baseURI).href;
}

/** Fetches the ensembles that come with the page ahead of their use, without starting the engine. */
export async function prefetchShipped(): Promise<void> {
  // Once there is a session it fetches them.
  if (opened) return;
  const session = await import('../engine/page/session');
  await session.prefetchShipped(baseUrl());
}

/** Waits (inside a Suspense) until there is a session. */
export function SessionProvider({ children }: { children: ReactNode }) {
  return <SessionContext value={use(openSession())}>{children}</SessionContext>;
}

/** The session itself, for what a figure asks of it. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('A figure stands outside the session provider.');
  return session;
}

/** A part of what the session shows; the figure is drawn again when it changes. */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  return useStore(useSession().store, select);
}
