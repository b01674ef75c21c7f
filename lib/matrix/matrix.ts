/**
 * ml-matrix's own dense matrix: `rows` x `columns` numbers in float64, one
 * `Float64Array` a row. Every batch here is N x features, one example a row.
 */
export { Matrix } from "ml-matrix";
