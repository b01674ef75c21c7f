import { kernel } from "./kernel.ts";
import { memory, PAGE, RESERVED } from "./wasm.ts";

// Kernel functions read and write one WebAssembly memory, by byte offsets
// ("addresses"). This file hands out its parts.

/** Parts begin at whole cache lines. */
const ALIGN = 64;
/**
 * The most that is handed out: all that a memory can have, 4 GiB, but its last line. A part
 * that ended at byte 2^32 would end at address 0, and loops up to there would not begin.
 */
const MOST = 65536 * PAGE - ALIGN;

/** Where the product may leave what it packs. */
export const SCRATCH = RESERVED;

/** What lies from here on has not been handed out, or was given back. */
let end = SCRATCH + aligned(kernel.gemmScratch());
/** Parts given back before `end`, by address; no two touch each other. */
const free: { address: number; size: number }[] = [];
/**
 * Every buffer the memory has had. It is shared memory: when it grows, arrays on
 * an older buffer go on looking into the same bytes.
 */
const buffers = new WeakSet<ArrayBufferLike>([memory.buffer]);

/**
 * A part of the kernel's memory, for the caller alone until it is released.
 *
 * @param bytes Its size.
 * @param spare How many bytes must then be left for others.
 * @returns Its address, or undefined if there is no room for it.
 */
export function allocate(bytes: number, spare = 0): number | undefined {
  const size = aligned(bytes);
  // The smallest that is large enough leaves the large ones whole.
  let best: number | undefined;
  for (let i = 0; i < free.length; i++) {
    if (
      free[i].size >= size &&
      (best === undefined || free[i].size < free[best].size)
    ) best = i;
  }
  if (best !== undefined) {
    const part = free[best], { address } = part;
    if (part.size === size) free.splice(best, 1);
    else {
      part.address += size;
      part.size -= size;
    }
    return address;
  }
  if (end + size + spare > MOST) return undefined;
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
  const part = { address, size: aligned(bytes) };
  let i = free.length;
  while (i > 0 && free[i - 1].address > address) i--;
  const before = free[i - 1], after = free[i];
  if (after && part.address + part.size === after.address) {
    part.size += after.size;
    free.splice(i, 1);
  }
  if (before && before.address + before.size === part.address) {
    part.address = before.address;
    part.size += before.size;
    free.splice(--i, 1);
  }
  if (part.address + part.size === end) end = part.address;
  else free.splice(i, 0, part);
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
 * Indices at an address, as an array that looks into the memory.
 *
 * @param address A multiple of 4.
 * @param length How many.
 */
export function indicesAt(address: number, length: number): Uint32Array {
  return new Uint32Array(memory.buffer, address, length);
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

/** At least one line, so that no two parts have one address. */
function aligned(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / ALIGN)) * ALIGN;
}
