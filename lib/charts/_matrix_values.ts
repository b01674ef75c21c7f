import type { MatrixLike } from "./chart.ts";

/** All values of a matrix, row by row. */
export function* matrixValues(matrix: MatrixLike): Generator<number> {
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.columns; j++) yield matrix.get(i, j);
  }
}
