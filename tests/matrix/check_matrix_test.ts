import { assertEquals, assertThrows } from "@std/assert";
import { Matrix } from "weightlab";
import {
  checkArray,
  checkBoolean,
  checkFunction,
  checkOneOf,
  checkRng,
  checkText,
} from "../../lib/check/kinds.ts";
import { checkCount, checkNumber } from "../../lib/check/numbers.ts";
import { checkOptions } from "../../lib/check/options.ts";
import {
  checkBatch,
  checkFinite,
  checkMatrix,
  checkSameShape,
  shape,
} from "../../lib/matrix/check_matrix.ts";
import { checkGradientShape } from "../../lib/layers/pass.ts";

Deno.test("shape() writes rows x columns", () => {
  assertEquals(shape(new Matrix(2, 3)), "2 x 3");
});

Deno.test("checkBatch() holds a batch to its width and to one row at least", () => {
  checkBatch("sum", "x", new Matrix(1, 3), 3);
  assertThrows(
    () => checkBatch("sum", "x", new Matrix(4, 2), 3),
    RangeError,
    "Cannot sum: x must have 3 columns, got 4 x 2",
  );
  assertThrows(
    () => checkBatch("sum", "x", new Matrix(0, 3), 3),
    RangeError,
    "Cannot sum: x must have at least one row, got 0 x 3",
  );
});

Deno.test("checkGradientShape() wants a forward pass, and its shape", () => {
  const dout = new Matrix(2, 3);
  checkGradientShape("Affine", dout, { rows: 2, columns: 3 });
  assertThrows(
    () => checkGradientShape("Affine", dout, undefined),
    Error,
    "Cannot run Affine backward: call forward first",
  );
  for (const y of [{ rows: 2, columns: 4 }, { rows: 1, columns: 3 }]) {
    assertThrows(
      () => checkGradientShape("Affine", dout, y),
      RangeError,
      `Cannot run Affine backward: dout must be ${y.rows} x ${y.columns}`,
    );
  }
});

Deno.test("checkCount() holds a count to the whole numbers from `least` up", () => {
  checkCount("draw", "n", 1);
  checkCount("draw", "n", 0, 0);
  for (const n of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => checkCount("draw", "n", n),
      RangeError,
      `Cannot draw: n must be a whole number of at least 1, got ${n}`,
    );
  }
});

Deno.test("checkNumber() holds a number to an interval, each end in or out", () => {
  checkNumber("make", "p", 0, { least: 0, below: 1 });
  checkNumber("make", "p", 1, { above: 0, most: 1 });
  checkNumber("make", "p", -7, {});
  const wrong: [number, Parameters<typeof checkNumber>[3], string][] = [
    [1, { least: 0, below: 1 }, "finite number at least 0 and below 1, got 1"],
    [-1, { least: 0 }, "finite number at least 0, got -1"],
    [0, { above: 0, most: 1 }, "finite number above 0 and at most 1, got 0"],
    [2, { most: 1 }, "finite number at most 1, got 2"],
    [NaN, {}, "finite number, got NaN"],
    [Infinity, { least: 0 }, "finite number at least 0, got Infinity"],
  ];
  for (const [value, interval, message] of wrong) {
    assertThrows(
      () => checkNumber("make", "p", value, interval),
      RangeError,
      `Cannot make: p must be a ${message}`,
    );
  }
});

Deno.test("checkFinite() names the first number that is not, and where", () => {
  checkFinite("train", "x", new Matrix([[1, 2]]));
  assertThrows(
    () => checkFinite("train", "x", new Matrix([[1, 2], [3, NaN]])),
    RangeError,
    "Cannot train: x must hold finite numbers, got NaN in row 1, column 1",
  );
  assertThrows(
    () => checkFinite("train", "x", new Matrix([[-Infinity, NaN]])),
    RangeError,
    "got -Infinity in row 0, column 0",
  );
});

Deno.test("checkMatrix(), checkFunction(), checkRng(), checkArray(), checkText() and checkBoolean() hold a kind", () => {
  const checks: [(value: unknown) => void, unknown[], string][] = [
    [
      (v) => checkMatrix("do", "x", v),
      [new Matrix(1, 1)],
      "an ml-matrix Matrix",
    ],
    [(v) => checkFunction("do", "x", v), [Math.abs, Matrix], "a function"],
    [
      (v) => checkFunction("do", "x", v, "such as relu"),
      [Math.abs],
      "a function, such as relu",
    ],
    [(v) => checkArray("do", "x", v), [[], new Uint8Array(1)], "an array"],
    [(v) => checkText("do", "x", v), ["", "a"], "a text"],
    [(v) => checkBoolean("do", "x", v), [true, false], "true or false"],
  ];
  for (const [check, right, must] of checks) {
    for (const value of right) check(value);
    for (const value of [undefined, null, 7, { length: 1 }]) {
      assertThrows(
        () => check(value),
        TypeError,
        `Cannot do: x must be ${must}, got `,
      );
    }
  }
  assertThrows(
    () => checkRng("do", 1),
    TypeError,
    "Cannot do: rng must be a function, such as seeded(1) gives, got 1",
  );
});

Deno.test("checkOptions() wants an object, and no name that it does not know", () => {
  interface Options {
    lr?: number;
    eps?: number;
  }
  const known = ["lr", "eps"] as const;
  for (const options of [{}, { lr: 1 }, { lr: 1, eps: undefined }]) {
    checkOptions<Options>("make", options, known);
  }
  for (const options of [undefined, null, 0.1, "lr", [], () => 1]) {
    assertThrows(
      () => checkOptions("make", options as Options, known),
      TypeError,
      "Cannot make: options must be an object { lr, eps }, got ",
    );
  }
  assertThrows(
    () => checkOptions("make", { lr: 1, LR: 2 } as Options, known, "state"),
    TypeError,
    "Cannot make: state must be among { lr, eps }, got LR",
  );
});

Deno.test("checkOneOf() lists the words, checkSameShape() both shapes", () => {
  checkOneOf("draw", "mode", "a", ["a", "b"]);
  assertThrows(
    () => checkOneOf("draw", "mode", "c", ["a", "b"]),
    RangeError,
    'Cannot draw: mode must be "a" or "b", got c',
  );
  checkSameShape("zip", ["a", "b"], new Matrix(2, 3), new Matrix(2, 3));
  for (const [rows, columns] of [[3, 2], [2, 2], [1, 3]]) {
    assertThrows(
      () =>
        checkSameShape(
          "zip",
          ["a", "b"],
          new Matrix(2, 3),
          new Matrix(rows, columns),
        ),
      RangeError,
      `Cannot zip: a and b must have one shape, got 2 x 3 and ${rows} x ${columns}`,
    );
  }
});
