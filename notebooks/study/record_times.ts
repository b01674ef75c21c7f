/**
 * Records how long the networks of notebook 9's study take on this machine, `times.json`:
 * `deno run -A notebooks/study/record_times.ts`, some minutes, on one core.
 *
 * Of every depth and width recorded, three networks are trained, from ordered, nearly critical
 * and chaotic starts, in three rounds, on one thread, as a worker does. What is recorded is the
 * processor's time, in which the machine's other work does not count, or not much: the quickest
 * of three is the least disturbed.
 *
 * With the address of a cluster, as in `record_times.ts tcp://127.0.0.1:8786`, it records
 * instead what a job costs there beside its training: three times 3,000 networks that train in
 * no time, of which the quickest counts. Jobs so short share Dask's tasks, which those of the
 * study are too long for. So what a task costs Dask is recorded too, the quickest of
 * eight times 500.
 *
 * @module
 */
import { cpuUsage } from "node:process";
import { kernelInUse, loadMnist, Matrix, useKernel } from "weightlab";
import { depthSweep, trainAll, type TrainPlan } from "weightlab/experiments";
import { progress } from "weightlab/charts";

/** What notebook 9 reads. */
interface Times {
  readonly madeBy: string;
  readonly machine: string;
  /** The constants of each network, those of the notebook's study. */
  readonly constants: Readonly<Record<string, number>>;
  /** By depth and width: the processor's time for one network, in ms, from each start. */
  readonly jobs: readonly { width: number; depth: number; ms: number[] }[];
  /** What a job of a cluster costs beside its training, and what a task costs Dask, in ms. */
  readonly empty: {
    jobs: number;
    workers: number;
    msPerJob: number;
    msPerTask: number;
  };
}

const RECORD = new URL("./times.json", import.meta.url);

const WIDTHS = [50, 100, 300], DEPTHS = [5, 25, 50, 75, 100];
const VARIANCES = [1, 1.75, 4];
const CONSTANTS = {
  sigmaB: Math.sqrt(0.05),
  lr: 0.02,
  batchSize: 20,
  updates: 100,
};
const EMPTY = 3000, ROUNDS = 3;

const [address] = Deno.args;
const times: Times = address === undefined
  ? {
    ...{ madeBy: "notebooks/study/record_times.ts", machine: machine() },
    ...{ constants: CONSTANTS, jobs: await recordJobs(), empty: kept().empty },
  }
  : { ...kept(), empty: await recordEmpty(address) };
await Deno.writeTextFile(RECORD, `${JSON.stringify(times, null, 2)}\n`);

function kept(): Times {
  return JSON.parse(Deno.readTextFileSync(RECORD));
}

/** "Linux x86_64, 2 cores of <processor>, kernel avx2, Deno 2.8.1". */
function machine(): string {
  const { os, arch } = Deno.build;
  const cores = navigator.hardwareConcurrency;
  let processor = "an unknown processor";
  try {
    const info = Deno.readTextFileSync("/proc/cpuinfo");
    processor = info.match(/^model name\s*:\s*(.+)$/m)?.[1] ?? processor;
  } catch {
    // Only Linux has that file.
  }
  return `${os} ${arch}, ${cores} cores of ${processor}, kernel ${kernelInUse().name}, Deno ${Deno.version.deno}`;
}

async function recordJobs(): Promise<Times["jobs"]> {
  const { train } = await loadMnist({ train: 1000, test: 0 });
  useKernel({ threads: 1 });
  const cells = WIDTHS.flatMap((width) =>
    DEPTHS.map((depth) => ({ width, depth, ms: [] as number[] }))
  );
  const total = VARIANCES.length * cells.length;
  const report = progress(`Training ${total} networks`);
  let done = 0;
  for (const variance of VARIANCES) {
    for (const { width, depth, ms } of cells) {
      report({ done: done++, total });
      const sigmaWs = [Math.sqrt(variance)], depths = [depth];
      const before = cpuUsage();
      await depthSweep({
        ...{ ...CONSTANTS, train, width, depths, sigmaWs, workers: 1 },
      });
      const { user, system } = cpuUsage(before); // in µs
      ms.push(Math.round((user + system) / 1000));
    }
  }
  report({ done, total });
  return cells;
}

async function recordEmpty(address: string): Promise<Times["empty"]> {
  const train = { x: new Matrix([[1], [0]]), t: Uint8Array.of(0, 1) };
  const plans = Array.from({ length: EMPTY }, (_, i): TrainPlan => ({
    ...{ hidden: [1], activation: "tanh", init: "he" },
    ...{ optimizer: { name: "SGD", lr: 0.1 }, batchSize: 2, updates: 1 },
    ...{ weightSeed: i, batchSeed: "batches" },
  }));
  const report = progress(`Training ${EMPTY} networks of one neuron`);
  const rounds: number[] = [];
  while (rounds.length < ROUNDS) {
    const folder = await Deno.makeTempDir();
    // What starting takes is paid once: the clock starts at the first tenth.
    let first = { done: 0, at: 0 }, last = first;
    try {
      await trainAll(plans, {
        ...{ train, store: `${folder}/study.jsonl`, workers: address },
        onProgress: (now) => {
          report(now);
          last = { done: now.done, at: performance.now() };
          if (first.done < EMPTY / 10) first = last;
        },
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    rounds.push((last.at - first.at) / (last.done - first.done));
  }
  return {
    ...{ jobs: EMPTY, workers: 2 },
    msPerJob: Number(Math.min(...rounds).toFixed(2)),
    msPerTask: Number((await recordTasks(address)).toFixed(2)),
  };
}

/** What an empty task costs Dask, its client and its two workers, in ms. */
async function recordTasks(address: string): Promise<number> {
  const python = new URL("../../.venv-cluster/bin/python", import.meta.url);
  const script = `
import time
from distributed import Client, wait
client = Client("${address}")
wait(client.map(abs, range(200), pure=False))
rounds = []
for _ in range(8):
    begun = time.perf_counter()
    wait(client.map(abs, range(500), pure=False))
    rounds.append((time.perf_counter() - begun) / 500)
print(1000 * min(rounds))`;
  const { success, stdout, stderr } = await new Deno.Command(python, {
    args: ["-c", script],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return Number(new TextDecoder().decode(stdout));
}
