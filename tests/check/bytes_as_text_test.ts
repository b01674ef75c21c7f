import { assertEquals, assertThrows } from "@std/assert";
import { fromBase64, toBase64, toHex } from "../../lib/check/bytes_as_text.ts";

/** Does something as in Node 20, whose arrays have no such methods. */
function asInNode20(work: () => void): void {
  const { toBase64 } = Uint8Array.prototype, { fromBase64 } = Uint8Array;
  Object.assign(Uint8Array.prototype, { toBase64: undefined });
  Object.assign(Uint8Array, { fromBase64: undefined });
  try {
    work();
  } finally {
    Object.assign(Uint8Array.prototype, { toBase64 });
    Object.assign(Uint8Array, { fromBase64 });
  }
}

/** Of lengths with each number of "=", and more than are converted at a time. */
const BYTES = [0, 1, 2, 3, 70_000].map((length) =>
  Uint8Array.from({ length }, (_, i) => 37 * i + 250)
);

Deno.test("toBase64() and fromBase64() do what newer engines do by themselves", () => {
  for (const bytes of BYTES) {
    const text = bytes.toBase64();
    assertEquals(toBase64(bytes), text);
    assertEquals(fromBase64(text), bytes);
    asInNode20(() => {
      assertEquals(toBase64(bytes), text);
      assertEquals(fromBase64(text), bytes);
      assertEquals(toBase64(new Uint8Array([0, ...bytes]).subarray(1)), text);
    });
  }
});

Deno.test("fromBase64() throws at what is none", () => {
  assertThrows(() => fromBase64("a*b="));
  asInNode20(() => assertThrows(() => fromBase64("a*b=")));
});

Deno.test("toHex() gives two digits a byte", () => {
  assertEquals(toHex(Uint8Array.of(0, 1, 15, 16, 255)), "00010f10ff");
});
