import { assertEquals, assertThrows } from "@std/assert";
import { closeSync, openSync } from "node:fs";
import { writeAll } from "../../lib/store/write_all.ts";

Deno.test("writeAll() writes all bytes, or throws what went wrong", async () => {
  const file = await Deno.makeTempFile();
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251);
  const opened = [openSync(file, "w"), openSync("/dev/full", "a")];
  try {
    writeAll(opened[0], bytes);
    writeAll(opened[0], new Uint8Array());
    writeAll(opened[0], bytes.subarray(1, 3));
    const all = await Deno.readFile(file);
    assertEquals(all.length, bytes.length + 2);
    assertEquals(all.subarray(0, bytes.length), bytes);
    assertEquals([...all.subarray(bytes.length)], [1, 2]);
    assertThrows(() => writeAll(opened[1], bytes), Error, "space");
  } finally {
    opened.forEach(closeSync);
    await Deno.remove(file);
  }
});
