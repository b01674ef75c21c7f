import { assertEquals, assertThrows } from "@std/assert";
import {
  accuracy,
  BatchNormalization,
  type Layer,
  Matrix,
  type Mode,
} from "weightlab";
import { assertUnchanged } from "../_unchanged.ts";

/** A layer that answers with its input, and remembers the modes. */
class Echo implements Layer {
  readonly name = "Echo";
  readonly params = [];
  readonly modes: Mode[] = [];

  forward(x: Matrix, mode: Mode): Matrix {
    this.modes.push(mode);
    return x;
  }

  backward(dout: Matrix): Matrix {
    return dout;
  }
}

/** A network that has diverged. */
class Diverged extends Echo {
  override forward(x: Matrix, mode: Mode): Matrix {
    return super.forward(Matrix.mul(x, NaN), mode);
  }
}

function score(logits: number[][], labels: number[]): number {
  return accuracy(new Echo(), {
    x: new Matrix(logits),
    t: Uint8Array.from(labels),
  });
}

Deno.test("accuracy() is the share of rows whose largest output is their class", () => {
  const logits = [[1, 3, 2], [0, -1, -2], [5, 6, 7], [0, 1, 0]];
  assertEquals(score(logits, [1, 0, 2, 1]), 1);
  assertEquals(score(logits, [1, 0, 0, 0]), 0.5);
  assertEquals(score(logits, [0, 1, 0, 0]), 0);
});

Deno.test("accuracy() takes the first of equal outputs", () => {
  assertEquals(score([[2, 2, 1]], [0]), 1);
  assertEquals(score([[1, 2, 2]], [1]), 1);
  assertEquals(score([[1, 2, 2]], [2]), 0);
});

Deno.test("accuracy() counts a row of NaN as class 0", () => {
  const data = { x: new Matrix(4, 3), t: Uint8Array.of(0, 1, 2, 0) };
  assertEquals(accuracy(new Diverged(), data), 0.5);
});

Deno.test("accuracy() reads the network in infer mode, and leaves it as it was", () => {
  const echo = new Echo(), data = { x: new Matrix(3, 2), t: new Uint8Array(3) };
  accuracy(echo, data);
  assertEquals(echo.modes, ["infer"]);
  const layer = new BatchNormalization(2);
  assertUnchanged(
    () => accuracy(layer, data),
    layer.runningMean,
    layer.runningVariance,
    data.x,
  );
});

Deno.test("accuracy() counts each example exactly once, however many there are", () => {
  // An example is right if a bit of its number is set: one left out, or another in its
  // place, shows in one of the bits.
  for (const n of [1, 2, 499, 500, 501, 999, 1000, 1001, 1501]) {
    const numbers = Array.from({ length: n }, (_, i) => i);
    const logits = numbers.map((i) => i % 3 === 0 ? [1, 0] : [0, 1]);
    const classes = numbers.map((i) => i % 3 === 0 ? 0 : 1);
    assertEquals(score(logits, classes), 1, `${n}`);
    for (let bit = 0; bit < 11; bit++) {
      const right = numbers.map((i) => (i >> bit) % 2);
      const labels = classes.map((c, i) => right[i] ? c : 1 - c);
      const share = right.reduce((sum, one) => sum + one, 0) / n;
      assertEquals(score(logits, labels), share, `${n}, bit ${bit}`);
    }
  }
});

Deno.test("accuracy() refuses empty and ragged data", () => {
  for (const [rows, labels] of [[0, 0], [2, 3]]) {
    assertThrows(
      () =>
        accuracy(new Echo(), {
          x: new Matrix(rows, 2),
          t: new Uint8Array(labels),
        }),
      RangeError,
      `Cannot measure accuracy: data must have a label for each row, and at least one row, got ${rows} rows and ${labels} labels`,
    );
  }
});
