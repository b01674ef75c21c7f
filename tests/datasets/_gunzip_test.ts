import {
  assertEquals,
  assertGreaterOrEqual,
  assertLess,
  assertRejects,
} from "@std/assert";
import { gzipSync } from "node:zlib";
import { gunzip, unpackAsStream } from "../../lib/datasets/_gunzip.ts";

// Scattered enough to pack badly, so that it takes many pieces.
const bytes = Uint8Array.from(
  { length: 300_000 },
  (_, i) => Math.imul(i ^ (i >>> 7), 0x9e3779b1) >>> 19,
);
const packed = Uint8Array.from(gzipSync(bytes));

Deno.test("gunzip() gives back what was packed", async () => {
  assertEquals(await gunzip(packed, "x"), bytes);
});

Deno.test("gunzip() of an empty file's gzip is empty", async () => {
  const empty = Uint8Array.from(gzipSync(new Uint8Array()));
  assertEquals((await gunzip(empty, "x")).length, 0);
});

Deno.test("gunzip(length) unpacks a prefix, and not the whole", async () => {
  const prefix = await gunzip(packed, "x", 1000);
  assertEquals(prefix, bytes.subarray(0, prefix.length));
  assertGreaterOrEqual(prefix.length, 1000);
  assertLess(prefix.length, bytes.length);
});

Deno.test("gunzip() refuses bytes that are no gzip file", async () => {
  await assertRejects(
    () => gunzip(Uint8Array.of(1, 2, 3), "x.gz"),
    TypeError,
    "Cannot unpack x.gz: it must be a whole gzip file, got 3 bytes that are not",
  );
});

Deno.test("gunzip() reads packed files of every length around its pieces of 16 KiB", async () => {
  const piece = 1 << 14, lengths = new Set<number>();
  for (let size = piece - 30; size < piece + 10; size += 1) {
    // Stored, not compressed: the packed file is some twenty bytes longer.
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 7 + i / 256);
    const packed = Uint8Array.from(gzipSync(bytes, { level: 0 }));
    lengths.add(packed.length);
    assertEquals(await gunzip(packed, "x"), bytes, `${packed.length}`);
  }
  for (const length of [piece - 1, piece, piece + 1]) {
    assertEquals(lengths.has(length), true, `${length}`);
  }
});

Deno.test("gunzip(length) stops at the first piece that reaches it, and not before", async () => {
  const { length: first } = await gunzip(packed, "x", 1);
  assertEquals((await gunzip(packed, "x", first)).length, first);
  const more = await gunzip(packed, "x", first + 1);
  assertGreaterOrEqual(more.length, first + 1);
});

Deno.test("gunzip() refuses a gzip file cut short", async () => {
  await assertRejects(
    () => gunzip(packed.slice(0, packed.length >> 1), "x.gz"),
    TypeError,
    "Cannot unpack x.gz",
  );
});

Deno.test("unpackAsStream(), for browsers, gives the same bytes, or a prefix", async () => {
  assertEquals(await unpackAsStream(packed), bytes);
  const prefix = await unpackAsStream(packed, 1000);
  assertEquals(prefix, bytes.subarray(0, prefix.length));
  assertGreaterOrEqual(prefix.length, 1000);
  assertLess(prefix.length, bytes.length);
  await assertRejects(() => unpackAsStream(packed.slice(0, 1000)));
});

Deno.test("unpackAsStream() reads no Blob, which WebKit cannot in a page's worker", async () => {
  const { arrayBuffer, stream } = Blob.prototype;
  const refuse = () => {
    throw new Error("The I/O read operation failed.");
  };
  Object.assign(Blob.prototype, { arrayBuffer: refuse, stream: refuse });
  try {
    assertEquals(await unpackAsStream(packed), bytes);
  } finally {
    Object.assign(Blob.prototype, { arrayBuffer, stream });
  }
});

Deno.test("gunzip(length) of what packs less well takes more until it is enough", async () => {
  const noise = bytes.slice(0, 60_000);
  const badly = Uint8Array.from(gzipSync(noise));
  for (const length of [1, 16_384, 40_000, 60_000, 100_000]) {
    const front = await gunzip(badly, "x", length);
    assertGreaterOrEqual(front.length, Math.min(length, 60_000));
    assertEquals(front, noise.subarray(0, front.length));
  }
});
