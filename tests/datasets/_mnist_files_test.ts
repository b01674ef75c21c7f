import { assertEquals, assertRejects } from "@std/assert";
import { gzipSync } from "node:zlib";
import {
  type Checksums,
  readChecksums,
  readMnistFiles,
} from "../../lib/datasets/_mnist_files.ts";
import { sha256Hex } from "../../lib/datasets/_verified_file.ts";
import { fakeImages, fakeLabels } from "./_fake_mnist.ts";
import { withFolder } from "./_with_folder.ts";

type Files = Record<string, Uint8Array<ArrayBuffer>>;

const remedy = "make them again";

const gzip = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes));

async function digests(files: Files): Promise<Checksums> {
  const entries = Object.entries(files).map(async ([name, bytes]) =>
    [name, { sha256: await sha256Hex(bytes) }] as const
  );
  return { files: Object.fromEntries(await Promise.all(entries)) };
}

/** Reads the first `first` examples of `files`, images first, labels second. */
async function read(
  files: Files,
  first: number,
  checksums?: Checksums,
): Promise<{ rows: number; columns: number; pixels: number[]; t: number[] }> {
  const [images, labels] = Object.keys(files);
  const recorded = checksums ?? await digests(files);
  let data;
  await withFolder(files, async (folder) => {
    const where = { folder, images, labels, remedy };
    const { x, t } = await readMnistFiles(where, recorded, first);
    data = {
      rows: x.rows,
      columns: x.columns,
      pixels: x.getColumn(783),
      t: [...t],
    };
  });
  return data!;
}

Deno.test("readMnistFiles() reads unpacked files, as the full set's are", async () => {
  const files = { images: fakeImages(), labels: fakeLabels };
  assertEquals(await read(files, 5), {
    rows: 5,
    columns: 784,
    pixels: [0.2, 0.4, 0.6, 0.8, 1],
    t: [0, 1, 2, 3, 4],
  });
});

Deno.test("readMnistFiles() reads the first examples of packed files", async () => {
  const files = {
    "images.gz": gzip(fakeImages()),
    "labels.gz": gzip(fakeLabels),
  };
  assertEquals(await read(files, 2), {
    rows: 2,
    columns: 784,
    pixels: [0.2, 0.4],
    t: [0, 1],
  });
});

Deno.test("readMnistFiles() checks the whole file, not only what it takes", async () => {
  const images = fakeImages();
  const recorded = await digests({ images, labels: fakeLabels });
  images[images.length - 1] ^= 1;
  await assertRejects(
    () => read({ images, labels: fakeLabels }, 1, recorded),
    Error,
    "The file is damaged: make them again.",
  );
});

Deno.test("readMnistFiles() refuses a file whose digest is not recorded", async () => {
  await assertRejects(
    () => read({ images: fakeImages(), labels: fakeLabels }, 1, { files: {} }),
    Error,
    "Cannot check images: checksums.json must record its SHA-256, got none",
  );
  const others = [
    [null, "got none"],
    [{ sha256: 5 }, "got 5"],
    [{ sha256: null }, "got null"],
    [{ sha256: "abc" }, 'got "abc"; make them again.'],
  ];
  for (const [images, message] of others as [{ sha256: string }, string][]) {
    await assertRejects(
      () => read({ images: fakeImages() }, 1, { files: { images } }),
      Error,
      `Cannot check images: checksums.json must record its SHA-256, ${message}`,
    );
  }
});

Deno.test("readMnistFiles() refuses images of another size", async () => {
  await assertRejects(
    () => read({ images: fakeImages(29), labels: fakeLabels }, 5),
    RangeError,
    "Cannot read the images in images: each must be 28 x 28, got 29 x 29",
  );
});

Deno.test("readMnistFiles() refuses more examples than there are", async () => {
  await assertRejects(
    () => read({ images: fakeImages(), labels: fakeLabels }, 6),
    RangeError,
    "Cannot read the first 6 entries of images",
  );
});

const damaged: [string, Uint8Array<ArrayBuffer>, string][] = [
  ["empty", new Uint8Array(), "got an empty file"],
  ["cut short", fakeImages().slice(0, 1000), "the file is cut short"],
  ["of the wrong kind", fakeLabels.slice(), "header of 16 bytes, got 13"],
];
for (const [what, images, message] of damaged) {
  Deno.test(`readMnistFiles() refuses a file ${what} even with the digest recorded`, async () => {
    await assertRejects(
      () => read({ images, labels: fakeLabels }, 5),
      RangeError,
      message,
    );
  });
}

Deno.test("readChecksums() says that checksums.json is missing", () =>
  withFolder({}, async (folder) => {
    await assertRejects(
      () => readChecksums(folder, remedy),
      Deno.errors.NotFound,
      "/checksums.json: the file is missing; make them again.",
    );
  }));

Deno.test("readChecksums() says that checksums.json is not JSON", () =>
  withFolder({ "checksums.json": "<<<<<<< HEAD" }, async (folder) => {
    await assertRejects(
      () => readChecksums(folder, remedy),
      SyntaxError,
      'it must be JSON, got "<<<<<<< HEAD"; make them again.',
    );
  }));

for (
  const [text, got] of [
    ["null", "null"],
    ["[]", "an Array"],
    ["5", "5"],
    ['"text"', '"text"'],
    ["{}", "an empty object"],
    ['{"files": null}', "{ files }"],
    ['{"files": []}', "{ files }"],
    ['{"files": "x"}', "{ files }"],
  ]
) {
  Deno.test(`readChecksums() refuses JSON of another shape: ${text}`, () =>
    withFolder({ "checksums.json": text }, async (folder) => {
      await assertRejects(
        () => readChecksums(folder, remedy),
        TypeError,
        `/checksums.json: it must record { files: { name: { sha256 } } }, got ${got}; make them again.`,
      );
    }));
}
