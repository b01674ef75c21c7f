import { checkArray } from "../check/kinds.ts";
import type { Data } from "../datasets/data.ts";
import { kindOf } from "../check/kind_of.ts";
import { readOptions, thatIs } from "../check/options.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { namesOf } from "../layers/named.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { checkFinite, checkMatrix } from "../matrix/check_matrix.ts";
import { Matrix } from "../storage/matrix.ts";
import { outside, toKeep } from "../storage/workspace.ts";
import { checkData } from "../training/check_data.ts";
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
  /** The layer's own parameters; none of a layer made of layers, where each has its own. */
  readonly params: readonly ParamGradient[];
}

/** The gradient of one parameter. */
export interface ParamGradient {
  /** The parameter's name: "W". */
  readonly name: string;
  /** d loss / d value, of the parameter's shape. */
  readonly grad: Matrix;
}

/** A loss, as `gradients` takes it. */
export interface GradientsLoss<T> {
  /**
   * The loss of a batch.
   *
   * @param outputs What the network gives, N x out.
   * @param targets What it should give, `t` of the data.
   */
  forward(outputs: Matrix, targets: T): number;
  /** d loss / d outputs of the last `forward`, N x out. */
  backward(): Matrix;
}

/** What `gradients` sends through a network. */
export interface GradientsData<T = ArrayLike<number>> {
  /** Examples, N x in. */
  readonly x: Matrix;
  /** Their classes, or what else the loss takes for targets: N of them. */
  readonly t: T;
}

/** What `gradients` may be told. */
export interface GradientsOptions<T = ArrayLike<number>> {
  /** What the gradients are of. Default: the mean softmax cross-entropy of classes, in nats. */
  readonly loss?: GradientsLoss<T>;
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
 * a label is no class; if a layer that another names does not run once in a pass.
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
export function gradients<T = ArrayLike<number>>(
  net: Layer,
  data: GradientsData<T>,
  options: GradientsOptions<T> = {},
): LayerGradient[] {
  checkLayer(DOING, "net", net);
  const { loss } = readOptions(DOING, options, { loss: LOSS.optional });
  const measure = loss === undefined
    ? crossEntropy(data as { x: Matrix; t: ArrayLike<number> })
    : by(loss as GradientsLoss<unknown>, data);
  checkFinite(DOING, "data.x", data.x);
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
      const inner = new Set(layer.layers?.flatMap(({ params }) => params));
      return {
        name,
        layer: original,
        values: at.get(layer)!,
        params: layer.params.filter((param) => !inner.has(param)).map((
          { name, grad },
        ) => ({ name, grad: grad.clone() })),
      };
    });
  });
}

const LOSS = thatIs<GradientsLoss<never>>(
  "a loss, such as new SoftmaxCrossEntropy()",
  (loss) =>
    typeof loss?.forward === "function" && typeof loss.backward === "function",
);

/** The loss unless another is given. */
function crossEntropy(data: { x: Matrix; t: ArrayLike<number> }): Measure {
  checkData(DOING, "data", data as Data);
  const loss = new SoftmaxCrossEntropy();
  return {
    forward: (outputs) => loss.forward(outputs, data.t),
    backward: () => loss.backward(),
  };
}

/** A loss that may be a user's: it runs where nothing is lent. */
function by(
  loss: GradientsLoss<unknown>,
  data: GradientsData<unknown>,
): Measure {
  if (typeof data !== "object" || data === null || !("t" in data)) {
    throw new TypeError(
      `Cannot ${DOING}: data must be examples and their targets, { x, t }, got ${
        kindOf(data)
      }`,
    );
  }
  const { x, t } = data;
  checkMatrix(DOING, "data.x", x);
  if (!(t instanceof Matrix)) checkArray(DOING, "data.t", t);
  const targets = t instanceof Matrix ? t.rows : (t as unknown[]).length;
  if (x.rows === 0 || targets !== x.rows) {
    throw new RangeError(
      `Cannot ${DOING}: data must have a target for each row, and at least one row, got ${x.rows} rows and ${targets} targets`,
    );
  }
  return {
    forward(outputs) {
      const given = toKeep(outputs);
      return outside(() => loss.forward(given, t));
    },
    backward() {
      const gradient = outside(() => loss.backward());
      checkMatrix(DOING, "what loss.backward() gives", gradient);
      return gradient;
    },
  };
}
