import type { TargetData } from "../datasets/data.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { layersWithin } from "../layers/owners.ts";
import { forwardThrough, gradientsThrough } from "../layers/pass.ts";
import { PENALTY, type Penalty } from "../losses/l2_penalty.ts";
import {
  checkTargets,
  LOSS,
  type Loss,
  lossGradient,
  lossThrough,
} from "../losses/loss.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { batchRows } from "../matrix/batch_rows.ts";
import {
  checked,
  count,
  functionOf,
  kind,
  number,
  oneOf,
  optionsOf,
  readOptions,
} from "../check/options.ts";
import { checkGiven } from "../check/kinds.ts";
import { checkBatch, checkFinite } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rowRange } from "../storage/row_range.ts";
import {
  bringNear,
  outermostWorkspace,
  outside,
  ownWorkspace,
} from "../storage/workspace.ts";
import { clipGradients } from "../optimizers/clip_gradients.ts";
import { OPTIMIZER, type Optimizer } from "../optimizers/optimizer.ts";
import { RNG, type Rng } from "../random/rng.ts";
import { batches, checkLastBatch, SAMPLING } from "./_batches.ts";
import { Best } from "./_best.ts";
import { MeasuredSet } from "./_measured_set.ts";
import type { Measured } from "./_evaluate.ts";
import { scheduleOf } from "./_schedule.ts";
import { heldOut, splitOff } from "./_split_off.ts";
import { targetsOf } from "./_targets_at.ts";
import { checkTargetData } from "./check_data.ts";

/** Examples and their targets. */
const EXAMPLES = checked<TargetData>(checkTargetData);
/** A share of the data, or examples. */
const VALIDATION = kind<number | TargetData>((doing, name, value) =>
  typeof value === "number"
    ? number({ above: 0, below: 1 }).read(doing, name, value)
    : EXAMPLES.read(doing, name, value)
);
/** How many updates lie between two measurements, or an epoch. */
const EVERY = kind<number | "epoch">((doing, name, value) =>
  value === "epoch" ? value : count().read(doing, name, value)
);
/** When training ends early. */
const EARLY_STOPPING = optionsOf<EarlyStopping>({
  patience: count(),
  minDelta: number({ least: 0 }).optional,
  measure: oneOf(["loss", "accuracy"]).optional,
});

/** When training ends early, and by what. */
export interface EarlyStopping {
  /** It ends after so many measurements in a row that are no better than the best. */
  readonly patience: number;
  /** By how much a measurement must be better than the best to be the best. Default: 0. */
  readonly minDelta?: number;
  /** What is compared: the loss over the validation examples, or the accuracy. Default: "loss". */
  readonly measure?: "loss" | "accuracy";
}

/** How a network is trained. */
export interface TrainOptions {
  /** Moves the parameters. */
  readonly optimizer: Optimizer;
  /** Examples a batch. */
  readonly batchSize: number;
  /** How many batches are drawn, each followed by one update. Or `epochs`. */
  readonly updates?: number;
  /**
   * Instead of `updates`: how many times as many examples are drawn as there are (without
   * those that validate), in ceil(examples / batchSize) batches each. If `sampling` is
   * "withoutReplacement", each time is one pass over all of them.
   */
  readonly epochs?: number;
  /** Draws the validation examples and the batches; give it a generator of its own. */
  readonly rng: Rng;
  /**
   * How batches are drawn. "withReplacement": each example of each batch anew, of all.
   * "withoutReplacement": each example once an epoch, in an order that is drawn for each epoch;
   * the last batch of an epoch holds the rest, if batchSize does not divide the number of
   * examples, and its loss is the mean over those alone. Default: "withReplacement".
   */
  readonly sampling?: "withReplacement" | "withoutReplacement";
  /** How far outputs are from targets. Default: `new SoftmaxCrossEntropy()`. */
  readonly loss?: Loss;
  /** Added to the loss, as in `l2Penalty({ lambda: 1e-4 })`. Default: none. */
  readonly penalty?: Penalty;
  /**
   * The most that the gradients' L2 norm may be, over all parameters together, penalty included:
   * above it they are scaled down to it, as `clipGradients` does. Default: no limit.
   */
  readonly clipNorm?: number;
  /**
   * Losses and accuracies are measured after update 1, 1 + evaluateEvery,
   * 1 + 2 evaluateEvery, ... or after the last update of each "epoch". Default: "epoch" where
   * there is `validation`, else never.
   */
  readonly evaluateEvery?: number | "epoch";
  /** Held-out examples, which are measured at the same updates. */
  readonly test?: TargetData;
  /**
   * Examples that are measured at the same updates, and that it may stop early by: a
   * share of the data, in (0, 1), which `rng` chooses before the first batch and which is not
   * trained on; or examples of their own, which stay the same where a second call trains on.
   * Default: none.
   */
  readonly validation?: number | TargetData;
  /**
   * Ends training when the validation examples say that it gets no better. The network
   * then has the parameters and buffers (running averages) that it had when it was best, also
   * where the updates ran out first; the optimizer stays where it came to. Default: it does not.
   */
  readonly earlyStopping?: EarlyStopping;
  /** Called after each update. */
  readonly onProgress?: (progress: {
    /** Updates that were made. */
    done: number;
    /** Updates in all; fewer are made where training stops early. */
    total: number;
  }) => void;
}

