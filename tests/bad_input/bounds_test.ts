import { assertEquals } from "@std/assert";
import {
  AdaGrad,
  Adam,
  AdamW,
  BatchNormalization,
  classCounts,
  diagnose,
  Dropout,
  elu,
  gaussianMean,
  GroupNormalization,
  he,
  l2Penalty,
  LayerNormalization,
  lsuv,
  meanInterval,
  mlp,
  Momentum,
  Nesterov,
  normal,
  orthogonal,
  PRelu,
  randn,
  relu,
  RMSNormalization,
  RMSProp,
  sampleIndices,
  seeded,
  SGD,
  shareInterval,
  sparse,
  tanh,
  train,
  truncatedNormal,
  uniform,
  varianceScaling,
} from "weightlab";
import {
  depthSweep,
  outputScaleSweep,
  propagate,
  trainTo,
  weightScales,
  weightScaleSweep,
} from "weightlab/experiments";
import {
  chi,
  correlationMap,
  criticalSigmaW,
  lengthByLayer,
  lengthMap,
  outputDistribution,
  signalPropagation,
} from "weightlab/theory";
import { histogramCounts, lossCurves, table } from "weightlab/charts";
import { drawn } from "../_property.ts";
import { examples, network } from "../training/_examples.ts";

// The other tables hold each refusal to its message; this one holds every bound to its
// place: what lies on it, a hair inside, and a hair outside.

/** Where a number may lie, as `checkNumber` and `checkCount` say it. */
interface Bounds {
  /** Only whole numbers. */
  readonly whole?: boolean;
  /** The smallest that is accepted. */
  readonly least?: number;
  /** What it must be above. */
  readonly above?: number;
  /** The largest that is accepted. */
  readonly most?: number;
  /** What it must be below. */
  readonly below?: number;
}

const x = drawn("x", 6, 4), data = examples(6), rng = seeded("bounds");
const parts = { activation: relu, init: he(), rng };
const training = () => ({
  optimizer: new SGD({ lr: 0.1 }),
  batchSize: 2,
  updates: 1,
  rng,
});
const small = { train: data, hidden: [2], updates: 1, workers: 1 };
const scales = { stds: [0.1], train: data, hidden: [2], epochs: 1, workers: 1 };
const trials = [{ hiddenStd: 0.1, outputStd: 0.1 }];
const { hidden: _, ...unhidden } = small;
const depthOptions = { ...unhidden, depths: [1], sigmaWs: [1], width: 2 };
const ensemble = { sigmaW: 1 };

const COUNT = { whole: true, least: 1 };
const ABOVE_0 = { above: 0 };
const LEAST_0 = { least: 0 };
const SHARE = { least: 0, most: 1 };
const DECAY = { least: 0, below: 1 };

