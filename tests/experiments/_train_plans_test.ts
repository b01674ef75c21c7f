import {
  assert,
  assertEquals,
  assertNotEquals,
  assertNotStrictEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import vm from "node:vm";
import { Matrix } from "weightlab";
import {
  depthSweep,
  trainAll,
  type TrainAllOptions,
} from "weightlab/experiments";
import { digits, inFolder, linesIn, studyOf } from "./_store_study.ts";

const { plans, ...data } = studyOf(8);
const alone = await trainAll(plans, { ...data, workers: 1 });

type Seen = { done: number; total: number }[];

/** The study with a store, and the progress that was told. */
async function kept(
  store: string,
  more: Partial<TrainAllOptions> = {},
  these = plans,
) {
  const seen: Seen = [];
  const runs = await trainAll(these, {
    ...data,
    ...{ store, workers: 1, onProgress: (at) => seen.push(at) },
    ...more,
  });
  return { runs, seen };
}

for (const workers of [1, 2]) {
  Deno.test(`trainAll() with a store gives the same bits, and then trains nothing, workers: ${workers}`, () =>
    inFolder(async (folder) => {
      const store = `${folder}/study.jsonl`;
      const first = await kept(store, { workers });
      assertEquals(digits(first.runs), digits(alone));
      assertEquals(first.seen[0], { done: 0, total: 8 });
      assertEquals(first.seen.at(-1), { done: 8, total: 8 });
      const text = Deno.readTextFileSync(store);
      assertEquals(linesIn(store), 8);
      const second = await kept(store, { workers });
      assertEquals(digits(second.runs), digits(alone));
      assertEquals(second.seen, [{ done: 8, total: 8 }]);
      assertEquals(Deno.readTextFileSync(store), text);
      assert(second.runs[0].params![0].value instanceof Matrix);
    }));

  Deno.test(`trainAll() that was ended half-way goes on where it stopped, workers: ${workers}`, () =>
    inFolder(async (folder) => {
      const store = `${folder}/study.jsonl`;
      await assertRejects(
        () =>
          kept(store, {
            workers,
            onProgress({ done }) {
              if (done >= 3) throw new Error("enough");
            },
          }),
        Error,
        "enough",
      );
      const before = linesIn(store);
      assert(before >= 3 && before < 8, `${before}`);
      const { runs, seen } = await kept(store, { workers });
      assertEquals(digits(runs), digits(alone));
      assertEquals(seen[0], { done: before, total: 8 });
      assertEquals(linesIn(store), 8);
    }));

  Deno.test(`trainAll() in a process that is killed leaves its results in the store, workers: ${workers}`, () =>
    inFolder(async (folder) => {
      const store = `${folder}/study.jsonl`, networks = 3000;
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "tests/experiments/_interrupted.ts"]
          .concat([store, String(workers), String(networks)]),
        stdout: "piped",
      }).spawn();
      for await (
        const text of child.stdout.pipeThrough(new TextDecoderStream())
      ) {
        if (/^[1-9]/m.test(text)) break;
      }
      child.kill("SIGKILL");
      await child.status;
      const before = linesIn(store);
      assert(before > 0 && before < networks, `${before}`);
      const { runs, seen } = await kept(store, { workers });
      assertEquals(digits(runs), digits(alone));
      assertEquals(seen.at(-1), { done: 8, total: 8 });
      // On workers any may have been first.
      if (workers === 1) assertEquals(seen[0].done, Math.min(before, 8));
    }));

  Deno.test(`trainAll() that is interrupted keeps what was finished, workers: ${workers}`, () =>
    inFolder(async (folder) => {
      const store = `${folder}/study.jsonl`;
      const long = { ...plans[0], updates: 1e7 };
      const state = globalThis as { interrupted?: () => unknown };
      state.interrupted = () =>
        trainAll([...plans.slice(0, 3), long], { ...data, store, workers });
      // As the notebook's square does it: what runs ends, and no `finally` runs.
      assertThrows(
        () => vm.runInThisContext("interrupted()", { timeout: 6000 }),
        Error,
        "timed out",
      );
      delete state.interrupted;
      // Of two workers one has the long network, which is begun first.
      assertEquals(linesIn(store), 3);
      const { runs, seen } = await kept(store, { workers });
      assertEquals(digits(runs), digits(alone));
      assertEquals(seen[0], { done: 3, total: 8 });
    }));
}

