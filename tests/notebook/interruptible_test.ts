// What an interrupt does is tried in the kernel itself: tests/notebooks/interrupts.ts.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { inTask, interruptible } from "../../lib/notebook/interruptible.ts";
import { insideNotebook } from "../charts/_notebook.ts";

/** Once as a script, once as if in the kernel. */
const places = {
  "in a script": async (run: () => Promise<void>) => await run(),
  "in a notebook": async (run: () => Promise<void>) => {
    await insideNotebook(run);
  },
};

for (const [where, at] of Object.entries(places)) {
  Deno.test(`interruptible() awaits what is yielded and gives it back, ${where}`, () =>
    at(async () => {
      const later = new Promise((resolve) => setTimeout(resolve, 20, 3));
      const seen: unknown[] = [];
      const result = await interruptible(function* () {
        seen.push(yield 1);
        seen.push(yield Promise.resolve(2));
        seen.push(yield later);
        return seen.length;
      });
      assertEquals([result, seen], [3, [1, 2, 3]]);
    }));

  Deno.test(`interruptible() throws what the work throws, and into it, ${where}`, () =>
    at(async () => {
      await assertRejects(
        () =>
          inTask(() => {
            throw new RangeError("at once");
          }),
        RangeError,
        "at once",
      );
      await assertRejects(
        () =>
          interruptible(function* () {
            yield Promise.reject(new RangeError("yielded"));
          }),
        RangeError,
        "yielded",
      );
      const caught = await interruptible(function* () {
        try {
          yield Promise.reject(new Error("yielded"));
        } catch (error) {
          return (error as Error).message;
        }
      });
      assertEquals(caught, "yielded");
    }));

  Deno.test(`interruptible() work may begin other such work, or run beside it, ${where}`, () =>
    at(async () => {
      const double = (x: number) =>
        interruptible(function* () {
          const same: number = yield Promise.resolve(x);
          return 2 * same;
        });
      const results = await Promise.all([
        interruptible(function* () {
          const four: number = yield double(2);
          const eight: number = yield double(four);
          return eight;
        }),
        double(5),
        inTask(() => 7),
      ]);
      assertEquals(results, [8, 10, 7]);
    }));
}

Deno.test("interruptible() in a notebook begins in a task of its own, and lets others run", async () => {
  await insideNotebook(async () => {
    let began = false;
    const done = inTask(() => began = true);
    await Promise.resolve();
    assert(!began);
    await done;
    assert(began);

    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    await interruptible(function* () {
      yield new Promise((resolve) => setTimeout(resolve, 60));
    });
    clearInterval(ticking);
    assert(ticks > 1);
  });
});

Deno.test("interruptible() in a live page's worker gives way, and does not block", async () => {
  const scope = globalThis as { WorkerGlobalScope?: unknown };
  scope.WorkerGlobalScope = class {};
  try {
    await insideNotebook(async () => {
      let began = false;
      const done = inTask(() => began = true);
      assert(began);
      await done;
    });
  } finally {
    delete scope.WorkerGlobalScope;
  }
});
