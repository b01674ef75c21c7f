import { number } from "../check/options.ts";

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

/** What an `Ensemble` must be. */
export const ENSEMBLE = {
  sigmaW: number({ above: 0 }),
  sigmaB: number({ least: 0 }).optional,
};

/**
 * The two variances, sigmaW^2 and sigmaB^2.
 *
 * @param ensemble Within its ranges.
 */
export function variancesOf(
  { sigmaW, sigmaB = 0 }: Ensemble,
): { weights: number; biases: number } {
  return { weights: sigmaW ** 2, biases: sigmaB ** 2 };
}
