import { assert, assertEquals, assertNotStrictEquals } from "@std/assert";
import { useKernel } from "weightlab";
import { functions } from "../../lib/kernel/function_part.ts";
import { CORE, FUNCTIONS } from "../../lib/kernel/functions.ts";
import { kernel } from "../../lib/kernel/kernel.ts";

Deno.test("the kernel's parts are of the build in use, each time it changes", () => {
  try {
    for (const options of [{}, { name: "wasm" }, { name: "exact" }] as const) {
      const before = { ...kernel, ...functions };
      useKernel(options);
      useKernel({ name: "exact" });
      useKernel(options);
      for (const name of Object.keys(CORE) as (keyof typeof CORE)[]) {
        assert(typeof kernel[name] === "function", name);
      }
      for (const name of Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[]) {
        assertNotStrictEquals(functions[name], before[name], name);
      }
      assertEquals(functions.tanhOf(.5), before.tanhOf(.5));
    }
  } finally {
    useKernel();
  }
});

Deno.test("the kernel's parts have no function in common", () => {
  assertEquals(Object.keys(CORE).filter((name) => name in FUNCTIONS), []);
});
