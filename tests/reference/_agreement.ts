import { assertEquals, fail } from "@std/assert";
import { Matrix } from "weightlab";

/** How far a value may be off, as a share of it. */
export const RELATIVE = 1e-10;

/** What a framework gave: a matrix, or a vector where ours is a row. */
export type Values = readonly number[] | readonly (readonly number[])[];

/**
 * Holds a matrix to recorded values, each to 1e-10 of itself. Values that the
 * framework itself computes by cancellation may be off by `rounding` more.
 *
 * @param what What it is, for the message: "nn.Linear(4, 3): dx".
 */
export function assertAgrees(
  actual: Matrix,
  expected: Values,
  what: string,
  { rounding = 0 }: { rounding?: number } = {},
): void {
  const right = matrix(expected);
  assertEquals([actual.rows, actual.columns], [right.rows, right.columns]);
  for (let i = 0; i < right.rows; i++) {
    for (let j = 0; j < right.columns; j++) {
      const got = actual.get(i, j), value = right.get(i, j);
      const allowed = RELATIVE * Math.abs(value) + rounding;
      if (!(Math.abs(got - value) <= allowed)) {
        fail(
          `${what}: row ${i}, column ${j}: expected ${value}, got ${got}, ${
            Math.abs(got / value - 1)
          } of it off`,
        );
      }
    }
  }
}

/** Recorded values as a matrix; a vector is a row. */
export function matrix(values: Values): Matrix {
  const rows = typeof values[0] === "number"
    ? [values as readonly number[]]
    : values as readonly (readonly number[])[];
  return new Matrix(rows.map((row) => [...row]));
}
