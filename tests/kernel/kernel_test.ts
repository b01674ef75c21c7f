import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  kernelInUse,
  type KernelName,
  matmul,
  Matrix,
  useKernel,
} from "weightlab";
import { CALLS, disagreement } from "../../lib/kernel/_agreement.ts";
import {
  isOfNumbers,
  KERNEL,
  type Kernel,
} from "../../lib/kernel/functions.ts";
import { NATIVE, nativeNames } from "../../lib/kernel/native_builds.ts";
import { memory, RESERVED, wasmCore } from "../../lib/kernel/wasm.ts";
import { wasmFunctions } from "../../lib/kernel/wasm_functions.ts";
import { assertDefaults } from "../_defaults.ts";
import { wasmKernel } from "./_builds.ts";

const ROOT = new URL("../../", import.meta.url);

/** What a program prints that loads the library and tells its kernel, and what it warns of. */
async function loaded(
  { flags = ["-A"], env = {}, root = ROOT }: {
    flags?: string[];
    env?: Record<string, string>;
    root?: URL;
  },
): Promise<{ out: string; warnings: string }> {
  const script = new URL("tests/kernel/_in_use.ts", root).href;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--no-prompt", ...flags, script],
    cwd: root,
    env: { NO_COLOR: "1", WEIGHTLAB_KERNEL: "", ...env },
  }).output();
  const text = new TextDecoder();
  return { out: text.decode(stdout).trim(), warnings: text.decode(stderr) };
}

/** Whether this machine runs a native build. */
const isNative = nativeNames().includes(kernelInUse().name as never);

Deno.test("the quickest build that the machine can run is in use, and says why", () => {
  const { name, threads, reason } = useKernel();
  assertEquals(threads, navigator.hardwareConcurrency);
  assert(reason.length > 10, reason);
  assertEquals(kernelInUse(), { name, threads, reason });
  if (Deno.build.os === "linux") assert(name in NATIVE, reason);
});

Deno.test("useKernel() puts each build in use that the machine can run, and no other", () => {
  const runs: KernelName[] = [];
  try {
    for (const name of ["avx512", "avx2", "neon", "wasm", "exact"] as const) {
      const before = kernelInUse();
      try {
        assertEquals(useKernel({ name, threads: 3 }).name, name);
        assertEquals(kernelInUse().threads, 3);
        runs.push(name);
      } catch (error) {
        assertStringIncludes(
          (error as Error).message,
          `Cannot use the kernel ${name}: `,
        );
        assertEquals(kernelInUse(), before);
      }
    }
    assert(runs.includes("wasm") && runs.includes("exact"));
    assert(runs.length < 5, "no machine runs x86-64 and ARM code");
  } finally {
    useKernel();
  }
});

Deno.test("useKernel() has the defaults that it states", async () => {
  const cores = navigator.hardwareConcurrency;
  // The name's default is no name, but the quickest.
  await assertDefaults<{ threads: number }>(
    (options) => useKernel({ name: "wasm", ...options }),
    { threads: [cores, cores + 1] },
  );
  useKernel();
});

Deno.test("useKernel() takes more threads than are ever started for so many", () => {
  try {
    // More than an argument of the kernel's can say.
    assertEquals(useKernel({ threads: 2 ** 40 }).threads, 64);
    assertEquals(matmul(new Matrix([[2]]), new Matrix([[3]])).get(0, 0), 6);
  } finally {
    useKernel();
  }
});

Deno.test("the stack and constants of WebAssembly's builds lie before all else", () => {
  const [core, functions] = [wasmCore, wasmFunctions].map((part) => {
    const ends = (["wasm", "exact"] as const).map((name) => {
      const { __heap_base } = part(name, memory) as unknown as {
        readonly __heap_base: WebAssembly.Global;
      };
      return __heap_base.value;
    });
    // One build is made of the other, with the same constants.
    assertEquals(ends[0], ends[1]);
    return ends[0];
  });
  // The stack, the core's constants, the others'.
  const ends = [RESERVED / 2, core, RESERVED * 3 / 4, functions, RESERVED];
  assertEquals(ends, ends.toSorted((a, b) => a - b));
});

Deno.test("without --allow-ffi WebAssembly computes, and nobody is asked", async () => {
  const { out, warnings } = await loaded({ flags: [] });
  const { name, reason } = JSON.parse(out);
  assertEquals([name, warnings], ["wasm", ""]);
  // Builds that fail alike are told of together.
  const why = "Deno was not given the permission to call native code";
  if (isNative) {
    assertEquals(reason, `${nativeNames().join(", ")}: ${why}, --allow-ffi`);
  }
});

