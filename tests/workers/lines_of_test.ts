import { assertEquals } from "@std/assert";
import { linesOf } from "../../lib/workers/lines_of.ts";

const lines = (...chunks: Uint8Array[]) =>
  Array.fromAsync(linesOf(ReadableStream.from(chunks)));
const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("linesOf() a stream gives its lines, wherever it is cut", async () => {
  const all = bytes("one\n\ntwo\u00e4\ud83d\ude00\nthree\n");
  for (let cut = 0; cut <= all.length; cut++) {
    assertEquals(
      await lines(all.subarray(0, cut), all.subarray(cut)),
      ["one", "", "two\u00e4\ud83d\ude00", "three"],
    );
  }
  assertEquals(await lines(...[...all].map((byte) => Uint8Array.of(byte))), [
    ...["one", "", "two\u00e4\ud83d\ude00", "three"],
  ]);
});

Deno.test("linesOf() a stream drops what no newline ends", async () => {
  assertEquals(await lines(bytes("one\ntwo")), ["one"]);
  assertEquals(await lines(), []);
});
