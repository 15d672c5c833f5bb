/** One implementation of the training step and of the attack. */
export interface Contender {
  readonly name: string;
  /** What is worth saying of the way it computes. */
  readonly note?: string;
  /** The parameter gradient of the loss at the initial parameters, shaped like them. */
  gradient(): Promise<Float32Array[]>;
  /**
   * One training step, from the batch's bytes in memory to new parameters. It may end before the
   * device does.
   */
  step(): void | Promise<void>;
  /** The present parameters, read back. */
  parameters(): Promise<Float32Array[]>;
  /**
   * An FGS attack on the ensemble with the initial parameters: the gradient of its loss at images
   * that already lie on the device, the sign step, and the logits there, which stay on the device.
   */
  attack(): void | Promise<void>;
  /** The logits of the last attack, [n, images, classes], read back. */
  attackLogits(): Promise<Float32Array>;
  /** Reads one of the present parameters back and waits until the device has nothing left to do. */
  settleStep(): Promise<void>;
  /** The same after an attack, with one of its logits. */
  settleAttack(): Promise<void>;
  dispose(): void;
}

/** A plain matrix product, timed for the floor. */
export interface Multiplier {
  readonly name: string;
  /** One product [images, in]·[in, out] for the floor. */
  multiply(): void;
  settle(): Promise<void>;
  dispose(): void;
}
