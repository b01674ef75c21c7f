import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStrictEquals,
  fail,
} from "@std/assert";
import {
  blasInUse,
  matmul,
  type MatmulOptions,
  Matrix,
  useBlas,
  useWasm,
} from "weightlab";
import { memory } from "../../lib/kernel/kernel.wasm";
import { residentMatrix } from "../../lib/storage/resident.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";

// Opened outside of the tests, since a library is never closed again.
const found = await useBlas().catch((error: Error) => error.message);
const missing = typeof found === "string";
useWasm();
if (missing) {
  // Anything but a library that is not there is a failure, not a reason to skip.
  assertMatch(found, /no library with cblas_dgemm was found/);
  console.log("No BLAS is installed: its tests are skipped.");
}

/** A test of the native product, which is switched off again after it. */
function withBlas(name: string, body: () => void | Promise<void>): void {
  Deno.test({
    name: missing ? `${name} (no BLAS is installed)` : name,
    ignore: missing,
    async fn() {
      await useBlas();
      try {
        await body();
      } finally {
        useWasm();
      }
    },
  });
}

/**
 * Holds the product in use to the WebAssembly's: to 1e-12 of the sum of its terms' sizes,
 * which is what rounding can be held to.
 */
async function assertAgrees(a: Matrix, b: Matrix, options: MatmulOptions) {
  const product = () =>
    matmul(a, b, {
      ...options,
      out: residentMatrix(
        options.transposeA ? a.columns : a.rows,
        options.transposeB ? b.rows : b.columns,
      ).fill(NaN),
    });
  const got = product();
  useWasm();
  const want = product();
  const abs = (x: Matrix) => Matrix.abs(x) as Matrix;
  const size = matmul(abs(a), abs(b), options);
  await useBlas();
  for (let i = 0; i < want.rows; i++) {
    for (let j = 0; j < want.columns; j++) {
      const x = got.get(i, j), y = want.get(i, j);
      if (Object.is(x, y)) continue;
      if (!(Math.abs(x - y) <= 1e-12 * size.get(i, j))) {
        fail(`row ${i}, column ${j}: ${x} for ${y}`);
      }
    }
  }
}

/** Both ways to store each factor of an m x k times k x n product. */
async function assertAllAgree(m: number, k: number, n: number) {
  const a = drawn("a", m, k), b = drawn("b", k, n);
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      await assertAgrees(
        transposeA ? a.transpose() : a,
        transposeB ? b.transpose() : b,
        { transposeA, transposeB },
      );
    }
  }
}

withBlas("useBlas() says what it took, and blasInUse() the same", async () => {
  const blas = await useBlas({ threads: 1 });
  assertStrictEquals(blasInUse(), blas);
  assertEquals(blas.threads, 1);
  assertMatch(String(blas), /^\S.*, 1 thread \(.+\)/);
  assert(String(blas).includes(blas.library));
  assert(String(blas).startsWith(blas.name));
  // What a worker gets of it.
  const sent = structuredClone(blas);
  const again = await useBlas({ library: sent.library, threads: 1 });
  assertEquals({ ...again }, { ...blas });
});

withBlas(
  "useBlas() agrees with the WebAssembly to 1e-12, whatever C held",
  async () => {
    for (let m = 1; m <= 4; m++) {
      for (let k = 1; k <= 4; k++) {
        for (let n = 1; n <= 4; n++) await assertAllAgree(m, k, n);
      }
    }
    for (
      const [m, k, n] of [
        [1, 300, 40],
        [40, 300, 1],
        [33, 1, 65],
        [100, 784, 100],
        [128, 128, 128],
        [257, 31, 129],
      ]
    ) await assertAllAgree(m, k, n);
  },
);

withBlas("useBlas(): no rows, columns or k give zeros or nothing", () => {
  for (const [m, k, n] of [[0, 3, 4], [3, 0, 4], [3, 4, 0], [0, 0, 0]]) {
    const c = matmul(new Matrix(m, k), new Matrix(k, n));
    assertEquals([c.rows, c.columns], [m, n]);
    assertEquals(c.to1DArray(), Array(m * n).fill(0));
  }
});

withBlas(
  "useBlas(): NaN and Infinity go through, into their rows alone",
  () => {
    const a = drawn("a", 20, 30), b = drawn("b", 30, 10);
    a.set(3, 7, NaN);
    a.set(5, 7, Infinity);
    const c = matmul(a, b);
    for (let j = 0; j < 10; j++) {
      assertEquals(c.get(3, j), NaN);
      assertEquals(c.get(5, j), Math.sign(b.get(7, j)) * Infinity);
      assert(Number.isFinite(c.get(4, j)));
    }
  },
);

withBlas(
  "useBlas() finds the matrices after the memory has grown",
  async () => {
    const before = memory.buffer.byteLength;
    const a = residentMatrix(20, 20).fill(1);
    residentMatrix(1, before / 8);
    assert(memory.buffer.byteLength > before);
    const b = residentMatrix(20, 20).fill(2);
    assertEquals(matmul(a, b).get(19, 19), 40);
    await assertAllAgree(9, 9, 9);
  },
);

withBlas(
  "useBlas() takes its number of threads again after another thread's change",
  async () => {
    const all = await useBlas();
    // Large enough for threads.
    const a = drawn("a", 260, 260), c = matmul(a, a);
    const worker = new Worker(import.meta.resolve("./_blas_worker.ts"), {
      type: "module",
    });
    const threads = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
      worker.postMessage(all);
    });
    worker.terminate();
    assertEquals(threads, 1);
    assertCloseTo(matmul(a, a), c);
    assertEquals(blasInUse(), all);
  },
);

Deno.test("useWasm() brings the first bits back", async () => {
  const a = drawn("a", 40, 50), b = drawn("b", 50, 30), first = matmul(a, b);
  if (!missing) {
    await useBlas();
    matmul(a, b);
  }
  useWasm();
  assertEquals(blasInUse(), undefined);
  assertEquals(matmul(a, b).to2DArray(), first.to2DArray());
});

Deno.test("useBlas() of a library that is not there says what to give, and changes nothing", async () => {
  const before = blasInUse();
  await assertRejects(
    () => useBlas({ library: "/nowhere/libblas.so" }),
    Error,
    "Cannot use BLAS: library must be the file of a library with cblas_dgemm",
  );
  assertStrictEquals(blasInUse(), before);
  assertEquals(matmul(new Matrix([[2]]), new Matrix([[3]])).get(0, 0), 6);
});

Deno.test("useBlas() refuses a number of threads that is none", async () => {
  for (const threads of [0, 1.5, NaN, -1]) {
    await assertRejects(
      () => useBlas({ threads }),
      RangeError,
      "Cannot use BLAS: threads must be a whole number of at least 1",
    );
  }
  assertEquals(blasInUse(), undefined);
});
