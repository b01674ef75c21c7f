import { KERNEL, type Kernel } from "./functions.ts";
import { NATIVE, type NativeName, nativeNames } from "./native_builds.ts";
import { memory } from "./wasm.ts";

// The kernel as machine code, for Linux. It works on WebAssembly's memory: a call is told
// where that begins, which stays when it grows.

/** Libraries that have been opened. They are never closed. */
const opened = new Map<NativeName, Symbols>();

/**
 * A native build. Nobody is asked for a permission.
 *
 * @param name Which.
 * @param on The memory that it works on.
 * @returns Its functions, or why this machine cannot run it.
 */
export function nativeKernel(name: NativeName, on = memory): Kernel | string {
  const { os, arch, file } = NATIVE[name];
  if (!nativeNames().includes(name)) {
    return `it is for Deno on ${os}, ${arch}`;
  }
  const path = new URL(`./built/${file}`, import.meta.url);
  if (path.protocol !== "file:") return "its library is not on this machine";
  const { state } = Deno.permissions.querySync({ name: "ffi", path });
  if (state !== "granted") {
    return "Deno was not given the permission to call native code, --allow-ffi";
  }
  let symbols = opened.get(name);
  if (symbols === undefined) {
    try {
      // Asked alone: Deno compiles a way to call each function, 25 ms for all.
      const { canRun } = Deno.dlopen(path, CAN_RUN).symbols;
      if (canRun() === 0) return "the processor lacks its instructions";
      symbols = Deno.dlopen(path, SYMBOLS).symbols as unknown as Symbols;
    } catch (error) {
      // For example on a file system whose files may not be executed.
      return `its library cannot be opened: ${(error as Error).message}`;
    }
    opened.set(name, symbols);
  }
  return withMemory(symbols, on);
}

const CAN_RUN = { canRun: { parameters: [], result: "u32" } } as const;

/** The functions as native code declares them: with the place of the memory first. */
const SYMBOLS = Object.fromEntries(
  Object.entries(KERNEL).map(([name, { parameters, result }]) => [
    name,
    { parameters: ["buffer", ...parameters] as const, result },
  ]),
);

type NativeFunction = (memory: BufferSource, ...args: number[]) => unknown;
type Symbols = Readonly<Record<keyof Kernel, NativeFunction>>;

function withMemory(symbols: Symbols, { buffer }: WebAssembly.Memory): Kernel {
  // Not a pointer, which only the permission to call any library could make.
  const start = new Uint8Array(buffer as unknown as ArrayBuffer);
  return Object.fromEntries(
    Object.entries(KERNEL).map(([name, { parameters }]) => [
      name,
      told(start, symbols[name as keyof Kernel], parameters.length),
    ]),
  ) as unknown as Kernel;
}

/**
 * A function that is told the memory's place. Written out by the number of arguments: with
 * `...args`, or bound, a call takes 200 ns and not 20.
 */
function told(
  start: BufferSource,
  f: NativeFunction,
  count: number,
): (...args: number[]) => unknown {
  switch (count) {
    case 3:
      return (a, b, c) => f(start, a, b, c);
    case 4:
      return (a, b, c, d) => f(start, a, b, c, d);
    case 5:
      return (a, b, c, d, e) => f(start, a, b, c, d, e);
    case 6:
      return (a, b, c, d, e, g) => f(start, a, b, c, d, e, g);
    case 7:
      return (a, b, c, d, e, g, h) => f(start, a, b, c, d, e, g, h);
    case 8:
      return (a, b, c, d, e, g, h, i) => f(start, a, b, c, d, e, g, h, i);
    case 9:
      return (a, b, c, d, e, g, h, i, j) => f(start, a, b, c, d, e, g, h, i, j);
    case 10:
      return (a, b, c, d, e, g, h, i, j, k) =>
        f(start, a, b, c, d, e, g, h, i, j, k);
    case 13:
      return (a, b, c, d, e, g, h, i, j, k, l, m, n) =>
        f(start, a, b, c, d, e, g, h, i, j, k, l, m, n);
    default:
      return (...args: number[]) => f(start, ...args);
  }
}
