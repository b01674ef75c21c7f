import { checkCount } from "../check/numbers.ts";
import { kindOf } from "../check/kind_of.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";
import type { Data } from "./data.ts";
import type { Idx } from "./idx.ts";

/**
 * x_ij = pixel_ij / 255: images and their labels as training examples.
 *
 * @param images N entries of any shape, each value in 0 .. 255.
 * @param labels N entries of shape [], image i's class at i.
 * @param classes Every label must be in 0 .. classes - 1.
 * @returns `x`: N x (pixels of one image), row by row, each in [0, 1]; `t`: the
 * N labels, a copy.
 * @throws {RangeError} if there is not one label an image, or a label is no class, or
 * `classes` is no count.
 * @throws {TypeError} if the images or the labels are not what `parseIdx` gives.
 *
 * @example
 * ```ts
 * import { labelledImages } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const images = { name: "images", count: 1, shape: [1, 2], values: Uint8Array.of(0, 255) };
 * const labels = { name: "labels", count: 1, shape: [], values: Uint8Array.of(7) };
 * const { x, t } = labelledImages(images, labels);
 * assertEquals(x.to2DArray(), [[0, 1]]);
 * assertEquals([...t], [7]);
 * ```
 */
export function labelledImages(
  images: Idx,
  labels: Idx,
  classes = 10,
): Data {
  for (const [name, idx] of Object.entries({ images, labels })) {
    if (idx?.values instanceof Uint8Array && Array.isArray(idx.shape)) continue;
    throw new TypeError(
      `Cannot label images: ${name} must be an Idx, such as parseIdx() gives, got ${
        kindOf(idx)
      }`,
    );
  }
  checkCount("label images", "classes", classes);
  const features = images.shape.reduce((a, b) => a * b, 1);
  const n = labels.values.length;
  // The counts are those of the whole files: with only the first few entries
  // taken from each, the entries alone would not show that the files differ.
  if (images.count !== labels.count || images.values.length !== n * features) {
    throw new RangeError(
      `Cannot label the images in ${images.name}: ${labels.name} must hold one label an image, got ${
        entries(images, features)
      } images and ${entries(labels, 1)} labels`,
    );
  }
  const wrong = labels.values.findIndex((label) => label >= classes);
  if (wrong !== -1) {
    throw new RangeError(
      `Cannot read the labels in ${labels.name}: each must be in 0 .. ${
        classes - 1
      }, got ${labels.values[wrong]} at position ${wrong}`,
    );
  }

  const x = zeroMatrix(n, features);
  const { values } = images;
  rows(x).forEach((row, i) => {
    const start = i * features;
    for (let j = 0; j < features; j++) row[j] = values[start + j] / 255;
  });
  return { x, t: labels.values.slice() };
}

function entries({ count, values }: Idx, size: number): string {
  const taken = values.length / size;
  return taken === count ? `${count}` : `${taken} of ${count}`;
}