Deno.test("--allow-ffi of the library's folder is enough for a native build", {
  ignore: !isNative,
}, async () => {
  const { out } = await loaded({ flags: ["--allow-ffi=lib/kernel/built"] });
  assertEquals(JSON.parse(out).name, kernelInUse().name);
});

Deno.test("WEIGHTLAB_KERNEL names the build; a worker does as its parent", async () => {
  for (const name of ["wasm", "exact"]) {
    const { out } = await loaded({ env: { WEIGHTLAB_KERNEL: name } });
    const { reason, ...rest } = JSON.parse(out);
    assertEquals(rest, { name, threads: navigator.hardwareConcurrency });
    assertStringIncludes(reason, "WEIGHTLAB_KERNEL");
  }
});

Deno.test("WEIGHTLAB_KERNEL must name a build, one that the machine can run", async () => {
  const { warnings } = await loaded({ env: { WEIGHTLAB_KERNEL: "fast" } });
  assertStringIncludes(
    warnings,
    "RangeError: Cannot load the kernel: WEIGHTLAB_KERNEL must be among { avx512, avx2, neon, wasm, exact }, got fast",
  );
  const other = Deno.build.arch === "aarch64" ? "avx2" : "neon";
  const run = await loaded({ env: { WEIGHTLAB_KERNEL: other } });
  assertStringIncludes(run.warnings, `Cannot use the kernel ${other}: it is`);
});

Deno.test("an engine that does not fuse computes exactly, and says so once", {
  ignore: Deno.build.arch !== "x86_64",
}, async () => {
  const unfused = "--v8-flags=--no-enable-fma3";
  for (const [WEIGHTLAB_KERNEL, told] of [["exact", 0], ["wasm", 1]] as const) {
    const { out, warnings } = await loaded({
      ...{ flags: ["-A", unfused], env: { WEIGHTLAB_KERNEL } },
    });
    const { name, reason } = JSON.parse(out);
    const warned = warnings.split("weightlab:").length - 1;
    assertEquals([name, warned], ["exact", told], warnings);
    assertStringIncludes(reason, "WEIGHTLAB_KERNEL");
  }
  const alone = await loaded({ flags: [unfused] });
  const { name, reason } = JSON.parse(alone.out);
  assertEquals(name, "exact");
  assertStringIncludes(reason, "rounds a product before it adds to it");
});

Deno.test(
  "a library that cannot be opened leaves WebAssembly in use, and the reason",
  {
    ignore: !isNative,
  },
  async () => {
    const copy = await Deno.makeTempDir();
    try {
      for (const part of ["lib", "deno.json", "deno.lock", "tests"]) {
        await copyInto(new URL(part, ROOT), `${copy}/${part}`);
      }
      const built = `${copy}/lib/kernel/built`;
      for await (const { name } of Deno.readDir(built)) {
        if (name.endsWith(".so")) {
          await Deno.writeTextFile(`${built}/${name}`, "no library");
        }
      }
      const { out } = await loaded({ root: new URL(`file://${copy}/`) });
      const { name, reason } = JSON.parse(out);
      assertEquals(name, "wasm");
      assertStringIncludes(reason, "cannot be opened");
    } finally {
      await Deno.remove(copy, { recursive: true });
    }
  },
);

/** Copies a file, or a folder's own files and those of the folders that are needed. */
async function copyInto(from: URL, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory && from.pathname.endsWith("/tests") && name !== "kernel") {
      continue;
    }
    await copyInto(new URL(`${from.href}/${name}`), `${to}/${name}`);
  }
}

Deno.test("disagreement() names a function with another bit, and none of equal builds", () => {
  const build = (on: WebAssembly.Memory) => wasmKernel("exact", on) as Kernel;
  assertEquals(disagreement([build, build]), undefined);
  const broken = (name: keyof Kernel) => (on: WebAssembly.Memory) => ({
    ...build(on),
    [name]: (...args: number[]) => {
      const result = (build(on)[name] as (...args: number[]) => unknown)(
        ...args,
      );
      if (typeof result === "number") return result + 1;
      // One bit of the last number that holds any.
      const halves = new Uint32Array(on.buffer, RESERVED, 2 * 6 * 384);
      halves[halves.findLastIndex((half) => half !== 0)] ^= 1;
    },
  });
  // The others are WebAssembly's, or know sizes alone.
  const names = (Object.keys(KERNEL) as (keyof Kernel)[]).filter((name) =>
    !isOfNumbers(name) && !["gemmScratch", "listsPerRow"].includes(name)
  );
  const called = new Set(CALLS.map(([name]) => name));
  assertEquals([...called].sort(), names.toSorted());
  for (const name of called) {
    assertEquals(disagreement([build, broken(name)]), name);
  }
});
