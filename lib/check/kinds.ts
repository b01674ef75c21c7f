import { kindOf } from "./kind_of.ts";

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
 * Holds what a user's function gave to a number; NaN is one. A forgotten `return` would else
 * count as NaN, or as nothing.
 *
 * @param what What cannot be done otherwise: "compute the loss".
 * @param giver What gave it: "its forward".
 * @param value What it gave.
 * @throws {TypeError} if it is anything else.
 */
export function checkGiven(
  what: string,
  giver: string,
  value: unknown,
): asserts value is number {
  if (typeof value === "number") return;
  throw new TypeError(
    `Cannot ${what}: ${giver} must give a number, got ${kindOf(value)}`,
  );
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
 * @param of What follows on "an array" in the message: " of classes". Default: nothing.
 * @throws {TypeError} if it is anything else; a text too.
 */
export function checkArray(
  what: string,
  name: string,
  list: unknown,
  of = "",
): void {
  if (
    Array.isArray(list) || ArrayBuffer.isView(list) && "length" in list
  ) return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be an array${of}, got ${kindOf(list)}`,
  );
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
  const [others, last] = [quoted.slice(0, -1).join(", "), quoted.at(-1)];
  throw new RangeError(
    `Cannot ${what}: ${name} must be ${
      others && `${others} or `
    }${last}, got ${word}`,
  );
}

/**
 * Holds an argument to plain data, as JSON has it: numbers (any), texts, true, false, null,
 * and arrays and plain objects of these.
 *
 * @param what What cannot be done otherwise: "train networks".
 * @param name The argument's name: "plans[0].label".
 * @param data The argument.
 * @throws {TypeError} if something of another kind is in it, or it is within itself.
 */
export function checkPlain(what: string, name: string, data: unknown): void {
  checkPlainWithin(what, name, data, []);
}

function checkPlainWithin(
  what: string,
  name: string,
  data: unknown,
  around: readonly unknown[],
): void {
  const kinds = ["number", "string", "boolean", "undefined"];
  if (data === null || kinds.includes(typeof data)) return;
  const isPlain = Array.isArray(data) ||
    typeof data === "object" &&
      Object.getPrototypeOf(data) === Object.prototype;
  const isCircle = around.includes(data);
  if (!isPlain || isCircle) {
    const got = isCircle ? "what it is within" : kindOf(data);
    throw new TypeError(
      `Cannot ${what}: ${name} must be plain data, got ${got}`,
    );
  }
  for (const [key, value] of Object.entries(data)) {
    checkPlainWithin(what, `${name}.${key}`, value, [...around, data]);
  }
}