const BOUNDS: readonly [
  name: string,
  call: (value: number) => unknown,
  bounds: Bounds,
][] = [
  ["SGD lr", (lr) => new SGD({ lr }), ABOVE_0],
  ["Momentum lr", (lr) => new Momentum({ lr }), ABOVE_0],
  [
    "Momentum momentum",
    (momentum) => new Momentum({ lr: 1, momentum }),
    DECAY,
  ],
  ["Nesterov lr", (lr) => new Nesterov({ lr }), ABOVE_0],
  [
    "Nesterov momentum",
    (momentum) => new Nesterov({ lr: 1, momentum }),
    DECAY,
  ],
  ["AdaGrad lr", (lr) => new AdaGrad({ lr }), ABOVE_0],
  ["RMSProp lr", (lr) => new RMSProp({ lr }), ABOVE_0],
  ["RMSProp decay", (decay) => new RMSProp({ lr: 1, decay }), DECAY],
  ["Adam lr", (lr) => new Adam({ lr }), ABOVE_0],
  ["Adam beta1", (beta1) => new Adam({ lr: 1, beta1 }), DECAY],
  ["Adam beta2", (beta2) => new Adam({ lr: 1, beta2 }), DECAY],
  ["AdamW lr", (lr) => new AdamW({ lr }), ABOVE_0],
  [
    "AdamW weightDecay",
    (weightDecay) => new AdamW({ lr: 1, weightDecay }),
    LEAST_0,
  ],
  ["l2Penalty lambda", (lambda) => l2Penalty({ lambda }), LEAST_0],
  ["elu alpha", (alpha) => elu({ alpha }), LEAST_0],
  ["normal std", (std) => normal({ std }), LEAST_0],
  ["truncatedNormal std", (std) => truncatedNormal({ std }), LEAST_0],
  ["uniform limit", (limit) => uniform({ limit }), LEAST_0],
  [
    "varianceScaling scale",
    (scale) =>
      varianceScaling({ scale, mode: "fanIn", distribution: "normal" }),
    LEAST_0,
  ],
  ["orthogonal gain", (gain) => orthogonal({ gain }), LEAST_0],
  ["sparse sparsity", (sparsity) => sparse({ sparsity, std: 1 }), SHARE],
  ["sparse std", (std) => sparse({ sparsity: 0.5, std }), LEAST_0],
  ["initializer fanIn", (fanIn) => he()(rng, fanIn, 2), COUNT],
  ["initializer fanOut", (fanOut) => he()(rng, 2, fanOut), COUNT],
  ["Dropout ratio", (ratio) => new Dropout(ratio, { rng }), DECAY],
  ["BatchNormalization features", (n) => new BatchNormalization(n), COUNT],
  [
    "BatchNormalization momentum",
    (momentum) => new BatchNormalization(1, { momentum }),
    DECAY,
  ],
  [
    "BatchNormalization momentum, weighing the new",
    (momentum) =>
      new BatchNormalization(1, { momentum, momentumWeighs: "new" }),
    { above: 0, most: 1 },
  ],
  [
    "BatchNormalization runningVariance",
    (runningVariance) => new BatchNormalization(1, { runningVariance }),
    LEAST_0,
  ],
  [
    "BatchNormalization features",
    (n) => new BatchNormalization(n, { ghostSize: 2 }),
    COUNT,
  ],
  [
    "BatchNormalization ghostSize",
    (ghostSize) => new BatchNormalization(1, { ghostSize }),
    { whole: true, least: 2 },
  ],
  [
    "LayerNormalization features",
    (n) => new LayerNormalization(n),
    { whole: true, least: 2 },
  ],
  ["RMSNormalization features", (n) => new RMSNormalization(n), COUNT],
  [
    "GroupNormalization groups",
    (groups) => new GroupNormalization(2 * groups, { groups }),
    COUNT,
  ],
  [
    "GroupNormalization features",
    (n) => new GroupNormalization(n, { groups: 1 }),
    { whole: true, least: 2 },
  ],
  ["PRelu features", (n) => new PRelu(n), COUNT],
  ["mlp size", (size) => mlp([2, size], parts), COUNT],
  ["lsuv tolerance", (tolerance) => lsuv(network(), x, { tolerance }), ABOVE_0],
  [
    "lsuv maxIterations",
    (maxIterations) => lsuv(network(), x, { maxIterations }),
    COUNT,
  ],
  [
    "train batchSize",
    (batchSize) => train(network(), data, { ...training(), batchSize }),
    COUNT,
  ],
  [
    "train updates",
    (updates) => train(network(), data, { ...training(), updates }),
    COUNT,
  ],
  [
    "train evaluateEvery",
    (evaluateEvery) => train(network(), data, { ...training(), evaluateEvery }),
    COUNT,
  ],
  ["randn rows", (rows) => randn(rng, rows, 2), { whole: true, least: 0 }],
  [
    "randn columns",
    (columns) => randn(rng, 2, columns),
    { whole: true, least: 0 },
  ],
  ["sampleIndices n", (n) => sampleIndices(rng, n, 2), COUNT],
  [
    "sampleIndices size",
    (size) => sampleIndices(rng, 2, size),
    { whole: true, least: 0 },
  ],
  [
    "meanInterval confidence",
    (confidence) => meanInterval([1, 2], { confidence }),
    { above: 0, below: 1 },
  ],
  [
    "shareInterval confidence",
    (confidence) => shareInterval(1, 2, { confidence }),
    { above: 0, below: 1 },
  ],
  ["shareInterval n", (n) => shareInterval(0, n), COUNT],
  [
    "shareInterval count",
    (count) => shareInterval(count, 3),
    { whole: true, least: 0, most: 3 },
  ],
  ["gaussianMean variance", (v) => gaussianMean(tanh, v), LEAST_0],
  ["gaussianMean scale", (s) => gaussianMean(tanh, 1, 0, s), LEAST_0],
  ["classCounts classes", (n) => classCounts(new Uint8Array(1), n), COUNT],
  [
    "histogramCounts bins",
    (bins) => histogramCounts([1], { bins, range: [0, 1] }),
    COUNT,
  ],
  [
    "propagate layers",
    (layers) => propagate(x, { ...parts, layers }),
    COUNT,
  ],
  ["weightScales from", (from) => weightScales({ from }), ABOVE_0],
  ["weightScales to", (to) => weightScales({ to }), ABOVE_0],
  [
    "weightScales count",
    (count) => weightScales({ count }),
    { whole: true, least: 2 },
  ],
  [
    "trainTo level",
    (level) =>
      trainTo(network(), data, {
        optimizer: new SGD({ lr: 0.1 }),
        batchSize: 2,
        rng,
        level,
        atMost: 5,
      }),
    SHARE,
  ],
  [
    "trainTo atMost",
    (atMost) =>
      trainTo(network(), data, {
        optimizer: new SGD({ lr: 0.1 }),
        batchSize: 2,
        rng,
        level: 1,
        atMost,
      }),
    COUNT,
  ],
  [
    "weightScaleSweep stds",
    (std) => weightScaleSweep({ ...scales, stds: [std] }),
    LEAST_0,
  ],
  [
    "weightScaleSweep batchSize",
    (batchSize) => weightScaleSweep({ ...scales, batchSize }),
    { whole: true, least: 2 },
  ],
  [
    "weightScaleSweep epochs",
    (epochs) => weightScaleSweep({ ...scales, epochs }),
    COUNT,
  ],
  [
    "weightScaleSweep workers",
    (workers) =>
      weightScaleSweep({ ...scales, workers: workers === 2 ? 1 : workers }),
    COUNT,
  ],
  [
    "outputScaleSweep hiddenStd",
    (hiddenStd) =>
      outputScaleSweep({
        ...small,
        seeds: [1],
        trials: [{ hiddenStd, outputStd: 1 }],
      }),
    LEAST_0,
  ],
  [
    "outputScaleSweep outputStd",
    (outputStd) =>
      outputScaleSweep({
        ...small,
        seeds: [1],
        trials: [{ hiddenStd: 1, outputStd }],
      }),
    LEAST_0,
  ],
  [
    "outputScaleSweep lr",
    (lr) => outputScaleSweep({ ...small, seeds: [1], trials, lr }),
    ABOVE_0,
  ],
  [
    "outputScaleSweep batchSize",
    (batchSize) =>
      outputScaleSweep({ ...small, seeds: [1], trials, batchSize }),
    { whole: true, least: 2 },
  ],
  [
    "outputScaleSweep updates",
    (updates) => outputScaleSweep({ ...small, seeds: [1], trials, updates }),
    COUNT,
  ],
  [
    "depthSweep depths",
    (depth) => depthSweep({ ...depthOptions, depths: [depth] }),
    COUNT,
  ],
  [
    "depthSweep sigmaWs",
    (sigmaW) => depthSweep({ ...depthOptions, sigmaWs: [sigmaW] }),
    ABOVE_0,
  ],
  [
    "depthSweep sigmaB",
    (sigmaB) => depthSweep({ ...depthOptions, sigmaB }),
    LEAST_0,
  ],
  ["depthSweep lr", (lr) => depthSweep({ ...depthOptions, lr }), ABOVE_0],
  [
    "depthSweep width",
    (width) => depthSweep({ ...depthOptions, width }),
    COUNT,
  ],
  [
    "depthSweep batchSize",
    (batchSize) => depthSweep({ ...depthOptions, batchSize }),
    COUNT,
  ],
  [
    "depthSweep updates",
    (updates) => depthSweep({ ...depthOptions, updates }),
    COUNT,
  ],
  ["lengthMap sigmaW", (sigmaW) => lengthMap(tanh, { sigmaW }), ABOVE_0],
  [
    "lengthMap sigmaB",
    (sigmaB) => lengthMap(tanh, { sigmaW: 1, sigmaB }),
    LEAST_0,
  ],
  ["lengthMap q", (q) => lengthMap(tanh, ensemble)(q), LEAST_0],
  ["chi q", (q) => chi(tanh, { ...ensemble, q }), LEAST_0],
  [
    "correlationMap q",
    (q) => correlationMap(tanh, { ...ensemble, q }),
    ABOVE_0,
  ],
  [
    "correlationMap c",
    (c) => correlationMap(tanh, { ...ensemble, q: 1 })(c),
    { least: -1, most: 1 },
  ],
  [
    "criticalSigmaW sigmaB",
    (sigmaB) => criticalSigmaW(tanh, { sigmaB }),
    LEAST_0,
  ],
  [
    "outputDistribution q",
    (q) => outputDistribution(tanh, { q }),
    LEAST_0,
  ],
  [
    "lengthByLayer q0",
    (q0) => lengthByLayer(tanh, { ...ensemble, q0, depth: 1 }),
    LEAST_0,
  ],
  [
    "lengthByLayer depth",
    (depth) => lengthByLayer(tanh, { ...ensemble, depth }),
    COUNT,
  ],
  [
    "signalPropagation q0",
    (q0) => signalPropagation(tanh, { ...ensemble, q0, depth: 1 }),
    LEAST_0,
  ],
  [
    "signalPropagation c0",
    (c0) => signalPropagation(tanh, { ...ensemble, c0, depth: 1 }),
    SHARE,
  ],
  [
    "signalPropagation depth",
    (depth) => signalPropagation(tanh, { ...ensemble, depth }),
    COUNT,
  ],
  ["diagnose lr", (lr) => diagnose(network(), data, { lr }), ABOVE_0],
  [
    "table digits",
    (digits) => table([{ a: 1 }], { digits }),
    { whole: true, least: 1, most: 17 },
  ],
  [
    "lossCurves every",
    (every) => lossCurves({ a: [1, 2] }, { every }),
    ABOVE_0,
  ],
  ["lossCurves yMax", (yMax) => lossCurves({ a: [1, 2] }, { yMax }), ABOVE_0],
];

