import { fromBase64 } from "../check/bytes_as_text.ts";
import { inflate } from "./_inflate.ts";
import { part as corePart } from "./_core_bytes.ts";
import { withoutRelaxed } from "./_without_relaxed.ts";
import type { Core } from "./functions.ts";

// The kernel in WebAssembly, and the memory that all of its builds work on, native ones too.
// It comes in two parts, so that a page need not load both: wasm_functions.ts has the other.

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

/** A module that has some of the kernel's functions. */
export interface Part {
  /** How many bytes it has. */
  readonly length: number;
  /** The number of its function that stands in for the fused multiply-add. */
  readonly softwareFma: number;
  /** Its bytes, compressed by DEFLATE, in base64. */
  readonly deflated: string;
}

/** A part as a build has it: undefined if the engine does not understand that. */
type Compiled = WebAssembly.Module | undefined;

/** Those that were compiled. */
const compiled: Readonly<Record<WasmName, Map<Part, Compiled>>> = {
  wasm: new Map(),
  exact: new Map(),
};

/**
 * What networks of ReLU train with, of a WebAssembly build.
 *
 * @param name Which.
 * @param on The memory that it works on.
 * @returns Its functions, or why this engine cannot run it.
 */
export function wasmCore(name: WasmName, on = memory): Core | string {
  const core = wasmPart<Core>(corePart, name, on);
  if (core === undefined) {
    return "this engine does not know its instructions (relaxed SIMD)";
  }
  // (1 + d) (1 - d) - 1 is -d d, or 0 where the product is rounded first.
  const d = 2 ** -30;
  if (core.madd(1 + d, 1 - d, -1) === 0) {
    return "this machine rounds a product before it adds to it";
  }
  return core;
}

/**
 * A part of a WebAssembly build.
 *
 * @param part Which part.
 * @param name Of which build.
 * @param on The memory that it works on.
 * @returns Its functions; undefined if this engine does not understand it.
 */
export function wasmPart<Functions>(
  part: Part,
  name: WasmName,
  on: WebAssembly.Memory,
): Functions | undefined {
  const parts = compiled[name];
  if (!parts.has(part)) parts.set(part, compile(part, name));
  const module = parts.get(part);
  return module &&
    new WebAssembly.Instance(module, { env: { memory: on } })
      .exports as Functions;
}

function compile(
  { length, softwareFma, deflated }: Part,
  name: WasmName,
): Compiled {
  const bytes = inflate(fromBase64(deflated), length);
  if (name === "exact") withoutRelaxed(bytes, softwareFma);
  return WebAssembly.validate(bytes)
    ? new WebAssembly.Module(bytes)
    : undefined;
}
