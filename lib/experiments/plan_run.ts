// Trains the network of one plan. Workers import this module, and call `run`.

import type { Data } from "../datasets/data.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { normal } from "../initializers/normal.ts";
import { mlp } from "../networks/mlp.ts";
import { seeded } from "../random/seeded.ts";
import type { Matrix } from "../storage/matrix.ts";
import { leave } from "../storage/resident.ts";
import { putNumbers } from "../storage/rows.ts";
import { accuracy } from "../training/accuracy.ts";
import { train as trainNetwork } from "../training/train.ts";
import {
  ACTIVATIONS,
  AFFINES,
  INITIALIZERS,
  LOSSES,
  NORMALIZATIONS,
  OPTIMIZERS,
  PENALTIES,
} from "./_parts.ts";
import { classesOf } from "./_classes_of.ts";
import { make } from "./_named.ts";
import { dataOf, type SharedData } from "./_shared_data.ts";
import { type ByLayer, isList, type TrainPlan } from "./plan.ts";

/** What all networks have in common. */
export interface Common {
  readonly train: Data | SharedData;
  readonly test?: Data | SharedData;
}

/** What a network gave. */
export interface Trained {
  /** Accuracy over all of `train` after the last update, in [0, 1]. */
  readonly trainAccuracy: number;
  /** The same over `test`, if it was given. */
  readonly testAccuracy?: number;
  /** Accuracies along the way, if the plan has `evaluateEvery`. */
  readonly curve?: {
    /** The updates after which they were measured: 1, 1 + evaluateEvery, ... */
    readonly updates: number[];
    /** Accuracy over all of `train` at those. */
    readonly trainAccuracy: number[];
    /** The same over `test`, if it was given. */
    readonly testAccuracy?: number[];
  };
  /** The loss of each update's batch, in nats unless it is another, penalty included, if recorded. */
  readonly losses?: number[];
}

/** One network of many: what its plan gave. */
export interface TrainAllRun<Label = unknown> extends Trained {
  /** Its plan's. */
  readonly label: Label;
  /** Its parameters after the last update, first layer to last, if recorded. */
  readonly params?: {
    /** Its letter in the layer's formula: "W". */
    readonly name: string;
    /** Its numbers. */
    readonly value: Matrix;
  }[];
}

/** A network's parameter as plain data: its numbers lie row by row. */
export interface Numbers {
  readonly name: string;
  readonly columns: number;
  readonly numbers: Float64Array;
}

/** What a network gave, as a worker hands it over. */
export type Outcome = Trained & { readonly params?: readonly Numbers[] };

/** Trains the network; depends on nothing but the plan and the data. */
export function run(
  plan: TrainPlan,
  common: Common,
  alive?: () => void,
): Outcome {
  const { batchSize, updates, evaluateEvery, loss, penalty, clipNorm } = plan;
  const { record = [] } = plan;
  const train = dataOf(common.train), test = common.test && dataOf(common.test);
  const net = networkOf(plan, train.x.columns, classesOf(train, test));
  const history = trainNetwork(net, train, {
    optimizer: make(OPTIMIZERS, plan.optimizer),
    batchSize,
    updates,
    rng: seeded(plan.batchSeed),
    loss: loss && make(LOSSES, loss),
    penalty: penalty && make(PENALTIES, penalty),
    clipNorm,
    evaluateEvery,
    test: evaluateEvery === undefined ? undefined : test,
    onProgress: alive,
  });
  const { losses, evaluatedAt, trainAccuracy, testAccuracy } = history;
  const curve = { trainAccuracy, ...(testAccuracy && { testAccuracy }) };
  const isMeasured = evaluatedAt.at(-1) === updates;
  const atEnd = (data: Data, measured: number[] = []) =>
    isMeasured ? measured.at(-1)! : accuracy(net, data);
  const outcome = {
    trainAccuracy: atEnd(train, trainAccuracy),
    ...(test && { testAccuracy: atEnd(test, testAccuracy) }),
    ...(evaluateEvery && { curve: { updates: evaluatedAt, ...curve } }),
    ...(record.includes("losses") && { losses }),
    ...(record.includes("params") && {
      params: net.params.map(({ name, value }) => numbersOf(name, value)),
    }),
  };
  // What is only forgotten is not given back before the event loop turns.
  for (const { value, grad } of net.params) [value, grad].forEach(leave);
  return outcome;
}

/** The network that a plan starts from. */
function networkOf(plan: TrainPlan, features: number, classes: number) {
  const { hidden, init, biasInit, biasStd, normalization, affine } = plan;
  const biases = biasStd === undefined ? undefined : normal({ std: biasStd });
  return mlp([features, ...hidden, classes], {
    activation: make(ACTIVATIONS, plan.activation),
    init: initializerOf(init),
    biasInit: biases
      ? (rng, _, fanOut) => biases(rng, 1, fanOut)
      : biasInit && initializerOf(biasInit),
    normalization: normalization && make(NORMALIZATIONS, normalization),
    affine: affine && make(AFFINES, affine),
    rng: seeded(plan.weightSeed),
  });
}

/** Draws one layer after the other, as `mlp` does. */
function initializerOf(byLayer: ByLayer): Initializer {
  if (!isList(byLayer)) return make(INITIALIZERS, byLayer);
  const inits = byLayer.map((one) => make(INITIALIZERS, one));
  let layer = 0;
  return (rng, fanIn, fanOut) => inits[layer++](rng, fanIn, fanOut);
}

function numbersOf(name: string, value: Matrix): Numbers {
  const { rows, columns } = value;
  const numbers = putNumbers(value, new Float64Array(rows * columns));
  return { name, columns, numbers };
}
