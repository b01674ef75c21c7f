import { assertEquals } from "@std/assert";
import {
  Affine,
  GroupNormalization,
  he,
  Matrix,
  PRelu,
  Relu,
  relu,
  seeded,
} from "weightlab";
import {
  functionsOf,
  isActivation,
  meanOver,
} from "../../lib/diagnosis/_activations.ts";

const OTHERS = [
  new Affine(2, 2, { init: he(), rng: seeded(1) }),
  new GroupNormalization(2, { groups: 1 }),
];

Deno.test("functionsOf() gives an activation's function, or one for each slope", () => {
  assertEquals(functionsOf(new Relu()), [relu]);
  const layer = new PRelu(2);
  layer.a.value = new Matrix([[0.5, NaN]]);
  const [first, second] = functionsOf(layer);
  assertEquals([first(-4), first(4), first.derivative(-4)], [-2, 4, 0.5]);
  assertEquals([second(-4), second(4), second.derivative(-4)], [NaN, 4, NaN]);
  assertEquals(first.name, "PReLU");
  assertEquals(functionsOf(new PRelu()).length, 1);
  for (const layer of [undefined, ...OTHERS]) {
    assertEquals(functionsOf(layer), []);
  }
});

Deno.test("isActivation() is true of what has functions", () => {
  const layers = [new Relu(), new PRelu(), new PRelu(3), ...OTHERS];
  assertEquals(
    layers.map(isActivation),
    layers.map((layer) => functionsOf(layer).length > 0),
  );
});

Deno.test("meanOver() averages a number over functions", () => {
  const layer = new PRelu(2);
  layer.a.value = new Matrix([[1, 0.5]]);
  assertEquals(meanOver(functionsOf(layer), (f) => f(-4)), -3);
});
