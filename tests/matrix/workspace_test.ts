import {
  assert,
  assertEquals,
  assertNotStrictEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { matmul, Matrix } from "weightlab";
import { memory } from "../../lib/kernel/kernel.wasm";
import {
  copy,
  make,
  outermostWorkspace,
  workspace,
} from "../../lib/matrix/workspace.ts";
import { counting, isResident } from "./_storage.ts";

Deno.test("make() outside of a workspace makes an ordinary matrix of zeros", () => {
  const x = make(2, 3);
  assert(!isResident(x));
  assertEquals(x.to2DArray(), [[0, 0, 0], [0, 0, 0]]);
  assertNotStrictEquals(make(2, 3), x);
});

Deno.test("workspace() lends residents, each once, and the next one lends them again", () => {
  const take = () => workspace(() => [make(2, 3), make(2, 3), make(3, 2)]);
  const first = take();
  assert(first.every(isResident));
  assertEquals(new Set(first).size, 3);
  assertEquals(first.map((x) => [x.rows, x.columns]), [[2, 3], [2, 3], [3, 2]]);
  const second = take();
  assertEquals(new Set([...first, ...second]).size, 3);
  assertStrictEquals(second[2], first[2]);
});

Deno.test("workspace() returns what f returns, and numbers outlive it", () => {
  const x = counting(2, 2);
  const sum = workspace(() => matmul(x, x).sum());
  assertEquals(sum, 54);
});

Deno.test("a workspace in another lends what the outer has not, and gives back its own", () => {
  workspace(() => {
    const outer = make(4, 4).fill(1);
    const inner = workspace(() => {
      const x = make(4, 4).fill(2);
      assertNotStrictEquals(x, outer);
      return x;
    });
    assertEquals(outer.get(0, 0), 1);
    assertStrictEquals(make(4, 4), inner);
    assertNotStrictEquals(make(4, 4), outer);
  });
});

Deno.test("workspace() takes back what it lent when f throws, and its outer goes on", () => {
  workspace(() => {
    let lost: Matrix | undefined;
    assertThrows(() =>
      workspace(() => {
        lost = make(5, 1);
        throw new Error("no");
      })
    );
    assertStrictEquals(make(5, 1), lost);
  });
  assert(!isResident(make(5, 1)));
});

Deno.test("workspace() does not lend a matrix again that has changed its shape", () => {
  for (
    const change of [
      (x: Matrix) => x.addColumn([1, 1]),
      (x: Matrix) => x.removeRow(0),
      (x: Matrix) => x.addRow([1, 1, 1, 1, 1, 1, 1]),
    ]
  ) {
    const changed = workspace(() => change(make(2, 7)));
    workspace(() => {
      const x = make(2, 7);
      assertNotStrictEquals(x, changed);
      assertEquals([x.rows, x.columns], [2, 7]);
    });
  }
});

Deno.test("outermostWorkspace() drops what an interrupted workspace has left behind", () => {
  // An interrupt runs no `finally`; a workspace that never ends is like it.
  workspace(() => {
    const x = make(6, 1);
    const next = outermostWorkspace(() => make(6, 1));
    assertNotStrictEquals(next, x);
    // No workspace is left: as if the interrupted one had not been.
    assert(!isResident(make(6, 1)));
  });
});

Deno.test("the second of two equal steps makes no matrix: the memory stays as it is", () => {
  const x = counting(30, 40);
  const step = () =>
    workspace(() => {
      const near = copy(x);
      matmul(matmul(near, near, { transposeB: true }), near);
    });
  step();
  const { byteLength } = memory.buffer;
  for (let i = 0; i < 300; i++) step();
  assertEquals(memory.buffer.byteLength, byteLength);
});

Deno.test("copy() holds the same numbers, and is lent like any result", () => {
  const x = counting(2, 3), y = copy(x);
  assertEquals(y.to2DArray(), x.to2DArray());
  assert(!isResident(y));
  assert(isResident(workspace(() => copy(x))));
  y.set(0, 0, 9);
  assertEquals(x.get(0, 0), 1);
});
