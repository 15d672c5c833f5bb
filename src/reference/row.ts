/** A quantity that is compared with an independent number, and how far apart the two are. */
export interface Row {
  readonly quantity: string;
  readonly error: number;
  readonly tolerance: number;
  readonly ok: boolean;
}

export function row(quantity: string, error: number, tolerance: number): Row {
  // Written so that NaN fails.
  return { quantity, error, tolerance, ok: error <= tolerance };
}

/** The greatest, NaN where any is NaN or there is none. */
export function worst(errors: readonly number[]): number {
  return errors.length === 0 || errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors);
}
