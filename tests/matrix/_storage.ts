import { assert, assertEquals } from "@std/assert";
import { Matrix } from "weightlab";
import { addressOf } from "../../lib/storage/call_kernel.ts";
import { resident } from "../../lib/storage/resident.ts";
import { drawn } from "../_property.ts";

/** Whether the kernel can work on `x` where it lies. */
export function isResident(x: Matrix): boolean {
  return addressOf(x) !== undefined;
}

/**
 * Matrices of standard normals by the places where a matrix may lie: of its own, in the
 * kernel's memory, and there with a row that ml-matrix has put elsewhere.
 */
export function stored(seed: string, rows: number, columns: number) {
  const plain = drawn(seed, rows, columns), near = resident(plain);
  const mixed = resident(plain), middle = Math.floor(rows / 2);
  const row = mixed.getRow(middle);
  mixed.removeRow(middle);
  mixed.addRow(middle, row);
  assert(!isResident(plain) && isResident(near) && !isResident(mixed));
  return { plain, resident: near, mixed };
}

/**
 * Holds a function of matrices to one result wherever they lie, bit for bit: all in one
 * kind of place, or one of them in another than the rest.
 *
 * @param shapes The shapes of its arguments.
 * @param run The function; what it gives back is compared, and its arguments after it.
 */
export function assertSameWherever(
  shapes: readonly (readonly [rows: number, columns: number])[],
  run: (...xs: Matrix[]) => Matrix | readonly Matrix[],
): void {
  const places = ["plain", "resident", "mixed"] as const;
  let first: number[][][] | undefined;
  for (const rest of places) {
    for (const other of places) {
      for (const at of shapes.keys()) {
        const xs = shapes.map(([rows, columns], i) =>
          stored(`${i}`, rows, columns)[i === at ? other : rest]
        );
        const results = [run(...xs)].flat() as Matrix[];
        const got = [...results, ...xs].map((x) => x.to2DArray());
        first ??= got;
        assertEquals(got, first);
      }
    }
  }
}

/** 1, 2, 3, ... row by row. */
export function counting(rows: number, columns: number): Matrix {
  return new Matrix(
    Array.from(
      { length: rows },
      (_, i) => Array.from({ length: columns }, (_, j) => i * columns + j + 1),
    ),
  );
}
