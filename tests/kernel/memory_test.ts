import {
  assert,
  assertEquals,
  assertGreater,
  assertNotEquals,
} from "@std/assert";
import { seeded } from "weightlab";
import { memory } from "../../lib/kernel/wasm.ts";
import {
  allocate,
  inMemory,
  numbersAt,
  release,
} from "../../lib/kernel/memory.ts";

Deno.test("allocate() gives parts that share no byte and begin at cache lines", () => {
  const sizes = [8, 1, 64, 65, 800, 24];
  const parts = sizes.map((bytes) => ({ bytes, address: allocate(bytes)! }));
  parts.sort((a, b) => a.address - b.address);
  for (const [i, { address, bytes }] of parts.entries()) {
    assertEquals(address % 64, 0);
    if (i + 1 < parts.length) {
      assert(address + bytes <= parts[i + 1].address);
    }
  }
  for (const { address, bytes } of parts) release(address, bytes);
});

Deno.test("release() lets the next allocate() of that size have the part", () => {
  const first = allocate(8000)!, second = allocate(8000)!;
  release(first, 8000);
  assertNotEquals(allocate(16_000), first);
  assertEquals(allocate(8000), first);
  assertNotEquals(allocate(8000), second);
});

Deno.test("allocate() grows the memory under arrays that go on seeing it", () => {
  const old = numbersAt(allocate(80)!, 10).fill(1.5);
  const { buffer, byteOffset } = old;
  const before = memory.buffer.byteLength;
  const address = allocate(before)!;
  assertGreater(memory.buffer.byteLength, before);
  assertNotEquals(memory.buffer, buffer);
  assertEquals([...old], Array(10).fill(1.5));
  numbersAt(byteOffset, 10)[3] = 7;
  assertEquals(old[3], 7);
  old[4] = 8;
  assertEquals(numbersAt(byteOffset, 10)[4], 8);
  assert(inMemory(old) && inMemory(numbersAt(address, 1)));
  numbersAt(address, before / 8)[before / 8 - 1] = 1;
  release(address, before);
});

Deno.test("allocate() of more than there is gives undefined, and goes on working", () => {
  assertEquals(allocate(5 * 2 ** 30), undefined);
  const address = allocate(8)!;
  numbersAt(address, 1)[0] = 3;
  assertEquals(numbersAt(address, 1)[0], 3);
});

Deno.test("inMemory() tells the kernel's arrays from others", () => {
  assert(!inMemory(new Float64Array(3)));
  assert(!inMemory(new Float64Array(new SharedArrayBuffer(8))));
  assert(inMemory(numbersAt(allocate(8)!, 1).subarray(0, 0)));
});

Deno.test("parts of ever new sizes need no more memory than the largest, once given back", () => {
  const take = (bytes: number) => {
    const parts = [1, 2, 3].map((i) => allocate(i * bytes)!);
    for (const i of [2, 1, 3]) release(parts[i - 1], i * bytes);
  };
  take(1_000_000);
  const { byteLength } = memory.buffer;
  for (let bytes = 0; bytes <= 1_000_000; bytes += 1000) take(bytes);
  assertEquals(memory.buffer.byteLength, byteLength);
});

Deno.test("allocate() leaves as many bytes as others are to have, or gives nothing", () => {
  const bytes = 10 * 2 ** 20, all = 2 ** 32;
  assertEquals(allocate(bytes, all - bytes), undefined);
  const address = allocate(bytes, 2 ** 20)!;
  assertEquals(inMemory(numbersAt(address, 1)), true);
  release(address, bytes);
});

Deno.test("allocate() and release() in any order never hand out a byte twice", () => {
  const rng = seeded("parts");
  const held: { array: Float64Array; mark: number }[] = [];
  for (let turn = 0; turn < 5000; turn++) {
    if (held.length < 40 && rng() < 0.55) {
      const length = Math.floor(rng() ** 3 * 500);
      const array = numbersAt(allocate(length * 8)!, length).fill(turn);
      held.push({ array, mark: turn });
    } else if (held.length > 0) {
      const [{ array, mark }] = held.splice(
        Math.floor(rng() * held.length),
        1,
      );
      assert(array.every((value) => value === mark));
      release(array.byteOffset, array.byteLength);
    }
  }
  for (const { array, mark } of held) {
    assert(array.every((value) => value === mark));
  }
});
