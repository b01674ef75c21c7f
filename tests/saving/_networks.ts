import fc from "fast-check";
import {
  Affine,
  BatchNormalization,
  type BatchNormalizationConvention,
  Dropout,
  GroupNormalization,
  he,
  type Layer,
  LayerNormalization,
  Matrix,
  param,
  PRelu,
  Relu,
  RMSNormalization,
  seeded,
  Sequential,
  WeightNormalizedAffine,
} from "weightlab";
import { layersWithin, unnamed } from "../../lib/layers/owners.ts";
import { rows } from "../../lib/storage/rows.ts";

/** The width of every layer here. */
export const WIDTH = 3;

/** How a network is made: a layer's kind, or a list of what it is made of, and how it names them. */
export type Plan =
  | "affine"
  | BatchNormalizationConvention
  | "layerNorm"
  | "rmsNorm"
  | "groupNorm"
  | "weightNorm"
  | "pRelu"
  | "relu"
  | "dropout"
  | "own"
  | { readonly of: readonly Plan[]; readonly as: "sequential" | Block };

/** A user's block names its layers, or none of them, or all but the first. */
type Block = "named" | "silent" | "half";

/** Plans of networks, nested ones too. */
export const plans: fc.Arbitrary<Plan> = fc.letrec<{ plan: Plan; of: Plan }>(
  (tie) => ({
    plan: fc.oneof({ maxDepth: 3 }, kinds(), tie("of")),
    of: fc.record({
      of: fc.array(tie("plan"), { minLength: 1, maxLength: 4 }),
      as: fc.constantFrom("sequential", "named", "silent", "half"),
    }),
  }),
).plan;

function kinds(): fc.Arbitrary<Plan> {
  return fc.constantFrom<Plan[]>(
    ...["affine", "paper", "book", "pytorch", "keras"] as const,
    ...["layerNorm", "rmsNorm", "relu", "dropout", "own"] as const,
    ...["groupNorm", "weightNorm", "pRelu"] as const,
  );
}

/** The network of a plan, its weights and masks drawn from one generator. */
export function make(plan: Plan, rng = seeded("network"), deep = false): Layer {
  if (typeof plan === "object") {
    // What a silent block hides of a user's own cannot be found: it holds the library's.
    const layers = plan.of.map((one) =>
      make(one, rng, deep || plan.as !== "sequential" && plan.as !== "named")
    );
    return plan.as === "sequential"
      ? new Sequential(layers)
      : block(layers, plan.as);
  }
  switch (plan) {
    case "affine":
      return new Affine(WIDTH, WIDTH, { init: he(), rng });
    case "layerNorm":
      return new LayerNormalization(WIDTH);
    case "rmsNorm":
      return new RMSNormalization(WIDTH);
    case "groupNorm":
      return new GroupNormalization(WIDTH, { groups: 1 });
    case "weightNorm":
      return new WeightNormalizedAffine(WIDTH, WIDTH, { init: he(), rng });
    case "pRelu":
      return new PRelu(WIDTH);
    case "relu":
      return new Relu();
    case "dropout":
      return new Dropout(0.5, { rng });
    case "own":
      return deep ? new Relu() : own();
    default:
      return new BatchNormalization(WIDTH, { convention: plan });
  }
}

/** A user's layer that holds others, which run one after the other. */
export function block(held: readonly Layer[], as: Block): Layer {
  const names = { named: held, silent: undefined, half: held.slice(1) };
  return {
    name: "Block",
    params: held.flatMap(({ params }) => params),
    layers: names[as],
    forward: (x, mode) => held.reduce((h, one) => one.forward(h, mode), x),
    backward: (dout) => held.reduceRight((d, one) => one.backward(d), dout),
  };
}

/** A user's layer with a parameter and a buffer of its own: y = x + shift + count. */
export function own(): Layer {
  const shift = param("shift", new Matrix(1, WIDTH));
  const count = new Matrix(1, 1);
  return {
    name: "Own",
    params: [shift],
    buffers: [{ name: "count", value: count }],
    forward(x, mode) {
      if (mode === "train") count.set(0, 0, count.get(0, 0) + 1);
      return x.clone().addRowVector(shift.value.getRow(0)).add(count.get(0, 0));
    },
    backward(dout) {
      shift.grad.setRow(0, dout.sum("column"));
      return dout;
    },
  };
}

/** The matrices of all that a network has learned, found another way than `save` finds them. */
export function learned(net: Layer): Matrix[] {
  const layers = [...layersWithin(net), ...unnamed(net)];
  return [
    ...net.params.map(({ value }) => value),
    ...layers.flatMap(({ buffers = [] }) => buffers.map(({ value }) => value)),
  ];
}

/** Numbers as they lie in memory, NaN and the sign of zeros included. */
export function bits(matrices: readonly Matrix[]): string[] {
  return matrices.map((x) =>
    rows(x).map((row) => new BigUint64Array(Float64Array.from(row).buffer))
      .join(";")
  );
}

/** Bytes as the digits of base64, of which a difference is shown. */
export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
