import {
  assert,
  assertEquals,
  assertMatch,
  assertNotStrictEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { runInNewContext } from "node:vm";
import { matmul, Matrix } from "weightlab";
import { memory } from "../../lib/kernel/wasm.ts";
import {
  bringNear,
  isInWorkspace,
  lend,
  lendCopy,
  outermostWorkspace,
  outside,
  ownWorkspace,
  passOutside,
  Remembered,
  toKeep,
  workspace,
} from "../../lib/storage/workspace.ts";
import { addressOf } from "../../lib/storage/call_kernel.ts";
import { resident } from "../../lib/storage/resident.ts";
import { zeroMatrix } from "../../lib/storage/rows.ts";
import { counting, isResident } from "../matrix/_storage.ts";

Deno.test("lend() outside of a workspace makes an ordinary matrix of zeros", () => {
  const x = lend(2, 3);
  assert(!isResident(x));
  assertEquals(x.to2DArray(), [[0, 0, 0], [0, 0, 0]]);
  assertNotStrictEquals(lend(2, 3), x);
});

Deno.test("workspace() lends residents, each once, and the next one in it lends them again", () => {
  const take = () => workspace(() => [lend(2, 3), lend(2, 3), lend(3, 2)]);
  workspace(() => {
    const first = take();
    assert(first.every(isResident));
    assertEquals(new Set(first).size, 3);
    const shapes = first.map((x) => [x.rows, x.columns]);
    assertEquals(shapes, [[2, 3], [2, 3], [3, 2]]);
    const second = take();
    assertEquals(new Set([...first, ...second]).size, 3);
    assertStrictEquals(second[2], first[2]);
  });
});

Deno.test("workspace(): when the outermost ends, all that it had goes back to the memory", () => {
  const { byteLength } = memory.buffer;
  // Shapes that differ, as those of twenty trainings do: 12 MiB each, 1.2 GiB together.
  for (let i = 0; i < 100; i++) {
    workspace(() => {
      lend(1500 + i, 500);
      workspace(() => lend(1500, 500 + i));
    });
  }
  assert(memory.buffer.byteLength <= byteLength + 2 ** 26);
});

Deno.test("workspace() returns what f returns, and numbers outlive it", () => {
  const x = counting(2, 2);
  const sum = workspace(() => matmul(x, x).sum());
  assertEquals(sum, 54);
});

Deno.test("a workspace in another lends what the outer has not, and gives back its own", () => {
  workspace(() => {
    const outer = lend(4, 4).fill(1);
    const inner = workspace(() => {
      const x = lend(4, 4).fill(2);
      assertNotStrictEquals(x, outer);
      return x;
    });
    assertEquals(outer.get(0, 0), 1);
    assertStrictEquals(lend(4, 4), inner);
    assertNotStrictEquals(lend(4, 4), outer);
  });
});

Deno.test("workspace() takes back what it lent when f throws, and its outer goes on", () => {
  workspace(() => {
    let lost: Matrix | undefined;
    assertThrows(() =>
      workspace(() => {
        lost = lend(5, 1);
        throw new Error("no");
      })
    );
    assertStrictEquals(lend(5, 1), lost);
  });
  assert(!isResident(lend(5, 1)));
});

Deno.test("workspace() does not lend a matrix again that has changed its shape", () => {
  for (
    const change of [
      (x: Matrix) => x.addColumn([1, 1]),
      (x: Matrix) => x.removeRow(0),
      (x: Matrix) => x.addRow([1, 1, 1, 1, 1, 1, 1]),
    ]
  ) {
    const changed = workspace(() => change(lend(2, 7)));
    workspace(() => {
      const x = lend(2, 7);
      assertNotStrictEquals(x, changed);
      assertEquals([x.rows, x.columns], [2, 7]);
    });
  }
});

Deno.test("outside(): nothing is lent, also after a throw within; then the workspace goes on", () => {
  workspace(() => {
    assert(!isResident(outside(() => lend(2, 2))));
    assertThrows(() =>
      outside(() => {
        throw new Error("no");
      })
    );
    assert(isResident(lend(2, 2)));
    // A workspace within is an outermost one.
    const inner = outside(() => workspace(() => lend(7, 7)));
    assertNotStrictEquals(lend(7, 7), inner);
    // It has gone back: who reads it all the same sees that it is nothing.
    assertEquals(inner.to2DArray(), []);
  });
});

Deno.test("toKeep() is a copy in a workspace, else the matrix itself", () => {
  const x = counting(2, 3);
  assertStrictEquals(toKeep(x), x);
  const kept = workspace(() => toKeep(lendCopy(x)));
  assertEquals(kept.to2DArray(), x.to2DArray());
  assert(!isResident(kept));
});

Deno.test("passOutside(): nothing is lent, but it is a pass within another; a callback is none", () => {
  const seen: boolean[] = [];
  const look = () => {
    assert(!isResident(lend(2, 2)));
    seen.push(isInWorkspace());
  };
  passOutside(look);
  ownWorkspace(() => {
    passOutside(look);
    passOutside(() => {
      passOutside(look);
      outside(look);
      look();
    });
    assertThrows(() =>
      passOutside(() => {
        throw new Error("no");
      })
    );
    outside(look);
  });
  look();
  assertEquals(seen, [false, true, true, false, true, false, false]);
});

Deno.test("bringNear(): matrices that lie elsewhere are residents until the outermost workspace ends, the same objects", () => {
  const x = counting(2, 3), empty = new Matrix(0, 3);
  const near = resident(counting(3, 3)), address = addressOf(near);
  bringNear([x]);
  assert(!isResident(x));
  workspace(() => {
    workspace(() => bringNear([x, near, empty, x]));
    assert(isResident(x));
    assertEquals(addressOf(near), address);
    assertEquals(x.to2DArray(), [[1, 2, 3], [4, 5, 6]]);
    x.set(1, 2, 60);
  });
  assert(!isResident(x) && isResident(near));
  assertThrows(() =>
    workspace(() => {
      bringNear([x]);
      x.removeRow(0).addRow([7, 8, 9]);
      assert(!isResident(x));
      bringNear([x]);
      assert(isResident(x));
      throw new Error("no");
    })
  );
  assert(!isResident(x) && isResident(near));
  assertEquals(x.to2DArray(), [[4, 5, 60], [7, 8, 9]]);
  // Their room may be given to others now.
  workspace(() => lend(2, 3).fill(-1));
  assertEquals(x.to2DArray(), [[4, 5, 60], [7, 8, 9]]);
});

Deno.test("bringNear(): what came first makes room", () => {
  const [first, second] = [2, 3].map((n) => counting(n, 1));
  workspace(() => {
    bringNear([first, second]);
    // Leaves room for the second alone.
    const big = zeroMatrix(1, 2 ** 26 - 3);
    bringNear([big]);
    assert(!isResident(first) && isResident(second) && isResident(big));
    assertEquals(first.to1DArray(), [1, 2]);
    // What needs more than all of it has it alone.
    const bigger = zeroMatrix(1, 2 ** 26 + 1);
    bringNear([bigger]);
    assert(!isResident(second) && !isResident(big) && isResident(bigger));
    bringNear([first]);
    assert(!isResident(bigger) && isResident(first));
  });
  assert(!isResident(first));
});

Deno.test("bringNear() outside moves what it may move, and nothing in what runs outside of that", () => {
  const [moves, stays, inner] = [1, 2, 3].map((n) => counting(n, 1));
  workspace(() => {
    outside(() => bringNear([stays]));
    outside(() => {
      outside(() => bringNear([stays]));
      workspace(() => {
        bringNear([inner]);
        assert(isResident(inner));
      });
      assert(!isResident(inner));
      bringNear([moves]);
    }, true);
    assert(isResident(moves) && !isResident(stays));
  });
  assert(!isResident(moves));
});

Deno.test("Remembered: a pass is there until its workspace is closed, for ever outside of one", () => {
  const pass = new Remembered<string>();
  assertEquals(pass.get(), undefined);
  workspace(() => {
    workspace(() => {
      pass.set("inner");
      assertEquals(pass.get(), "inner");
    });
    assertEquals(pass.get(), undefined);
    pass.set("outer");
    assertEquals(workspace(() => pass.get()), "outer");
    outside(() => pass.set("outside"));
  });
  assertEquals(pass.get(), "outside");
  workspace(() => pass.set("closed"));
  assertEquals(pass.get(), undefined);
});

Deno.test("outermostWorkspace() drops what an interrupted workspace has left behind", () => {
  // An interrupt runs no `finally`; a workspace that never ends is like it.
  ownWorkspace(() => {
    const x = lend(6, 1);
    const next = outermostWorkspace(() => lend(6, 1));
    assertNotStrictEquals(next, x);
    // No workspace is left: as if the interrupted one had not been.
    assert(!isResident(lend(6, 1)));
  });
});

Deno.test("outermostWorkspace() lends nothing of a user's workspace, which goes on afterwards", () => {
  workspace(() => {
    const x = workspace(() => lend(6, 1));
    assertNotStrictEquals(outermostWorkspace(() => lend(6, 1)), x);
    assertStrictEquals(lend(6, 1), x);
    assertThrows(() =>
      outermostWorkspace(() => {
        throw new Error("no");
      })
    );
    assert(isResident(lend(2, 1)));
  });
});

/** Runs `f` until it is cut as an interrupt in a notebook cuts it: no `finally` runs. */
function interrupted(f: () => void): void {
  let told = "";
  try {
    runInNewContext("f()", { f }, { timeout: 50 });
  } catch (error) {
    told = String(error);
  }
  assertMatch(told, /timed out/);
}

Deno.test("workspace(): what an interrupt has left open lends nothing in a later turn", async () => {
  const forEver = () => {
    for (;;);
  };
  interrupted(() => workspace(forEver));
  assert(isResident(lend(3, 9)));
  await Promise.resolve();
  assert(!isResident(lend(3, 9)));
  interrupted(() =>
    workspace(() => {
      outermostWorkspace(() => {});
      workspace(forEver);
    })
  );
  await Promise.resolve();
  assert(!isResident(lend(3, 9)));
});

Deno.test("the second of two equal steps makes no matrix: the memory stays as it is", () => {
  const x = counting(30, 40);
  const step = () =>
    workspace(() => {
      const near = lendCopy(x);
      matmul(matmul(near, near, { transposeB: true }), near);
    });
  step();
  const { byteLength } = memory.buffer;
  for (let i = 0; i < 300; i++) step();
  assertEquals(memory.buffer.byteLength, byteLength);
});

Deno.test("lendCopy() holds the same numbers, and is lent like any result", () => {
  const x = counting(2, 3), y = lendCopy(x);
  assertEquals(y.to2DArray(), x.to2DArray());
  assert(!isResident(y));
  assert(isResident(workspace(() => lendCopy(x))));
  y.set(0, 0, 9);
  assertEquals(x.get(0, 0), 1);
});