Deno.test("trainAll() with a store trains one of equal plans, and gives each a run of its own", () =>
  inFolder(async (folder) => {
    const store = `${folder}/study.jsonl`;
    const twice = [plans[0], { ...plans[0], label: 70 }, plans[1]];
    for (let time = 0; time < 2; time++) {
      const { runs, seen } = await kept(store, {}, twice);
      assertEquals(
        digits(runs),
        digits(await trainAll(twice, { ...data, workers: 1 })),
      );
      assertEquals(runs.map(({ label }) => label), [0, 70, 1]);
      assertEquals(
        seen.map(({ done }) => done),
        time === 0 ? [0, 2, 3] : [3],
      );
      assertEquals(linesIn(store), 2);
      for (const part of ["losses", "curve", "params"] as const) {
        assertNotStrictEquals(runs[0][part], runs[1][part]);
      }
      runs[0].params![0].value.set(0, 0, 7);
      assertNotEquals(runs[1].params![0].value.get(0, 0), 7);
    }
  }));

Deno.test("trainAll() takes from a store what depends on nothing else: not another plan's, data's or test's", () =>
  inFolder(async (folder) => {
    const store = `${folder}/study.jsonl`;
    await kept(store);
    const known = async (more: object, these = plans) =>
      (await kept(store, more, these)).seen[0].done;
    assertEquals(
      await known({}, plans.map((plan) => ({ ...plan, label: 5 }))),
      8,
    );
    assertEquals(await known({}, plans.toReversed()), 8);
    const reordered = Object.fromEntries(Object.entries(plans[0]).toReversed());
    assertEquals(await known({}, [reordered as typeof plans[0]]), 1);
    const { train, test } = data;
    assertEquals(await known({ test: undefined }), 0);
    assertEquals(await known({ train: test, test: train }), 0);
    const t = train.t.slice();
    t[3] = (t[3] + 1) % 4;
    assertEquals(await known({ train: { ...train, t } }), 0);
    const x = train.x.clone();
    x.set(0, 0, x.get(0, 0) + 1e-15);
    assertEquals(await known({ train: { x, t: train.t } }), 0);
    const other = plans.map((plan) => ({ ...plan, updates: 12 }));
    assertEquals(await known({}, other), 0);
    assertEquals(await known({}, [...plans, ...other]), 16);
  }));

Deno.test("trainAll() with a store keeps what was done before a network failed, and names that by its place in all", () =>
  inFolder(async (folder) => {
    const store = `${folder}/study.jsonl`;
    const normalization = { name: "LayerNormalization" } as const;
    const wrong = { ...plans[2], hidden: [1], normalization, label: -1 };
    await kept(store, {}, [plans[0]]);
    for (const workers of [1, 2]) {
      await assertRejects(
        () => kept(store, { workers }, [plans[0], plans[1], wrong]),
        RangeError,
        "(job 3 of 3: -1)",
      );
    }
    assertEquals(linesIn(store), 2);
  }));

Deno.test("trainAll() with a store on a full disk says how many are kept", async () => {
  for (const workers of [1, 2]) {
    await assertRejects(
      () => kept("/dev/full", { workers }),
      Error,
      "Cannot keep a result in /dev/full: make room on its disk, and call again; 0 of 8 results lie there",
    );
  }
});

Deno.test("trainAll() with a store that cannot be says so before the first network", async () => {
  const seen: unknown[] = [];
  await assertRejects(
    () =>
      kept("/no/such/folder/s.jsonl", { onProgress: (at) => seen.push(at) }),
    Error,
    "Cannot keep results in /no/such/folder/s.jsonl: the folder it is to lie in must be made first",
  );
  assertEquals(seen, []);
});

Deno.test({
  name: "trainAll() with a store names all permissions that it needs",
  permissions: { read: false, write: false },
  async fn() {
    const { message } = await assertRejects(
      () => kept("study.jsonl"),
      Deno.errors.NotCapable,
      "Cannot keep results in study.jsonl: it needs the permissions --allow-read=/",
    );
    for (
      const flag of [
        "/lib and ",
        "--allow-read=study.jsonl",
        "--allow-write=study.jsonl",
      ]
    ) {
      assertStringIncludes(message, flag);
    }
  },
});

Deno.test("a sweep takes a store too", () =>
  inFolder(async (folder) => {
    const sweep = (onProgress?: TrainAllOptions["onProgress"]) =>
      depthSweep({
        ...{
          depths: [1, 2],
          sigmaWs: [1],
          width: 5,
          updates: 3,
          batchSize: 10,
        },
        ...{
          train: data.train,
          workers: 1,
          store: `${folder}/s.jsonl`,
          onProgress,
        },
      });
    const seen: Seen = [], first = await sweep();
    assertEquals(digits(await sweep((at) => seen.push(at))), digits(first));
    assertEquals(seen, [{ done: 2, total: 2 }]);
  }));