/** The next number above, below 2^53 and above the smallest ones. */
function next(value: number): number {
  return value === 0
    ? Number.MIN_VALUE
    : value + 2 ** -53 * Math.abs(value) * 2;
}

function before(value: number): number {
  return -next(-value);
}

/** What is accepted at its bounds, and what is not. */
function edges({ whole, least, above, most, below }: Bounds) {
  const up = whole ? (v: number) => v + 1 : next;
  const down = whole ? (v: number) => v - 1 : before;
  const low = least ?? above, high = most ?? below;
  const inside = [
    ...(least === undefined ? [] : [least, up(least)]),
    // Where a hair above 0 would underflow in what is computed, it still is accepted.
    ...(above === undefined ? [] : [above === 0 ? 1e-3 : up(above)]),
    ...(most === undefined ? [] : [most, down(most)]),
    ...(below === undefined ? [] : [down(below)]),
  ];
  const outside = [
    ...(low === undefined ? [] : [least === undefined ? low : down(low)]),
    ...(high === undefined ? [] : [most === undefined ? high : up(high)]),
    ...(whole ? [low! + 0.5] : []),
    NaN,
    Infinity,
    -Infinity,
  ];
  return { inside, outside };
}

for (const [name, call, bounds] of BOUNDS) {
  Deno.test(`${name} is held to ${JSON.stringify(bounds)}, its ends as they are`, async () => {
    const { inside, outside } = edges(bounds);
    for (const value of inside) await call(value);
    for (const value of outside) {
      let thrown: unknown;
      try {
        await call(value);
      } catch (error) {
        thrown = error;
      }
      assertEquals(thrown instanceof RangeError, true, `${value}: ${thrown}`);
    }
  });
}
