import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { Dropout, type Layer, randn, seeded, Tanh } from "weightlab";
import { askedFor } from "../../lib/diagnosis/_normalizations.ts";
import { NORMALIZATIONS } from "../../lib/experiments/_parts.ts";

/** What a layer cannot be made without. */
const GROUPS = { groups: 4 };

for (
  const [name, make] of Object.entries({
    ...NORMALIZATIONS,
    GroupNormalization: () => NORMALIZATIONS.GroupNormalization(GROUPS),
  })
) {
  Deno.test(`askedFor() knows what ${name} gives: add a new one to lib/diagnosis/_normalizations.ts`, () => {
    const layer: Layer = make()(40);
    for (const { value } of layer.params) {
      for (let j = 0; j < 40; j++) value.set(0, j, 0.5 + j / 40);
    }
    const asked = askedFor(layer);
    assert(asked !== undefined);
    const y = layer.forward(randn(seeded(name), 4000, 40), "train");
    const q = y.clone().mul(y).mean();
    assertAlmostEquals(asked.mean, y.mean(), 0.01);
    assertAlmostEquals(asked.q, q, 0.02);
  });
}

Deno.test("askedFor() is undefined of what normalizes nothing", () => {
  for (const layer of [new Tanh(), new Dropout(0.5, { rng: seeded(1) })]) {
    assertEquals(askedFor(layer), undefined);
  }
});
