import { QrDecomposition } from "ml-matrix";
import { number } from "../check/options.ts";
import { Matrix } from "../storage/matrix.ts";
import { randn } from "../random/randn.ts";
import { readInitializerOptions } from "./_read_options.ts";
import { checkFans } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * W with orthonormal columns (rows, where fanIn < fanOut) times `gain`: the Q of
 * a Gaussian matrix's QR decomposition, each column times the sign of R's
 * diagonal, which makes Q uniform over the orthogonal matrices.
 *
 * @param options The gain.
 * @throws {RangeError} if the gain is below 0 or not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see Saxe, McClelland and Ganguli (2014), "Exact solutions to the nonlinear
 * dynamics of learning in deep linear neural networks"; Mezzadri (2007), "How to
 * generate random matrices from the classical compact groups", for the signs.
 *
 * @example
 * ```ts
 * import { matmul, orthogonal, seeded } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = orthogonal()(seeded(1), 30, 20);
 * const gram = matmul(w, w, { transposeA: true });
 * assertAlmostEquals(gram.get(3, 3), 1, 1e-12);
 * assertAlmostEquals(gram.get(3, 4), 0, 1e-12);
 * ```
 */
export function orthogonal(options: {
  /** At least 0. Default: 1. */
  gain?: number;
} = {}): Initializer {
  const { gain } = readInitializerOptions("orthogonal", options, {
    gain: number({ least: 0 }).or(1),
  });
  return (rng, fanIn, fanOut) => {
    checkFans("orthogonal", fanIn, fanOut);
    const tall = randn(rng, Math.max(fanIn, fanOut), Math.min(fanIn, fanOut));
    const qr = new QrDecomposition(tall);
    const q = qr.orthogonalMatrix, r = qr.upperTriangularMatrix;
    const signs = Matrix.rowVector(
      r.diagonal().map((value) => value < 0 ? -gain : gain),
    );
    const w = q.mulRowVector(signs);
    return fanIn < fanOut ? w.transpose() : w;
  };
}
