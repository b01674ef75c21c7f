import { gemmScratch, isFused, memory } from "./kernel.wasm";

// Kernel functions read and write one WebAssembly memory, by byte offsets
// ("addresses"). This file hands out its parts.

/** Parts begin at whole cache lines. */
const ALIGN = 64;
const PAGE = 65536;

/** Where the product may leave what it packs; the first page is the module's own. */
export const SCRATCH = PAGE;

let end = SCRATCH + aligned(gemmScratch());
/** Parts given back, by their size in bytes. */
const free = new Map<number, number[]>();
/**
 * Every buffer the memory has had. It is shared memory: when it grows, arrays on
 * an older buffer go on looking into the same bytes.
 */
const buffers = new WeakSet<ArrayBufferLike>([memory.buffer]);

if (!isFused(1 + 2 ** -30)) {
  console.warn(
    "weightlab: this machine does not fuse multiply and add, so results may differ in their last bits from those of machines that do.",
  );
}

/**
 * A part of the kernel's memory, for the caller alone until it is released.
 *
 * @param bytes Its size.
 * @returns Its address, or undefined if there is no room for it.
 */
export function allocate(bytes: number): number | undefined {
  const size = aligned(bytes);
  const reused = free.get(size)?.pop();
  if (reused !== undefined) return reused;
  const missing = end + size - memory.buffer.byteLength;
  if (missing > 0 && !grow(missing)) return undefined;
  const address = end;
  end += size;
  return address;
}

/**
 * Gives a part back.
 *
 * @param address What `allocate` gave.
 * @param bytes The size it was asked for.
 */
export function release(address: number, bytes: number): void {
  const size = aligned(bytes);
  const parts = free.get(size);
  if (parts === undefined) free.set(size, [address]);
  else parts.push(address);
}

/**
 * The numbers at an address, as an array that looks into the memory.
 *
 * @param address A multiple of 8.
 * @param length How many numbers.
 */
export function numbersAt(address: number, length: number): Float64Array {
  return new Float64Array(memory.buffer, address, length);
}

/**
 * Whether an array looks into the kernel's memory: its `byteOffset` is then an address.
 *
 * @param array Any array of numbers.
 */
export function inMemory(array: Float64Array): boolean {
  return buffers.has(array.buffer);
}

function grow(missing: number): boolean {
  // A quarter more than is asked for, so that growing stays rare.
  const wanted = Math.max(missing, memory.buffer.byteLength / 4);
  for (const bytes of [wanted, missing]) {
    try {
      memory.grow(Math.ceil(bytes / PAGE));
      buffers.add(memory.buffer);
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return false;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGN) * ALIGN;
}
