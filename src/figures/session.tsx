/** Gives the figures below it the page's one session with the engine. */
import { createContext, type ReactNode, use } from 'react';
import { useStore } from 'zustand';
import type { Session, SessionState } from '../engine/session';

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
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
