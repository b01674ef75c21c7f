import { assertEquals } from "@std/assert";
import {
  Affine,
  diagnose,
  mapElements,
  Matrix,
  normal,
  seeded,
  Sequential,
} from "weightlab";
import { sizesOf } from "../../lib/matrix/moments.ts";
import { drawn } from "../_property.ts";

Deno.test("sizesOf() of a worked 2 x 2", () => {
  const { mean, rms, length } = sizesOf(new Matrix([[1, 1], [-5, 3]]));
  assertEquals([mean, rms, length], [0, 3, 6]);
});

Deno.test("sizesOf() scales with the values, where their squares are no numbers too", () => {
  const x = drawn("x", 9, 4), { mean, rms, length } = sizesOf(x);
  for (const exponent of [1015, 600, -600, -1000]) {
    const unit = 2 ** exponent,
      scaled = sizesOf(mapElements(x, (v) => v * unit));
    assertEquals(scaled, {
      mean: mean * unit,
      rms: rms * unit,
      length: length * unit,
    });
  }
  assertEquals(sizesOf(new Matrix([[1, NaN]])).rms, NaN);
  assertEquals(sizesOf(new Matrix([[1, Infinity]])).rms, Infinity);
});

Deno.test("diagnose() measures weights and outputs whose squares are no numbers", () => {
  const rows = [0, 600, -600].map((exponent) => {
    const init = normal({ std: 1 }), rng = seeded("weights");
    const layers = [4, 3].map((fanIn, i) =>
      new Affine(fanIn, 3 - i, { init, rng })
    );
    layers[0].W.value.mul(2 ** exponent);
    const net = new Sequential(layers);
    const { rows, problems } = diagnose(net, drawn("batch", 20, 4));
    assertEquals(problems.some(({ kind }) => kind === "diverged"), false);
    return rows.map(({ std, between, within, weightStd, mean }, i) => {
      const unit = 2 ** exponent, weights = i === 0 ? unit : 1;
      const measured = [std / unit, between / unit, within / unit];
      return [...measured, mean / unit, weightStd! / weights];
    });
  });
  assertEquals(rows[1], rows[0]);
  assertEquals(rows[2], rows[0]);
});
