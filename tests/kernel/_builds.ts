import type { Kernel } from "../../lib/kernel/functions.ts";
import { nativeKernel } from "../../lib/kernel/native.ts";
import { nativeNames } from "../../lib/kernel/native_builds.ts";
import {
  newMemory,
  RESERVED,
  wasmCore,
  type WasmName,
} from "../../lib/kernel/wasm.ts";
import { wasmFunctions } from "../../lib/kernel/wasm_functions.ts";
import type { KernelName } from "../../lib/kernel/kernel.ts";

// Every build that this machine can run, on one memory.

/** The memory: 128 MiB. */
export const memory = newMemory();
memory.grow(2048 - memory.buffer.byteLength / 65536);

/** Where memory begins that is nobody's. */
export const free = RESERVED;

/** A build and its name. */
export interface Build {
  readonly name: KernelName;
  readonly kernel: Kernel;
}

/** The builds that this machine can run, on a memory. */
export function kernelsOn(memory: WebAssembly.Memory): Build[] {
  return [
    ...(["wasm", "exact"] as const).map((name) =>
      build(name, wasmKernel(name, memory))
    ),
    ...nativeNames().map((name) => build(name, nativeKernel(name, memory))),
  ].flat();
}

/** A WebAssembly build, of both parts, on a memory; or why this engine cannot run it. */
export function wasmKernel(name: WasmName, on: WebAssembly.Memory) {
  const core = wasmCore(name, on);
  if (typeof core === "string") return core;
  return { ...core, ...wasmFunctions(name, on) } satisfies Kernel;
}

/** Those on this memory. */
export const builds: readonly Build[] = kernelsOn(memory);

function build(name: KernelName, kernel: Kernel | string): Build[] {
  return typeof kernel === "string" ? [] : [{ name, kernel }];
}
