import { assertEquals, assertThrows } from "@std/assert";
import { Matrix } from "weightlab";
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

Deno.test("checkMatrix() holds a matrix of ml-matrix's", () => {
  checkMatrix("do", "x", new Matrix(1, 1));
  for (const value of [undefined, null, 7, { length: 1 }]) {
    assertThrows(
      () => checkMatrix("do", "x", value),
      TypeError,
      "Cannot do: x must be an ml-matrix Matrix, got ",
    );
  }
});

Deno.test("checkSameShape() names both shapes", () => {
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
