import { type Case, testRefusals, untyped } from "./_cases.ts";

const { classCounts, labelledImages, loadMnist, parseIdx } = untyped;

const LABELS = { name: "labels", rank: 1 };

const CASES: readonly Case[] = [
  [
    () => loadMnist({ train: -1 }),
    RangeError,
    "Cannot load MNIST: train must be a whole number in 0 .. 60000, got -1",
  ],
  [
    () => loadMnist({ train: 60001 }),
    RangeError,
    "Cannot load MNIST: train must be a whole number in 0 .. 60000, got 60001",
  ],
  [
    () => loadMnist({ test: 0.5 }),
    RangeError,
    "Cannot load MNIST: test must be a whole number in 0 .. 10000, got 0.5",
  ],
  [
    () => loadMnist({ train: "1000" }),
    TypeError,
    'Cannot load MNIST: train must be a whole number in 0 .. 60000, got "1000"',
  ],
  [
    () => loadMnist({ trian: 1000 }),
    TypeError,
    "Cannot load MNIST: options must be among { train, test }, got trian",
  ],
  [
    () => loadMnist(1000),
    TypeError,
    "Cannot load MNIST: options must be an object { train, test }, got 1000",
  ],
  [
    () => classCounts(undefined),
    TypeError,
    "Cannot count classes: t must be an array, got undefined",
  ],
  [
    () => classCounts([0, 3], 3),
    RangeError,
    "Cannot count classes: labels must be in 0 .. 2, got 3 at position 1",
  ],
  [
    () => classCounts([0, -1], 3),
    RangeError,
    "Cannot count classes: labels must be in 0 .. 2, got -1 at position 1",
  ],
  [
    () => classCounts([0, 0.5], 3),
    RangeError,
    "Cannot count classes: labels must be in 0 .. 2, got 0.5 at position 1",
  ],
  [
    (it) => classCounts(it.data.t, 0),
    RangeError,
    "Cannot count classes: classes must be a whole number of at least 1, got 0",
  ],
  [
    (it) => parseIdx(it.idx, { name: ["labels"], rank: 1 }),
    TypeError,
    "Cannot read an idx file: name must be a text, got an Array",
  ],
  [
    (it) => parseIdx(it.idx, () => "labels"),
    TypeError,
    "Cannot read an idx file: options must be an object { name, rank, first }, got the function",
  ],
  [
    () => parseIdx(undefined, LABELS),
    TypeError,
    "Cannot read labels: bytes must be a Uint8Array, got undefined",
  ],
  [
    () => parseIdx("0801", LABELS),
    TypeError,
    'Cannot read labels: bytes must be a Uint8Array, got "0801"',
  ],
  [
    () => parseIdx(new Uint8Array(0), LABELS),
    RangeError,
    "Cannot read labels: an idx file of 1 dimensions must begin with a header of 8 bytes, got an empty file",
  ],
  [
    (it) => parseIdx(it.idx.subarray(0, 5), LABELS),
    RangeError,
    "Cannot read labels: an idx file of 1 dimensions must begin with a header of 8 bytes, got 5 bytes",
  ],
  [
    (it) => parseIdx(it.idx.subarray(0, 10), LABELS),
    RangeError,
    "Cannot read labels: 3 values and the header must take 11 bytes, got 10 (the file is cut short)",
  ],
  [
    (it) => parseIdx(Uint8Array.of(...it.idx, 0), LABELS),
    RangeError,
    "Cannot read labels: 3 values and the header must take 11 bytes, got 12 (the file is too long)",
  ],
  [
    () =>
      parseIdx(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 3, 0, 1, 2), LABELS),
    TypeError,
    "Cannot read labels: an idx file of unsigned bytes in 1 dimensions must begin with the magic number 0x00000801, got 0x1f8b0800",
  ],
  [
    (it) => parseIdx(it.idx, { name: "labels", rank: 0 }),
    RangeError,
    "Cannot read labels: rank must be a whole number of at least 1, got 0",
  ],
  [
    (it) => parseIdx(it.idx, { name: "labels", rank: 1, first: 4 }),
    RangeError,
    "Cannot read the first 4 entries of labels: it must hold at least 4, its header states 3",
  ],
  [
    (it) => parseIdx(it.idx, { name: "labels", rank: 1, first: -1 }),
    RangeError,
    "Cannot read labels: first must be a whole number of at least 0, got -1",
  ],
  [
    (it) => parseIdx(it.idx, { rank: 1 }),
    TypeError,
    "Cannot read an idx file: name must be a text, got undefined",
  ],
  [
    (it) => parseIdx(it.idx),
    TypeError,
    "Cannot read an idx file: options must be an object { name, rank, first }, got undefined",
  ],
  [
    (it) => labelledImages(undefined, it.labels),
    TypeError,
    "Cannot label images: images must be an Idx, such as parseIdx() gives, got undefined",
  ],
  [
    (it) =>
      labelledImages({ ...it.labels, name: "images", count: 2 }, it.labels),
    RangeError,
    "Cannot label the images in images: labels must hold one label an image, got 3 of 2 images and 3 labels",
  ],
  [
    (it) => labelledImages(it.labels, it.labels, 2),
    RangeError,
    "Cannot read the labels in labels: each must be in 0 .. 1, got 2 at position 0",
  ],
  [
    (it) => labelledImages(it.labels, it.labels, 0),
    RangeError,
    "Cannot label images: classes must be a whole number of at least 1, got 0",
  ],
];

testRefusals(CASES);
