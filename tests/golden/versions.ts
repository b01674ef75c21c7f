// The golden network on other versions of Deno, whose V8 and whose Math.* are others, and in
// Node. Fetches those from npm, so its name keeps it out of a plain `deno test`: `deno task
// test` names it.

import { assertMatch } from "@std/assert";
import { GOLDEN_HASH } from "../../lib/experiments/_golden.ts";
import { denoFromNpm } from "../../notebooks/_jupyter/set_up/pinned_deno.ts";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { findProgram } from "../_find_program.ts";
import { quickest } from "./_builds_here.ts";
import { assertGolden, bundle, ownCache, variants } from "./_run_golden.ts";

/** One before the notebooks' own, that, and the newest. */
const VERSIONS = ["2.7.14", "2.8.1", "2.9.6"];

for (const version of VERSIONS) {
  Deno.test(`goldenHash() is the golden hash on Deno ${version}`, async (t) => {
    const deno = await denoFromNpm(version, "which the golden test runs on");
    const env = await ownCache(version);
    for (const variant of variants(quickest)) {
      await t.step(variant.name, () => assertGolden([deno], variant, env));
    }
  });
}

const node = await findProgram(["node"]);

Deno.test({
  name: "goldenHash() is the golden hash in Node",
  ignore: node === undefined,
  async fn() {
    const file = await Deno.makeTempFile({ suffix: ".mjs" });
    try {
      await Deno.writeTextFile(file, await bundle("golden.ts"));
      const { stdout, output } = await run([node!, file]);
      // Node 20 does not know relaxed SIMD.
      assertMatch(
        stdout.trim(),
        new RegExp(`^${GOLDEN_HASH} (wasm|exact)$`),
        output,
      );
    } finally {
      await Deno.remove(file);
    }
  },
});
