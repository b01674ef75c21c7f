import { assertEquals } from "@std/assert";
import { seeded } from "weightlab";
import type { Kernel } from "../../lib/kernel/functions.ts";
import { newMemory, RESERVED } from "../../lib/kernel/wasm.ts";
import { kernelsOn } from "./_builds.ts";

// What lies at the end of the memory ends at the last line of 4 GiB: addresses beyond it
// would begin at 0 again, and those above 2 GiB come to WebAssembly as negative numbers.

const ROWS = 9, COLUMNS = 17, COUNT = ROWS * COLUMNS;
const LAST = 2 ** 32 - 64 - 8 * COUNT;
const memory = newMemory();
memory.grow((2 ** 32 - memory.buffer.byteLength) / 65536);

const numbersAt = (address: number) =>
  new Float64Array(memory.buffer, address, COUNT);

/** Calls of which x is the input: what they write from `y` and `z` on is compared. */
type Call = (of: Kernel, x: number, y: number, z: number) => void;

const B = RESERVED, Y = B + 8 * COUNT, Z = Y + 8 * COUNT, X = Z + 8 * COUNT;
const SCRATCH = RESERVED + 2 ** 16;

const CALLS: Readonly<Record<string, Call>> = {
  addRow: (of, x, y) => of.addRow(x, B, y, ROWS, COLUMNS),
  columnDots: (of, x, y) => of.columnDots(x, B, y, ROWS, COLUMNS),
  columnMoments: (of, x, y, z) => of.columnMoments(x, y, z, ROWS, COLUMNS),
  columnSums: (of, x, y) => of.columnSums(x, y, ROWS, COLUMNS),
  exp: (of, x, y) => of.exp(x, y, COUNT),
  gemm: (of, x, y) =>
    of.gemm(x, B, y, ROWS, COLUMNS, ROWS, 0, 0, 0, ROWS, 0, 1, SCRATCH),
  "gemm, of two transposes": (of, x, y) =>
    of.gemm(B, x, y, ROWS, COLUMNS, ROWS, 1, 1, 0, ROWS, 0, 1, SCRATCH),
  "gemm, of zeros": (of, x, y) =>
    of.gemm(x, B, y, ROWS, COLUMNS, ROWS, 0, 0, 0, ROWS, 1, 1, SCRATCH),
  normalize: (of, x, y, z) => of.normalize(x, B, B, B, B, y, z, ROWS, COLUMNS),
  normalizeBackward: (of, x, y, z) =>
    of.normalizeBackward(x, x, B, B, z, z, y, ROWS, COLUMNS),
  normalizeRows: (of, x, y, z) =>
    of.normalizeRows(x, B, B, B, B, y, z, ROWS, COLUMNS),
  normalizeRowsBackward: (of, x, y) =>
    of.normalizeRowsBackward(x, x, B, B, y, ROWS, COLUMNS, 1),
  rowMeans: (of, x, y) => of.rowMeans(x, y, ROWS, COLUMNS),
  rowVariances: (of, x, y) => of.rowVariances(x, B, y, ROWS, COLUMNS),
};

for (const { name: build, kernel } of kernelsOn(memory)) {
  for (const [name, call] of Object.entries(CALLS)) {
    Deno.test(`${name} of ${build} goes on at the end of the memory as elsewhere`, () => {
      const rng = seeded("memory end");
      const x = Float64Array.from({ length: COUNT }, () => rng() - .5);
      // A column of equal numbers, the last: all of its rows are looked at.
      for (let i = COLUMNS - 1; i < COUNT; i += COLUMNS) x[i] = .1;
      numbersAt(B).set(x.map((v) => v + 1));
      const [near, ...far] = [[X, Y], [LAST, Y], [X, LAST]].map(([at, to]) => {
        numbersAt(to).fill(7), numbersAt(Z).fill(7);
        numbersAt(at).set(x);
        call(kernel, at, to, Z);
        return [...numbersAt(to), ...numbersAt(Z)];
      });
      assertEquals(far, [near, near]);
    });
  }
}
