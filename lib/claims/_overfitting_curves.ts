import type { Initializer } from "../initializers/initializer.ts";
import { he } from "../initializers/he.ts";
import { normal } from "../initializers/normal.ts";
import { log } from "../kernel/elementary.ts";
import { Dropout } from "../layers/dropout.ts";
import { Sequential } from "../layers/sequential.ts";
import { l2Penalty } from "../losses/l2_penalty.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { accuracy } from "../training/accuracy.ts";
import { train as trainNetwork } from "../training/train.ts";
import type { Digits } from "./claim.ts";
import { postNetwork } from "./_post_network.ts";

/** The networks that are compared, and controls of which it is known what they do. */
export const NETWORKS = [
  "plain",
  "normalized",
  "normalizedSmall",
  "decay",
  "dropout",
] as const;

/** One of them. */
export type Network = typeof NETWORKS[number];

/** The learning rate of all of them. */
export const LEARNING_RATE = 0.1;

/** The lambda of "decay", and the share of outputs that "dropout" drops in training. */
const DECAY = 0.01, DROPPED = 0.2;

/** The updates after which they are measured. */
export const CHECKS: readonly number[] = [
  ...[10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 700, 1000, 1500],
];

/** How a network did along training: a number for each of CHECKS. */
export interface Curve {
  /** Loss over all training digits, in nats, without penalty or dropout. */
  readonly loss: number[];
  /** Share of held-out digits that are wrong. */
  readonly error: number[];
}

/** Trains one of the networks, measuring it at CHECKS. */
export function curveOf(
  network: Network,
  seed: string,
  { train, test }: Pick<Digits, "train" | "test">,
): Curve {
  const init: Initializer = network === "normalizedSmall"
    ? normal({ std: 0.0136 })
    : he();
  const bare = postNetwork(seed, init, network.startsWith("normalized"));
  const net = network === "dropout" ? withDropout(bare, seed) : bare;
  const optimizer = new SGD({ lr: LEARNING_RATE });
  const rng = seeded(`${seed}/batches`);
  const penalty = network === "decay"
    ? l2Penalty({ lambda: DECAY })
    : undefined;
  const curve: Curve = { loss: [], error: [] };
  let done = 0;
  for (const check of CHECKS) {
    const options = { optimizer, batchSize: 100, rng, penalty };
    trainNetwork(net, train, { ...options, updates: check - done });
    done = check;
    const logits = net.forward(train.x, "infer");
    curve.loss.push(new SoftmaxCrossEntropy().forward(logits, train.t));
    curve.error.push(1 - accuracy(net, test));
  }
  return curve;
}

/** The same network with a fifth of each hidden layer's outputs dropped in training. */
function withDropout(net: Sequential, seed: string): Sequential {
  const rng = seeded(`${seed}/masks`);
  return new Sequential(
    net.layers.flatMap((layer, i) =>
      i % 2 === 1 ? [layer, new Dropout(DROPPED, { rng })] : [layer]
    ),
  );
}

/**
 * The error when the training loss comes down to a level, on a straight line over the
 * loss's logarithm between the two checks around that moment.
 */
export function errorAtLoss({ loss, error }: Curve, level: number): number {
  const i = loss.findIndex((nats) => nats <= level);
  if (i === -1) {
    throw new Error(
      `Cannot compare at equal training loss: a network must come down to ${level} nats within 1,500 updates, and one did not`,
    );
  }
  if (i === 0) return error[0];
  const t = log(loss[i - 1] / level) / log(loss[i - 1] / loss[i]);
  return error[i - 1] + t * (error[i] - error[i - 1]);
}
