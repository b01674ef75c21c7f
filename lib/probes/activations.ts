import { checkLayer, type Layer } from "../layers/layer.ts";
import { namesOf } from "../layers/named.ts";
import { forwardThrough } from "../layers/pass.ts";
import { watch } from "../layers/watch.ts";
import type { Matrix } from "../storage/matrix.ts";
import { outside } from "../storage/workspace.ts";

/** What one layer of a network gave. */
export interface LayerOutput {
  /**
   * The layer's class and its number among its like, behind the layer that it is part of:
   * "Affine 2", "Residual 1 > Affine 2".
   */
  readonly name: string;
  /** The layer itself: filter with `layer instanceof Relu`. */
  readonly layer: Layer;
  /** Its output, N x features. */
  readonly values: Matrix;
}

/**
 * The output of every layer of a network for one batch, in "infer" mode, in the order in which
 * they run.
 *
 * A layer that is made of layers (`layers`), such as `Residual`, comes with its own output, here
 * x + F(x), behind those of what it is made of. A `Sequential` in the network has no output but
 * its last layer's: its layers are listed, and counted with those around it, as if they stood
 * there. So are a layer's in `gradients`, `covariateShift` and `lsuv`, by the same names. A layer
 * that does not name what it is made of is one layer.
 *
 * @param net The network, or a single layer; what it has learned stays as it is.
 * @param x A batch, N x in.
 * @throws {TypeError} if net is no layer.
 * @throws {RangeError} if the batch does not fit it, or a layer that another names does not run
 * once in a pass.
 *
 * @example
 * ```ts
 * import { activations, he, mlp, randn, relu, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const net = mlp([4, 3, 2], { activation: relu, init: he(), rng: seeded(1) });
 * const outputs = activations(net, randn(seeded(2), 5, 4));
 * assertEquals(outputs.map(({ name }) => name), ["Affine 1", "ReLU 1", "Affine 2"]);
 * ```
 */
export function activations(net: Layer, x: Matrix): LayerOutput[] {
  const doing = "look into the layers", outputs: LayerOutput[] = [];
  checkLayer(doing, "net", net);
  const names = namesOf(doing, net);
  const watcher = {
    after: (layer: Layer, _: Matrix, values: Matrix) =>
      outputs.push({ name: names.get(layer)!, layer, values }),
  };
  // What the caller gets is not lent, in a workspace of the caller's either.
  outside(() =>
    watch(doing, net, watcher, () => forwardThrough(net, x, "infer"))
  );
  return outputs;
}
