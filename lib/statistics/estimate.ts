import { number } from "../check/options.ts";

/** A number measured over draws, with the interval that the draws leave open. */
export interface Estimate {
  /** The measured number. */
  readonly value: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
  /** How many independent draws it comes from. */
  readonly n: number;
  /** How the interval was made: "t", "t of logarithms", "Clopper-Pearson", ... */
  readonly method: string;
}

/** How sure an interval is. */
export interface ConfidenceOptions {
  /**
   * The probability with which such an interval covers the true number, in (0, 1).
   * Default: .95.
   */
  readonly confidence?: number;
}

/** What `ConfidenceOptions` must be. */
export const CONFIDENCE = {
  confidence: number({ above: 0, below: 1 }).or(0.95),
};
