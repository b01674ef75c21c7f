import { kindOf } from "./kind_of.ts";
import { Matrix } from "./matrix.ts";
import { rows } from "./rows.ts";

/**
 * The shape of `x` as it is written in messages: "100 x 784".
 *
 * @param x A matrix.
 */
export function shape(x: Matrix): string {
  return `${x.rows} x ${x.columns}`;
}

/**
 * Holds an argument to ml-matrix's own `Matrix`: cells of a notebook are not type
 * checked, and an array of arrays looks much like one.
 *
 * @param what What cannot be done otherwise: "map".
 * @param name The argument's name: "x".
 * @param x The argument.
 * @throws {TypeError} if it is anything else, one of ml-matrix's views too.
 */
export function checkMatrix(what: string, name: string, x: unknown): void {
  if (x instanceof Matrix) return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be an ml-matrix Matrix, got ${kindOf(x)}`,
  );
}

/**
 * Holds an argument to a function. Importing a name that does not exist gives
 * `undefined` in a notebook, without a word.
 *
 * @param what What cannot be done otherwise: "map".
 * @param name The argument's name: "f".
 * @param f The argument.
 * @param example Where such a function comes from: "such as relu". Default: not said.
 * @throws {TypeError} if it is anything else.
 */
export function checkFunction(
  what: string,
  name: string,
  f: unknown,
  example = "",
): void {
  if (typeof f === "function") return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be a function${
      example && `, ${example}`
    }, got ${kindOf(f)}`,
  );
}

/**
 * Holds an argument to a generator of random numbers.
 *
 * @param what What cannot be done otherwise: "draw standard normals".
 * @param rng The argument `rng`.
 * @throws {TypeError} if it is no function, as a bare seed is none.
 */
export function checkRng(what: string, rng: unknown): void {
  checkFunction(what, "rng", rng, "such as seeded(1) gives");
}

/**
 * Holds an argument to a text.
 *
 * @param what What cannot be done otherwise: "draw a layer profile".
 * @param name The argument's name: "yTitle".
 * @param text The argument.
 * @throws {TypeError} if it is anything else.
 */
export function checkText(what: string, name: string, text: unknown): void {
  if (typeof text === "string") return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be a text, got ${kindOf(text)}`,
  );
}

/**
 * Holds an argument to a boolean: `undefined` or "false" would be taken for one.
 *
 * @param what What cannot be done otherwise: "draw loss curves".
 * @param name The argument's name: "logY".
 * @param value The argument.
 * @throws {TypeError} if it is anything else.
 */
export function checkBoolean(what: string, name: string, value: unknown): void {
  if (typeof value === "boolean") return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be true or false, got ${kindOf(value)}`,
  );
}

/**
 * Holds an argument to an array of any type, one with a length and no promise of one.
 *
 * @param what What cannot be done otherwise: "draw a table".
 * @param name The argument's name: "rows".
 * @param list The argument.
 * @throws {TypeError} if it is anything else; a text too.
 */
