import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { GOLDEN_HASH } from "../../lib/experiments/_golden.ts";
import { shareData } from "../../lib/experiments/_shared_data.ts";
import type { TrainPlan } from "../../lib/experiments/plan.ts";
import { run } from "../../lib/experiments/plan_run.ts";
import { encode, pack } from "../../lib/store/codec.ts";
import { quickest } from "../golden/_builds_here.ts";
import { drawn } from "../_property.ts";
import { Child } from "../workers/_child.ts";
import { NodeFolder } from "./_node_folder.ts";

const plan: TrainPlan = {
  ...{ hidden: [7, 5], activation: "relu", init: "he" },
  ...{ optimizer: { name: "Adam", lr: 0.01 }, batchSize: 10, updates: 12 },
  ...{ normalization: "BatchNormalization", evaluateEvery: 5 },
  ...{ weightSeed: "weights", batchSeed: "batches" },
  record: ["losses", "params"],
};

/** Random examples, as a runner gets them. */
function examples(n: number) {
  const x = drawn(`runner ${n}`, n, 10);
  const t = x.to2DArray().map(([first]) => Number(first > 0));
  return shareData({ x, t: Uint8Array.from(t) });
}

const data = { train: examples(60), test: examples(20) };

const inEach = (folder: string, flags: readonly string[]) =>
  flags.map((flag) => flag.replace("DIR", folder));

for (
  const [kernel, flags] of [
    [quickest, ["--allow-ffi=DIR", "--allow-env=WEIGHTLAB_KERNEL"]],
    ["wasm", []],
  ] as const
) {
  Deno.test(`runner.js in a folder of its own trains as the library does, ${kernel}`, async () => {
    await using folder = await NodeFolder.make();
    const file = join(folder.path, "data.bin");
    await Deno.writeFile(file, pack(data));
    await using child = new Child(
      folder.args(inEach(folder.path, flags), ["serve", file]),
      folder.path,
    );
    assertEquals(await child.next(), {
      ready: { golden: GOLDEN_HASH, kernel, deno: Deno.version.deno },
    });
    for (let i = 0; i < 2; i++) {
      assertEquals(encode(await child.do(i, plan)), encode(run(plan, data)));
    }
    // `train` throws in the library's words.
    const error = await child.do(2, { ...plan, batchSize: 0 }) as Error;
    assertEquals(error.name, "RangeError");
    assertStringIncludes(error.message, "batchSize");
    await child.closeStdin();
    assertEquals(await child.ended(), { code: 0, stderr: "" });
  });
}

Deno.test("runner.js without data says what it is, and trains nothing", async () => {
  await using folder = await NodeFolder.make();
  await using child = new Child(folder.args([], ["serve"]));
  await child.next();
  const { name, message } = await child.do(1, plan) as Error;
  assertEquals(
    `${name}: ${message}`,
    "TypeError: Cannot train: the job runner was started without data",
  );
});

Deno.test("runner.js ends with a reason before it is ready if the data are no data", async () => {
  await using folder = await NodeFolder.make();
  const file = join(folder.path, "data.bin");
  for (
    const [bytes, reason] of [
      [undefined, "NotFound"],
      [new Uint8Array(5), "Cannot unpack"],
      [pack(data).subarray(0, -8), "Cannot unpack"],
    ] as const
  ) {
    if (bytes) await Deno.writeFile(file, bytes);
    await using child = new Child(folder.args([], ["serve", file]));
    assertEquals(await child.next(), undefined);
    const { code, stderr } = await child.ended();
    assertEquals(code, 1);
    assertStringIncludes(stderr, reason);
  }
});

Deno.test("runner.js tells how it is used", async () => {
  await using folder = await NodeFolder.make();
  for (
    const args of [[], ["server"], ["serve", "a", "b"], ["--help"]]
  ) {
    await using child = new Child(folder.args([], args));
    assertEquals(await child.next(), undefined);
    const { code, stderr } = await child.ended();
    assertEquals(code, 2);
    assertStringIncludes(stderr, "runner.js serve [data.bin]");
  }
});
