import { checkPlain } from "../check/kinds.ts";
import { checkCount } from "../check/numbers.ts";
import {
  checked,
  count,
  type Kind,
  kind,
  listOf,
  number,
  oneOf,
  optionsOf,
  thatIs,
} from "../check/options.ts";
import { checkSeed } from "../random/seeded.ts";
import {
  ACTIVATIONS,
  AFFINES,
  INITIALIZERS,
  LOSSES,
  NORMALIZATIONS,
  OPTIMIZERS,
  PENALTIES,
  type Rate,
  SCHEDULES,
} from "./_parts.ts";
import { type Named, named, nameOf } from "./_named.ts";

/**
 * How one network is made and trained, as plain data, so that any machine can do it: what it
 * becomes depends on nothing but its plan and the data.
 *
 * A part has the name under which the library exports it, and the constants that it takes
 * there: `{ name: "leakyRelu", slope: 0.1 }`. One that needs no constant may be its name
 * alone: `"relu"`. Constants that are functions stay at their defaults, but for learning rates,
 * which name a schedule.
 */
export interface TrainPlan<Label = unknown> {
  /** What tells it from other plans: plain data, which its run and its errors carry. */
  readonly label?: Label;
  /**
   * Units of each hidden layer. The width of the input and the number of classes are those
   * of the data: 1 + the largest label, a held-out one too.
   */
  readonly hidden: readonly number[];
  /** The function behind every hidden layer: "relu"; or "PRelu", which learns its slopes. */
  readonly activation: Named<typeof ACTIVATIONS>;
  /** Draws the weights, "he": of every layer, or one for each, the output layer's last. */
  readonly init: ByLayer;
  /** Draws the biases likewise, as `mlp`'s `biasInit` does. Default: zeros. */
  readonly biasInit?: ByLayer;
  /**
   * Instead: the standard deviation of normal biases, drawn as 1 x units, in each layer
   * after its weights. Default: zeros.
   */
  readonly biasStd?: number;
  /** What is between affine map and activation: "BatchNormalization". Default: nothing. */
  readonly normalization?: Named<typeof NORMALIZATIONS>;
  /** Makes every affine map: "WeightNormalizedAffine". Default: "Affine". */
  readonly affine?: Named<typeof AFFINES>;
  /**
   * Moves the parameters: `{ name: "SGD", lr: 0.01 }`. A `Rate` is a number, or a schedule:
   * `{ name: "constantRate", lr }`, `{ name: "stepDecay", lr, every, factor? }`,
   * `{ name: "cosineDecay", lr, updates, end? }` or
   * `{ name: "linearWarmup", updates, then, start? }`, whose `then` is a `Rate`.
   */
  readonly optimizer: Named<typeof OPTIMIZERS>;
  /**
   * How far outputs are from classes: "MeanSquaredError", which wants 1 for the class and 0
   * for the others. Default: "SoftmaxCrossEntropy".
   */
  readonly loss?: Named<typeof LOSSES>;
  /** Added to the loss: `{ name: "l2Penalty", lambda: 1e-4 }`. Default: none. */
  readonly penalty?: Named<typeof PENALTIES>;
  /** The most that the gradients' L2 norm may be, as `train` has it. Default: no limit. */
  readonly clipNorm?: number;
  /** Examples a batch, drawn with replacement. */
  readonly batchSize: number;
  /** How many batches are drawn, each followed by one update. */
  readonly updates: number;
  /** Seeds the generator of the weights. */
  readonly weightSeed: string | number;
  /** Seeds the generator of the batches. */
  readonly batchSeed: string | number;
  /** The curve is measured after update 1, 1 + evaluateEvery, ... Default: no curve. */
  readonly evaluateEvery?: number;
  /** What is recorded beside the accuracy: each update's loss, the parameters at the end. */
  readonly record?: readonly ("losses" | "params")[];
}

type Init = Named<typeof INITIALIZERS>;

/** One for all layers, or one for each. */
export type ByLayer = Init | readonly Init[];

/** Whether it is one for each layer. */
export function isList(byLayer: ByLayer): byLayer is readonly Init[] {
  return Array.isArray(byLayer);
}

