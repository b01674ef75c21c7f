import { count, oneOf, readOptions } from "../check/options.ts";
import { agreeingKernel } from "./_agreeing_kernel.ts";
import type { Core } from "./functions.ts";
import { NATIVE, type NativeName, nativeNames } from "./native_builds.ts";
import { wasmCore, type WasmName } from "./wasm.ts";

/**
 * A build of the kernel: machine code for AVX-512, for AVX2 or for ARM's NEON;
 * WebAssembly with the hardware's fused multiply-add; and WebAssembly that computes that
 * itself, for engines without. All give the same bits.
 */
export type KernelName = NativeName | WasmName;

/** The build of the kernel that computes, and why. */
export interface KernelInUse {
  /** Which it is. */
  readonly name: KernelName;
  /** How many threads a product may use, if it is large and the build is native. */
  readonly threads: number;
  /** Why it is this one: what stood in the way of those that are quicker. */
  readonly reason: string;
}

/** How the kernel is chosen. */
export interface KernelOptions {
  /**
   * The build: one that this machine can run. Default: what the environment variable
   * WEIGHTLAB_KERNEL says, else the quickest. (Where WebAssembly has no fused multiply-add,
   * its "wasm" means "exact".)
   */
  readonly name?: KernelName;
  /**
   * How many threads a product of a native build may use, if it is large; it does not
   * change a bit. More than 64 are taken for 64. Default: one a core; in a worker 1.
   */
  readonly threads?: number;
}

const WASM_NAMES: readonly WasmName[] = ["wasm", "exact"];
const NAMES: readonly KernelName[] = [
  ...Object.keys(NATIVE) as NativeName[],
  ...WASM_NAMES,
];

/** Workers share the cores among them. */
const isWorker = "WorkerGlobalScope" in globalThis;

/** Node 20 does not tell. */
const CORES = globalThis.navigator?.hardwareConcurrency ?? 1;

/** More than these the native builds do not start. */
const MOST_THREADS = 64;

/** Whether it was said that the kernel is slow. */
let isWarned = false;

const current = {} as Core;
/** What `kernelInUse()` tells. */
export let inUse: KernelInUse;

/** What networks of ReLU train with, of the build in use. */
export const kernel: Core = current;

/** What gives the functions of WebAssembly's other parts, of those that the program uses. */
const parts: ((name: WasmName) => object)[] = [];

/**
 * Adds a part to the kernel's functions.
 *
 * @param part Gives the functions of a WebAssembly build; native ones have them all.
 * @returns The part's functions, of the build in use from now on.
 */
export function joined<Functions extends object>(
  part: (name: WasmName) => Functions,
): Functions {
  parts.push(part);
  if (isWasm(inUse.name)) Object.assign(current, part(inUse.name));
  return current as unknown as Functions;
}

/**
 * Chooses the build of the kernel that computes from now on, on the calling thread and in
 * the workers that it starts. The numbers are the same with each, to the last bit.
 *
 * It is chosen by itself when the library is loaded. A native build is taken if there is one
 * for the machine, if Deno may call native code without asking (`--allow-ffi`), and if each
 * of its functions gives WebAssembly's bits.
 *
 * @param options Which, and how many threads.
 * @returns What is in use now.
 * @throws {Error} if this machine cannot run that build; says why, and nothing changes.
 * @throws {RangeError} if there is no such build, or `threads` is not a whole number from 1 up.
 *
 * @example
 * ```ts
 * import { kernelInUse, useKernel } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(useKernel({ name: "wasm" }).name, "wasm");
 * useKernel(); // the quickest again
 * console.log(kernelInUse()); // { name: "avx2", threads: 2, reason: ... }
 * ```
 */
export function useKernel(options: KernelOptions = {}): KernelInUse {
  const { name, threads: wanted } = readOptions("use a kernel", options, {
    name: oneOf(NAMES).optional,
    threads: count().or(isWorker ? 1 : CORES),
  });
  const threads = Math.min(wanted, MOST_THREADS);
  return inUse = name === undefined
    ? { ...quickest(), threads }
    : { ...named(name, "it was asked for"), threads };
}

/**
 * The build of the kernel that computes now.
 *
 * @returns Its name, how many threads a large product may use, and why it is this one.
 *
 * @example
 * ```ts
 * import { kernelInUse } from "weightlab";
 * import { assert } from "@std/assert";
 *
 * assert(kernelInUse().threads >= 1);
 * ```
 */
export function kernelInUse(): KernelInUse {
  return inUse;
}

type Choice = Pick<KernelInUse, "name" | "reason">;

function quickest(): Choice {
  const wanted = fromEnvironment();
  if (wanted !== undefined && wanted !== "wasm") {
    return named(wanted, "WEIGHTLAB_KERNEL says so");
  }
  const natives = wanted === "wasm" ? [] : nativeNames();
  const failed = new Map<string, KernelName[]>();
  const first: string[] = [];
  if (wanted === "wasm") first.push("WEIGHTLAB_KERNEL says so");
  else if (natives.length === 0) first.push("there is no native build here");
  const reasons = () =>
    [...first, ...Array.from(failed, ([why, of]) => `${of.join(", ")}: ${why}`)]
      .join("; ");
  for (const name of [...natives, ...WASM_NAMES]) {
    const failure = take(name);
    if (failure !== undefined) {
      failed.set(failure, [...failed.get(failure) ?? [], name]);
      continue;
    }
    if (name === "exact" && !isWorker && !isWarned) {
      isWarned = true;
      console.warn(
        "weightlab: WebAssembly has no fused multiply-add here, so it is computed without: the same bits, but slowly.",
      );
    }
    return { name, reason: reasons() || "it is the quickest" };
  }
  throw new Error(`Cannot load the kernel: ${reasons()}`);
}

function named(name: KernelName, reason: string): Choice {
  const failure = take(name);
  if (failure === undefined) return { name, reason };
  throw new Error(
    `Cannot use the kernel ${name}: ${failure}. Nothing has changed`,
  );
}

/** Puts a build in use; or says why that cannot be. */
function take(name: KernelName): string | undefined {
  const build = isWasm(name) ? wasmCore(name) : agreeingKernel(name);
  if (typeof build === "string") return build;
  Object.assign(current, build);
  if (isWasm(name)) {
    for (const part of parts) Object.assign(current, part(name));
  }
  return undefined;
}

function isWasm(name: KernelName): name is WasmName {
  return (WASM_NAMES as readonly string[]).includes(name);
}

function fromEnvironment(): KernelName | undefined {
  const variable = "WEIGHTLAB_KERNEL";
  if (
    typeof Deno === "undefined" ||
    Deno.permissions.querySync({ name: "env", variable }).state !== "granted"
  ) return undefined;
  const name = Deno.env.get(variable);
  if (!name) return undefined;
  if (!(NAMES as readonly string[]).includes(name)) {
    throw new RangeError(
      `Cannot load the kernel: ${variable} must be among { ${
        NAMES.join(", ")
      } }, got ${name}`,
    );
  }
  return name as KernelName;
}

inUse = useKernel();
