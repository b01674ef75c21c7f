import { join } from "node:path";
import { FUNCTIONS, type Kernel } from "../../lib/kernel/functions.ts";
import { BUILT } from "./build.ts";

// Every build that this machine can run, on one memory.

/** The memory. */
export const memory = new WebAssembly.Memory({
  initial: 2048,
  maximum: 65536,
  shared: true,
});

/** A build and its name. */
export interface Build {
  readonly name: string;
  readonly kernel: Kernel;
}

/** Where memory begins that is nobody's. */
export let free = 0;

function wasm(name: string): Kernel {
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(Deno.readFileSync(join(BUILT, name))),
    { env: { memory } },
  );
  free = Math.max(free, (exports.__heap_base as WebAssembly.Global).value);
  return exports as unknown as Kernel;
}

function native(name: string): Kernel {
  const base = Deno.UnsafePointer.of(
    new Uint8Array(memory.buffer as unknown as ArrayBuffer),
  );
  const symbols = Object.fromEntries(
    Object.entries(FUNCTIONS).map(([name, { parameters, result }]) => [
      name,
      { parameters: ["pointer", ...parameters], result },
    ]),
  ) as Deno.ForeignLibraryInterface;
  const library = Deno.dlopen(join(BUILT, name), symbols);
  return Object.fromEntries(
    Object.entries(library.symbols).map((
      [name, f],
    ) => [
      name,
      (...args: number[]) => (f as (...a: unknown[]) => unknown)(base, ...args),
    ]),
  ) as unknown as Kernel;
}

/** Whether the processor has an instruction set, as Linux tells. */
const cpu = Deno.readTextFileSync("/proc/cpuinfo");

/** The builds. */
export const builds: readonly Build[] = [
  { name: "kernel.wasm", kernel: wasm("kernel.wasm") },
  { name: "kernel_exact.wasm", kernel: wasm("kernel_exact.wasm") },
  ...(cpu.includes(" avx2 ") ? ["linux_x86_64_avx2.so"] : []).map((name) => ({
    name,
    kernel: native(name),
  })),
  ...(cpu.includes(" avx512f ") ? ["linux_x86_64_avx512.so"] : []).map((
    name,
  ) => ({ name, kernel: native(name) })),
];
