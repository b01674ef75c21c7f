// The golden network in Chromium and in Firefox: a page with the library, which tells the hash
// to the test's own server. `deno task test:browser` names it.

import { assertEquals } from "@std/assert";
import { GOLDEN_HASH } from "../../lib/experiments/_golden.ts";
import { bundle } from "../golden/_run_golden.ts";
import { chromium, firefox, said } from "./_said.ts";

const STARTS = [
  { name: "Chromium", start: chromium(), kernel: "wasm" },
  {
    name: "Chromium without fused multiply-add",
    start: chromium("--js-flags=--no-enable-fma3"),
    kernel: "exact",
  },
  { name: "Firefox", start: firefox, kernel: "wasm" },
];

const script = await bundle("_page.ts");

for (const { name, start, kernel } of STARTS) {
  Deno.test(`goldenHash() is the golden hash in ${name}`, async () => {
    assertEquals(await said(start, script), `${GOLDEN_HASH} ${kernel}`);
  });
}
