import { checkArray } from "../check/kinds.ts";
import { type Activation, checkActivation } from "./activation.ts";
import { elu } from "./elu.ts";
import { gaussianMean } from "./gaussian_mean.ts";
import { gelu } from "./gelu.ts";
import { leakyRelu, slopeOf } from "./leaky_relu.ts";
import { linear } from "./linear.ts";
import { relu } from "./relu.ts";
import { selu } from "./selu.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { softplus } from "./softplus.ts";
import { tanh } from "./tanh.ts";

/** The factors that an activation function wants its weights' std multiplied by. */
export interface Gain {
  /**
   * The number that the field's table gives, PyTorch's `calculate_gain`; undefined
   * for functions that it does not name.
   */
  readonly tabulated?: number;
  /** 1 / sqrt(E f(z)^2), z standard normal. */
  readonly secondMoment: number;
}

/** A row of the table of gains, as `table` takes it. */
export type GainRow = {
  /** The function's name. */
  readonly activation: string;
  /** As in `Gain`. */
  readonly tabulated?: number;
  /** As in `Gain`. */
  readonly secondMoment: number;
};

const TABLE: ReadonlyMap<Activation, number> = new Map([
  [linear, 1],
  [sigmoid, 1],
  [tanh, 5 / 3],
  [relu, Math.SQRT2],
  [selu, 3 / 4],
]);

/**
 * The gain of an activation function: weights of std gain / sqrt(fanIn) make up for
 * what f takes from its input's second moment.
 *
 * If z ~ N(0, 1), then sum_i w_ij f(z_i) has second moment fanIn Var(w) E f(z)^2, which
 * is 1 for Var(w) = g^2 / fanIn with g = 1 / sqrt(E f(z)^2). That is `secondMoment`, for
 * any f; it is what keeps z's size from layer to layer. `tabulated` is what the field
 * uses, the same number for linear functions, ReLU and leaky ReLU (sqrt(2 / (1 + a^2))
 * with slope a), not for the others: sigmoid is given 1 in place of 1.8463, tanh 5/3
 * in place of 1.5925, SELU 3/4 in place of 1.
 *
 * @param activation Any activation function, your own too.
 * @throws {RangeError} if E f(z)^2 is 0 or not finite.
 * @see He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers", section 2.2, for
 * the argument; PyTorch, `torch.nn.init.calculate_gain`, for the table.
 *
 * @example
 * ```ts
 * import { gain, orthogonal, seeded, tanh, varianceScaling } from "weightlab";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const { tabulated, secondMoment } = gain(tanh);
 * assertEquals(tabulated, 5 / 3);
 * assertAlmostEquals(secondMoment, 1.5925, 1e-4);
 * const gaussian = varianceScaling({ scale: secondMoment ** 2 });
 * const rotation = orthogonal({ gain: secondMoment });
 * for (const init of [gaussian, rotation]) {
 *   const w = init(seeded(1), 100, 100);
 *   assertAlmostEquals(w.standardDeviation(), secondMoment / 10, 2e-3);
 * }
 * ```
 */
export function gain(activation: Activation): Gain {
  checkActivation("compute gain", activation);
  const square = gaussianMean((z) => activation(z) ** 2);
  if (!(square > 0 && square < Infinity)) {
    throw new RangeError(
      `Cannot compute gain: E f(z)^2 of ${activation.name} must be a finite number above 0, got ${square}`,
    );
  }
  const slope = slopeOf(activation);
  const tabulated = slope === undefined
    ? TABLE.get(activation)
    : Math.sqrt(2 / (1 + slope ** 2));
  return { tabulated, secondMoment: 1 / Math.sqrt(square) };
}

/**
 * Both gains of each of the library's activation functions, for a table.
 *
 * @param functions Other functions, if wanted.
 * @throws {RangeError} as `gain` does.
 *
 * @example
 * ```ts
 * import { gainTable } from "weightlab";
 * import { show, table } from "weightlab/charts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rows = gainTable();
 * await show(table(rows, { caption: "Gains" }));
 * const relu = rows.find(({ activation }) => activation === "ReLU")!;
 * assertAlmostEquals(relu.secondMoment, relu.tabulated!, 1e-12);
 * ```
 */
export function gainTable(
  functions: readonly Activation[] = [
    linear,
    sigmoid,
    tanh,
    relu,
    leakyRelu(),
    elu(),
    selu,
    gelu,
    silu,
    softplus,
  ],
): GainRow[] {
  checkArray("compute gains", "functions", functions);
  for (const f of functions) checkActivation("compute gains", f);
  return functions.map((f) => ({ activation: f.name, ...gain(f) }));
}
