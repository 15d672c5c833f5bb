/** The tests' data set from memory, with a record of what was asked of it. */

import { DataFileError } from './data-file-error';
import { type Dataset, openDataset } from './dataset';
import type { OpenOptions, ShardSource, Verdict } from './source';
import { inPieces, manifestJson, stalled, testFiles } from './test-shards';

interface Opening {
  readonly file: string;
  readonly fresh: boolean;
  readonly signal: AbortSignal | undefined;
}

/** A source in memory that records what is opened, and holds each file back until it is let go. */
export class TestSource implements ShardSource {
  readonly files = testFiles();
  readonly openings: Opening[] = [];
  readonly verdicts: string[] = [];
  /** Files whose first answer comes from a cache. */
  readonly cached = new Map<string, Uint8Array>();
  stalling = new Set<string>();
  #open = 0;
  mostOpen = 0;

  manifest = async (): Promise<unknown> => manifestJson();

  async open({ file }: { file: string }, { signal, fresh = false }: OpenOptions = {}) {
    this.openings.push({ file, fresh, signal });
    this.mostOpen = Math.max(this.mostOpen, ++this.#open);
    const kept = fresh ? undefined : this.cached.get(file);
    const bytes = kept ?? this.files.get(file);
    if (!bytes) {
      this.#open--;
      throw new DataFileError(file, 'missing');
    }
    return {
      bytes: this.stalling.has(file) ? stalled(bytes.slice(0, 20)) : inPieces(bytes),
      cached: kept !== undefined,
      settle: async (verdict: Verdict) => {
        this.#open--;
        this.verdicts.push(`${file} ${verdict}`);
      },
    };
  }

  opened(file: string): number {
    return this.openings.filter((opening) => opening.file === file).length;
  }
}

export async function openTestDataset(
  prepare: (source: TestSource) => void = () => {},
): Promise<{ source: TestSource; dataset: Dataset }> {
  const source = new TestSource();
  prepare(source);
  return { source, dataset: await openDataset(source) };
}

/**
 * Lets everything happen that waits for nothing else. Only for what must *not* happen then: a slow machine cannot
 * make it happen.
 */
export const tick = () => new Promise((done) => setTimeout(done));