/** Held to be one for all layers, or a list; how long it must be says the plan. */
const byLayer = kind<ByLayer>((...asked) => {
  const [, name, value] = asked;
  const one = named(INITIALIZERS);
  return Array.isArray(value)
    ? listOf(one, undefined, (i) => `${name}[${i}]`).read(...asked)
    : one.read(...asked);
});

const NUMBER = thatIs<number>(
  'a number, or a schedule such as { name: "cosineDecay", lr: 0.1, updates: 100 }',
  (rate) => typeof rate === "number",
);

/** A learning rate as data. */
const RATE: Kind<Rate> = kind((...asked) => {
  const [, , rate] = asked;
  const isPart = typeof rate === "object" && rate && !Array.isArray(rate);
  return (isPart ? SCHEDULE : NUMBER).read(...asked);
});

const SCHEDULE = named(SCHEDULES, { then: RATE });

/** Examples that are normalized together must be two at least: one alone has no variance. */
function checkGhosts(doing: string, name: string, plan: TrainPlan): void {
  const { hidden, normalization, batchSize } = plan;
  if (nameOf(normalization) !== "BatchNormalization" || !hidden.length) return;
  checkCount(doing, `${name}.batchSize`, batchSize, 2);
  const ghostSize = typeof normalization === "object" &&
      "ghostSize" in normalization && normalization.ghostSize || Infinity;
  if (batchSize % ghostSize === 1) {
    throw new RangeError(
      `Cannot ${doing}: ${name}.batchSize must not leave a ghost of one example, got ${batchSize} in ghosts of ${ghostSize}`,
    );
  }
}

/** Groups of features must fill each hidden layer. */
function checkGroups(doing: string, name: string, plan: TrainPlan): void {
  const groups = groupsOf(plan.normalization);
  if (nameOf(plan.normalization) !== "GroupNormalization") return;
  for (const width of plan.hidden) {
    if (width % groups === 0 && width > groups) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name}.hidden must be widths that fill ${groups} equal groups of at least 2, got ${width}`,
    );
  }
}

/** Into how many groups a normalization divides a layer's features. */
function groupsOf(normalization: TrainPlan["normalization"]): number {
  return typeof normalization === "object" && "groups" in normalization
    ? normalization.groups
    : 1;
}

/** What each part of a plan must be by itself. */
const PARTS = optionsOf<TrainPlan>({
  label: checked(checkPlain).optional,
  hidden: listOf(count()),
  // An activation that learns says what it refuses when a layer is made, of any width.
  activation: named(ACTIVATIONS, {}, (f) => typeof f === "function" && f(1)),
  init: byLayer,
  biasInit: byLayer.optional,
  biasStd: number({ least: 0 }).optional,
  // Any width would do; of examples' normalizations a group has two features at least.
  normalization: named(NORMALIZATIONS, {}, (layer, plan) =>
    layer(2 * groupsOf(plan)))
    .optional,
  affine: named(AFFINES).optional,
  optimizer: named(OPTIMIZERS, { lr: RATE }),
  loss: named(LOSSES).optional,
  penalty: named(PENALTIES).optional,
  clipNorm: number({ above: 0 }).optional,
  batchSize: count(),
  updates: count(),
  weightSeed: checked(checkSeed),
  batchSeed: checked(checkSeed),
  evaluateEvery: count().optional,
  record: listOf(oneOf(["losses", "params"])).optional,
});

/** A plan, whose parts must fit each other too. */
export const trainPlan: Kind<TrainPlan> = kind((doing, name, value) => {
  const plan = PARTS.read(doing, name, value);
  const refuse = (must: string, got: string | number) => {
    throw new RangeError(`Cannot ${doing}: ${name}${must}, got ${got}`);
  };
  const layers = plan.hidden.length + 1;
  for (const part of ["init", "biasInit"] as const) {
    const inits = plan[part];
    if (inits && isList(inits) && inits.length !== layers) {
      refuse(
        `.${part} must be one for all layers, or one for each of the ${layers}`,
        inits.length,
      );
    }
  }
  if (plan.biasInit !== undefined && plan.biasStd !== undefined) {
    refuse(" must have one of biasInit and biasStd", "both");
  }
  checkGhosts(doing, name, plan);
  checkGroups(doing, name, plan);
  return plan;
});
