import { allocate, numbersAt, release } from "../kernel/memory.ts";
import type { Matrix } from "./matrix.ts";
import { addressOf } from "./resident.ts";
import { rows } from "./rows.ts";

/**
 * Calls the kernel on matrices wherever they lie: those outside its memory are copied
 * in before, and results copied out after.
 *
 * @param inputs What the call reads.
 * @param outputs What it writes, whole.
 * @param run The call; gets the addresses of the inputs, then of the outputs.
 * @throws {RangeError} if the memory has no room for the copies.
 */
export function callKernel(
  inputs: readonly Matrix[],
  outputs: readonly Matrix[],
  run: (...addresses: number[]) => void,
): void {
  const copies: { x: Matrix; address: number }[] = [];
  const copyOf = (x: Matrix): number => {
    const there = copies.find((copy) => copy.x === x);
    if (there !== undefined) return there.address;
    const address = allocate(x.rows * x.columns * 8);
    if (address === undefined) {
      throw new RangeError(
        `Cannot copy a matrix to the kernel: its memory of 4 GiB has no room for ${x.rows} x ${x.columns} numbers; work on fewer rows at a time`,
      );
    }
    copies.push({ x, address });
    return address;
  };
  try {
    const from = inputs.map((x) => addressOf(x) ?? copyIn(x, copyOf(x)));
    const to = outputs.map((x) => {
      const i = inputs.indexOf(x);
      return i >= 0 ? from[i] : addressOf(x) ?? copyOf(x);
    });
    run(...from, ...to);
    for (const { x, address } of copies) {
      if (outputs.includes(x)) copyOut(x, address);
    }
  } finally {
    for (const { x, address } of copies) {
      release(address, x.rows * x.columns * 8);
    }
  }
}

function copyIn(x: Matrix, address: number): number {
  const to = numbersAt(address, x.rows * x.columns);
  for (const [i, row] of rows(x).entries()) to.set(row, i * x.columns);
  return address;
}

function copyOut(x: Matrix, address: number): void {
  const from = numbersAt(address, x.rows * x.columns);
  for (const [i, row] of rows(x).entries()) {
    row.set(from.subarray(i * x.columns, (i + 1) * x.columns));
  }
}
