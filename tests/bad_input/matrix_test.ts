import { Matrix } from "weightlab";
import { type Case, testRefusals, untyped } from "./_cases.ts";

const {
  batchRows,
  columnMeans,
  columnSums,
  columnVariances,
  largestDifference,
  mapElements,
  matmul,
  takeRows,
  zipWith,
} = untyped;

const CASES: readonly Case[] = [
  [
    (it) => batchRows(it.x.to2DArray(), [0]),
    TypeError,
    "Cannot take rows: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => batchRows(it.x, 0),
    TypeError,
    "Cannot take rows: indices must be an array, got 0",
  ],
  [
    (it) => batchRows(it.x, [0, 3]),
    RangeError,
    "Cannot take rows: indices must be in 0 .. 2, got 3",
  ],
  [
    (it) => columnSums(it.norm.runningMean, it.norm.runningMean),
    RangeError,
    "Cannot sum columns: out must be another matrix than x, got x",
  ],
  [
    (it) => largestDifference([[1]], it.x),
    TypeError,
    "Cannot find the largest difference: a must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => largestDifference(it.x, undefined),
    TypeError,
    "Cannot find the largest difference: b must be an ml-matrix Matrix or a number, got undefined",
  ],
  [
    (it) => largestDifference(it.x, [[1]]),
    TypeError,
    "Cannot find the largest difference: b must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => largestDifference(it.x, new Matrix(4, 3)),
    RangeError,
    "Cannot find the largest difference: a and b must have one shape, got 3 x 4 and 4 x 3",
  ],
  [
    () => largestDifference(new Matrix(0, 3), 0),
    RangeError,
    "Cannot find the largest difference: a must hold at least one number, got 0 x 3",
  ],
  [
    (it) => matmul([[1]], it.x),
    TypeError,
    "Cannot multiply: a must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => matmul(it.x, undefined),
    TypeError,
    "Cannot multiply: b must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => matmul(it.x, it.x),
    RangeError,
    "Cannot multiply: the inner sizes must agree, got 3 x 4 times 3 x 4",
  ],
  [
    (it) => matmul(it.x, it.x, { transposeA: true, transposeB: true }),
    RangeError,
    "Cannot multiply: the inner sizes must agree, got 3 x 4 transposed times 3 x 4 transposed",
  ],
  [
    (it) => matmul(it.x, it.x, { transpose_b: true }),
    TypeError,
    "Cannot multiply: options must be among { transposeA, transposeB, out }, got transpose_b",
  ],
  [
    (it) => matmul(it.x, it.x, { transposeB: "false" }),
    TypeError,
    'Cannot multiply: transposeB must be true or false, got "false"',
  ],
  [
    (it) => matmul(it.x, it.x, { transposeB: true, out: it.x }),
    RangeError,
    "Cannot multiply: out must be 3 x 3 and no factor, got a",
  ],
  [
    (it) => matmul(it.x, it.x, { transposeB: true, out: new Matrix(2, 3) }),
    RangeError,
    "Cannot multiply: out must be 3 x 3 and no factor, got 2 x 3",
  ],
  [
    (it) => matmul(it.x, it.x, { transposeB: true, out: [[0]] }),
    TypeError,
    "Cannot multiply: out must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => mapElements([[1, 2]], Math.abs),
    TypeError,
    "Cannot map: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => mapElements(it.x, undefined),
    TypeError,
    "Cannot map: f must be a function, got undefined",
  ],
  [
    (it) => zipWith(it.x, new Matrix(4, 3), Math.max),
    RangeError,
    "Cannot zip: a and b must have one shape, got 3 x 4 and 4 x 3",
  ],
  [
    (it) => zipWith(it.x, undefined, Math.max),
    TypeError,
    "Cannot zip: b must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => zipWith(it.x, it.x, "max"),
    TypeError,
    'Cannot zip: f must be a function, got "max"',
  ],
  [
    () => columnSums([[1, 2]]),
    TypeError,
    "Cannot sum columns: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => columnSums(it.x, new Matrix(1, 2)),
    RangeError,
    "Cannot sum columns: out must be 1 x 4, got 1 x 2",
  ],
  [
    () => columnMeans(undefined),
    TypeError,
    "Cannot average columns: x must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => columnMeans(new Matrix(0, 4)),
    RangeError,
    "Cannot average columns: x must have at least one row, got 0 x 4",
  ],
  [
    () => columnVariances(new Matrix(0, 4)),
    RangeError,
    "Cannot take columns' variances: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => columnVariances(it.x.to2DArray()),
    TypeError,
    "Cannot take columns' variances: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => takeRows(it.x, [0, 3]),
    RangeError,
    "Cannot take rows: indices must be in 0 .. 2, got 3",
  ],
  [
    (it) => takeRows(it.x, [0.5]),
    RangeError,
    "Cannot take rows: indices must be in 0 .. 2, got 0.5",
  ],
  [
    (it) => takeRows(it.x, [-1]),
    RangeError,
    "Cannot take rows: indices must be in 0 .. 2, got -1",
  ],
  [
    (it) => takeRows(it.x, [NaN]),
    RangeError,
    "Cannot take rows: indices must be in 0 .. 2, got NaN",
  ],
  [
    (it) => takeRows(it.x, undefined),
    TypeError,
    "Cannot take rows: indices must be an array, got undefined",
  ],
  [
    () => takeRows([[1]], [0]),
    TypeError,
    "Cannot take rows: x must be an ml-matrix Matrix, got an Array",
  ],
];

testRefusals(CASES);
