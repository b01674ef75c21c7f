// Of Deno, Node and Bun alike. In JavaScript, the SHA-256 of MNIST's 376 MB takes 9 s, not 1.
import { createHash } from "node:crypto";
import { canonical, packedParts } from "./codec.ts";

/** What the results of all jobs of a study depend on, beside the job. */
export interface Study {
  /** The SHA-256 of the code that does a job. */
  readonly code: string;
  /** What the golden network's numbers hash to: the arithmetic. */
  readonly golden: string;
  /** What `hashOf` gives for the data that all jobs have in common. */
  readonly data: string;
}

/**
 * The name under which the result of a job is kept: it is another if anything is that the
 * result depends on, and the same on every machine.
 *
 * @param study What all jobs have in common.
 * @param job The job, as plain data; the order of its names is not part of it.
 * @returns A SHA-256, in 64 hexadecimal digits.
 * @throws {TypeError} if the job holds what `encode` cannot.
 */
export function keyOf({ code, golden, data }: Study, job: unknown): string {
  const text = canonical({ code, golden, data, job });
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The SHA-256 of data as `pack` packs them, of which no copy is made.
 *
 * @param data What `pack` takes.
 * @returns 64 hexadecimal digits.
 * @throws {TypeError} if `pack` cannot pack them.
 */
export function hashOf(data: unknown): string {
  const hash = createHash("sha256");
  for (const part of packedParts(data)) hash.update(part);
  return hash.digest("hex");
}
