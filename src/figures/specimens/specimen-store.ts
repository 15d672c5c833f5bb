/** The specimens and their network, fetched once for all figures that use them. */
import { create } from 'zustand';
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

/** Both files together are as small as a picture: what takes longer does not come. */
const PATIENCE_MS = 30_000;

export const useSpecimenState = create<SpecimenState>(() => ({
  phase: 'idle',
  ready: null,
  reason: '',
}));

/** Fetches them unless they are here or on their way. May be called again after a failure. */
export async function fetchSpecimens(): Promise<void> {
  const { phase } = useSpecimenState.getState();
  if (phase === 'loading' || phase === 'ready') return;
  // After a failure the browser's cache may hold what was bad.
  const cache = phase === 'failed' ? 'reload' : 'default';
  useSpecimenState.setState({ phase: 'loading' });
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const [text, weights] = await Promise.all([
      request(SPECIMENS_FILE, { cache, signal }).then((response) => response.text()),
      request(NETWORK_FILE, { cache, signal }).then((response) => response.arrayBuffer()),
    ]);
    const specimens = parseSpecimens(text);
    const size = specimens.imageShape.reduce((product, d) => product * d, 1);
    const file = decodeEnsemble(new Uint8Array(weights), size, specimens.classes.length);
    const ready = { specimens, network: plainNetwork(file) };
    useSpecimenState.setState({ phase: 'ready', ready });
  } catch (error) {
    useSpecimenState.setState({ phase: 'failed', reason: reasonOf(error) });
  }
}

async function request(file: string, options: RequestInit): Promise<Response> {
  const response = await fetch(new URL(file, document.baseURI), options);
  if (response.ok) return response;
  throw new Error(`The server answered ${response.status} when asked for ${file}.`);
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `Nothing came for ${PATIENCE_MS / 1000} seconds.`;
  }
  // What fetch throws without a connection says different things in every browser.
  if (error instanceof TypeError) return 'The connection to the server failed.';
  return messageOf(error);
}
