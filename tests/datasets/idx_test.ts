import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseIdx } from "../../lib/datasets/idx.ts";

/** An idx file of unsigned bytes, with a header as the format describes it. */
function idx(dimensions: number[], values: ArrayLike<number>): Uint8Array {
  const header = 4 + 4 * dimensions.length;
  const bytes = new Uint8Array(header + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + dimensions.length);
  dimensions.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  bytes.set(values, header);
  return bytes;
}

const images = idx([2, 1, 3], [1, 2, 3, 4, 5, 6]);

Deno.test("parseIdx() reads two images of 1 x 3", () => {
  const { name, count, shape, values } = parseIdx(images, {
    name: "images",
    rank: 3,
  });
  assertEquals([name, count, shape], ["images", 2, [1, 3]]);
  assertEquals([...values], [1, 2, 3, 4, 5, 6]);
});

Deno.test("parseIdx() reads any dimensions and values back", () => {
  const sizes = fc.array(fc.nat(4), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(sizes, fc.nat(255), (dimensions, start) => {
    const length = dimensions.reduce((a, b) => a * b, 1);
    const written = Uint8Array.from({ length }, (_, i) => start + i);
    const read = parseIdx(idx(dimensions, written), {
      name: "any",
      rank: dimensions.length,
    });
    assertEquals([read.count, ...read.shape], dimensions);
    assertEquals([...read.values], [...written]);
  }));
});

Deno.test("parseIdx() reads bytes that begin inside a larger buffer", () => {
  const inside = new Uint8Array([9, 9, 9, ...images]).subarray(3);
  assertEquals(parseIdx(inside, { name: "x", rank: 3 }).count, 2);
});

Deno.test("parseIdx({ first }) takes the first entries and needs no more", () => {
  const cut = images.subarray(0, images.length - 3);
  const { count, values } = parseIdx(cut, { name: "x", rank: 3, first: 1 });
  assertEquals(count, 2);
  assertEquals([...values], [1, 2, 3]);
});

Deno.test("parseIdx({ first }) refuses more entries than the header states", () => {
  assertThrows(
    () => parseIdx(images, { name: "images", rank: 3, first: 5 }),
    RangeError,
    "Cannot read the first 5 entries of images: it must hold at least 5, its header states 2",
  );
});

Deno.test("parseIdx() refuses an empty file", () => {
  assertThrows(
    () => parseIdx(new Uint8Array(), { name: "images", rank: 3 }),
    RangeError,
    "Cannot read images: an idx file of 3 dimensions must begin with a header of 16 bytes, got an empty file",
  );
});

Deno.test("parseIdx() refuses a file that ends inside its header", () => {
  assertThrows(
    () => parseIdx(images.subarray(0, 9), { name: "images", rank: 3 }),
    RangeError,
    "a header of 16 bytes, got 9 bytes",
  );
});

Deno.test("parseIdx() refuses labels where images are asked for", () => {
  assertThrows(
    () => parseIdx(idx([12], new Uint8Array(12)), { name: "x", rank: 3 }),
    TypeError,
    "must begin with the magic number 0x00000803, got 0x00000801",
  );
});

Deno.test("parseIdx() refuses a gzip file by its first bytes", () => {
  const packed = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  assertThrows(
    () => parseIdx(packed, { name: "x", rank: 1 }),
    TypeError,
    "got 0x1f8b0800",
  );
});

Deno.test("parseIdx() refuses a file cut short", () => {
  assertThrows(
    () => parseIdx(images.subarray(0, 20), { name: "images", rank: 3 }),
    RangeError,
    "Cannot read images: 2 x 1 x 3 values and the header must take 22 bytes, got 20 (the file is cut short)",
  );
});

Deno.test("parseIdx() refuses a file that is too long", () => {
  assertThrows(
    () => parseIdx(new Uint8Array([...images, 0]), { name: "x", rank: 3 }),
    RangeError,
    "must take 22 bytes, got 23 (the file is too long)",
  );
});
