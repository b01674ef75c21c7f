import { oneOf, readOptions } from "../check/options.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { OPTIMIZER, type Optimizer } from "../optimizers/optimizer.ts";
import type { Matrix } from "../storage/matrix.ts";
import { putNumbers } from "../storage/rows.ts";
import {
  named,
  OPTIMIZER_KIND,
  OPTIMIZER_PREFIX,
  optimizerState,
} from "./_optimizer_state.ts";
import { networkState } from "./_network_state.ts";
import { told } from "./_told.ts";
import { type StoredTensor, TEXTS, writeFile } from "./safetensors.ts";

/** What `save` may be told. */
export interface SaveOptions {
  /**
   * The optimizer, whose moments and counts are saved, too, so that training goes on as if it
   * had not stopped. Default: none.
   */
  readonly optimizer?: Optimizer;
  /**
   * How numbers are written: "F64", to the bit, or "F32", half as large and rounded to 7 digits.
   * Default: "F64".
   */
  readonly dtype?: "F64" | "F32";
  /**
   * Texts of your own, by name, which `readSafetensors` gives again; "optimizer" and names that
   * begin with "optimizer." are taken. Default: none.
   */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A network with all that it has learned, as a file in the safetensors format, which `restore`
 * reads, and PyTorch, JAX and NumPy do too.
 *
 * Of every layer the parameters and the buffers, such as batch normalization's running averages,
 * by the way to it through `layers`: "0.W", "0.b", "1.gamma", "1.runningMean"; of a single layer
 * "W" and "b". Each is a matrix of its shape, W fanIn x fanOut (PyTorch's weights are the
 * transpose). NaN and infinities are saved as they are. Layers that a user's layer holds without
 * naming them in its `layers` are found by their parameters; of a user's own layer that another
 * of a user's holds so, the buffers are not. A layer that lists neither `params` nor `layers` has
 * nothing that could be saved.
 *
 * What is not saved is how the network is made: `restore` wants one of the same layers. Nor are
 * generators, such as a Dropout's; constants, such as eps or lr; and gradients, which the next
 * pass sets anew.
 *
 * @param net The network.
 * @param options What else is saved, and how.
 * @returns The file, which is the caller's: for `Deno.writeFile`, or a download.
 * @throws {TypeError} if net is no layer, or optimizer has no `stateOf`.
 * @throws {RangeError} if two parameters of a layer have one name, or a number is too large for
 * "F32".
 *
 * @see The format's page, https://github.com/huggingface/safetensors#format.
 *
 * @example
 * ```ts
 * import { BatchNormalization, Matrix, restore, save } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const net = new BatchNormalization(1);
 * net.forward(new Matrix([[1], [3]]), "train");
 * const file = save(net); // await Deno.writeFile("net.safetensors", file);
 *
 * const again = new BatchNormalization(1);
 * restore(again, file);
 * assertEquals(again.runningMean, net.runningMean);
 * ```
 */
export function save(
  net: Layer,
  options: SaveOptions = {},
): Uint8Array<ArrayBuffer> {
  checkLayer("save", "net", net);
  const { optimizer, dtype, metadata } = readOptions("save", options, {
    optimizer: OPTIMIZER.optional,
    dtype: oneOf(["F64", "F32"]).or("F64"),
    metadata: TEXTS.or({}),
  });
  for (const name of Object.keys(metadata)) {
    if (name === OPTIMIZER_KIND || name.startsWith(OPTIMIZER_PREFIX)) {
      throw new RangeError(
        `Cannot save: names in metadata must not begin with "optimizer", where the optimizer's state is, got ${
          told(name)
        }`,
      );
    }
  }
  const state = networkState("save", net),
    tensors = new Map<string, StoredTensor>();
  const put = (name: string, x: Matrix) => {
    const values = putNumbers(x, new Float64Array(x.rows * x.columns));
    tensors.set(name, { dtype, shape: [x.rows, x.columns], values });
  };
  for (const [name, { value }] of state) put(name, value);
  if (optimizer === undefined) return writeFile("save", tensors, metadata);
  const its = optimizerState(optimizer, named(net.params, state));
  for (const [name, moment] of its.tensors) {
    if (state.has(name)) {
      throw new RangeError(
        `Cannot save: net must have no parameter that is called as an optimizer's are, got ${
          told(name)
        }`,
      );
    }
    put(name, moment);
  }
  return writeFile("save", tensors, { ...metadata, ...its.metadata });
}
