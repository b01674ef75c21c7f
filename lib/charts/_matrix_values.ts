import type { MatrixLike } from "./chart.ts";

/** All values of a matrix, row by row. */
export function matrixValues(matrix: MatrixLike): number[] {
  const { rows, columns } = matrix;
  const values: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) values.push(matrix.get(i, j));
  }
  return values;
}
