import { isFused, memory } from "../kernel/kernel.wasm";
import { type BlasLibrary, blasLibrary } from "./_blas_library.ts";
import { count, readOptions, text } from "../check/options.ts";
import { type Product, useProduct, wasmProduct } from "./matmul.ts";

/** What `useBlas` may be told. */
export interface BlasOptions {
  /** Threads that a product may use, if it is large. Default: one a core. */
  readonly threads?: number;
  /**
   * The file of the library, or its name if the system knows where it lies. Default:
   * Accelerate on macOS; else the OpenBLAS of the package scipy-openblas32 in `.venv`;
   * else the system's.
   */
  readonly library?: string;
}

/**
 * The native library that multiplies. Sent to a worker it arrives as a plain object
 * with the same fields, whose `library` that worker gives to its own `useBlas`.
 */
export class Blas {
  /** Its name and version: "OpenBLAS 0.3.34". */
  readonly name: string;
  /** Where it was found. */
  readonly library: string;
  /** The kind of processor it uses the code for, where it says so: "Haswell". */
  readonly core?: string;
  /** How many threads a product may use, if it is large. */
  readonly threads: number;
  /** What is wrong with it, if something is. */
  readonly warning?: string;

  /**
   * Made by `useBlas`.
   *
   * @param fields What it holds.
   */
  constructor(fields: Omit<Blas, "toString">) {
    this.name = fields.name;
    this.library = fields.library;
    this.core = fields.core;
    this.threads = fields.threads;
    this.warning = fields.warning;
  }

  /** "OpenBLAS 0.3.34 for Haswell, 2 threads (/usr/lib/libopenblas.so.0)". */
  toString(): string {
    const core = this.core ? ` for ${this.core}` : "";
    const threads = this.threads === 1 ? "1 thread" : `${this.threads} threads`;
    const warning = this.warning ? `; ${this.warning}` : "";
    return `${this.name}${core}, ${threads} (${this.library})${warning}`;
  }
}

let inUse: Blas | undefined;

/**
 * From now on every matrix product is computed by a native library's `cblas_dgemm`:
 * several times quicker than the library's own WebAssembly, with its widest vectors and
 * on every core. Off by default, because the last bits of results then depend on the
 * machine: they agree to about 1e-12.
 *
 * It holds for the thread that calls it; each worker calls it itself, best with
 * `{ threads: 1 }`. Needs the permissions to read `.venv` (unless `library` is given) and
 * to call native code.
 *
 * @param options How many threads, and which library.
 * @returns Which library it took, for what kind of processor, with how many threads.
 * It warns on the console if a library that it found by itself takes this processor for
 * an old one.
 * @throws {Error} if there is no such library; says what to install, and nothing
 * changes. The promise rejects.
 * @throws {Deno.errors.NotCapable} naming the flags of the permissions that are missing.
 * @throws {RangeError} if `threads` is not a whole number from 1 up.
 *
 * @example
 * ```ts
 * import { matmul, Matrix, useBlas, useWasm } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const blas = await useBlas().catch((error) => error.message);
 * console.log(String(blas)); // OpenBLAS 0.3.34 for Haswell, 2 threads (...)
 * const a = new Matrix([[1, 2], [3, 4]]);
 * assertEquals(matmul(a, a).to2DArray(), [[7, 10], [15, 22]]);
 * useWasm();
 * ```
 */
export async function useBlas(options: BlasOptions = {}): Promise<Blas> {
  const { threads, library: file } = readOptions("use BLAS", options, {
    threads: count().or(navigator.hardwareConcurrency),
    library: text().optional,
  });
  const library = await blasLibrary(file);
  const taken = setThreads(library, threads);
  const warning = oldCore(library.core)
    ? `it takes this processor for an old one ("${library.core}") and runs at a fraction of its speed: install a newer OpenBLAS (\`deno task lab\` installs one in .venv)`
    : undefined;
  useProduct(nativeProduct(library, taken));
  const { name, core, path } = library;
  inUse = new Blas({ name, library: path, core, threads: taken, warning });
  if (warning && file === undefined) {
    console.warn(`weightlab: ${inUse}`);
  }
  return inUse;
}

/**
 * From now on every matrix product is computed by the library's own WebAssembly again,
 * as it is at the start: the same bits on every machine.
 *
 * @example
 * ```ts
 * import { blasInUse, useWasm } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * useWasm();
 * assertEquals(blasInUse(), undefined);
 * ```
 */
export function useWasm(): void {
  useProduct(wasmProduct);
  inUse = undefined;
}

/**
 * The native library that multiplies now; undefined for the library's own WebAssembly.
 *
 * @returns What the last `useBlas` returned, unless `useWasm` was called since.
 */
export function blasInUse(): Blas | undefined {
  return inUse;
}

// CBLAS's names for how numbers are stored.
const ROW_MAJOR = 101, AS_IT_IS = 111, TRANSPOSED = 112;

/**
 * From so many multiplications on, about a millisecond, a product is shared among threads.
 * OpenBLAS would share much smaller ones; that saves a fraction of a millisecond on an
 * idle machine, and loses tens of them where a thread has to wait for its core.
 */
const LARGE = 2 ** 24;

function nativeProduct(library: BlasLibrary, threads: number): Product {
  const { dgemm, getThreads } = library;
  // The memory is shared, so it stays where it is when it grows.
  const start = Deno.UnsafePointer.value(
    Deno.UnsafePointer.of(new Uint8Array(memory.buffer as ArrayBuffer)),
  );
  const at = (address: number) =>
    Deno.UnsafePointer.create(start + BigInt(address));

  return (a, b, c, m, k, n, transposeA, transposeB) => {
    if (m === 0 || k === 0 || n === 0) {
      // CBLAS takes rows without numbers for a mistake.
      return wasmProduct(a, b, c, m, k, n, transposeA, transposeB);
    }
    if (getThreads) {
      const wanted = m * k * n < LARGE ? 1 : threads;
      // All threads of the process share one count, which a worker may have changed.
      if (getThreads() !== wanted) setThreads(library, wanted);
    }
    dgemm(
      ROW_MAJOR,
      transposeA ? TRANSPOSED : AS_IT_IS,
      transposeB ? TRANSPOSED : AS_IT_IS,
      m,
      n,
      k,
      1,
      at(a),
      transposeA ? m : k,
      at(b),
      transposeB ? k : n,
      0,
      at(c),
      n,
    );
  };
}

/** Asks for that many threads; returns how many there are. */
function setThreads(library: BlasLibrary, threads: number): number {
  const { getThreads, setThreads, setSingleThreaded } = library;
  if (setThreads && getThreads) {
    setThreads(threads);
    return getThreads();
  }
  // Accelerate knows one and many only; a library that cannot be told takes many.
  const isSingle = setSingleThreaded?.(threads === 1 ? 1 : 0) === 0 &&
    threads === 1;
  return isSingle ? 1 : navigator.hardwareConcurrency;
}

/**
 * Whether the code is for a processor older than fused multiply-add, on one that has
 * it: an OpenBLAS older than the processor then falls back to its slowest code.
 */
function oldCore(core: string | undefined): boolean {
  const old =
    /^(Katmai|Coppermine|Northwood|Prescott|Banias|Atom|Core2|Penryn|Dunnington|Nehalem|Athlon|Opteron|Opteron_SSE3|Barcelona|Bobcat|Nano|Sandybridge)$/i;
  return core !== undefined && old.test(core) && Boolean(isFused(1 + 2 ** -30));
}
