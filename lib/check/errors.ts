/** What is known of an error that was thrown where it could not be handed over as it was. */
export interface ErrorParts {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/**
 * Gives an error another message, in its stack too.
 *
 * @param error The error, which is changed.
 * @param message What it is to say.
 * @returns `error`.
 */
export function reworded(error: Error, message: string): Error {
  const { message: before, stack } = error;
  error.message = message;
  // It was written when the error was made, and begins with the message.
  error.stack = stack?.replace(before, () => message);
  return error;
}

/** An error of the kind that was thrown, if that is one that the library throws. */
export function errorAgain({ name, message, stack }: ErrorParts): Error {
  const kinds = [TypeError, RangeError];
  const Kind = kinds.find((Kind) => Kind.name === name) ?? Error;
  return Object.assign(new Kind(message), { stack });
}
