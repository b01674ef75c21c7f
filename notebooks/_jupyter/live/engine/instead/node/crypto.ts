// `node:crypto` in a page: hashes that need not be waited for.

import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../../../../../../lib/check/bytes_as_text.ts";

export function createHash(algorithm: "sha256") {
  if (algorithm !== "sha256") {
    throw new RangeError(
      `Cannot hash: a page's algorithm must be sha256, got ${algorithm}`,
    );
  }
  const hash = sha256.create();
  return {
    update(part: string | Uint8Array) {
      hash.update(
        typeof part === "string" ? new TextEncoder().encode(part) : part,
      );
      return this;
    },
    digest: (_encoding: "hex") => toHex(hash.digest()),
  };
}
