/** The ensembles that were trained and rated beforehand, fetched once for all figures that show them. */
import { create } from 'zustand';
import { download } from '../../data/download';
import { messageOf } from '../../data/message-of';
import { parseSweepLines, type SweepLine } from '../../sweep/sweep-line';
import { SWEEP_FILES } from './sweep-files';

export interface SweepState {
  /** `none`: the page was published without any. */
  readonly phase: 'idle' | 'loading' | 'failed' | 'ready' | 'none';
  readonly lines: readonly SweepLine[];
  /** Share that has come, 0 to 1. */
  readonly loaded: number;
  /** What went wrong. */
  readonly reason: string;
}

export const useSweep = create<SweepState>(() => ({
  phase: SWEEP_FILES.length === 0 ? 'none' : 'idle',
  lines: [],
  loaded: 0,
  reason: '',
}));

let fetching: Promise<void> = Promise.resolve();

/**
 * Fetches them unless they are here or on their way. May be called again after a failure.
 * @returns when they are here or have failed
 */
export function fetchSweep(): Promise<void> {
  const { phase } = useSweep.getState();
  if (phase === 'idle' || phase === 'failed') fetching = fetchAnew(phase);
  return fetching;
}

async function fetchAnew(phase: 'idle' | 'failed'): Promise<void> {
  // After a failure the browser's cache may hold what was bad.
  const cache = phase === 'failed' ? 'reload' : 'default';
  useSweep.setState({ phase: 'loading', loaded: 0 });
  const wanted = SWEEP_FILES.reduce((sum, { bytes }) => sum + bytes, 0);
  const come = new Map<string, number>();
  const fetchOne = async (name: string) => {
    const file = `sweep/${name}`;
    const onBytes = (bytes: number) => {
      come.set(name, bytes);
      const sum = [...come.values()].reduce((total, own) => total + own, 0);
      useSweep.setState({ loaded: Math.min(1, sum / wanted) });
    };
    const bytes = await download(file, new URL(file, document.baseURI), { cache, onBytes });
    try {
      return parseSweepLines(new TextDecoder().decode(bytes));
    } catch (error) {
      throw new Error(`${file} cannot be read: ${messageOf(error)}.`);
    }
  };
  try {
    const files = await Promise.all(SWEEP_FILES.map(({ name }) => fetchOne(name)));
    useSweep.setState({ phase: 'ready', lines: files.flat() });
  } catch (error) {
    useSweep.setState({ phase: 'failed', reason: messageOf(error) });
  }
}
