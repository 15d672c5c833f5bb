/**
 * A file's bytes on their way in: counted, their beginning looked at before the rest arrives, and with a
 * memory of how they ended, so that a failure further down the stream can be explained.
 */
import { isWebPage } from './web-page';

/** Enough to know gzip, or a web page, when one sees it. */
const HEAD = 512;

/** The first bytes of every gzip file. */
const GZIP = [0x1f, 0x8b] as const;

export class Intake {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  /** Chunks read for the head, not passed on yet. */
  readonly #pending: Uint8Array[] = [];
  #head = new Uint8Array(0);
  #received = 0;
  #ended = false;
  #cancelled = false;
  #failure: unknown = null;

  /** @param onBytes called with the bytes received so far, from when the head is there */
  constructor(
    stored: ReadableStream<Uint8Array>,
    private readonly onBytes: (received: number) => void,
  ) {
    this.#reader = stored.getReader();
  }

  /** Bytes that arrived so far. */
  get received(): number {
    return this.#received;
  }

  /** Whether the stream came to its end by itself. */
  get ended(): boolean {
    return this.#ended;
  }

  /** What the stream broke on, or null. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether the bytes begin as gzip does. Known once `readHead` is done. */
  get isGzip(): boolean {
    return this.#head[0] === GZIP[0] && this.#head[1] === GZIP[1];
  }

  /** Whether the bytes begin as a web page does. Known once `readHead` is done. */
  get isPage(): boolean {
    return isWebPage(this.#head);
  }

  /** Reads until the head is there, in however small pieces it comes. */
  async readHead(): Promise<void> {
    while (this.#head.length < HEAD) {
      const chunk = await this.#read();
      if (!chunk) break;
      this.#pending.push(chunk);
      const head = new Uint8Array(Math.min(HEAD, this.#head.length + chunk.length));
      head.set(this.#head);
      head.set(chunk.subarray(0, head.length - this.#head.length), this.#head.length);
      this.#head = head;
    }
    this.onBytes(this.#received);
  }

  /** All bytes, from the first. */
  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const pending = this.#pending.shift();
        const chunk = pending ?? (await this.#read());
        if (!chunk) return controller.close();
        if (!pending) this.onBytes(this.#received);
        controller.enqueue(chunk);
      },
      cancel: () => this.cancel(),
    });
  }

  /**
   * Stops: what is being waited for ends at once. Nothing waits for the source to stop as well: one
   * of two copies of a response does so only when the other does.
   */
  cancel(): void {
    this.#cancelled = true;
    void this.#reader.cancel().catch(() => {});
  }

  async #read(): Promise<Uint8Array | null> {
    try {
      const { done, value } = await this.#reader.read();
      if (done) {
        this.#ended = !this.#cancelled;
        return null;
      }
      this.#received += value.length;
      return value;
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}
