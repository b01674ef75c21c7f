/**
 * Builds the kernel's committed files from its C sources: `deno task kernel`.
 *
 * @module
 */
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "@gfx/zopfli";
import { CORE, FUNCTIONS } from "../../lib/kernel/functions.ts";
import { runMain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { compiler } from "./_compiler.ts";

/** The kernel's folder. */
export const KERNEL = join(import.meta.dirname!, "../../lib/kernel");

/** What every build is compiled with: nothing that changes the order of an operation. */
const OPTIONS = [
  "-std=c23",
  "-ffp-contract=off",
  "-fno-math-errno",
  "-fno-builtin",
  "-fno-sanitize=all",
  "-fvisibility=hidden",
  "-Wall",
  "-Wextra",
  "-Werror",
];

/** A build: the platform and the processor it is for, and what else its file is made with. */
interface Build {
  readonly target: string;
  readonly cpu: string;
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

/** The native builds, by file name in `built/`. */
const LIBRARIES: Readonly<Record<string, Build>> = {
  "linux_x86_64_avx512.so": x86(4),
  "linux_x86_64_avx2.so": x86(3),
  "linux_aarch64.so": linux("aarch64", "generic", []),
};

/** The WebAssembly build, with relaxed SIMD's fused multiply-add and a function for it. */
const WASM: Build = {
  target: "wasm32-freestanding",
  cpu:
    "generic+simd128+bulk_memory+atomics+sign_ext+nontrapping_fptoint+relaxed_simd",
};

/** A module of WebAssembly that has some of the kernel's functions. */
interface Part {
  readonly functions: Readonly<Record<string, unknown>>;
  /** Whether it is compiled for speed, or for few bytes but where a loop is unrolled by name. */
  readonly level: "-O3" | "-Os";
  /** Where its constants lie: all parts work on one memory. */
  readonly constants: number;
}

/**
 * The WebAssembly build's parts, by file name: each a module of TypeScript, which every program,
 * packager and browser can load, and only if it is used.
 */
const PARTS: Readonly<Record<string, Part>> = {
  "_core_bytes.ts": { functions: CORE, level: "-Os", constants: STACK },
  "_functions_bytes.ts": {
    functions: FUNCTIONS,
    level: "-O3",
    constants: 1.5 * STACK,
  },
};

/** All files that are built, by path from the kernel's folder. */
export const FILES = [
  ...Object.keys(LIBRARIES).map((name) => join("built", name)),
  ...Object.keys(PARTS),
];

/** A part's memory is imported; what the parts themselves need of it lies first. */
const linkerOptions = ({ functions, constants }: Part) => [
  "--no-entry",
  "--import-memory",
  "--shared-memory",
  "--initial-memory=4194304",
  "--max-memory=4294967296",
  // Addresses in as few bytes as each needs.
  "--compress-relocations",
  "--stack-first",
  "-z",
  `stack-size=${STACK}`,
  `--global-base=${constants}`,
  ...["__heap_base", ...Object.keys(functions)].map((name) =>
    `--export=${name}`
  ),
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
      await compile(objects[0], "kernel.c", target, ["-O3", `-mcpu=${cpu}`]);
      await compile(objects[1], "processor.c", target, ["-O3", ...asking!]);
      const link = ["-shared", "-nostdlib", "-s", "-Wl,--build-id=none"];
      const file = join(to, "built", name);
      await zig("cc", "-target", target, ...link, "-o", file, ...objects);
    }
    for (const [name, part] of Object.entries(PARTS)) {
      const how = [part.level, `-mcpu=${WASM.cpu}`, ...PLAIN_ADDRESSES];
      await compile(objects[0], "kernel.c", WASM.target, how);
      const file = join(scratch, "part.wasm");
      await zig("wasm-ld", ...linkerOptions(part), "-o", file, objects[0]);
      const wasm = await Deno.readFile(file);
      await Deno.writeTextFile(join(to, name), await inText(wasm));
    }
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

/**
 * A WebAssembly module as a module of TypeScript. Compressed by a package, since what Deno has
 * would give other bytes in other versions; by one that takes its time, and gives fewer.
 */
async function inText(wasm: Uint8Array): Promise<string> {
  const deflated = await promisify(deflate)(wasm, { numiterations: 50 });
  return `// Made by \`deno task kernel\` of the C in source/: functions of the kernel as WebAssembly.

export const part = {
  /** How many bytes they are. */
  length: ${wasm.length},
  /** The number of the function that stands in for the fused multiply-add. */
  softwareFma: ${exportedFunction(wasm, "softwareFma")},
  /** The bytes, compressed by DEFLATE, in base64. */
  deflated:
    "${deflated.toBase64()}",
};
`;
}

/** The number of a function, by the name under which a module exports it. */
function exportedFunction(wasm: Uint8Array, name: string): number {
  // The name's length, the name, 0 for a function, its number in one byte or two.
  const entry = new RegExp(
    `${
      String.fromCharCode(name.length)
    }${name}\\0([\\x80-\\xff]?)([\\0-\\x7f])`,
  );
  const text = Array.from(wasm, (byte) => String.fromCharCode(byte)).join("");
  const [, low, high] = text.match(entry)!;
  return low === ""
    ? high.charCodeAt(0)
    : (low.charCodeAt(0) & 0x7f) + (high.charCodeAt(0) << 7);
}

if (import.meta.main) await runMain(() => buildKernel(KERNEL));
