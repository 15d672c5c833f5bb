/** The specimens and their network, fetched once for all figures that use them. */
import { create } from 'zustand';
import { download } from '../../data/download';
import { messageOf } from '../../data/message-of';
import { NETWORK_FILE, parseSpecimens, SPECIMENS_FILE, type Specimens } from '../../data/specimens';
import { decodeEnsemble } from '../../ensemble/ensemble-file';
import { type PlainNetwork, plainNetwork } from '../../ensemble/plain-network';

export interface Ready {
  readonly specimens: Specimens;
  readonly network: PlainNetwork;
}

export interface SpecimenState {
  readonly phase: 'idle' | 'loading' | 'failed' | 'ready';
  readonly ready: Ready | null;
  /** What went wrong. */
  readonly reason: string;
}

export const useSpecimenState = create<SpecimenState>(() => ({
  phase: 'idle',
  ready: null,
  reason: '',
}));

let fetching: Promise<void> = Promise.resolve();

/**
 * Fetches them unless they are here or on their way. May be called again after a failure.
 * @returns when they are here or have failed
 */
export function fetchSpecimens(): Promise<void> {
  const { phase } = useSpecimenState.getState();
  if (phase === 'idle' || phase === 'failed') fetching = fetchAnew(phase);
  return fetching;
}

async function fetchAnew(phase: 'idle' | 'failed'): Promise<void> {
  // After a failure the browser's cache may hold what was bad.
  const cache = phase === 'failed' ? 'reload' : 'default';
  useSpecimenState.setState({ phase: 'loading' });
  try {
    const [text, weights] = await Promise.all([
      download(SPECIMENS_FILE, new URL(SPECIMENS_FILE, document.baseURI), { cache }),
      download(NETWORK_FILE, new URL(NETWORK_FILE, document.baseURI), { cache }),
    ]);
    const specimens = parseSpecimens(new TextDecoder().decode(text));
    const size = specimens.imageShape.reduce((product, d) => product * d, 1);
    const file = decodeEnsemble(weights, size, specimens.classes.length);
    const ready = { specimens, network: plainNetwork(file) };
    useSpecimenState.setState({ phase: 'ready', ready });
  } catch (error) {
    useSpecimenState.setState({ phase: 'failed', reason: messageOf(error) });
  }
}
