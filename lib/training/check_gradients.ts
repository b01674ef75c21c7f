import { checkLayer, type Layer, type Mode } from "../layers/layer.ts";
import { checkFunction } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import { number, oneOf, readOptions } from "../check/options.ts";
import { checkMatrix, checkSameShape } from "../matrix/check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import { largestDifference } from "../matrix/largest_difference.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";

/**
 * The gradient of a scalar function by central differences:
 * g_ij = (f(.. x_ij + h ..) - f(.. x_ij - h ..)) / 2h, error O(h^2).
 *
 * @param f Reads `x`; called twice for each of its elements.
 * @param x Where the gradient is taken; nudged and put back, element by element.
 * @param h The nudge, 1e-5 unless given.
 * @returns d f / d x, in the shape of x.
 * @throws {TypeError} if `f` is no function or gives no number, or `x` is no matrix; `x`
 * is left as it was.
 * @throws {RangeError} if the nudge is not above 0.
 *
 * @example
 * ```ts
 * import { Matrix, numericalGradient } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const x = new Matrix([[3, 4]]);
 * const g = numericalGradient(() => x.get(0, 0) ** 2 * x.get(0, 1), x);
 * assertAlmostEquals(g.get(0, 0), 24, 1e-8);
 * assertAlmostEquals(g.get(0, 1), 9, 1e-8);
 * ```
 */
export function numericalGradient(
  f: () => number,
  x: Matrix,
  h = 1e-5,
): Matrix {
  const doing = "take the numerical gradient";
  checkFunction(doing, "f", f);
  checkMatrix(doing, "x", x);
  checkNumber(doing, "h", h, { above: 0 });
  const at = (): number => {
    const value = f();
    if (typeof value === "number") return value;
    throw new TypeError(
      `Cannot ${doing}: f must give a number, got ${kindOf(value)}`,
    );
  };
  const gradient = new Matrix(x.rows, x.columns);
  const g = rows(gradient);
  for (const [i, row] of rows(x).entries()) {
    for (let j = 0; j < row.length; j++) {
      const value = row[j];
      try {
        row[j] = value + h;
        const above = at();
        row[j] = value - h;
        g[i][j] = (above - at()) / (2 * h);
      } finally {
        row[j] = value;
      }
    }
  }
  return gradient;
}

/**
 * How far two gradients are apart: max |a - b| / max(|a|, |b|, floor), the
 * maxima taken over all elements. NaN in either gives NaN, which is below no bar.
 *
 * @param a One gradient.
 * @param b Another, of the same shape.
 * @param floor Below this size gradients are compared absolutely: where the true
 * gradient is 0, central differences leave rounding noise. 1e-4 unless given.
 * @throws {TypeError} if one is no matrix.
 * @throws {RangeError} if the shapes differ.
 *
 * @example
 * ```ts
 * import { gradientError, Matrix } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const error = gradientError(new Matrix([[1, 2]]), new Matrix([[1, 2.2]]));
 * assertAlmostEquals(error, 0.2 / 2.2);
 * ```
 */
export function gradientError(a: Matrix, b: Matrix, floor = 1e-4): number {
  checkSameShape("compare gradients", ["a", "b"], a, b);
  if (a.size === 0) return 0;
  const size = Math.max(largestDifference(a, 0), largestDifference(b, 0));
  return largestDifference(a, b) / Math.max(size, floor);
}

/** One gradient of a layer, held against central differences. */
export interface GradientCheck {
  /** What the gradient is for: "x", or the parameter's name. */
  readonly name: string;
  /** The relative error, as `gradientError` measures it. */
  readonly error: number;
}

/**
 * Holds a layer's (or a whole network's) `backward` against the numerical
 * gradient of sum(dout * layer.forward(x)), for x and for every parameter.
 *
 * Choose `dout`, gamma and beta at random: an upstream gradient of ones makes
 * batch normalization's dx vanish whether it is right or not. The layer's running
 * averages move with each of the many forward passes in "train" mode.
 *
 * @param layer N x in -> N x out; deterministic for a given x.
 * @param x Where, N x in, away from kinks.
 * @param dout The upstream gradient, N x out.
 * @param options How it is checked.
 * @returns One check for x, then one for each parameter.
 * @throws {TypeError} if `layer` is none, `x` or `dout` no matrix, or there is no such
 * option.
 * @throws {RangeError} if `dout` has another shape than the output.
 *
 * @example
 * ```ts
 * import { Affine, checkGradients, he, randn, seeded } from "weightlab";
 * import { assertLess } from "@std/assert";
 *
 * const rng = seeded("doc");
 * const layer = new Affine(4, 3, { init: he(), rng });
 * for (const { error } of checkGradients(layer, randn(rng, 5, 4), randn(rng, 5, 3))) {
 *   assertLess(error, 1e-8);
 * }
 * ```
 */
export function checkGradients(
  layer: Layer,
  x: Matrix,
  dout: Matrix,
  options: {
    /** How the passes run. Default: "train". */
    mode?: Mode;
    /** The nudge. Default: 1e-5. */
    h?: number;
  } = {},
): GradientCheck[] {
  checkLayer("check gradients", "layer", layer);
  const { mode, h } = readOptions("check gradients", options, {
    mode: oneOf(["train", "infer"]).or("train"),
    h: number({ above: 0 }).or(1e-5),
  });
  const weighted = () => Matrix.mul(layer.forward(x, mode), dout).sum();
  layer.forward(x, mode);
  const dx = layer.backward(dout);
  const targets = [
    { name: "x", value: x, grad: dx },
    ...layer.params.map(({ name, value, grad }) => ({ name, value, grad })),
  ];
  return targets.map(({ name, value, grad }) => ({
    name,
    error: gradientError(grad, numericalGradient(weighted, value, h)),
  }));
}
