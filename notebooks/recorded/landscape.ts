/**
 * How far a gradient can be trusted, with batch normalization and without: along the training
 * of the post's network, the two measures of Santurkar et al. (2018) and the original reason,
 * internal covariate shift. Notebook 5 shows what it gave.
 *
 * @module
 */
import {
  accuracy,
  covariateShift,
  type Data,
  descentLandscape,
  mlp,
  normal,
  relu,
  sampleIndices,
  seeded,
  SGD,
  takeRows,
  train as trainNetwork,
} from "weightlab";
import { RUNS } from "./_by_seed.ts";

/**
 * A start that suits the plain network, at the post's learning rate and at the plain
 * network's best, ten times as large; and a start so small that it does not learn.
 */
const TRIALS = [
  { std: 0.158, lr: 0.01 },
  { std: 0.158, lr: 0.1 },
  { std: 0.0136, lr: 0.01 },
] as const;

/** What all networks have in common. */
export const settings = {
  sizes: [784, 100, 100, 100, 100, 100, 10],
  activation: "relu",
  optimizer: "SGD",
  batchSize: 100,
  /** Before which updates it is measured, from the first on. */
  every: 10,
  points: 20,
  /** How far along the gradient, in learning rates. */
  steps: [0.5, 1, 2, 4],
} as const;

/** One network, measured before update 1, 11, 21 ... on a batch of its own. */
export interface LandscapeRow {
  /** Standard deviation of the weights of every layer. */
  readonly std: number;
  /** The learning rate of SGD. */
  readonly lr: number;
  readonly batchNorm: boolean;
  /** 0 to 9. */
  readonly seed: number;
  /** Accuracy on the 1,000 training digits after the last update. */
  readonly accuracy: number;
  /** The batch's loss, in nats. */
  readonly loss: readonly number[];
  /** The lowest loss of the four steps, in nats. */
  readonly lowest: readonly number[];
  /** The highest. */
  readonly highest: readonly number[];
  /** The length of the gradient, over all parameters. */
  readonly gradientNorm: readonly number[];
  /** How far the gradient moves by the step that training takes: of one learning rate. */
  readonly distance: readonly number[];
  /** How far it moves at most over the four steps. */
  readonly farthest: readonly number[];
  /**
   * How far the gradient of an affine layer moves when all layers below take that step, over
   * its length: the mean of the second to the sixth.
   */
  readonly shift: readonly number[];
  /** The cosine of the gradient before and after, the mean of the same layers. */
  readonly cosine: readonly number[];
  /** `shift` by layer, the second to the sixth, each the mean along the run. */
  readonly shiftByLayer: readonly number[];
}

/** Trains and measures the network of a row and a seed; fewer points if asked. */
export function landscapeOf(
  { std, lr, batchNorm }: Pick<LandscapeRow, "std" | "lr" | "batchNorm">,
  seed: number,
  train: Data,
  points: number = settings.points,
): LandscapeRow {
  const { batchSize, every, steps } = settings;
  const rng = {
    weights: seeded(`landscape ${seed}/weights`),
    batches: seeded(`landscape ${seed}/batches`),
    measured: seeded(`landscape ${seed}/measured`),
  };
  const net = mlp([...settings.sizes], {
    activation: relu,
    init: normal({ std }),
    rng: rng.weights,
    batchNorm,
  });
  const measured = Array.from({ length: points }, (_, i) => {
    if (i > 0) {
      trainNetwork(net, train, {
        optimizer: new SGD({ lr }),
        batchSize,
        updates: every,
        rng: rng.batches,
      });
    }
    const drawn = sampleIndices(rng.measured, train.t.length, batchSize);
    const batch = {
      x: takeRows(train.x, drawn),
      t: Uint8Array.from(drawn, (k) => train.t[k]),
    };
    const along = descentLandscape(net, batch, {
      steps: steps.map((step) => step * lr),
    });
    const shifts = covariateShift(net, batch, { lr })
      .filter(({ name }) => name.startsWith("Affine")).slice(1);
    return { along, shifts };
  });
  const each = (of: (point: typeof measured[number]) => number) =>
    measured.map((point) => rounded(of(point)));
  const share = ({ distance, gradientNorm }: {
    readonly distance: number;
    readonly gradientNorm: number;
  }) => distance / gradientNorm;
  return {
    std,
    lr,
    batchNorm,
    seed,
    accuracy: accuracy(net, train),
    loss: each(({ along }) => along.loss),
    lowest: each(({ along }) =>
      Math.min(...along.steps.map(({ loss }) => loss))
    ),
    highest: each(({ along }) =>
      Math.max(...along.steps.map(({ loss }) => loss))
    ),
    gradientNorm: each(({ along }) => along.gradientNorm),
    distance: each(({ along }) => along.steps[1].gradientDistance),
    farthest: each(({ along }) =>
      Math.max(...along.steps.map(({ gradientDistance }) => gradientDistance))
    ),
    shift: each(({ shifts }) => mean(shifts.map(share))),
    cosine: each(({ shifts }) => mean(shifts.map(({ cosine }) => cosine))),
    shiftByLayer: measured[0].shifts.map((_, layer) =>
      rounded(mean(measured.map(({ shifts }) => share(shifts[layer]))))
    ),
  };
}

/** Trains and measures all of them: three minutes of one core. */
export function landscape(train: Data) {
  return Promise.resolve({
    settings,
    rows: TRIALS.flatMap((trial) =>
      [true, false].flatMap((batchNorm) =>
        Array.from(
          { length: RUNS },
          (_, seed) => landscapeOf({ ...trial, batchNorm }, seed, train),
        )
      )
    ),
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Four digits: what a figure shows, and no more. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
