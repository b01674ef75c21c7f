import type { Layer } from "../layers/layer.ts";
import type { Sequential } from "../layers/sequential.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Matrix } from "../storage/matrix.ts";
import { outside } from "../storage/workspace.ts";

/** What one layer of a network gave. */
export interface LayerOutput {
  /** The layer's class and its number among its like: "Affine 2". */
  readonly name: string;
  /** The layer itself: filter with `layer instanceof Relu`. */
  readonly layer: Layer;
  /** Its output, N x features. */
  readonly values: Matrix;
}

/**
 * The output of every layer of a network for one batch, in "infer" mode, first
 * layer to last.
 *
 * @param net The network; what it has learned stays as it is.
 * @param x A batch, N x in.
 * @throws {TypeError} if the network has no layers.
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
export function activations(net: Sequential, x: Matrix): LayerOutput[] {
  if (!Array.isArray(net?.layers)) {
    throw new TypeError(
      `Cannot look into the layers: net must be a Sequential, such as mlp() gives, got ${
        kindOf(net)
      }`,
    );
  }
  const seen = new Map<string, number>();
  let values = x;
  return net.layers.map((layer) => {
    // What the caller gets is not lent, in a workspace of the caller's either.
    values = outside(() => layer.forward(values, "infer"));
    const kind = layer.name;
    const number = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, number);
    return { name: `${kind} ${number}`, layer, values };
  });
}
