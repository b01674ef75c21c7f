import type { Data } from "../datasets/data.ts";
import { number, readOptions } from "../check/options.ts";
import type { Layer, Param } from "../layers/layer.ts";
import { namesOf } from "../layers/named.ts";
import { ownParams } from "../layers/owners.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { subtractScaled } from "../matrix/passes.ts";
import { distanceOf, gradientsOf, lengthOf, rehearse } from "./_rehearsal.ts";

const DOING = "measure the covariate shift";

/** How the layers below moved the gradient of one layer. */
export interface LayerShift {
  /** What `activations` calls the layer: "Affine 2", "Residual 1 > Affine 2". */
  readonly name: string;
  /** |G|, the l2 length of the layer's gradient before the layers below are updated. */
  readonly gradientNorm: number;
  /** |G - G'|, its l2 distance from the gradient after they are. */
  readonly distance: number;
  /** cos(G, G'), in [-1, 1]; NaN where one of them is 0. */
  readonly cosine: number;
}

/** What {@linkcode covariateShift} updates by. */
export interface CovariateShiftOptions {
  /** The learning rate of the gradient step that the layers below take, above 0. */
  readonly lr: number;
}

/**
 * Internal covariate shift, as Santurkar et al. define it: for each layer i with parameters,
 * the gradient G of the batch's loss with respect to them, and the same gradient G' once all
 * layers below i, and no other, have taken the step -lr g of gradient descent. The further
 * G' is from G, the less fits the step that layer i takes at the same time.
 *
 * The layers below are those that run before it, in the layers that it is part of as well. A
 * layer made of layers (`layers`) that has parameters beside theirs comes behind them, with
 * those; one that does not name what it is made of is one layer.
 *
 * Nothing is below the first layer: its distance is 0. |G - G'| is in the units of the
 * layer's gradient, so that networks are compared by distance / gradientNorm or by the cosine.
 *
 * The steps are tried on a clone, as by {@linkcode descentLandscape}: the network stays as it
 * is. Batch normalization takes the batch's own statistics; dropout drops nothing.
 *
 * @param net A network, N x features -> N x classes; nested ones are opened.
 * @param batch Examples and their classes.
 * @param options The learning rate.
 * @returns One a layer that has parameters of the network's, in the order in which they run.
 * @throws {RangeError} if lr is not above 0, the batch is empty, ragged or not finite, does
 * not fit the network, or a label is no class.
 * @throws {TypeError} if an argument or option is of another kind, the options hold another
 * name, or a layer of the network has no `clone`.
 * @see Santurkar et al. (2018), "How does batch normalization help optimization?",
 * definition 2.1; Ioffe and Szegedy (2015), "Batch normalization", section 2, for the idea.
 *
 * @example
 * ```ts
 * import { covariateShift, he, mlp, randn, relu, seeded } from "weightlab";
 * import { assertEquals, assertGreater } from "@std/assert";
 *
 * const net = mlp([4, 8, 2], { activation: relu, init: he(), rng: seeded(1) });
 * const batch = { x: randn(seeded(2), 3, 4), t: Uint8Array.of(0, 1, 1) };
 * const [first, second] = covariateShift(net, batch, { lr: 0.1 });
 * assertEquals([first.name, first.distance], ["Affine 1", 0]);
 * assertGreater(second.distance, 0);
 * ```
 */
export function covariateShift(
  net: Layer,
  batch: Data,
  options: CovariateShiftOptions,
): LayerShift[] {
  return rehearse(DOING, net, batch, (rehearsal) => {
    const { pass } = rehearsal;
    const { lr } = readOptions(DOING, options, { lr: number({ above: 0 }) });
    const names = namesOf(DOING, rehearsal.net);
    const moved = new Set(rehearsal.params);
    const named: { name: string; params: readonly Param[] }[] = [];
    pass({
      after(layer) {
        const params = ownParams(layer).filter((param) => moved.has(param));
        if (params.length > 0) named.push({ name: names.get(layer)!, params });
      },
    });
    const before = named.map(({ params }) => gradientsOf(params));
    return named.map(({ name, params }, i): LayerShift => {
      if (i > 0) {
        // Those further below have been moved already.
        named[i - 1].params.forEach(({ value }, k) =>
          subtractScaled(value, before[i - 1][k], lr)
        );
        pass();
      }
      const after = params.map(({ grad }) => grad);
      return {
        name,
        gradientNorm: lengthOf(before[i]),
        distance: distanceOf(before[i], after),
        cosine: cosineOf(before[i], after),
      };
    });
  });
}

function cosineOf(a: readonly Matrix[], b: readonly Matrix[]): number {
  const [aLength, bLength] = [lengthOf(a), lengthOf(b)];
  let cosine = 0;
  for (const [i, one] of a.entries()) {
    const other = rows(b[i]);
    for (const [r, row] of rows(one).entries()) {
      for (let c = 0; c < row.length; c++) {
        cosine += (row[c] / aLength) * (other[r][c] / bLength);
      }
    }
  }
  // Rounding may leave a cosine just beyond its ends.
  return Math.max(-1, Math.min(1, cosine));
}