/**
 * What a training run went through. Accuracies are of targets that are classes alone: for others
 * there are none.
 */
export interface TrainHistory {
  /**
   * The loss of each update's batch before the update, in the loss's unit (nats, unless
   * it is another); penalty included.
   */
  readonly losses: number[];
  /** The updates after which everything else was measured: 1, ... */
  readonly evaluatedAt: number[];
  /** The mean loss over all the training data at those, without penalty, in "infer" mode. */
  readonly trainLoss: number[];
  /** Accuracy over all the training data at those, each in [0, 1]. */
  readonly trainAccuracy: number[];
  /** The mean loss over the test data at those, if there is test data. */
  readonly testLoss?: number[];
  /** Accuracy over the test data at those, if there is test data. */
  readonly testAccuracy?: number[];
  /** The mean loss over the validation examples at those, if there are any. */
  readonly validationLoss?: number[];
  /** Accuracy over the validation examples at those, if there are any. */
  readonly validationAccuracy?: number[];
  /** With `earlyStopping`, the update after which it was best: the network's state now. */
  readonly bestAt?: number;
  /** The last update, if it stopped early. */
  readonly stoppedAt?: number;
}

/**
 * Trains a network: for each update, a batch, the loss (and the penalty, if there is one), the
 * gradient, one step of the optimizer.
 *
 * Runs to its end without giving way, so that an interrupt in a notebook stops it
 * at once and keeps what was learned.
 *
 * @param net N x features -> N x outputs; it is trained in place.
 * @param data What it learns from: targets as the loss takes them, classes unless it is told
 * another.
 * @param options How it is trained.
 * @returns Its losses, one an update, and what was measured on the way.
 * @throws {RangeError} if the data (or the test data, or the validation examples) is empty, ragged
 * or not finite, or does not fit the network or the loss, or an option is out of its range, or two
 * contradict each other; nothing has been trained then.
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
 *
 * @example Numbers as targets, in epochs, until the validation loss gets no better
 * ```ts
 * import { Adam, he, MeanSquaredError, mlp, randn, seeded, tanh, train } from "weightlab";
 * import { assertEquals, assertLess } from "@std/assert";
 *
 * const x = randn(seeded("x"), 300, 2);
 * const t = x.to2DArray().map(([a, b]) => a * b);
 * const net = mlp([2, 20, 1], { activation: tanh, init: he(), rng: seeded("weights") });
 * const history = train(net, { x, t }, {
 *   loss: new MeanSquaredError(),
 *   optimizer: new Adam({ lr: 0.02 }),
 *   batchSize: 16,
 *   sampling: "withoutReplacement",
 *   epochs: 200,
 *   validation: 0.2,
 *   earlyStopping: { patience: 20 },
 *   rng: seeded("batches"),
 * });
 * const { validationLoss, evaluatedAt, bestAt } = history;
 * const best = validationLoss![evaluatedAt.indexOf(bestAt!)];
 * assertEquals(best, Math.min(...validationLoss!));
 * assertLess(best, validationLoss![0] / 5);
 * ```
 */
