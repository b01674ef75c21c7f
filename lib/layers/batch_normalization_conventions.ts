import { checkNumber } from "../check/numbers.ts";
import {
  anything,
  count,
  number,
  oneOf,
  readOptions,
} from "../check/options.ts";

/** Whose batch normalization: the paper's, the book's, or a framework's. */
export type BatchNormalizationConvention =
  | "paper"
  | "book"
  | "pytorch"
  | "keras";

/** What two batch normalizations may differ in. */
export interface BatchNormalizationConstants {
  /**
   * What is added to the variance before its root is taken, at least 0. With 0 the layer
   * refuses a feature without variance.
   */
  readonly eps: number;
  /**
   * A weight in the running averages: of the old value, in [0, 1), or of the new
   * one, in (0, 1], as `momentumWeighs` says. "cumulative" weighs all batches the
   * same: after k of them the averages are the mean over those k.
   */
  readonly momentum: number | "cumulative";
  /**
   * What a number for `momentum` is the weight of: with "old"
   * r = momentum r + (1 - momentum) value, with "new"
   * r = (1 - momentum) r + momentum value.
   */
  readonly momentumWeighs: "old" | "new";
  /** Where the running mean starts, for every feature. */
  readonly runningMean: number;
  /** Where the running variance starts, for every feature, at least 0. */
  readonly runningVariance: number;
  /**
   * What the running variance averages: the batch's biased variance (divided by
   * m), or the unbiased (by m - 1). The batch itself is always normalized with
   * the biased one.
   */
  readonly estimator: "biased" | "unbiased";
}

/** What a batch normalization may be told; the defaults are the post's. */
export interface BatchNormalizationOptions
  extends Partial<BatchNormalizationConstants> {
  /** Where the constants that are not given come from. Default: "book". */
  readonly convention?: BatchNormalizationConvention;
  /**
   * Rows of a ghost, at least 2: each ghost of a batch is normalized by itself. Default:
   * the batch is one.
   */
  readonly ghostSize?: number;
}

/**
 * The constants of each convention. All of them normalize the batch with its biased
 * variance; what they differ in is what inference gets.
 *
 * - "book": what the post's code follows.
 * - "pytorch": `torch.nn.BatchNorm1d`'s defaults.
 * - "keras": `keras.layers.BatchNormalization`'s defaults, and TensorFlow.js's.
 * - "paper": algorithm 2 has no moving average. It takes the mean over training
 *   batches of their means and of their unbiased variances, each batch weighing the
 *   same: "cumulative" here, over all batches seen, so that the start counts only
 *   before the first. (The network moves meanwhile; `recalibrate` measures the
 *   trained one.) The paper gives no eps, so PyTorch's stands here.
 *
 * @see Ioffe and Szegedy (2015), "Batch normalization", section 3.1 and algorithm 2;
 * Saito (2016), "Deep Learning from Scratch", section 6.3.
 *
 * @example
 * ```ts
 * import { batchNormalizationConventions } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const { momentum, momentumWeighs } = batchNormalizationConventions.pytorch;
 * assertEquals([momentum, momentumWeighs], [0.1, "new"]);
 * ```
 */
export const batchNormalizationConventions: Readonly<
  Record<BatchNormalizationConvention, BatchNormalizationConstants>
> = {
  paper: {
    eps: 1e-5,
    momentum: "cumulative",
    momentumWeighs: "old",
    runningMean: 0,
    runningVariance: 1,
    estimator: "unbiased",
  },
  book: {
    eps: 1e-6,
    momentum: 0.9,
    momentumWeighs: "old",
    runningMean: 0,
    runningVariance: 0,
    estimator: "biased",
  },
  pytorch: {
    eps: 1e-5,
    momentum: 0.1,
    momentumWeighs: "new",
    runningMean: 0,
    runningVariance: 1,
    estimator: "unbiased",
  },
  keras: {
    eps: 1e-3,
    momentum: 0.99,
    momentumWeighs: "old",
    runningMean: 0,
    runningVariance: 1,
    estimator: "biased",
  },
};

/**
 * A layer's constants, those given and the convention's for the rest, and its ghosts' size.
 *
 * @param making What cannot be done otherwise: "make BatchNormalization".
 * @param options What was given.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @throws {RangeError} if one is outside its range.
 */
export function readConstants(
  making: string,
  options: BatchNormalizationOptions,
): BatchNormalizationConstants & { readonly ghostSize: number | undefined } {
  const read = readOptions(making, options, {
    convention: oneOf(["paper", "book", "pytorch", "keras"]).or("book"),
    eps: number({ least: 0 }).optional,
    momentum: anything<number | "cumulative">().optional,
    momentumWeighs: oneOf(["old", "new"]).optional,
    runningMean: number().optional,
    runningVariance: number({ least: 0 }).optional,
    estimator: oneOf(["biased", "unbiased"]).optional,
    ghostSize: count(2).optional,
  });
  const { convention, ghostSize, ...given } = read;
  const constants = { ...batchNormalizationConventions[convention] };
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) Object.assign(constants, { [name]: value });
  }
  const { momentum, momentumWeighs } = constants;
  if (momentum !== "cumulative") {
    const interval = momentumWeighs === "old"
      ? { least: 0, below: 1 }
      : { above: 0, most: 1 };
    checkNumber(making, "momentum", momentum, interval);
  }
  return { ...constants, ghostSize };
}
