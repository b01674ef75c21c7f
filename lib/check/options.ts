import { kindOf } from "./kind_of.ts";
import {
  checkArray,
  checkBoolean,
  checkFunction,
  checkOneOf,
  checkText,
} from "./kinds.ts";
import { checkCount, checkNumber, type Interval } from "./numbers.ts";

// One declaration says of each option what it must be and what it is where it is not given:
//
//   const { lr, eps } = readOptions("make Adam", options, {
//     lr: number({ above: 0 }),
//     eps: number({ least: 0 }).or(1e-8),
//   });
//
// The compiler holds it to the interface of the options: it names every one and no other,
// each of its type, with a default or `.optional` where the interface has a "?".

/**
 * Holds a value to what an option must be.
 *
 * @param doing What cannot be done otherwise: "make Adam".
 * @param name What the option is called in a message: "lr".
 * @param value What was given.
 * @param whole What it is an option of.
 * @returns The option.
 */
type Read<T> = (
  doing: string,
  name: string,
  value: unknown,
  whole?: unknown,
) => T;

/** What an option must be that has to be given. */
export interface Kind<T> {
  readonly read: Read<T>;
  /** The same, with a value where it is not given: one of the kind, which is not checked. */
  or(byDefault: T): Optional<T>;
  /** The same, `undefined` where it is not given. */
  readonly optional: Optional<T | undefined>;
}

/** What an option must be that need not be given. */
export interface Optional<T> {
  readonly read: Read<T>;
  readonly mayBeMissing: true;
}

/** A kind for each option of `O`: with a default where it need not be given. */
export type Kinds<O> = {
  readonly [K in keyof O]-?: undefined extends O[K] ? Optional<O[K]>
    : Kind<O[K]>;
};

/** The options that kinds read. */
export type Options<S> = {
  readonly [K in keyof S]: S[K] extends { readonly read: Read<infer T> } ? T
    : never;
};

/**
 * Reads options: holds them to an object of no other names than the kinds', each option
 * to its kind, and gives the default of those that are not given. An option with a typo
 * would otherwise be left out of account in silence.
 *
 * @param doing What cannot be done otherwise: "make SGD".
 * @param options The argument.
 * @param kinds What each must be, in the order in which a message lists them.
 * @param whole What they are called in messages, where that is not "options".
 * @returns All options of the interface.
 * @throws {TypeError} if it is no object, or has another name; or what a kind throws.
 */
export function readOptions<O extends object, S extends Kinds<O>>(
  doing: string,
  options: O,
  kinds: S & { readonly [K in Exclude<keyof S, keyof O>]: never },
  whole = "options",
): Options<S> {
  checkOptions(doing, options, Object.keys(kinds), whole);
  return partsReader<S>(kinds)(doing, options, (option) => option);
}

/**
 * What reads the parts of objects that have a kind, and no other: options, or fields of rows.
 *
 * @param kinds What each part must be.
 * @returns A function of what cannot be done otherwise, the object, and what a part is called
 * in messages; which it asks only where one is refused, since rows have many.
 */
export function partsReader<S>(
  kinds: S,
): (
  doing: string,
  whole: object,
  called: (part: string) => string,
) => Options<S> {
  const all = Object.entries(kinds as Readonly<Record<string, Kind<unknown>>>);
  return (doing, whole, called) => {
    const given = whole as Readonly<Record<string, unknown>>;
    const read: Record<string, unknown> = {};
    let i = 0;
    try {
      for (; i < all.length; i++) {
        const part = all[i][0];
        read[part] = all[i][1].read(doing, part, given[part], whole);
      }
    } catch (error) {
      // What refused it refuses it again, by its full name.
      const [part, kind] = all[i];
      kind.read(doing, called(part), given[part], whole);
      throw error;
    }
    return read as Options<S>;
  };
}

/**
 * Holds options to an object of no other names than the known.
 *
 * @param doing What cannot be done otherwise: "make SGD".
 * @param options The argument.
 * @param known The names it may have.
 * @param name The argument's name, where that is not "options".
 * @throws {TypeError} if it is no object, or has another name.
 */
