import { assert, assertEquals, assertMatch } from "@std/assert";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { loadMnist } from "weightlab";
import {
  readChecksums,
  readMnistFiles,
} from "../../../lib/datasets/_mnist_files.ts";
import { digits } from "../../../notebooks/_jupyter/live/digits.ts";
import { startEngine } from "./_engine.ts";

const files = await digits(30, 20);
const bytesOf = (path: string) =>
  files.get(path) as Uint8Array<ArrayBuffer> | undefined;

Deno.test("digits() gives the first ones in files that the library reads and checks", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, bytes] of files) {
      assertEquals(
        path.slice(0, path.lastIndexOf("/")),
        "/weightlab/data/mnist",
      );
      await Deno.writeFile(`${folder}/${basename(path)}`, bytes);
    }
    const url = pathToFileURL(`${folder}/`);
    const checksums = await readChecksums(url, "");
    const whole = await loadMnist({ train: 30, test: 20 });
    for (
      const [half, name, count] of [
        ["train", "train-5000", 30],
        ["test", "t10k", 20],
      ] as const
    ) {
      const part = await readMnistFiles(
        {
          folder: url,
          images: `${name}-images-idx3-ubyte.gz`,
          labels: `${name}-labels-idx1-ubyte.gz`,
          remedy: "",
        },
        checksums,
        count,
      );
      assertEquals(part.x.to2DArray(), whole[half].x.to2DArray());
      assertEquals(part.t, whole[half].t);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a page's cells load its digits, and say so when they ask for more", async () => {
  using engine = await startEngine(
    [...files.keys()].map((path) => [path, bytesOf(path)!] as const),
  );
  const load = (options: string) =>
    engine.run(
      0,
      `import { loadMnist } from "weightlab";
const { train, test } = await loadMnist(${options});
[train.x.rows, train.x.sum(), test.x.rows]`,
    );
  const { outputs, error } = await load("{ train: 30, test: 20 }");
  assertEquals(error, undefined);
  const { train } = await loadMnist({ train: 30, test: 0 });
  assertEquals(outputs, [{
    output_type: "execute_result",
    data: { "text/plain": `[ 30, ${train.x.sum()}, 20 ]` },
  }]);
  const tooMany = await load("{ train: 31, test: 0 }");
  assert(tooMany.error);
  assertEquals(tooMany.error.line, 2);
  assertMatch(tooMany.error.message, /30/);
});

Deno.test("digits() has no more of MNIST than it is asked for", async () => {
  const size = (found: Map<string, Uint8Array>) =>
    [...found.values()].reduce((sum, { length }) => sum + length, 0);
  assertEquals([...files.keys()].map((path) => basename(path)).sort(), [
    "checksums.json",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
    "train-5000-images-idx3-ubyte.gz",
    "train-5000-labels-idx1-ubyte.gz",
  ]);
  // A thousand, in base64, as the pages have them.
  assert(size(await digits(1000, 0)) * 4 / 3 < 220_000);
});
