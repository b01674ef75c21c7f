import { assert, assertEquals, assertThrows } from "@std/assert";
import { Matrix } from "weightlab";
import { kernel } from "../../lib/kernel/kernel.ts";
import { allocate, numbersAt, release } from "../../lib/kernel/memory.ts";
import { memory } from "../../lib/kernel/wasm.ts";
import { columnMoments } from "../../lib/matrix/moments.ts";
import { addressOf, callKernel } from "../../lib/storage/call_kernel.ts";
import { resident } from "../../lib/storage/resident.ts";
import { counting, isResident } from "../matrix/_storage.ts";

Deno.test("callKernel() hands residents over by their own addresses", () => {
  const x = resident(counting(2, 3)), y = resident(new Matrix(2, 3));
  callKernel([x], [y], (from, to) => {
    assertEquals([from, to], [addressOf(x), addressOf(y)]);
    numbersAt(to, 6).set(numbersAt(from, 6));
  });
  assertEquals(y.to2DArray(), x.to2DArray());
});

Deno.test("callKernel() copies other matrices in, and results out", () => {
  const x = counting(2, 3), y = new Matrix(2, 3).fill(NaN);
  callKernel([x], [y], (from, to) => {
    assertEquals([...numbersAt(from, 6)], [1, 2, 3, 4, 5, 6]);
    numbersAt(to, 6).set(numbersAt(from, 6).map((v) => v * v));
    numbersAt(from, 6).fill(0); // an input's copy: not copied back
  });
  assertEquals(y.to2DArray(), [[1, 4, 9], [16, 25, 36]]);
  assertEquals(x.to2DArray(), [[1, 2, 3], [4, 5, 6]]);
  assert(!isResident(x) && !isResident(y));
});

Deno.test("callKernel() gives a matrix that is read and written one address", () => {
  const x = counting(1, 3);
  callKernel([x, x], [x], (a, b, c) => {
    assertEquals([b, c], [a, a]);
    numbersAt(c, 3).set(numbersAt(a, 3).map((v) => -v));
  });
  assertEquals(x.to1DArray(), [-1, -2, -3]);
});

Deno.test("callKernel() copies nothing out if the call fails, and takes copies back", () => {
  const x = counting(1, 3);
  let first = 0, second = 0;
  assertThrows(
    () =>
      callKernel([], [x], (address) => {
        first = address;
        numbersAt(address, 3).fill(9);
        throw new Error("no");
      }),
    Error,
    "no",
  );
  assertEquals(x.to1DArray(), [1, 2, 3]);
  callKernel([x], [], (address) => second = address);
  assertEquals(second, first);
});

Deno.test("callKernel() does not let the memory grow, however often it copies", () => {
  const x = counting(50, 60), y = new Matrix(50, 60);
  const copy = () =>
    callKernel([x], [y], (from, to) => {
      numbersAt(to, 3000).set(numbersAt(from, 3000));
    });
  copy();
  const { byteLength } = memory.buffer;
  for (let i = 0; i < 500; i++) copy();
  assertEquals(memory.buffer.byteLength, byteLength);
});

Deno.test("callKernel() says so when the memory has no room for copies", () => {
  // One row that stands for many: a matrix of 5 GiB that takes none.
  const huge = Object.assign(new Matrix(1, 1), { rows: 2 ** 20, columns: 640 });
  assertThrows(
    () => callKernel([huge], [], () => {}),
    RangeError,
    "its memory of 4 GiB has no room for 1048576 x 640 numbers",
  );
});

Deno.test("callKernel() works on a copy at the very end of the memory", () => {
  const x = counting(8, 1), y = resident(x);
  const means = resident(new Matrix(1, 1)), variances = resident(means);
  const parts: { address: number; bytes: number }[] = [];
  for (let bytes = 2 ** 31; bytes >= 64; bytes /= 2) {
    for (let at; (at = allocate(bytes)) !== undefined;) {
      parts.push({ address: at, bytes });
    }
  }
  const end = ({ address, bytes }: typeof parts[0]) => address + bytes;
  parts.sort((a, b) => end(a) - end(b));
  // Only the last line is free then, as large as the copy of x.
  const last = parts.pop()!, rest = last.bytes - 64;
  release(last.address, last.bytes);
  if (rest > 0) parts.push({ address: allocate(rest)!, bytes: rest });
  let copy: number | undefined;
  callKernel([x], [], (address) => copy = address);
  columnMoments(x, { means, variances });
  y.fill(0);
  callKernel([x], [y], (x, y) => kernel.relu(x, y, 8));
  for (const { address, bytes } of parts) release(address, bytes);
  assertEquals(copy, end(last) - 64);
  assert(end(last) > 2 ** 32 - 256, "it is not the end");
  assertEquals([means.get(0, 0), variances.get(0, 0)], [4.5, 5.25]);
  assertEquals(y.to1DArray(), x.to1DArray());
});
