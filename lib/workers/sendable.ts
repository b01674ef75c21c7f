import { errorAgain } from "../check/errors.ts";

/**
 * What was thrown, as another thread can be sent it.
 *
 * @param thrown What was thrown.
 * @returns It, or an error of its text where structured clone cannot copy it.
 */
export function sendable(thrown: unknown): unknown {
  try {
    return structuredClone(thrown);
  } catch {
    // An error may hold what cannot be copied: what it says is enough.
    const { name, message = String(thrown), stack } = Object(thrown);
    return errorAgain({ name, message, stack });
  }
}

/**
 * Says of a result which could not be sent why that is.
 *
 * @param cause What sending it threw.
 */
export function unsendable(cause: unknown): TypeError {
  return new TypeError(
    `Cannot hand over a result: structured clone must be able to copy it; ${
      (cause as Error).message
    }`,
    { cause },
  );
}
