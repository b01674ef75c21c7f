import { assertMatch, assertThrows } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  GroupNormalization,
  he,
  type Layer,
  LayerNormalization,
  Matrix,
  RMSNormalization,
  seeded,
  WeightNormalizedAffine,
} from "weightlab";
import { drawn } from "../_property.ts";

Deno.test("a layer refuses parameters of different widths, and reads nothing beyond them", () => {
  const drawing = { init: he(), rng: seeded(1) };
  const makes: (() => Layer)[] = [
    () => new Affine(4, 4, drawing),
    () => new WeightNormalizedAffine(4, 4, drawing),
    () => new BatchNormalization(4, { runningVariance: 1 }),
    () => new LayerNormalization(4),
    () => new RMSNormalization(4),
    () => new GroupNormalization(4, { groups: 2 }),
  ];
  for (const make of makes) {
    const { length } = make().params;
    for (let i = 0; i < length; i++) {
      for (const mode of ["train", "infer"] as const) {
        const layer = make(), { value } = layer.params[i];
        layer.params[i].value = new Matrix(value.rows, 3).fill(1);
        const { message } = assertThrows(
          () => layer.forward(drawn("x", 5, 4), mode),
          RangeError,
        );
        assertMatch(
          message,
          /must (be 1 x \d, .*|have 3 columns), got \d x \d$/,
        );
      }
    }
  }
});
