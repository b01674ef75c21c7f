/**
 * A failure that the person at the terminal can mend. Its message says what
 * cannot be done and what to do about it, and is all that they get to see.
 */
export class Failure extends Error {
  override name = "Failure";
}

/** The last lines of a program's output, where it says what went wrong. */
export function lastLines(output: string, count = 8): string {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}

const causes: [RegExp, string][] = [
  [
    /No space left on device|os error 28\b|ENOSPC|not enough space/i,
    "the disk is full. Free about 700 MB, then run this again.",
  ],
  [
    /NewConnectionError|Failed to establish a new connection|name resolution|getaddrinfo|error sending request|dns error|ConnectTimeout|Read timed out|Network is unreachable|client error \(Connect\)|ProxyError|Connection refused|CERTIFICATE_VERIFY_FAILED/i,
    "the package registry did not answer. Check the network (and the proxy settings, if there is a proxy), then run this again.",
  ],
  [
    /Permission denied|Read-only file system|os error 13\b|os error 30\b|EACCES|EROFS/i,
    "writing there is not allowed. Check who owns the project's folder, then run this again.",
  ],
];

/**
 * Turns the output of a program that failed into one sentence: its cause where
 * the output gives it away, and otherwise the output's last lines.
 */
export function explain(cannot: string, output: string): Failure {
  const cause = causes.find(([pattern]) => pattern.test(output))?.[1];
  return new Failure(
    cause === undefined
      ? `${cannot}. It ended with:\n${lastLines(output)}`
      : `${cannot}: ${cause}`,
  );
}

/**
 * Runs a command's main function. A Failure ends it with its message alone and
 * exit code 1; any other error is a bug and keeps its stack trace.
 */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const failure = error instanceof Failure
      ? error
      : isEnvironmental(error)
      ? explain("Cannot go on", error.message)
      : undefined;
    if (failure === undefined) throw error;
    console.error(failure.message);
    Deno.exit(1);
  }
}

function isEnvironmental(error: Error): boolean {
  return causes.some(([pattern]) => pattern.test(error.message));
}
