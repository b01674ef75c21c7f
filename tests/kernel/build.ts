/**
 * Builds the kernel's committed files from its C sources: `deno task kernel`.
 *
 * The compiler is clang as the PyPI package `ziglang` brings it, which compiles for
 * every platform on any of them.
 *
 * @module
 */
import { join } from "node:path";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { explain, runMain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { cachedPython, install } from "../_cached_python.ts";

const KERNEL = join(import.meta.dirname!, "../../lib/kernel");

/** Where the committed files lie. */
export const BUILT = join(KERNEL, "built");

/** Another version may give other bytes. */
const COMPILER = "ziglang==0.17.1";

/** What every build is compiled with: nothing that changes the order of an operation. */
const OPTIONS = [
  "-std=c23",
  "-O3",
  "-ffp-contract=off",
  "-fno-math-errno",
  "-fno-builtin",
  "-fno-sanitize=all",
  "-fvisibility=hidden",
  "-Wall",
  "-Wextra",
  "-Werror",
];

const WASM = "generic+simd128+bulk_memory+atomics+sign_ext+nontrapping_fptoint";

/** The builds: the platform and the processor that each is for, by file name. */
export const BUILDS: Readonly<Record<string, { target: string; cpu: string }>> =
  {
    "kernel.wasm": {
      target: "wasm32-freestanding",
      cpu: `${WASM}+relaxed_simd`,
    },
    "kernel_exact.wasm": { target: "wasm32-freestanding", cpu: WASM },
    "linux_x86_64_avx512.so": { target: "x86_64-linux-gnu", cpu: "x86_64_v4" },
    "linux_x86_64_avx2.so": { target: "x86_64-linux-gnu", cpu: "x86_64_v3" },
    "linux_aarch64.so": { target: "aarch64-linux-gnu", cpu: "generic" },
  };

/** The WebAssembly builds' memory is imported; what they themselves need of it lies first. */
const WASM_LINKER = [
  "--no-entry",
  "--import-memory",
  "--shared-memory",
  "--initial-memory=4194304",
  "--max-memory=4294967296",
  "--stack-first",
  "-z",
  "stack-size=32768",
  "--export=__heap_base",
  "--strip-all",
];

/** Compiles every build into a folder. */
export async function buildKernel(to: string): Promise<void> {
  const line = new StatusLine();
  const python = await cachedPython("weightlab-compiler", line);
  line.say("The compiler from PyPI, 100 MB the first time ...");
  const installed = await install(python, [COMPILER], line);
  if (!installed.success) {
    throw explain("Cannot install the compiler", installed.output);
  }
  const zig = async (...args: string[]) => {
    const { success, output } = await run([python, "-m", "ziglang", ...args]);
    if (!success) throw explain("Cannot build the kernel", output);
  };
  const source = join(KERNEL, "source", "kernel.c");
  for (const [name, { target, cpu }] of Object.entries(BUILDS)) {
    const file = join(to, name);
    const compile = ["cc", ...OPTIONS, "-target", target, `-mcpu=${cpu}`];
    if (name.endsWith(".wasm")) {
      const object = join(to, "kernel.o");
      await zig(...compile, "-c", "-o", object, source);
      await zig("wasm-ld", ...WASM_LINKER, "-o", file, object);
      await Deno.remove(object);
    } else {
      const link = ["-shared", "-nostdlib", "-s", "-Wl,--build-id=none"];
      await zig(...compile, ...link, "-o", file, source);
    }
  }
}

if (import.meta.main) {
  await runMain(async () => {
    await Deno.mkdir(BUILT, { recursive: true });
    await buildKernel(BUILT);
  });
}
