import { jobError } from "./job_error.ts";
import type { Answer, Done, Failed, Question, Team, Teammate } from "./team.ts";

/** How long a worker may take until it first answers, in ms. */
const START_PATIENCE = 60_000;

/** How often it is called until then, in ms. */
const CALLS = 100;

/** Those that are there. */
const known = new WeakSet<Teammate>();

/** How many studies have been begun. */
let studies = 0;

/**
 * Does independent jobs on a team's workers, and gives way meanwhile. What all jobs have in
 * common is sent to each worker once.
 *
 * @param team The team.
 * @param jobs One argument a job; what structured clone can copy.
 * @param common An argument for all jobs; what structured clone can copy.
 * @param options `workers`: how many at most; `order`: the numbers of the jobs that are to be
 * done, as they are to be begun; `names`: what errors call the jobs, unless by their arguments;
 * `onResult`: called with each result as it comes, the number of its job, and how long that took
 * in the worker, in ms.
 * @throws What a job threw, with the job's name behind its message and the worker's stack, or
 * what `onResult` threw; no other job is then begun, and what those give that run is dropped.
 * @throws {Error} if a worker cannot be started, or fails outside of a job.
 */
export async function runOnTeam<Job, Common, Result>(
  team: Team,
  jobs: readonly Job[],
  common: Common,
  { workers, order, names = jobs, onResult }: {
    workers: number;
    order: readonly number[];
    names?: readonly unknown[];
    onResult: (job: number, result: Result, ms: number) => void;
  },
): Promise<void> {
  const study = studies++, count = Math.min(workers, team.size, order.length);
  const isOurs = (answer: Answer): answer is Done | Failed =>
    answer.weightlab !== "here" && answer.study === study;
  let next = 0, isOver = false;
  const lead = async (index: number) => {
    const mate = await team.worker(index);
    if (isOver) return;
    const tell = (question: Question) => mate.postMessage(question);
    if (!known.has(mate)) await untilHere(mate, index);
    try {
      tell({ weightlab: "begin", study, common });
      while (!isOver && next < order.length) {
        const job = order[next++];
        const answer = await heard(mate, index, isOurs, () => {
          tell({ weightlab: "do", study, job: jobs[job] });
        });
        if (isOver) return;
        if (answer.weightlab === "failed") {
          throw jobError(answer.error, names, job);
        }
        onResult(job, answer.result as Result, answer.ms);
      }
    } catch (error) {
      // At once: what another has been told already is not to be handed over any more.
      isOver = true;
      throw error;
    } finally {
      tell({ weightlab: "end", study });
    }
  };
  try {
    await Promise.all(Array.from({ length: count }, (_, index) => lead(index)));
  } finally {
    isOver = true;
  }
}

/** Waits for a teammate that may still load. */
async function untilHere(mate: Teammate, index: number): Promise<void> {
  const isHere = (answer: Answer) => answer.weightlab === "here";
  const call = () => mate.postMessage({ weightlab: "call" } satisfies Question);
  const calling = setInterval(call, CALLS);
  try {
    await heard(mate, index, isHere, call, START_PATIENCE);
    known.add(mate);
  } finally {
    clearInterval(calling);
  }
}

/** Keeps an error from being one of the program's. */
function prevented(event: Event): void {
  event.preventDefault();
}

/** What a teammate answers after something was done, in so many ms. */
function heard<A extends Answer>(
  mate: Teammate,
  index: number,
  isIt: (answer: Answer) => answer is A,
  act: () => void,
  patience?: number,
): Promise<A> {
  const listening = new AbortController(), { signal } = listening;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const answer = new Promise<A>((resolve, reject) => {
    const fail = (why: string) =>
      reject(
        new Error(
          `Cannot have jobs done by a team: its worker ${index} must load and call joinTeam(); ${why}`,
        ),
      );
    mate.addEventListener("message", (event) => {
      const answer = (event as MessageEvent).data as Answer | null | undefined;
      if (answer?.weightlab !== undefined && isIt(answer)) resolve(answer);
    }, { signal });
    mate.addEventListener("messageerror", () => {
      fail("what it sent cannot be read");
    }, { signal });
    mate.addEventListener("error", (event) => {
      // It is said here, and nowhere else; what else such a worker throws follows from it.
      event.preventDefault();
      mate.addEventListener("error", prevented);
      fail((event as ErrorEvent).message);
    }, { signal });
    if (patience !== undefined) {
      const late = `it has not answered within ${patience / 1000} s`;
      waiting = setTimeout(() => fail(late), patience);
    }
    if ("start" in mate) mate.start();
    act();
  });
  return answer.finally(() => {
    listening.abort();
    clearTimeout(waiting);
  });
}
