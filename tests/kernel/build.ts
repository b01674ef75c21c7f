/**
 * Builds the kernel's committed files from its C sources: `deno task kernel`.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { runMain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { compiler } from "./_compiler.ts";

/** The kernel's folder. */
export const KERNEL = join(import.meta.dirname!, "../../lib/kernel");

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

/** A build: the platform and the processor it is for, and what else its file is made with. */
interface Build {
  readonly target: string;
  readonly cpu: string;
  /** Where WebAssembly's constants lie. */
  readonly dataAt?: number;
  /** The processor that can be asked whether it runs the build, and for which level. */
  readonly asking?: readonly string[];
}

/**
 * Of the compiler for WebAssembly: to leave the addresses in loops as they are. It would
 * make several of one, each an addition, where engines add a constant for nothing.
 */
const PLAIN_ADDRESSES = ["-mllvm", "-disable-lsr"];

/** The stack of a WebAssembly build, which grows downwards to byte 0. */
const STACK = 32768;

const linux = (
  arch: string,
  cpu: string,
  asking: readonly string[],
): Build => ({
  ...{ target: `${arch}-linux-gnu`, cpu, asking },
});
const x86 = (level: number): Build =>
  linux("x86_64", `x86_64_v${level}`, ["-mcpu=x86_64", `-DLEVEL=${level}`]);
const wasm = (cpu: string, dataAt: number): Build => ({
  ...{ target: "wasm32-freestanding", cpu, dataAt },
});

/** The native builds, by file name in `built/`. */
const LIBRARIES: Readonly<Record<string, Build>> = {
  "linux_x86_64_avx512.so": x86(4),
  "linux_x86_64_avx2.so": x86(3),
  "linux_aarch64.so": linux("aarch64", "generic", []),
};

/** The WebAssembly builds, by the names of constants in `WASM_FILE`. */
const MODULES: Readonly<Record<string, Build & { what: string }>> = {
  wasm: {
    ...wasm(`${WASM}+relaxed_simd`, STACK),
    what: "With relaxed SIMD's fused multiply-add",
  },
  // Beside the other's constants: both may stand in one memory.
  exact: { ...wasm(WASM, 65536), what: "With a multiply-add of its own" },
};

/** A module of TypeScript, which every program, packager and browser can load. */
const WASM_FILE = "_wasm_bytes.ts";

/** All files that are built, by path from the kernel's folder. */
export const FILES = [
  ...Object.keys(LIBRARIES).map((name) => join("built", name)),
  WASM_FILE,
];

/** The WebAssembly builds' memory is imported; what they themselves need of it lies first. */
const WASM_LINKER = [
  "--no-entry",
  "--import-memory",
  "--shared-memory",
  "--initial-memory=4194304",
  "--max-memory=4294967296",
  "--stack-first",
  "-z",
  `stack-size=${STACK}`,
  "--export=__heap_base",
  "--strip-all",
];

/** Compiles every build into a folder. */
export async function buildKernel(to: string): Promise<void> {
  const zig = await compiler(new StatusLine());
  const scratch = await Deno.makeTempDir();
  const objects = ["kernel.o", "processor.o"].map((o) => join(scratch, o));
  const compile = (object: string, of: string, target: string, how: string[]) =>
    zig(
      ...["cc", ...OPTIONS, "-target", target, ...how, "-c", "-o", object],
      join(KERNEL, "source", of),
    );
  try {
    await Deno.mkdir(join(to, "built"), { recursive: true });
    for (const [name, { target, cpu, asking }] of Object.entries(LIBRARIES)) {
      await compile(objects[0], "kernel.c", target, [`-mcpu=${cpu}`]);
      await compile(objects[1], "processor.c", target, [...asking!]);
      const link = ["-shared", "-nostdlib", "-s", "-Wl,--build-id=none"];
      const file = join(to, "built", name);
      await zig("cc", "-target", target, ...link, "-o", file, ...objects);
    }
    const constants: string[] = [];
    for (
      const [name, { target, cpu, dataAt, what }] of Object.entries(MODULES)
    ) {
      const how = [`-mcpu=${cpu}`, ...PLAIN_ADDRESSES];
      await compile(objects[0], "kernel.c", target, how);
      const file = join(scratch, "kernel.wasm");
      const data = `--global-base=${dataAt}`;
      await zig("wasm-ld", ...WASM_LINKER, data, "-o", file, objects[0]);
      const bytes = await Deno.readFile(file);
      const text = Buffer.from(bytes).toString("base64");
      constants.push(
        `/** ${what}, in base64. */\nexport const ${name} =\n  "${text}";\n`,
      );
    }
    await Deno.writeTextFile(
      join(to, WASM_FILE),
      `// Made by \`deno task kernel\` of the C in source/: the kernel as WebAssembly.\n\n${
        constants.join("\n")
      }`,
    );
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

if (import.meta.main) await runMain(() => buildKernel(KERNEL));
