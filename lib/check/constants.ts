import { kindOf } from "./kind_of.ts";

/**
 * Makes what an object was made with readable by name, and assigning to it an error: a new
 * value would otherwise be taken in silence, and nothing come of it.
 *
 * @param object The object.
 * @param what What it is, for the message: "SGD".
 * @param constants The constants by name.
 * @param instead What to do, for the message, given a constant's name. Default: make another.
 */
export function showConstants(
  object: object,
  what: string,
  constants: Readonly<Record<string, unknown>>,
  instead: (constant: string) => string = () => "make another",
): void {
  for (const [name, value] of Object.entries(constants)) {
    Object.defineProperty(object, name, {
      get: () => value,
      set: (given: unknown) => {
        throw new TypeError(
          `Cannot set ${name} of ${what}: it must stay as it was given, ${
            kindOf(value)
          }, got ${kindOf(given)}; ${instead(name)}`,
        );
      },
    });
  }
}

/**
 * Makes assigning to fields of an object an error, as their type says. What they hold can
 * change as before.
 *
 * @param object The object, whose fields have their values.
 * @param fields Which.
 */
export function keepFields<T extends object>(
  object: T,
  ...fields: (keyof T & string)[]
): void {
  for (const field of fields) {
    Object.defineProperty(object, field, { writable: false });
  }
}
