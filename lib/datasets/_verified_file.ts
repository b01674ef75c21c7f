import { builtin } from "./_builtin.ts";

/**
 * Reads a file whose contents are known beforehand.
 *
 * @param url Where it is.
 * @param options.sha256 The digest it must have, in hexadecimal.
 * @param options.remedy How to get it back, for messages: "restore it with ...".
 * @throws {Deno.errors.NotFound} if there is no such file.
 * @throws {Error} if it cannot be read, or its contents are not the expected ones.
 */
export async function readVerified(
  url: URL,
  { sha256, remedy }: { sha256: string; remedy: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readPresent(url, remedy);
  const actual = await sha256Hex(bytes);
  if (actual !== sha256) {
    throw new Error(
      `Cannot use ${
        filePath(url)
      }: its SHA-256 must be ${sha256}, got ${actual} (${
        bytes.length === 0 ? "the file is empty" : `${bytes.length} bytes`
      }). The file is damaged: ${remedy}.`,
    );
  }
  return bytes;
}

/**
 * Reads a file; if it cannot be read, the message says why and what to do.
 *
 * @param url Where it is.
 * @param remedy How to get it back, for messages: "restore it with ...".
 * @throws {Deno.errors.NotFound} if there is no such file.
 * @throws {Error} if something else stands in its place, or it may not be read: the same
 * kind of error as the system's.
 */
// deno-lint-ignore require-await -- it does not give way, see `builtin`
export async function readPresent(
  url: URL,
  remedy: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return Deno.readFileSync(url);
  } catch (cause) {
    // A missing flag is said by Deno.
    if (!(cause instanceof Error) || cause instanceof Deno.errors.NotCapable) {
      throw cause;
    }
    const Kind = cause.constructor as ErrorConstructor;
    throw new Kind(
      `Cannot read ${filePath(url)}: ${whatIsWrong(cause, remedy)}.`,
      { cause },
    );
  }
}

/** What keeps a file from being read, and what to do. */
function whatIsWrong(cause: Error, remedy: string): string {
  const { errors } = Deno;
  if (cause instanceof errors.NotFound) return `the file is missing; ${remedy}`;
  if (cause instanceof errors.PermissionDenied) {
    return "you may not read the file; allow it to (on Linux and macOS with `chmod u+r`, or as its owner)";
  }
  const instead = cause instanceof errors.IsADirectory
    ? "a folder stands in its place"
    : cause instanceof errors.NotADirectory
    ? "a file stands in the place of its folder"
    : cause instanceof errors.FilesystemLoop
    ? "it is a symbolic link that leads back to itself"
    : cause.message;
  return `${instead}; remove that, then ${remedy}`;
}

/** The SHA-256 digest (FIPS 180-4) in hexadecimal. */
export async function sha256Hex(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const here = builtin("node:crypto");
  if (here) return here.createHash("sha256").update(bytes).digest("hex");
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

function filePath(url: URL): string {
  return decodeURIComponent(url.pathname);
}
