import { part } from "./_functions_bytes.ts";
import type { Functions } from "./functions.ts";
import { memory, type WasmName, wasmPart } from "./wasm.ts";

/**
 * The functions beside the core's of a WebAssembly build whose core this engine runs.
 *
 * @param name Which.
 * @param on The memory that they work on.
 */
export function wasmFunctions(name: WasmName, on = memory): Functions {
  return wasmPart<Functions>(part, name, on)!;
}