export function train(
  net: Layer,
  data: TargetData,
  options: TrainOptions,
): TrainHistory {
  const doing = "train";
  checkLayer(doing, "net", net);
  checkLasting(doing, net);
  checkTargetData(doing, "data", data);
  const settings = readOptions(doing, options, {
    optimizer: OPTIMIZER,
    batchSize: count(),
    updates: count().optional,
    epochs: count().optional,
    rng: RNG,
    sampling: oneOf(SAMPLING).or("withReplacement"),
    loss: LOSS.optional,
    penalty: PENALTY.optional,
    clipNorm: number({ above: 0 }).optional,
    evaluateEvery: EVERY.optional,
    test: EXAMPLES.optional,
    validation: VALIDATION.optional,
    earlyStopping: EARLY_STOPPING.optional,
    onProgress: functionOf<NonNullable<TrainOptions["onProgress"]>>().optional,
  });
  const { optimizer, batchSize, rng, sampling, penalty, clipNorm } = settings;
  const { validation, earlyStopping, onProgress } = settings;
  const { loss = new SoftmaxCrossEntropy() } = settings;

  // Once a run, what would otherwise show in the middle of one.
  const check = (name: string, { x, t }: TargetData): Measured => {
    checkBatch(doing, `${name}.x`, x, data.x.columns);
    checkFinite(doing, `${name}.x`, x);
    const outputs = outputsOf(net, x);
    return { x, t, kind: checkTargets(loss, doing, `${name}.t`, t, outputs) };
  };
  const whole = check("data", data);
  const test = settings.test && check("test", settings.test);
  const theirs = typeof validation === "object"
    ? check("validation", validation)
    : undefined;
  const all = data.x.rows;
  const held = typeof validation === "number"
    ? heldOut(doing, validation, all)
    : 0;
  const perEpoch = Math.ceil((all - held) / batchSize);
  const { evaluateEvery = validation && "epoch" } = settings;
  const { updates, isMeasured } = scheduleOf(
    doing,
    { ...settings, every: evaluateEvery },
    perEpoch,
  );
  if (sampling === "withoutReplacement" && updates >= perEpoch) {
    checkLastBatch(doing, net, all - held, batchSize);
  }
  if (earlyStopping) {
    checkStopping(doing, earlyStopping, theirs ?? whole, validation);
  }

  const [learned, validating] = held > 0
    ? outside(() => splitOff(whole, held, rng))
    : [whole, theirs];
  const sets = {
    train: new MeasuredSet(learned),
    test: test && new MeasuredSet(test),
    validation: validating && new MeasuredSet(validating),
  };
  const best = earlyStopping && new Best(net, earlyStopping);
  const next = batches(sampling, rng, all - held, batchSize);
  // Whole from the start: a list that grows is copied as it does, some MB at a time.
  const losses = new Float64Array(updates);
  const evaluatedAt: number[] = [];
  const step = ({ x, t }: TargetData): number => {
    const batch = outside(next);
    const outputs = forwardThrough(net, batchRows(x, batch), "train");
    const mean = lossThrough(loss, outputs, targetsOf(t, batch));
    gradientsThrough(net, lossGradient(loss));
    // A penalty or an optimizer of a user's may keep what it makes; moments may move near.
    return outside(() => {
      const extra = penalty ? penalty.loss(net.params) : 0;
      checkGiven("compute the penalty", "its loss", extra);
      penalty?.addGradients(net.params);
      if (clipNorm !== undefined) clipGradients(net.params, { norm: clipNorm });
      optimizer.update(net.params);
      return mean + extra;
    }, true);
  };
  /** Measures the network; whether it is to stop. */
  const measure = (update: number): boolean => {
    evaluatedAt.push(update);
    sets.train.measure(net, loss);
    sets.test?.measure(net, loss);
    const found = sets.validation?.measure(net, loss);
    if (!best || !found) return false;
    const { measure } = earlyStopping;
    const byAccuracy = measure === "accuracy";
    return best.see(update, byAccuracy ? -found.accuracy! : found.loss);
  };
  /** The updates that were made. */
  const run = (): number => {
    // Where the kernel works on them without copying, for all updates and evaluations.
    bringNear(net.params.flatMap(({ value, grad }) => [value, grad]));
    for (const set of Object.values(sets)) set?.bringNear();
    for (let update = 1; update <= updates; update++) {
      losses[update - 1] = ownWorkspace(() => step(sets.train.examples));
      const isOver = isMeasured(update) && measure(update);
      if (onProgress) {
        outside(() => onProgress({ done: update, total: updates }));
      }
      if (isOver) return update;
    }
    return updates;
  };
  const made = outermostWorkspace(run);
  best?.restore();
  const { train, test: tested, validation: validated } = sets;
  return {
    losses: Array.from(losses.subarray(0, made)),
    evaluatedAt,
    trainLoss: train.curve.loss,
    trainAccuracy: train.curve.accuracy ?? [],
    ...named(tested, "testLoss", "testAccuracy"),
    ...named(validated, "validationLoss", "validationAccuracy"),
    ...(best && { bestAt: best.at }),
    ...(made < updates && { stoppedAt: made }),
  };
}

/** A curve by the names that a history has for it. */
function named<L extends string, A extends string>(
  set: MeasuredSet | undefined,
  loss: L,
  accuracy: A,
): { [K in L | A]?: number[] } {
  const curve = set?.curve;
  return {
    ...(curve && { [loss]: curve.loss }),
    ...(curve?.accuracy && { [accuracy]: curve.accuracy }),
  } as { [K in L | A]?: number[] };
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

/** Refuses layers that make their parameters anew each time: optimizers remember by the objects. */
function checkLasting(doing: string, net: Layer): void {
  for (const layer of layersWithin(net)) {
    const again = layer.params;
    layer.params.forEach((param, i) => {
      if (again[i] === param) return;
      throw new TypeError(
        `Cannot ${doing}: params of ${layer.name} must stay the same objects, got another ${param.name}`,
      );
    });
  }
}

/** Refuses early stopping that has nothing to go by. */
function checkStopping(
  doing: string,
  { measure }: EarlyStopping,
  { kind }: Measured,
  validation: TrainOptions["validation"],
): void {
  if (validation === undefined) {
    throw new RangeError(
      `Cannot ${doing}: with earlyStopping there must be validation, a share such as 0.1 or examples, got undefined`,
    );
  }
  if (measure === "accuracy" && kind !== "classes") {
    throw new RangeError(
      `Cannot ${doing}: earlyStopping.measure must be "loss" where targets are no array of classes, got accuracy`,
    );
  }
}
