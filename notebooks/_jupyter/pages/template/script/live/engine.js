import { unpacked, unpackedText } from "../packed.js";
import { cores, endPool, portTo } from "./pool.js";

// The worker that runs the cells: the library itself. It is started by the first run, and ended
// by Stop, since what computes hears no message; the next run starts another.

let engine;
let starting;
let runs = 0;
/** What waits for the worker's answer: runs by number, analyses by cell. */
const waiting = new Map();

/** Starts the engine where there is none; resolves once it has begun. */
export function startEngine() {
  starting ??= start();
  return starting;
}

/** Ends the engine and whatever runs in it: those runs say that they were stopped. */
export function endEngine() {
  engine?.terminate();
  endPool();
  engine = starting = undefined;
  for (const { stop } of waiting.values()) stop();
  waiting.clear();
}

/** Runs a cell; `onOutput` gets each output. Gives the ms that it took, and its error. */
export async function runInEngine({ id, source, from }, onOutput) {
  const run = ++runs;
  return await asked(`run ${run}`, { type: "run", id, run, source, from }, {
    onOutput,
  });
}

/** The names that a source gives and uses, or its error. */
export async function analyse(id, source) {
  return await asked(`names ${id}`, { type: "analyse", id, source });
}

async function asked(key, request, handlers = {}) {
  const worker = await startEngine();
  const { promise, resolve } = Promise.withResolvers();
  waiting.set(key, {
    ...handlers,
    resolve,
    stop: () => resolve({ isStopped: true }),
  });
  worker.postMessage(request);
  return await promise;
}

async function start() {
  const reading = filesHere();
  const code = await unpackedText("engine");
  // From a file a page may start only what it holds itself.
  const url = URL.createObjectURL(
    new Blob([code], { type: "text/javascript" }),
  );
  const worker = engine = new Worker(url);
  const { promise, resolve, reject } = Promise.withResolvers();
  worker.onmessage = ({ data }) => {
    if (data.type === "started") {
      document.documentElement.dataset.kernel = data.kernel;
      URL.revokeObjectURL(url);
      resolve(worker);
    } else if (data.type === "teammate") {
      const port = portTo(code);
      worker.postMessage({ ...data, port }, [port]);
    } else if (data.type === "output") {
      waiting.get(`run ${data.run}`)?.onOutput(data.output);
    } else answer(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const why = event.message || "the browser does not say why";
    reject(new Error(`Cannot start the library in this page: ${why}`));
  };
  waiting.set("start", { stop: () => reject(new Error("Stopped")) });
  // It loads while the page unpacks what its cells read.
  reading.then(
    (files) => {
      const { part = "" } = document.body.dataset;
      worker.postMessage({ type: "start", part, files, cores: cores() });
    },
    reject,
  );
  return await promise.finally(() => waiting.delete("start"));
}

function answer(data) {
  const key = data.type === "ended" ? `run ${data.run}` : `names ${data.id}`;
  const { resolve } = waiting.get(key) ?? {};
  waiting.delete(key);
  resolve?.(data);
}

/** The files that cells read, as the page holds them. */
async function filesHere() {
  const holders = [...document.querySelectorAll('script[data-packed^="/"]')];
  return await Promise.all(
    holders.map(async ({ dataset }) => [
      dataset.packed,
      await unpacked(dataset.packed),
    ]),
  );
}
