import { assertEquals, assertThrows } from "@std/assert";
import { seeded } from "weightlab";
import { constants, deflateRawSync } from "node:zlib";
import { inflate } from "../../lib/kernel/_inflate.ts";

const rng = seeded("inflate");

/** Bytes of several kinds: how well they pack decides which blocks they are packed in. */
const BYTES: Record<string, Uint8Array> = {
  "no bytes": new Uint8Array(),
  "one byte": Uint8Array.of(7),
  "one byte, very often": new Uint8Array(100_000).fill(3),
  "any bytes": Uint8Array.from({ length: 70_000 }, () => 256 * rng()),
  "few of them": Uint8Array.from({ length: 70_000 }, () => 4 * rng() * rng()),
  "what was there long before": Uint8Array.from(
    { length: 100_000 },
    (_, i) => i % 32_000 < 300 ? (i % 32_000) ** 2 : 256 * rng(),
  ),
  "its own source": await Deno.readFile(
    new URL("../../lib/kernel/_inflate.ts", import.meta.url),
  ),
};

for (const [name, bytes] of Object.entries(BYTES)) {
  Deno.test(`inflate() gives back what was packed: ${name}`, () => {
    const ways = [
      { level: 0 }, // blocks as they are
      { level: 9 },
      { strategy: constants.Z_FIXED },
      { strategy: constants.Z_HUFFMAN_ONLY },
    ];
    for (const how of ways) {
      const packed = new Uint8Array(deflateRawSync(bytes, how));
      assertEquals(inflate(packed, bytes.length), new Uint8Array(bytes));
    }
  });
}

Deno.test("inflate() refuses a code that there is not", () => {
  // A last block with codes of its own, of which none has a symbol.
  assertThrows(
    () => inflate(Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0, 0, 0), 1),
    TypeError,
    "Cannot inflate: there is no such code",
  );
});
