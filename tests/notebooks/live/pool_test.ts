import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { engine } from "../../../notebooks/_jupyter/live/bundle.ts";
import type {
  Report,
  Request,
} from "../../../notebooks/_jupyter/live/engine/messages.ts";
import {
  cores,
  endPool,
  portTo,
} from "../../../notebooks/_jupyter/pages/template/script/live/pool.js";

/** Gives a test workers as a page has them: classic ones, which Deno has not; and what they are. */
async function asInPage(
  test: (started: readonly Worker[]) => Promise<void>,
): Promise<void> {
  const { Worker } = globalThis, started: Worker[] = [];
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL) {
      super(url, { type: "module" });
      started.push(this);
    }
  };
  try {
    await test(started);
  } finally {
    globalThis.Worker = Worker;
    endPool();
  }
}

Deno.test("cores() is the machine's, up to eight", () => {
  const { navigator } = globalThis;
  const on = (hardwareConcurrency?: number) => {
    Object.defineProperty(globalThis, "navigator", {
      configurable: true,
      value: { hardwareConcurrency },
    });
    return cores();
  };
  try {
    assertEquals([on(1), on(2), on(64), on(undefined)], [1, 2, 8, 1]);
  } finally {
    Object.defineProperty(globalThis, "navigator", {
      configurable: true,
      value: navigator,
    });
  }
});

Deno.test("portTo() starts a worker and leads to it, and endPool() ends all", () =>
  asInPage(async (started) => {
    const code = `onmessage = ({ data: { type, port } }) => {
      port.onmessage = ({ data }) => port.postMessage([type, data]);
    };`;
    const ports = [portTo(code), portTo(code)];
    assertEquals(started.length, 2);
    for (const [i, port] of ports.entries()) {
      const { promise, resolve } = Promise.withResolvers();
      port.onmessage = ({ data }) => resolve(data);
      port.postMessage(i);
      assertEquals(await promise, ["join", i]);
    }
    const ended: Worker[] = [];
    for (const worker of started) {
      const { terminate } = worker;
      worker.terminate = () => {
        ended.push(worker);
        terminate.call(worker);
      };
    }
    endPool();
    endPool();
    assertEquals(ended, [...started]);
    for (const port of ports) port.close();
  }));

/** The engine as a page has it: runs cells, and gives it workers of the pool. */
class Page implements Disposable {
  readonly #worker: Worker;
  #run = 0;
  /** The numbers of the workers that it asked for. */
  readonly asked: number[] = [];

  constructor(code: string, cores: number) {
    const url = URL.createObjectURL(
      new Blob([code], { type: "text/javascript" }),
    );
    this.#worker = new Worker(url);
    this.#worker.addEventListener("message", ({ data }) => {
      if (data.type !== "teammate") return;
      this.asked.push(data.index);
      const port = portTo(code);
      this.#worker.postMessage({ ...data, port }, [port]);
    });
    this.#tell({ type: "start", part: "", files: [], cores });
  }

  #tell(request: Request): void {
    this.#worker.postMessage(request);
  }

  /** What a cell shows as its result, and what was displayed; or its error. */
  run(source: string): Promise<string[]> {
    const run = ++this.#run, shown: string[] = [];
    const { promise, resolve } = Promise.withResolvers<string[]>();
    const listen = ({ data }: MessageEvent<Report>) => {
      if (data.type === "output" && data.run === run) {
        const { output } = data;
        if ("data" in output) shown.push(String(output.data["text/plain"]));
      } else if (data.type === "ended" && data.run === run) {
        this.#worker.removeEventListener("message", listen);
        if (data.error) shown.push(data.error.message);
        resolve(shown);
      }
    };
    this.#worker.addEventListener("message", listen);
    this.#tell({ type: "run", id: run, run, source, from: {} });
    return promise;
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

/** The engine's script, for a worker that has a `Deno` of its own, which must go. */
const script = async () => `delete globalThis.Deno; ${await engine([])}`;

/** A cell that trains four networks; of `wrong` ones the second cannot be. */
const cell = (workers: number | undefined, wrong = false) => `
  import { Matrix } from "weightlab";
  import { trainAll } from "weightlab/experiments";
  const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
  const plans = [0, 1, 2, 3].map((seed) => ({
    label: seed,
    hidden: [${wrong} && seed === 1 ? 1 : 4],
    activation: "tanh",
    init: "he",
    normalization: ${wrong} && seed === 1 ? { name: "LayerNormalization" } : undefined,
    optimizer: { name: "SGD", lr: 0.1 },
    batchSize: 2,
    updates: 5,
    weightSeed: seed,
    batchSeed: "b",
    record: ["losses"],
  }));
  const seen = [];
  const runs = await trainAll(plans, {
    train,
    workers: ${workers},
    onProgress: ({ done }) => seen.push(done),
  });
  JSON.stringify({ runs, seen });
`;

Deno.test("a page's sweeps train on its pool, and give what the calling thread gives", () =>
  asInPage(async () => {
    const code = await script();
    {
      using page = new Page(code, 2);
      const [here] = await page.run(cell(1));
      assert(here.includes('"seen":[0,1,2,3,4]'), here);
      assertEquals(page.asked, []);
      assertEquals(await page.run(cell(undefined)), [here]);
      assertEquals(await page.run(cell(9)), [here]);
      // Those that were started serve all sweeps.
      assertEquals(page.asked, [0, 1]);
      const [refusal] = await page.run(cell(1, true));
      assert(refusal.endsWith("(job 2 of 4: 1)"), refusal);
      assertEquals(await page.run(cell(undefined, true)), [refusal]);
      assertEquals(await page.run(cell(undefined)), [here]);
    }
    // On one core the calling thread does as well.
    using page = new Page(code, 1);
    const [alone] = await page.run(cell(4));
    assert(alone.includes('"seen":[0,1,2,3,4]'), alone);
    assertEquals(page.asked, []);
  }));

Deno.test("a page says what its studies cannot do", () =>
  asInPage(async () => {
    using page = new Page(await script(), 2);
    const [cluster] = await page.run(`
      import { Matrix } from "weightlab";
      import { depthSweep } from "weightlab/experiments";
      const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
      await depthSweep({
        ...{ depths: [1], sigmaWs: [1], train, updates: 1 },
        workers: "tcp://127.0.0.1:8786",
      });
    `);
    assertStringIncludes(
      cluster,
      "Cannot reach a cluster: Deno must run the program; elsewhere workers: 1 does the same on the calling thread",
    );
    const [saved] = await page.run(`
      import { saveStudy } from "weightlab/experiments";
      await saveStudy("study", [], {});
    `);
    assertEquals(
      saved,
      "Cannot save a study: Deno must run the program; a page's files are in memory alone",
    );
  }));
