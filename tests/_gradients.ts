import { assertEquals, assertLess } from "@std/assert";
import { checkGradients, type Layer, type Matrix, type Mode } from "weightlab";

/**
 * Holds dx and every parameter's gradient to the numerical gradient, relative
 * error below `bar`.
 *
 * With h = 1e-5 and values of order 1 a central difference is off by rounding,
 * about 2^-52 / h = 2e-11 times the size of the sum, and by h^2 f''' / 6, about
 * 1e-11: a right backward pass lands near 1e-10, whole networks near 1e-9.
 */
export function assertGradients(
  layer: Layer,
  x: Matrix,
  dout: Matrix,
  { mode = "train", bar = 1e-8 }: { mode?: Mode; bar?: number } = {},
): void {
  const checks = checkGradients(layer, x, dout, { mode });
  assertEquals(checks.map(({ name }) => name), [
    "x",
    ...layer.params.map(({ name }) => name),
  ]);
  for (const { name, error } of checks) assertLess(error, bar, name);
}
