import type { Data } from "../datasets/data.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { forwardThrough, gradientsThrough } from "../layers/pass.ts";
import { PENALTY, type Penalty } from "../losses/l2_penalty.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { batchRows } from "../matrix/batch_rows.ts";
import { checked, count, functionOf, readOptions } from "../check/options.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { listed } from "../storage/listed.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rowRange } from "../storage/row_range.ts";
import {
  nearby,
  nearCopy,
  outermostWorkspace,
  outside,
  workspace,
} from "../storage/workspace.ts";
import { OPTIMIZER, type Optimizer } from "../optimizers/optimizer.ts";
import { RNG, type Rng } from "../random/rng.ts";
import { sampleIndices } from "../random/sample_indices.ts";
import { checkData, checkLabels } from "./check_data.ts";
import { shareRight } from "./accuracy.ts";

/** How a network is trained. */
export interface TrainOptions {
  /** Moves the parameters. */
  readonly optimizer: Optimizer;
  /** Examples a batch, drawn with replacement. */
  readonly batchSize: number;
  /** How many batches are drawn, each followed by one update. */
  readonly updates: number;
  /** Draws the batches; give it a generator of its own. */
  readonly rng: Rng;
  /** Added to the loss, as in `l2Penalty({ lambda: 1e-4 })`. Default: none. */
  readonly penalty?: Penalty;
  /**
   * The accuracy is measured after update 1, 1 + evaluateEvery,
   * 1 + 2 evaluateEvery, ... Default: never.
   */
  readonly evaluateEvery?: number;
  /** Held-out examples, whose accuracy is measured at the same updates. */
  readonly test?: Data;
  /** Called after each update. */
  readonly onProgress?: (progress: {
    /** Updates that were made. */
    done: number;
    /** Updates in all. */
    total: number;
  }) => void;
}

/** What a training run went through. */
export interface TrainHistory {
  /** The loss of each update's batch before the update, in nats; penalty included. */
  readonly losses: number[];
  /** The updates after which the accuracy was measured: 1, ... */
  readonly evaluatedAt: number[];
  /** Accuracy over all the training data at those, each in [0, 1]. */
  readonly trainAccuracy: number[];
  /** Accuracy over the test data at those, if there is test data. */
  readonly testAccuracy?: number[];
}

/**
 * Trains a classifier: for each update, a batch, softmax cross-entropy (and the
 * penalty, if there is one), the gradient, one step of the optimizer.
 *
 * Runs to its end without giving way, so that an interrupt in a notebook stops it
 * at once and keeps what was learned.
 *
 * @param net N x features -> N x classes; it is trained in place.
 * @param data What it learns from.
 * @param options How.
 * @throws {RangeError} if the data (or the test data) is empty, ragged or not
 * finite, or does not fit the network, or a count is below 1; nothing has been trained
 * then.
 * @throws {TypeError} if an argument or an option is of another kind, or there is no such
 * option; nothing has been trained then either.
 *
 * @example
 * ```ts
 * import { Matrix, mlp, normal, relu, seeded, SGD, train } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const data = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const init = normal({ std: 0.1 });
 * const net = mlp([2, 2], { activation: relu, init, rng: seeded("weights") });
 * const history = train(net, data, {
 *   optimizer: new SGD({ lr: 1 }),
 *   batchSize: 2,
 *   updates: 21,
 *   rng: seeded("batches"),
 *   evaluateEvery: 20,
 * });
 * assertEquals(history.evaluatedAt, [1, 21]);
 * assertEquals(history.trainAccuracy[1], 1);
 * ```
 */
export function train(
  net: Layer,
  data: Data,
  options: TrainOptions,
): TrainHistory {
  const doing = "train";
  checkLayer(doing, "net", net);
  checkData(doing, "data", data);
  const settings = readOptions(doing, options, {
    optimizer: OPTIMIZER,
    batchSize: count(),
    updates: count(),
    rng: RNG,
    evaluateEvery: count().optional,
    test: checked(checkData).optional,
    penalty: PENALTY.optional,
    onProgress: functionOf<NonNullable<TrainOptions["onProgress"]>>().optional,
  });
  const { optimizer, batchSize, updates, rng, test, onProgress } = settings;
  const { evaluateEvery, penalty } = settings;
  // Once a run, what would otherwise show in the middle of one.
  for (const [name, examples] of Object.entries({ data, test })) {
    if (examples === undefined) continue;
    checkFinite(doing, `${name}.x`, examples.x);
    checkLabels(doing, name, examples, outputsOf(net, examples.x));
  }

  const loss = new SoftmaxCrossEntropy();
  // Whole from the start: a list that grows is copied as it does, some MB at a time.
  const losses = new Float64Array(updates);
  const evaluatedAt: number[] = [];
  const trainAccuracy: number[] = [];
  const testAccuracy: number[] = [];
  const step = (data: Data): number => {
    const size = data.t.length;
    const batch = outside(() => sampleIndices(rng, size, batchSize));
    const logits = forwardThrough(net, batchRows(data.x, batch), "train");
    const nats = loss.forward(logits, batch.map((i) => data.t[i]));
    gradientsThrough(net, loss.backward());
    // A penalty or an optimizer of a user's may keep what it makes.
    return outside(() => {
      const penalized = nats + (penalty?.loss(net.params) ?? 0);
      penalty?.addGradients(net.params);
      optimizer.update(net.params);
      return penalized;
    });
  };
  const run = () => {
    // Where the kernel works on them without copying, for all evaluations.
    const near = { x: listed(nearCopy(data.x)), t: data.t };
    const nearTest = test && { x: listed(nearCopy(test.x)), t: test.t };
    for (let update = 1; update <= updates; update++) {
      losses[update - 1] = workspace(() => step(near));
      if (evaluateEvery && (update - 1) % evaluateEvery === 0) {
        evaluatedAt.push(update);
        trainAccuracy.push(shareRight(net, near));
        if (nearTest) testAccuracy.push(shareRight(net, nearTest));
      }
      if (onProgress) {
        outside(() => onProgress({ done: update, total: updates }));
      }
    }
  };
  const params = net.params.flatMap(({ value, grad }) => [value, grad]);
  outermostWorkspace(() => nearby(params, run));
  return {
    losses: Array.from(losses),
    ...{ evaluatedAt, trainAccuracy },
    ...(test && { testAccuracy }),
  };
}

/**
 * How many outputs a network has: those for one example, in "infer" mode, which leaves
 * the network as it was.
 */
function outputsOf(net: Layer, x: Matrix): number {
  return outermostWorkspace(() =>
    forwardThrough(net, rowRange(x, 0, 1), "infer").columns
  );
}
