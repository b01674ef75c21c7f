/**
 * ml-matrix's own dense matrix: rows x columns numbers in float64, one
 * `Float64Array` a row. Every batch here is N x features, one example a row.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Matrix([[1, 2], [3, 4]]).get(1, 0), 3);
 * ```
 */
export { Matrix } from "ml-matrix";
