import { checkOptions } from "../check/options.ts";

/**
 * Holds an initializer's options to an object of the known names. `he` where `he()` is
 * meant gets the generator in place of the options, and is told so.
 *
 * @param name The initializer's name, for the message.
 * @param options What it was called with.
 * @param known The names that options may have.
 * @throws {TypeError} if it is no object, or has another name.
 */
export function checkInitializerOptions<T extends object>(
  name: string,
  options: T,
  known: readonly (keyof T & string)[],
): void {
  if (typeof options === "function") {
    throw new TypeError(
      `Cannot make ${name}: options must be an object { ${
        known.join(", ")
      } }, got a generator; ${name} is called once to make an initializer, and that is what draws: ${name}({ .. })(rng, fanIn, fanOut)`,
    );
  }
  checkOptions(`make ${name}`, options, known);
}
