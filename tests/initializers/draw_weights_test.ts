import { assertEquals, assertThrows } from "@std/assert";
import { he, type Initializer, Matrix, seeded, zeros } from "weightlab";
import { drawWeights } from "../../lib/initializers/draw_weights.ts";

Deno.test("drawWeights() gives what init draws with rng", () => {
  const w = drawWeights("draw", { init: he(), rng: seeded(1) }, 4, 3);
  assertEquals(w.to2DArray(), he()(seeded(1), 4, 3).to2DArray());
});

Deno.test("drawWeights() wants a generator even where nothing is drawn", () => {
  for (const rng of [undefined, 1, "1"]) {
    assertThrows(
      () =>
        drawWeights(
          "make it",
          { init: zeros(), rng: rng as unknown as () => number },
          2,
          2,
        ),
      TypeError,
      "Cannot make it: rng must be a function, such as seeded(1) gives, got",
    );
  }
});

Deno.test("drawWeights() holds init to a matrix of fanIn x fanOut", () => {
  const rng = seeded(1);
  const wrong: [unknown, new () => Error, string][] = [
    [
      undefined,
      TypeError,
      "init must be a function, such as he() gives, got undefined",
    ],
    [
      () => he(),
      TypeError,
      "init must give a matrix of weights, got the function",
    ],
    [
      () => new Matrix(3, 4),
      RangeError,
      "init must give 4 x 3 weights, got 3 x 4",
    ],
    [
      () => new Matrix(4, 2),
      RangeError,
      "init must give 4 x 3 weights, got 4 x 2",
    ],
  ];
  for (const [init, kind, message] of wrong) {
    assertThrows(
      () => drawWeights("draw", { init: init as Initializer, rng }, 4, 3),
      kind,
      `Cannot draw: ${message}`,
    );
  }
});
