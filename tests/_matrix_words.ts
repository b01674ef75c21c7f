/** What the methods that are used most do, which ml-matrix does not say. */
export const METHODS: Readonly<Record<string, string>> = {
  get: "One number; rows and columns are counted from 0.",
  set: "Writes one number; rows and columns are counted from 0.",
  to2DArray: "All numbers, an array a row.",
  clone: "A copy of its own.",
};

/** The others of which it says nothing. */
const OTHERS: Readonly<Record<string, string>> = {
  constructor:
    "Makes a matrix of zeros of this size, or a copy of numbers, an array a row.",
  addColumn: "Adds a column at the end, in place.",
  addRow: "Adds a row at the end, in place.",
  copy: "Writes the numbers of one matrix into another of the same size.",
  flipColumns: "Puts the columns into reverse order, in place.",
  flipRows: "Puts the rows into reverse order, in place.",
  mmulStrassen: "The matrix product by Strassen's algorithm, in a new matrix.",
  random:
    "A matrix of numbers from a generator: without one from the engine's own, which no seed repeats. `randn` draws seeded ones.",
  strassen2x2:
    "The matrix product of two 2 x 2 matrices by Strassen's algorithm.",
  strassen3x3:
    "The matrix product of two 3 x 3 matrices by Strassen's algorithm.",
  toJSON: "All numbers, an array a row, as `JSON.stringify` asks for them.",
  toString: "The numbers as text, cut where there are many.",
};

/** What is done between each number and `value`. */
const OPERATORS: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  subtract: "-",
  mul: "*",
  multiply: "*",
  div: "/",
  divide: "/",
  mod: "%",
  modulus: "%",
  and: "&",
  or: "|",
  xor: "^",
  leftShift: "<<",
  signPropagatingRightShift: ">>",
  rightShift: ">>",
  zeroFillRightShift: ">>>",
  pow: "**",
};

/**
 * The words on a member of ml-matrix's class that has none of its own.
 *
 * @returns undefined if there are none here either.
 */
export function wordsOn(name: string, isStatic: boolean): string | undefined {
  const where = isStatic ? "in a new matrix" : "in place";
  if (Object.hasOwn(OPERATORS, name)) {
    return `Each number \`${
      OPERATORS[name]
    } value\`, ${where}; of a matrix, element by element.`;
  }
  if (name === "not") return `\`~\` of each number, ${where}.`;
  if (name in Math) {
    return `\`Math.${name}\` of each number, ${where}.`;
  }
  return METHODS[name] ?? OTHERS[name];
}

/** What its parameters are, of which it says nothing, by name. */
const PARAMETERS: Readonly<Record<string, string>> = {
  array: "The numbers, or a matrix of one row or column.",
  columns: "How many columns. Default: as many as rows.",
  compareFunction:
    "Below 0 if the first goes before the second, as `sort` of an array asks for it.",
  data: "The numbers.",
  from: "Where they come from.",
  matrix: "The matrix, or numbers, an array a row; left as it was.",
  matrix1: "A matrix; left as it was.",
  matrix2: "Another of the same size; left as it was.",
  nColumns: "How many columns.",
  nRows: "How many rows.",
  options: "What is not as usual.",
  other: "The other matrix; left as it was.",
  otherMatrix: "What is copied.",
  rows: "How many rows.",
  rowIndex: "The row, counted from 0.",
  columnIndex: "The column, counted from 0.",
  to: "Where they go.",
  vector: "As many numbers; left as it was.",
  y: "The factor on the right; left as it was.",
};

/**
 * The words on a parameter of ml-matrix's methods that has none of its own.
 *
 * @returns undefined if there are none here either.
 */
export function wordsOnParameter(
  name: string,
  type: string,
): string | undefined {
  if (name !== "value") return PARAMETERS[name];
  return type === "number"
    ? "The number."
    : type === "MaybeMatrix"
    ? PARAMETERS.matrix
    : "A number, or a matrix of the same size.";
}
