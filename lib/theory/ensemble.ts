import { checkNumber } from "../check/numbers.ts";

/**
 * The random networks that the theory speaks of: infinitely wide layers
 * z_l = W_l f(z_(l-1)) + b_l with weights from N(0, sigmaW^2 / fanIn) and biases from
 * N(0, sigmaB^2), all independent.
 *
 * The post's starts in these terms, whose layers are 100 wide: std 1 is sigmaW 10, std .01
 * is sigmaW .1, `xavier()` is sigmaW 1 and `he()` is sigmaW sqrt(2).
 */
export interface Ensemble {
  /** The standard deviation of a weight times the root of the fan-in, above 0. */
  readonly sigmaW: number;
  /** The standard deviation of a bias, at least 0. Default: 0. */
  readonly sigmaB?: number;
}

/** The names of `Ensemble`. */
export const ENSEMBLE_OPTIONS = ["sigmaW", "sigmaB"] as const;

/**
 * Holds an ensemble to its ranges.
 *
 * @param what What cannot be done otherwise: "map lengths".
 * @param ensemble The ensemble.
 * @returns The two variances, sigmaW^2 and sigmaB^2.
 * @throws {RangeError} if sigmaW is not above 0, or sigmaB is below 0.
 */
export function variancesOf(
  what: string,
  { sigmaW, sigmaB = 0 }: Ensemble,
): { weights: number; biases: number } {
  checkNumber(what, "sigmaW", sigmaW, { above: 0 });
  checkNumber(what, "sigmaB", sigmaB, { least: 0 });
  return { weights: sigmaW ** 2, biases: sigmaB ** 2 };
}
