import { disagreement } from "./_agreement.ts";
import { type Core, isOfNumbers, type Kernel } from "./functions.ts";
import { nativeKernel } from "./native.ts";
import type { NativeName } from "./native_builds.ts";
import { memory, wasmCore } from "./wasm.ts";
import { wasmFunctions } from "./wasm_functions.ts";

/** Native builds that were compared with WebAssembly. */
const agreeing = new Set<NativeName>();

/**
 * A native build that gives WebAssembly's bits. In a page `_no_native.ts` stands here.
 *
 * @param name Which.
 * @returns Its functions, but WebAssembly's where that is quicker to call; or why this machine
 * cannot run it.
 */
export function agreeingKernel(name: NativeName): Kernel | string {
  const native = nativeKernel(name);
  if (typeof native === "string") return native;
  if (!agreeing.has(name)) {
    const build = (on: WebAssembly.Memory) => nativeKernel(name, on) as Kernel;
    const wrong = disagreement([build, someWasm]);
    if (wrong !== undefined) {
      return `its ${wrong} gives other bits than WebAssembly's`;
    }
    agreeing.add(name);
  }
  const ofNumbers = Object.entries(someWasm(memory))
    .filter(([name]) => name in native && isOfNumbers(name as keyof Kernel));
  return { ...native, ...Object.fromEntries(ofNumbers) };
}

/** Whichever WebAssembly build the engine can run. */
function someWasm(on: WebAssembly.Memory): Kernel {
  const quick = wasmCore("wasm", on), isQuick = typeof quick !== "string";
  // Every engine runs the exact one.
  const core = isQuick ? quick : wasmCore("exact", on) as Core;
  return { ...core, ...wasmFunctions(isQuick ? "wasm" : "exact", on) };
}
