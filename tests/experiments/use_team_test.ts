import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  depthSweep,
  outputScaleSweep,
  trainAll,
  type TrainAllOptions,
  useTeam,
  weightScaleSweep,
} from "weightlab/experiments";
import { insideNotebook } from "../charts/_notebook.ts";
import { digits, inFolder, linesIn, studyOf } from "./_store_study.ts";
import { withTeam } from "./_with_team.ts";

const { plans, ...data } = studyOf(8), { train } = data;
const alone = await trainAll(plans, { ...data, workers: 1 });

type Progress = Parameters<NonNullable<TrainAllOptions["onProgress"]>>[0];

const small = { train, updates: 3, batchSize: 10 };

/** Studies by name, each with how many are trained at a time. */
const STUDIES = {
  trainAll: (workers?: number) => trainAll(plans, { ...data, workers }),
  weightScaleSweep: (workers?: number) =>
    weightScaleSweep({
      ...{ stds: [0.1, 1], hidden: [9, 9], batchSize: 10, epochs: 3 },
      ...{ train, test: data.test, workers },
    }),
  outputScaleSweep: (workers?: number) =>
    outputScaleSweep({
      ...small,
      ...{ trials: [{ hiddenStd: 1, outputStd: 0.1 }], seeds: [1, 2, 3] },
      ...{ hidden: [9], workers },
    }),
  depthSweep: (workers?: number) =>
    depthSweep({
      ...small,
      ...{ depths: [1, 4], sigmaWs: [1, 2], width: 5, workers },
    }),
};

Deno.test("useTeam() gives the same results, bit for bit and in order, on any number of workers", () =>
  withTeam(3, async (asked) => {
    for (const study of Object.values(STUDIES)) {
      const before = asked.length, here = digits(await study(1));
      assertEquals(asked.length, before);
      for (const workers of [2, 3, undefined]) {
        assertEquals(digits(await study(workers)), here);
      }
    }
  }));

Deno.test("useTeam() takes all of the team by default, or as many as workers says, or as there are networks", () =>
  withTeam(3, async (asked) => {
    const used = async (workers?: number, these = plans) => {
      const before = asked.length;
      await trainAll(these, { ...data, workers });
      return asked.slice(before);
    };
    assertEquals(await used(), [0, 1, 2]);
    assertEquals(await used(9), [0, 1, 2]);
    assertEquals(await used(2), [0, 1]);
    assertEquals(await used(1), []);
    assertEquals(await used(undefined, plans.slice(0, 1)), [0]);
    assertEquals(await used(undefined, []), []);
  }));

Deno.test("useTeam() of one worker takes that, and of none trains on the calling thread", async () => {
  await withTeam(1, async (asked) => {
    assertEquals(digits(await trainAll(plans, data)), digits(alone));
    assertEquals(asked, [0]);
  });
  await withTeam(0, async (asked) => {
    const runs = await trainAll(plans, { ...data, workers: 4 });
    assertEquals([digits(runs), asked], [digits(alone), []]);
  });
});

Deno.test("useTeam() without a team is as if there had been none", async () => {
  useTeam({
    size: 2,
    worker() {
      throw new Error("it is not asked");
    },
  });
  await assertRejects(
    () => trainAll(plans, data),
    Error,
    "it is not asked",
  );
  useTeam();
  // Settled when the call returns.
  let isSettled = false;
  trainAll(plans, { ...data, workers: 2 }).then(() => isSettled = true);
  for (let i = 0; i < 5; i++) await undefined;
  assert(isSettled);
});

Deno.test("useTeam() gives way while networks are trained, and tells their progress", () =>
  withTeam(2, async () => {
    const seen: Progress[] = [];
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    await trainAll(plans, { ...data, onProgress: (at) => seen.push(at) });
    clearInterval(ticking);
    assert(ticks > 0);
    const total = plans.length;
    assertEquals(
      seen,
      Array.from({ length: total + 1 }, (_, done) => ({ done, total })),
    );
  }));

Deno.test("useTeam() keeps a store as workers do, ended half-way too", () =>
  withTeam(2, () =>
    inFolder(async (folder) => {
      const store = `${folder}/study.jsonl`;
      const kept = async (onProgress?: TrainAllOptions["onProgress"]) => {
        const seen: number[] = [];
        const runs = await trainAll(plans, {
          ...{ ...data, store },
          onProgress: (at) => {
            seen.push(at.done);
            onProgress?.(at);
          },
        });
        return { runs: digits(runs), seen };
      };
      await assertRejects(
        () =>
          kept(({ done }) => {
            if (done >= 3) throw new Error("enough");
          }),
        Error,
        "enough",
      );
      assertEquals(linesIn(store), 3);
      const { runs, seen } = await kept();
      assertEquals([runs, seen[0], seen.at(-1)], [digits(alone), 3, 8]);
      assertEquals(linesIn(store), 8);
      assertEquals(await kept(), { runs: digits(alone), seen: [8] });
      // On this thread the same are known.
      const there: number[] = [];
      await trainAll(plans, {
        ...{ ...data, store, workers: 1 },
        onProgress: ({ done }) => there.push(done),
      });
      assertEquals(there, [8]);
    })));

Deno.test("useTeam() throws what a network threw as workers do, with its name", () =>
  withTeam(2, async () => {
    const normalization = { name: "LayerNormalization" } as const;
    const wrong = { ...plans[2], hidden: [1], normalization, label: -1 };
    const errorOf = async (workers: number) =>
      await assertRejects(
        () => trainAll([plans[0], wrong, plans[1]], { ...data, workers }),
        RangeError,
        "(job 2 of 3: -1)",
      );
    assertEquals((await errorOf(2)).message, (await errorOf(1)).message);
    // The team is there for the next.
    assertEquals(digits(await trainAll(plans, data)), digits(alone));
  }));

Deno.test("useTeam() does as well in a notebook", () =>
  withTeam(2, async () => {
    await insideNotebook(async () => {
      assertEquals(digits(await trainAll(plans, data)), digits(alone));
    });
  }));

Deno.test("useTeam() sends data that cannot be shared as a copy", () =>
  withTeam(2, async () => {
    const { SharedArrayBuffer: shared } = globalThis;
    // A page on file:// has none.
    Object.assign(globalThis, { SharedArrayBuffer: undefined });
    try {
      assertEquals(digits(await trainAll(plans, data)), digits(alone));
    } finally {
      Object.assign(globalThis, { SharedArrayBuffer: shared });
    }
  }));
