import { fromBase64 } from "../check/bytes_as_text.ts";
import { inflate } from "./_inflate.ts";
import { deflated, length, softwareFma } from "./_wasm_bytes.ts";
import { withoutRelaxed } from "./_without_relaxed.ts";
import type { Kernel } from "./functions.ts";

// The kernel in WebAssembly, and the memory that all of its builds work on, native ones too.

/** The bytes of a page of WebAssembly's memory. */
export const PAGE = 65536;
/** What is the builds' own: their stack and their constants lie before it. */
export const RESERVED = PAGE;

/** A memory. Shared memory may grow while arrays look into it; any other would detach them. */
export function newMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({
    ...{ initial: 64, maximum: 65536, shared: true },
  });
}

/** The memory that the library's matrices lie in. */
export const memory: WebAssembly.Memory = newMemory();

/**
 * The name of a WebAssembly build: with the hardware's fused multiply-add, or computing it
 * without, to the same bits and slowly.
 */
export type WasmName = "wasm" | "exact";

/** Those that were compiled; undefined for one that the engine does not understand. */
const modules = new Map<WasmName, WebAssembly.Module | undefined>();

/**
 * A WebAssembly build.
 *
 * @param name Which.
 * @param on The memory that it works on.
 * @returns Its functions, or why this engine cannot run it.
 */
export function wasmKernel(name: WasmName, on = memory): Kernel | string {
  if (!modules.has(name)) modules.set(name, compiled(name));
  const module = modules.get(name);
  if (module === undefined) {
    return "this engine does not know its instructions (relaxed SIMD)";
  }
  const { exports } = new WebAssembly.Instance(module, { env: { memory: on } });
  const kernel = exports as unknown as Kernel;
  // (1 + d) (1 - d) - 1 is -d d, or 0 where the product is rounded first.
  const d = 2 ** -30;
  if (kernel.madd(1 + d, 1 - d, -1) === 0) {
    return "this machine rounds a product before it adds to it";
  }
  return kernel;
}

function compiled(name: WasmName): WebAssembly.Module | undefined {
  const bytes = inflate(fromBase64(deflated), length);
  if (name === "exact") withoutRelaxed(bytes, softwareFma);
  return WebAssembly.validate(bytes)
    ? new WebAssembly.Module(bytes)
    : undefined;
}
