import { toHex } from "../check/bytes_as_text.ts";
import { builtin } from "../notebook/builtin.ts";

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
export async function readPresent(
  url: URL,
  remedy: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (url.protocol !== "file:") return await fetched(url, remedy);
  try {
    return readHere(url);
  } catch (cause) {
    // A missing flag is said by Deno.
    if (!(cause instanceof Error) || isDeno(cause, "NotCapable")) throw cause;
    const Kind = cause.constructor as ErrorConstructor;
    throw new Kind(
      `Cannot read ${filePath(url)}: ${whatIsWrong(cause, remedy)}.`,
      { cause },
    );
  }
}

/** Reads a file of this machine, without giving way: see `builtin`. */
function readHere(url: URL): Uint8Array<ArrayBuffer> {
  if (typeof Deno !== "undefined") return Deno.readFileSync(url);
  const fs = builtin("node:fs");
  if (fs === undefined) throw new Error("a page reads no files");
  return new Uint8Array(fs.readFileSync(url));
}

/** Reads what lies on a server, as where the library itself was loaded from one. */
async function fetched(
  url: URL,
  remedy: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new Error(
    `Cannot fetch ${url.href}: it must lie there, got ${response.status}; ${remedy}.`,
  );
}

/** Whether an error is of a class of Deno's. */
function isDeno(error: Error, name: keyof typeof Deno.errors): boolean {
  return typeof Deno !== "undefined" && error instanceof Deno.errors[name];
}

/** What keeps a file from being read, and what to do. */
function whatIsWrong(cause: Error, remedy: string): string {
  // Node tells by a code.
  const { code } = cause as { code?: string };
  const is = (name: keyof typeof Deno.errors, ...codes: string[]) =>
    isDeno(cause, name) || (code !== undefined && codes.includes(code));
  if (is("NotFound", "ENOENT")) return `the file is missing; ${remedy}`;
  if (is("PermissionDenied", "EACCES", "EPERM")) {
    return "you may not read the file; allow it to (on Linux and macOS with `chmod u+r`, or as its owner)";
  }
  const instead = is("IsADirectory", "EISDIR")
    ? "a folder stands in its place"
    : is("NotADirectory", "ENOTDIR")
    ? "a file stands in the place of its folder"
    : is("FilesystemLoop", "ELOOP")
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
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function filePath(url: URL): string {
  return decodeURIComponent(url.pathname);
}
