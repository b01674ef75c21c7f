import { assertEquals } from "@std/assert";
import { closeSync, openSync } from "node:fs";
import { linesOf } from "../../lib/store/lines_of.ts";

Deno.test("linesOf() gives the lines of a file, wherever its pieces end", async () => {
  const file = await Deno.makeTempFile();
  const line = (length: number) => "x".repeat(length);
  const piece = 1 << 20;
  try {
    for (
      const lines of [
        [""],
        ["", ""],
        ["a", "b", ""],
        ["a", "", "b"],
        [line(piece - 1), "b"],
        [line(piece), line(2 * piece + 5), "", "c", line(piece - 7), ""],
      ]
    ) {
      await Deno.writeTextFile(file, lines.join("\n"));
      const descriptor = openSync(file, "r");
      const text = new TextDecoder();
      const read = [...linesOf(descriptor).map((line) => text.decode(line))];
      closeSync(descriptor);
      assertEquals(
        read.map((line) => line.length),
        lines.map((line) => line.length),
      );
      assertEquals(read, lines);
    }
  } finally {
    await Deno.remove(file);
  }
});
