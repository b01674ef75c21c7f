import { assert, assertEquals } from "@std/assert";
import { fromBase64 } from "../../lib/check/bytes_as_text.ts";
import { inflate } from "../../lib/kernel/_inflate.ts";
import { part as core } from "../../lib/kernel/_core_bytes.ts";
import { part as functions } from "../../lib/kernel/_functions_bytes.ts";
import { withoutRelaxed } from "../../lib/kernel/_without_relaxed.ts";

Deno.test("withoutRelaxed() replaces each instruction, and nothing else", () => {
  const wasm = Uint8Array.of(
    ...[0xfd, 0x87, 2, 1, 0xfd, 0x87, 3, 0xfd, 0x87, 2],
    ...[0xfd, 0x8f, 2, 0xfd, 0x90, 2, 0xfd, 0x90, 1],
  );
  withoutRelaxed(wasm, 300);
  assertEquals([...wasm], [
    ...[0x10, 0xac, 2, 1, 0xfd, 0x87, 3, 0x10, 0xac, 2],
    ...[0xfd, 0xf6, 1, 0xfd, 0xf7, 1, 0xfd, 0x90, 1],
  ]);
});

for (const [name, part] of Object.entries({ core, functions })) {
  Deno.test(`withoutRelaxed() makes the kernel's ${name} need no relaxed SIMD`, () => {
    const { deflated, length, softwareFma } = part;
    const wasm = inflate(fromBase64(deflated), length);
    const exact = wasm.slice();
    withoutRelaxed(exact, softwareFma);
    const changed = exact.filter((byte, i) => byte !== wasm[i]).length;
    assert(changed > 1000, `${changed}`);
    assert(WebAssembly.validate(exact));
    // 0xfd and a number from 0x100 up is relaxed SIMD: none of its instructions is left.
    let left = 0;
    for (
      let at = exact.indexOf(0xfd);
      at >= 0;
      at = exact.indexOf(0xfd, at + 1)
    ) {
      if (
        exact[at + 1] >= 0x80 && exact[at + 1] < 0x94 && exact[at + 2] === 2
      ) {
        left++;
      }
    }
    assertEquals(left, 0);
  });
}
