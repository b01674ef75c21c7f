import { assertEquals, assertThrows } from "@std/assert";
import { createHash as ofNode } from "node:crypto";
import { createHash } from "../../../../../notebooks/_jupyter/live/engine/instead/node/crypto.ts";
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from "../../../../../notebooks/_jupyter/live/engine/instead/node/fs.ts";
import { filesHere } from "../../../../../notebooks/_jupyter/live/engine/files.ts";

Deno.test("a page's createHash() gives what Node's gives", () => {
  const parts = ["text: 하나", Uint8Array.of(0, 255), new Uint8Array(1000)];
  const hash = createHash("sha256"), expected = ofNode("sha256");
  for (const part of parts) {
    hash.update(part);
    expected.update(part);
  }
  assertEquals(hash.digest("hex"), expected.digest("hex"));
  assertThrows(
    () => createHash("md5" as "sha256"),
    RangeError,
    "Cannot hash: a page's algorithm must be sha256, got md5",
  );
});

Deno.test("a page's node:fs appends to files and reads parts of them", () => {
  const text = new TextEncoder(), path = "/tmp/appended";
  const first = openSync(path, "a+"), second = openSync(path, "a+");
  writeSync(first, text.encode("one"));
  writeSync(second, text.encode("..two"), 2);
  assertEquals(fstatSync(first).size, 6);
  const into = new Uint8Array(4);
  assertEquals(readSync(second, into, 1, 3, 2), 3);
  assertEquals([...into], [0, ...text.encode("etw")]);
  assertEquals(readSync(second, into, 0, 4, 6), 0);
  closeSync(first);
  closeSync(second);
  assertEquals(readFileSync(path), text.encode("onetwo"));
  closeSync(openSync(path, "w"));
  assertEquals(readFileSync(path).length, 0);
  filesHere.remove(path);
});

Deno.test("a page's node:fs says by a code what is wrong", () => {
  for (
    const [act, code] of [
      [() => openSync("/tmp/none/study.jsonl", "a+"), "ENOENT"],
      [() => openSync("/tmp", "a+"), "EISDIR"],
      [() => readFileSync("/tmp/none"), "ENOENT"],
      [() => closeSync(99), "EBADF"],
    ] as const
  ) {
    const error = assertThrows(act, Error) as Error & { code?: string };
    assertEquals(error.code, code);
  }
});
