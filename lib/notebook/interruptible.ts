import { jupyter } from "./jupyter.ts";

/** How often to look whether an interrupt has cut a stretch, in ms. */
const WATCH = 50;
/** The longest that is waited at a time for what is awaited, in ms. */
const LONGEST_WAIT = 32;
/** Through how many microtasks an `await` of settled promises may lead a stretch. */
const HOPS = 1000;

/** Whether a stretch runs now: work begun inside another is part of it. */
let isInside = false;

/**
 * Does work that an interrupt in a notebook can end: the promise is then rejected, and
 * the kernel answers the next cell.
 *
 * An interrupt ends whatever JavaScript is running, without a word to it: no `catch`, no
 * `finally`. Deno's kernel survives that in a cell's first synchronous stretch alone.
 * After any `await` the cell's promise would never settle, and the kernel wait for it
 * for ever; and where nothing runs, since a promise is awaited, the event loop itself
 * ends of it (denoland/deno#24491). So each stretch here is a task that a message
 * starts. A timer that finds a stretch begun and not ended knows that it was cut, since
 * JavaScript runs one thing at a time, and rejects the promise that the cell awaits.
 * While a promise is awaited, stretches of waiting follow one another.
 *
 * Outside of a notebook the work is done as by an async function.
 *
 * @param work A generator. It runs up to its first `yield` in one stretch, and so on;
 * what it yields is awaited, and comes back as the value of the `yield`.
 * @returns What the generator returns.
 * @throws {Error} "Interrupted", if an interrupt cut it.
 * @throws What the generator throws.
 */
export function interruptible<T>(
  // deno-lint-ignore no-explicit-any -- a yield's value is that of what was yielded
  work: () => Generator<unknown, T, any>,
): Promise<T> {
  // A live page's cells run in a worker: what stops them ends it, and it must not block.
  const isKernel = jupyter() !== undefined &&
    !("WorkerGlobalScope" in globalThis);
  return isKernel && !isInside ? inTasks(work()) : plainly(work());
}

/** {@linkcode interruptible} work of one stretch. */
export function inTask<T>(work: () => T): Promise<T> {
  // deno-lint-ignore require-yield -- there is nothing to await
  return interruptible(function* () {
    return work();
  });
}

async function plainly<T>(steps: Generator<unknown, T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = await step.value;
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

function inTasks<T>(steps: Generator<unknown, T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const { port1, port2 } = new MessageChannel();
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  /** What the next stretch does; undefined while a promise is awaited. */
  let next: (() => IteratorResult<unknown, T>) | undefined = () => steps.next();
  let wait = 1;
  let isRunning = false;
  let isOver = false;

  const end = (settle: () => void) => {
    isOver = true;
    clearInterval(watch);
    port1.close();
    settle();
  };
  const watch = setInterval(() => {
    if (!isRunning) return;
    isInside = false;
    end(() => reject(new Error("Interrupted")));
  }, WATCH);
  const take = (go: () => IteratorResult<unknown, T>) => {
    const step = go();
    if (step.done) return end(() => resolve(step.value));
    next = undefined;
    wait = 1;
    Promise.resolve(step.value).then(
      (value) => next = () => steps.next(value),
      (error) => next = () => steps.throw(error),
    );
  };
  port1.onmessage = async () => {
    isRunning = isInside = true;
    try {
      if (next !== undefined) take(next);
      else {
        Atomics.wait(nobody, 0, 0, wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      }
    } catch (error) {
      end(() => reject(error));
    }
    // What the stretch has begun may go on in microtasks, up to something that takes
    // time. An interrupt drops all that are queued, and this loop is never ended.
    for (let hop = 0; hop < HOPS && next === undefined && !isOver; hop++) {
      await undefined;
    }
    isRunning = isInside = false;
    if (!isOver) port2.postMessage(undefined);
  };
  port2.postMessage(undefined);
  return promise;
}
