import { assertEquals, assertStringIncludes } from "@std/assert";
import { build, stop } from "esbuild";
import { fileURLToPath } from "node:url";

const KERNEL = new URL("../../lib/kernel/", import.meta.url);

Deno.test("where native code was left out, WebAssembly computes, and it is told why", async () => {
  const file = await Deno.makeTempFile({ suffix: ".js" });
  try {
    await build({
      entryPoints: [fileURLToPath(new URL("kernel.ts", KERNEL))],
      ...{ bundle: true, format: "esm", outfile: file },
      // As bundlers do that heed the package's `browser`.
      plugins: [{
        name: "page",
        setup: ({ onResolve }) =>
          onResolve({ filter: /_agreeing_kernel/ }, () => ({
            path: fileURLToPath(new URL("_no_native.ts", KERNEL)),
          })),
      }],
    });
    const { kernelInUse, useKernel } = await import(`file://${file}`);
    assertEquals(useKernel({ name: "wasm" }).name, "wasm");
    const { name, reason } = useKernel();
    assertEquals(name, "wasm");
    const native = Deno.build.os === "linux";
    assertStringIncludes(reason, native ? "no native code" : "no native build");
    assertEquals(kernelInUse().name, "wasm");
  } finally {
    await stop();
    await Deno.remove(file);
  }
});
