import { Failure } from "../terminal/failure.ts";

/** Jupyter's customary port, the first that is tried. */
export const FIRST_PORT = 8888;
/** So many are tried. */
const TRIED = 100;

/**
 * The port that was asked for, or else the first free one.
 *
 * @param options `first`: the port that is tried first; `flag`: what asks for another.
 * @throws {Failure} if the port asked for is occupied, or is no port
 */
export function choosePort(
  asked: string | undefined,
  isFree: (port: number) => boolean = portIsFree,
  { first = FIRST_PORT, flag = "--port" } = {},
): number {
  if (asked !== undefined) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Failure(
        `Cannot use port ${asked}: a port is a whole number from 1 to 65535.`,
      );
    }
    if (isFree(port)) return port;
    throw new Failure(
      `Cannot use port ${port}: another program occupies it. Name another one, or leave out ${flag} to take the first free one.`,
    );
  }
  for (let port = first; port < first + TRIED; port++) {
    if (isFree(port)) return port;
  }
  throw new Failure(
    `Cannot find a free port from ${first} to ${
      first + TRIED - 1
    }. Name one with ${flag}.`,
  );
}

/** Whether no program listens on it. */
export function portIsFree(port: number): boolean {
  // Jupyter listens on both of localhost's addresses.
  return ["127.0.0.1", "::1"].every((hostname) => {
    try {
      Deno.listen({ port, hostname }).close();
      return true;
    } catch (error) {
      // A machine without IPv6 has no such address, and nothing occupies it.
      return !(error instanceof Deno.errors.AddrInUse) &&
        !(error instanceof Deno.errors.PermissionDenied);
    }
  });
}
