import { createHash } from "node:crypto";
// Of Deno, Node and Bun alike.
import { readFileSync } from "node:fs";
import { checkPermissions } from "../check/permission.ts";
import { NATIVE } from "../kernel/native_builds.ts";
import { GOLDEN_HASH } from "./_golden.ts";

/** The job runner that lies in the library, as other machines get it. */
export interface RunnerCode {
  /** The file. */
  readonly runner: URL;
  /** The kernel's native libraries, which it looks for in `built/` beside it. */
  readonly files: readonly URL[];
  /**
   * The SHA-256 of the file, in hexadecimal digits: it changes with what the code does, not with
   * what comments say.
   */
  readonly sha256: string;
  /** The golden hash of machines that compute the library's bits. */
  readonly golden: string;
}

/** What a job runner was built of. */
export interface Manifest {
  /** The library's files, by path from `lib/`, sorted. */
  readonly sources: readonly string[];
  /** The SHA-256 over all of them, in hexadecimal digits. */
  readonly sha256: string;
}

const LIB = new URL("../", import.meta.url);
const RUNNER = new URL("./built/runner.js", import.meta.url);
const MANIFEST = new URL("./built/sources.json", import.meta.url);

/**
 * The job runner that does this library's jobs, held to the library's files.
 *
 * @param what What cannot be done otherwise: "train on a cluster".
 * @throws {Error} if there is none, or the library's files are others than those that it was
 * built of. Where there are no sources, as in a package, nobody can have changed them.
 * @throws {Deno.errors.NotCapable} without the permission to read the library's files.
 */
export function runnerCode(what = "tell which code does jobs"): RunnerCode {
  checkPermissions(what, [{ name: "read", path: LIB }]);
  const bytes = read(RUNNER), manifest = read(MANIFEST);
  if (bytes === undefined || manifest === undefined) {
    throw new Error(
      `Cannot ${what}: the library's job runner must lie in ${new URL(
        ".",
        RUNNER,
      )}; run deno task runner`,
    );
  }
  const { sources, sha256 }: Manifest = JSON.parse(
    new TextDecoder().decode(manifest),
  );
  const now = manifestOf(sources);
  if (now !== undefined && now.sha256 !== sha256) {
    throw new Error(
      `Cannot ${what}: lib/ has changed since its job runner was built; run deno task runner`,
    );
  }
  return {
    runner: RUNNER,
    files: Object.values(NATIVE).map(({ file }) =>
      new URL(`kernel/built/${file}`, LIB)
    ),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    golden: GOLDEN_HASH,
  };
}

/**
 * The manifest of a job runner that is built of the library's files as they are.
 *
 * @param sources The files, by path from `lib/`, sorted.
 * @returns Undefined if there is none of them.
 */
export function manifestOf(sources: readonly string[]): Manifest | undefined {
  const texts = sources.map((path) => read(new URL(path, LIB)));
  if (texts.every((text) => text === undefined)) return undefined;
  const hash = createHash("sha256");
  for (const [i, path] of sources.entries()) {
    // The length tells where each ends.
    hash.update(`${path} ${texts[i]?.length}\n`).update(texts[i] ?? "");
  }
  return { sources, sha256: hash.digest("hex") };
}

/** A file's bytes; undefined if there is none, or none could be. */
function read(file: URL): Uint8Array | undefined {
  if (file.protocol !== "file:") return undefined;
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
}
