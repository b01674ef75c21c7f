import type { TargetData } from "../datasets/data.ts";
import { readOptions } from "../check/options.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { namesOf } from "../layers/named.ts";
import { ownParams } from "../layers/owners.ts";
import {
  checkTargets,
  LOSS,
  type Loss,
  lossGradient,
  lossThrough,
} from "../losses/loss.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { checkFinite, checkMatrix } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { checkTargetData } from "../training/check_data.ts";
import { type Measure, rehearseBy } from "./_rehearsal.ts";

const DOING = "compute gradients";

/** The gradient at one layer of a network. */
export interface LayerGradient {
  /** What `activations` calls the layer: "Affine 2", "Residual 1 > Affine 2". */
  readonly name: string;
  /** The layer itself: filter with `layer instanceof Affine`. */
  readonly layer: Layer;
  /** d loss / d output, N x features: of an affine layer d loss / d z. */
  readonly values: Matrix;
  /** Those of its parameters that none of the layers has that it is made of. */
  readonly params: readonly ParamGradient[];
}

/** The gradient of one parameter. */
export interface ParamGradient {
  /** The parameter's name: "W". */
  readonly name: string;
  /** d loss / d value, of the parameter's shape. */
  readonly grad: Matrix;
}

/** What `gradients` may be told. */
export interface GradientsOptions {
  /** What the gradients are of. Default: the mean softmax cross-entropy of classes, in nats. */
  readonly loss?: Loss;
}

/**
 * The gradient of the loss at every layer of a network: d loss / d y for each layer's output y,
 * "back-propagated gradients", and d loss / d W for its parameters. Whether they keep their size
 * from the last layer to the first is what a start is judged by; `histograms` draws them.
 *
 * The loss is the mean over the batch, so one example's gradient goes as 1 / N. The passes run
 * as in training, in "train" mode, since these are the gradients that an update would follow:
 * batch normalization takes the batch's own statistics. But dropout drops nothing. They run on a
 * clone: parameters, gradients, running averages and the pass that each layer remembers stay as
 * they are.
 *
 * The layers are those of `activations`, in its order: those that are made of layers with what
 * they are made of.
 *
 * @param net A network, N x in -> N x out.
 * @param data Examples and their classes, or the targets that the loss takes.
 * @param options The loss.
 * @returns One a layer, in the order in which they run forward.
 * @throws {RangeError} if the data is empty, ragged or not finite, does not fit the network, or
 * a target the loss; if a layer that another names does not run once in a pass.
 * @throws {TypeError} if an argument or option is of another kind, the options hold another
 * name, or a layer of the network has no `clone`.
 * @see Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward
 * neural networks", section 4.2 and figures 7 and 8.
 *
 * @example
 * ```ts
 * import { gradients, Matrix, mlp, relu, seeded, zeros } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const net = mlp([2, 2], { activation: relu, init: zeros(), rng: seeded(1) });
 * const data = { x: new Matrix([[1, 0], [0, 2]]), t: [0, 1] };
 * const [{ name, values, params: [W] }] = gradients(net, data);
 * assertEquals(name, "Affine 1");
 * // Each output has probability 1/2, and each example half of the mean.
 * assertEquals(values.to2DArray(), [[-0.25, 0.25], [0.25, -0.25]]);
 * assertEquals(W.grad.to2DArray(), [[-0.25, 0.25], [0.5, -0.5]]);
 * ```
 */
export function gradients(
  net: Layer,
  data: TargetData,
  options: GradientsOptions = {},
): LayerGradient[] {
  checkLayer(DOING, "net", net);
  const { loss = new SoftmaxCrossEntropy() } = readOptions(DOING, options, {
    loss: LOSS.optional,
  });
  checkTargetData(DOING, "data", data);
  checkFinite(DOING, "data.x", data.x);
  const { t } = data;
  const measure: Measure = {
    forward(outputs) {
      checkTargets(loss, DOING, "data.t", t, outputs.columns);
      return lossThrough(loss, outputs, t);
    },
    backward() {
      const gradient = lossGradient(loss);
      checkMatrix(DOING, "what loss.backward() gives", gradient);
      return gradient;
    },
  };
  const own = [...namesOf(DOING, net)];
  return rehearseBy(measure, DOING, net, data.x, (rehearsal) => {
    const names = namesOf(DOING, rehearsal.net);
    // The clone's layers stand where the network's do.
    const originals = new Map(own.map(([layer, name]) => [name, layer]));
    const order: Layer[] = [], at = new Map<Layer, Matrix>();
    rehearsal.pass({
      after: (layer) => order.push(layer),
      back: (layer, dout) => at.set(layer, dout),
    });
    return order.map((layer): LayerGradient => {
      const name = names.get(layer)!, original = originals.get(name);
      if (original === undefined) {
        throw new RangeError(
          `Cannot ${DOING}: the clone of net must be made of layers like its own, got ${name}, which net has not`,
        );
      }
      return {
        name,
        layer: original,
        values: at.get(layer)!,
        params: ownParams(layer).map(({ name, grad }) => ({
          name,
          grad: grad.clone(),
        })),
      };
    });
  });
}
