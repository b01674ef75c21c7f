import type { Functions } from "./functions.ts";
import { joined } from "./kernel.ts";
import { wasmFunctions } from "./wasm_functions.ts";

/** The kernel's functions beside the core's, of the build in use. */
export const functions: Functions = joined(wasmFunctions);