export function checkArray(what: string, name: string, list: unknown): void {
  if (Array.isArray(list) || ArrayBuffer.isView(list)) return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be an array, got ${kindOf(list)}`,
  );
}

/**
 * Holds options to an object of no other names than the known: an option with a typo
 * would otherwise be left out of account in silence.
 *
 * @param what What cannot be done otherwise: "make SGD".
 * @param options The argument.
 * @param known The names it may have.
 * @param name The argument's name, where that is not "options".
 * @throws {TypeError} if it is no object, or has another name.
 */
export function checkOptions<T extends object>(
  what: string,
  options: T,
  known: readonly (keyof T & string)[],
  name = "options",
): void {
  const refuse = (must: string, got: string) => {
    throw new TypeError(
      `Cannot ${what}: ${name} must be ${must} { ${
        known.join(", ")
      } }, got ${got}`,
    );
  };
  if (
    typeof options !== "object" || options === null || Array.isArray(options)
  ) {
    return refuse("an object", kindOf(options));
  }
  for (const option in options) {
    if (!known.includes(option)) refuse("among", option);
  }
}

/**
 * Holds a word to those that are known.
 *
 * @param what What cannot be done otherwise: "make varianceScaling".
 * @param name The argument's name: "mode".
 * @param word The argument.
 * @param known The words it may be.
 * @throws {RangeError} if it is anything else.
 */
export function checkOneOf(
  what: string,
  name: string,
  word: string,
  known: readonly string[],
): void {
  if (known.includes(word)) return;
  const quoted = known.map((one) => `"${one}"`);
  throw new RangeError(
    `Cannot ${what}: ${name} must be ${quoted.slice(0, -1).join(", ")} or ${
      quoted.at(-1)
    }, got ${word}`,
  );
}

/**
 * Holds two matrices to one shape.
 *
 * @param what What cannot be done otherwise: "zip".
 * @param names How the two are called: "a and b".
 * @param a A matrix.
 * @param b Another.
 * @throws {TypeError} if one is no matrix.
 * @throws {RangeError} if the shapes differ.
 */
export function checkSameShape(
  what: string,
  names: readonly [string, string],
  a: Matrix,
  b: Matrix,
): void {
  checkMatrix(what, names[0], a);
  checkMatrix(what, names[1], b);
  if (a.rows !== b.rows || a.columns !== b.columns) {
    throw new RangeError(
      `Cannot ${what}: ${names[0]} and ${names[1]} must have one shape, got ${
        shape(a)
      } and ${shape(b)}`,
    );
  }
}

/**
 * Holds a batch to a layer's width.
 *
 * @param what What cannot be done otherwise: "multiply in Affine".
 * @param name The argument's name: "x".
 * @param x The argument, N x `columns`, N at least 1.
 * @param columns The width it must have; any unless given.
 * @throws {TypeError} if `x` is no matrix.
 * @throws {RangeError} if `x` has another width, or no rows.
 */
export function checkBatch(
  what: string,
  name: string,
  x: Matrix,
  columns?: number,
): void {
  checkMatrix(what, name, x);
  if (columns !== undefined && x.columns !== columns) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have ${columns} columns, got ${shape(x)}`,
    );
  }
  if (x.rows === 0) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have at least one row, got ${shape(x)}`,
    );
  }
}

/**
 * Holds an upstream gradient to the shape of what went forward.
 *
 * @param layer The layer's name, for the message.
 * @param dout The upstream gradient.
 * @param y What `forward` returned, or a matrix of its shape; undefined if
 * `forward` has not been called.
 * @throws {Error} if there was no forward pass.
 * @throws {TypeError} if `dout` is no matrix.
 * @throws {RangeError} if the shapes differ.
 */
export function checkGradientShape(
  layer: string,
  dout: Matrix,
  y: { rows: number; columns: number } | undefined,
): asserts y {
  if (y === undefined) {
    throw new Error(
      `Cannot run ${layer} backward: call forward first, so that there is a pass to go back through`,
    );
  }
  checkMatrix(`run ${layer} backward`, "dout", dout);
  if (dout.rows !== y.rows || dout.columns !== y.columns) {
    throw new RangeError(
      `Cannot run ${layer} backward: dout must be ${y.rows} x ${y.columns}, like the output of forward, got ${
        shape(dout)
      }`,
    );
  }
}

/**
 * Holds a count to the whole numbers from `least` up.
 *
 * @param what What cannot be done otherwise: "draw randn".
 * @param name The argument's name.
 * @param value The argument.
 * @param least The smallest allowed value, 1 unless given.
 * @throws {RangeError} if it is anything else.
 */
export function checkCount(
  what: string,
  name: string,
  value: number,
  least = 1,
): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(
      `Cannot ${what}: ${name} must be a whole number of at least ${least}, got ${
        kindOf(value)
      }`,
    );
  }
}

/**
 * Holds a number to an interval.
 *
 * @param what What cannot be done otherwise: "make SGD".
 * @param name The argument's name.
 * @param value The argument.
 * @param interval `least` and `most` are included, `above` and `below` are not.
 * @throws {RangeError} if the value is not a finite number of the interval.
 */
export function checkNumber(
  what: string,
  name: string,
  value: number,
  interval: { least?: number; above?: number; most?: number; below?: number },
): void {
  const { least, above, most, below } = interval;
  const inside = Number.isFinite(value) &&
    (least === undefined || value >= least) &&
    (above === undefined || value > above) &&
    (most === undefined || value <= most) &&
    (below === undefined || value < below);
  if (inside) return;
  const bounds = [
    least !== undefined && `at least ${least}`,
    above !== undefined && `above ${above}`,
    most !== undefined && `at most ${most}`,
    below !== undefined && `below ${below}`,
  ].filter(Boolean).join(" and ");
  throw new RangeError(
    `Cannot ${what}: ${name} must be a finite number${
      bounds && ` ${bounds}`
    }, got ${kindOf(value)}`,
  );
}

/**
 * Holds every element of a matrix to the finite numbers.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name.
 * @param x The argument.
 * @throws {RangeError} naming the first NaN or Infinity by row and column.
 */
export function checkFinite(what: string, name: string, x: Matrix): void {
  for (const [i, row] of rows(x).entries()) {
    for (let j = 0; j < row.length; j++) {
      const value = row[j];
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `Cannot ${what}: ${name} must hold finite numbers, got ${value} in row ${i}, column ${j}`,
        );
      }
    }
  }
}
