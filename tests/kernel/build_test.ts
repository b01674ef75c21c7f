import { assert } from "@std/assert";
import { buildKernel } from "../../lib/kernel/build.ts";

Deno.test("kernel.wasm is byte for byte what `deno task kernel` builds", async () => {
  const url = new URL("../../lib/kernel/kernel.wasm", import.meta.url);
  const committed = await Deno.readFile(url);
  const built = await buildKernel();
  assert(
    committed.length === built.length &&
      committed.every((byte, i) => byte === built[i]),
    "lib/kernel/assembly/ gives another kernel.wasm; run `deno task kernel` and commit it",
  );
});
