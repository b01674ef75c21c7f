import type { Layer } from "../layers/layer.ts";
import { keepLearned } from "../layers/owners.ts";

/** What `Best` is told. */
export interface BestOptions {
  /** How many measurements in a row may be no better than the best. */
  readonly patience: number;
  /** By how much one must be better to be the best. Default: 0. */
  readonly minDelta?: number;
}

/** The network as it was when it was best, and how long that is ago. */
export class Best {
  readonly #net: Layer;
  readonly #options: BestOptions;
  #smallest = NaN;
  #putBack?: () => void;
  #at?: number;
  #since = 0;

  /**
   * @param net The network.
   * @param options When to stop.
   */
  constructor(net: Layer, options: BestOptions) {
    this.#net = net;
    this.#options = options;
  }

  /** The update after which it was best, if it has been measured. */
  get at(): number | undefined {
    return this.#at;
  }

  /**
   * Takes note of a measurement. NaN is better than none, and worse than any number.
   *
   * @param update The update after which it was taken.
   * @param value The smaller the better.
   * @returns Whether patience has run out.
   */
  see(update: number, value: number): boolean {
    const { patience, minDelta = 0 } = this.#options;
    const isBetter = Number.isNaN(this.#smallest)
      ? this.#at === undefined || !Number.isNaN(value)
      : value < this.#smallest - minDelta;
    if (isBetter) {
      this.#smallest = value;
      this.#at = update;
      this.#since = 0;
      this.#putBack = keepLearned(this.#net);
    } else this.#since++;
    return this.#since >= patience;
  }

  /** Gives the network back the parameters and buffers that it had when it was best. */
  restore(): void {
    this.#putBack?.();
  }
}
