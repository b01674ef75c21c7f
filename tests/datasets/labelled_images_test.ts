import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { classCounts, labelledImages, parseIdx } from "weightlab";
import { holds } from "../_property.ts";

const images = {
  name: "images",
  count: 2,
  shape: [1, 2],
  values: Uint8Array.of(0, 51, 102, 255),
};
const labels = {
  name: "labels",
  count: 2,
  shape: [],
  values: Uint8Array.of(9, 0),
};

Deno.test("labelledImages() scales pixels by 1 / 255, one image a row", () => {
  const { x, t } = labelledImages(images, labels);
  assertEquals(x.to2DArray(), [[0, 0.2], [0.4, 1]]);
  assertEquals([...t], [9, 0]);
});

Deno.test("labelledImages() shares no memory with what it was given", () => {
  const { t } = labelledImages(images, labels);
  t[0] = 3;
  assertEquals(labels.values[0], 9);
});

Deno.test("labelledImages() of more examples than a call may have arguments", () => {
  const count = 150_000;
  const { x, t } = labelledImages(
    { ...images, count, values: new Uint8Array(2 * count).fill(51) },
    { ...labels, count, values: new Uint8Array(count).fill(3) },
  );
  assertEquals([x.rows, x.columns, t.length], [count, 2, count]);
  assertEquals([x.get(count - 1, 1), t[count - 1]], [0.2, 3]);
});

Deno.test("labelledImages() of no examples keeps the number of features", () => {
  const none = new Uint8Array();
  const { x, t } = labelledImages(
    { ...images, values: none },
    { ...labels, values: none },
  );
  assertEquals([x.rows, x.columns, t.length], [0, 2, 0]);
});

Deno.test("labelledImages() refuses files that hold different numbers", () => {
  assertThrows(
    () => labelledImages(images, { ...labels, count: 3 }),
    RangeError,
    "Cannot label the images in images: labels must hold one label an image, got 2 images and 2 of 3 labels",
  );
});

Deno.test("labelledImages() refuses different numbers taken from the files", () => {
  assertThrows(
    () => labelledImages(images, { ...labels, values: Uint8Array.of(1) }),
    RangeError,
    "got 2 images and 1 of 2 labels",
  );
});

Deno.test("labelledImages() refuses a label that is no class", () => {
  assertThrows(
    () => labelledImages(images, { ...labels, values: Uint8Array.of(9, 10) }),
    RangeError,
    "Cannot read the labels in labels: each must be in 0 .. 9, got 10 at position 1",
  );
});

Deno.test("parseIdx(), labelledImages() and classCounts() leave their bytes as they were", () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
  holds(fc.property(bytes, (pixels) => {
    const n = pixels.length;
    const images = Uint8Array.of(
      0,
      0,
      8,
      3,
      0,
      0,
      0,
      n,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      1,
      ...pixels,
    );
    const labels = Uint8Array.of(
      0,
      0,
      8,
      1,
      0,
      0,
      0,
      n,
      ...pixels.map((v) => v % 10),
    );
    const before = [[...images], [...labels]];
    const { x, t } = labelledImages(
      parseIdx(images, { name: "images", rank: 3 }),
      parseIdx(labels, { name: "labels", rank: 1 }),
    );
    classCounts(t);
    assertEquals([[...images], [...labels]], before);
    assertEquals([x.rows, x.columns, t.length], [n, 1, n]);
  }));
});
