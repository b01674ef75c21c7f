import { readOptions } from "../check/options.ts";

/**
 * Reads an initializer's options. `he` where `he()` is meant gets the generator in place of
 * the options, and is told so.
 *
 * @param name The initializer's name, for the message.
 * @param options What it was called with.
 * @param kinds What each option must be.
 * @throws {TypeError} if it is no object, or has another name; or what a kind throws.
 */
export const readInitializerOptions: typeof readOptions = (
  name,
  options,
  kinds,
) => {
  if (typeof options === "function") {
    throw new TypeError(
      `Cannot make ${name}: options must be an object { ${
        Object.keys(kinds).join(", ")
      } }, got a generator; ${name} is called once to make an initializer, and that is what draws: ${name}({ .. })(rng, fanIn, fanOut)`,
    );
  }
  return readOptions(`make ${name}`, options, kinds);
};