function checkOptions(
  doing: string,
  options: object,
  known: readonly string[],
  name: string,
): void {
  const refuse = (must: string, got: string) => {
    throw new TypeError(
      `Cannot ${doing}: ${name} must be ${must} { ${
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
 * A kind of option.
 *
 * @param read Holds a value to it.
 */
export function kind<T>(read: Read<T>): Kind<T> {
  const orElse = <D>(byDefault: D): Optional<T | D> => ({
    read: (doing, name, value, whole) =>
      value === undefined ? byDefault : read(doing, name, value, whole),
    mayBeMissing: true,
  });
  return { read, or: orElse, optional: orElse(undefined) };
}

/**
 * What a check lets pass.
 *
 * @param check Throws unless the value is a `T`.
 */
export function checked<T>(
  check: (doing: string, name: string, value: T) => void,
): Kind<T> {
  return kind((doing, name, value) => {
    check(doing, name, value as T);
    return value as T;
  });
}

/**
 * What a test lets pass.
 *
 * @param must What it must be, for the message: "a penalty, such as l2Penalty() gives".
 * @param is Whether a value is a `T`.
 */
export function thatIs<T>(must: string, is: (value: T) => boolean): Kind<T> {
  return checked((doing, name, value: T) => {
    if (is(value)) return;
    throw new TypeError(
      `Cannot ${doing}: ${name} must be ${must}, got ${kindOf(value)}`,
    );
  });
}

/** A `T`, whatever it is: for what is held to more than a kind can say, right afterwards. */
export function anything<T>(): Kind<T> {
  return kind((_doing, _name, value) => value as T);
}

/**
 * A finite number.
 *
 * @param interval Where it must lie.
 */
export function number(interval: Interval = {}): Kind<number> {
  return checked((doing, name, value: number) =>
    checkNumber(doing, name, value, interval)
  );
}

/**
 * A whole number.
 *
 * @param least The smallest it may be.
 */
export function count(least = 1): Kind<number> {
  return checked((doing, name, value: number) =>
    checkCount(doing, name, value, least)
  );
}

/** A text. */
export function text(): Kind<string> {
  return checked<string>(checkText);
}

/** True or false. */
export function boolean(): Kind<boolean> {
  return checked<boolean>(checkBoolean);
}

/**
 * One of some words.
 *
 * @param words Which.
 */
export function oneOf<const W extends string>(words: readonly W[]): Kind<W> {
  return checked((doing, name, value: W) =>
    checkOneOf(doing, name, value, words)
  );
}

/**
 * A function, which is told from other kinds, but not what it takes and gives.
 *
 * @param example Where such a function comes from: "such as relu". Default: not said.
 */
export function functionOf<F>(example?: string): Kind<F> {
  return checked((doing, name, value: F) =>
    checkFunction(doing, name, value, example)
  );
}

/**
 * A list, of any type of array; read as an array of its own.
 *
 * @param of What each of it must be.
 * @param atLeastOne What there must be one of: "number", or "" where its name says that.
 * Default: it may be empty.
 * @param called What one is called in messages, by its place from 0 and the list's name.
 * Default: as the list.
 */
export function listOf<T>(
  of: Kind<T>,
  atLeastOne?: string,
  called: (i: number, list: string) => string = (_, list) => list,
): Kind<readonly T[]> {
  return kind((doing, name, value, whole) => {
    checkArray(doing, name, value);
    const list: unknown[] = Array.isArray(value)
      ? [...value]
      : Array.from(value as ArrayLike<unknown>);
    if (atLeastOne !== undefined && list.length === 0) {
      throw new RangeError(
        `Cannot ${doing}: ${name} must hold at least one${
          atLeastOne && ` ${atLeastOne}`
        }, got 0`,
      );
    }
    let i = 0;
    try {
      for (; i < list.length; i++) {
        list[i] = of.read(doing, name, list[i], whole);
      }
    } catch (error) {
      // What refused it refuses it again, by its own name.
      of.read(doing, called(i, name), list[i], whole);
      throw error;
    }
    return list as T[];
  });
}

/**
 * Options within options.
 *
 * @param kinds What each must be.
 * @param part What one is called in messages, by its name, that of the whole, and the whole.
 * Default: "start.std".
 */
export function optionsOf<O extends object>(
  kinds: Kinds<O>,
  part: (option: keyof O & string, whole: string, given: O) => string = (
    option,
    whole,
  ) => `${whole}.${option}`,
): Kind<O> {
  const known = Object.keys(kinds), read = partsReader(kinds);
  return kind((doing, whole, value) => {
    const given = value as O;
    checkOptions(doing, given, known, whole);
    const name = (option: string) =>
      part(option as keyof O & string, whole, given);
    return read(doing, given, name) as O;
  });
}
