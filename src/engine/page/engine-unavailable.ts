export const NOT_RUNNING = 'The engine is not running.';

/** What was asked of the engine has no answer: it ended before it gave one, or it is not running. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';

  constructor(message = NOT_RUNNING) {
    super(message);
  }
}
