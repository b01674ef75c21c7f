import { builtin } from "./_builtin.ts";

/**
 * Reads a file whose contents are known beforehand.
 *
 * @param url Where it is.
 * @param options.sha256 The digest it must have, in hexadecimal.
 * @param options.remedy How to get it back, for messages: "restore it with ...".
 * @throws {Deno.errors.NotFound} if there is no such file.
 * @throws {Error} if its contents are not the expected ones.
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
 * Reads a file, with the remedy in the message if it is not there.
 *
 * @throws {Deno.errors.NotFound} if there is no such file.
 */
// deno-lint-ignore require-await -- it does not give way, see `builtin`
export async function readPresent(
  url: URL,
  remedy: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return Deno.readFileSync(url);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new Deno.errors.NotFound(
      `Cannot read ${filePath(url)}: the file is missing; ${remedy}.`,
      { cause },
    );
  }
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
