import { millisecondsSince } from "./milliseconds_since.ts";
import type { Run } from "./run_jobs.ts";
import { sendable, unsendable } from "./sendable.ts";
import type { Answer, Question } from "./team.ts";

/** Where questions come from and answers go: a worker's own scope, or a port. */
export interface Line {
  addEventListener(
    type: "message",
    listener: (event: MessageEvent) => void,
  ): void;
  postMessage(message: unknown): void;
  /** Ports hold messages back until then. */
  start?(): void;
}

/**
 * Does jobs for who asks for them, one after the other; between them the event loop turns.
 *
 * @param run Does one job.
 * @param line Where it is asked from.
 */
export function serveTeam<Job, Common, Result>(
  run: Run<Job, Common, Result>,
  line: Line,
): void {
  /** What the jobs of studies have in common, by the studies' numbers. */
  const commons = new Map<number, Common>();
  const answer = (what: Answer) => line.postMessage(what);
  const done = (study: number, job: Job) => {
    const begun = performance.now();
    const result = run(job, commons.get(study)!, () => {});
    const ms = millisecondsSince(begun);
    try {
      answer({ weightlab: "done", study, result, ms });
    } catch (cause) {
      throw unsendable(cause);
    }
  };
  line.addEventListener("message", ({ data }) => {
    const asked = data as Question | null | undefined;
    switch (asked?.weightlab) {
      case "call":
        return answer({ weightlab: "here" });
      case "begin":
        return void commons.set(asked.study, asked.common as Common);
      case "end":
        return void commons.delete(asked.study);
      case "do": {
        const { study, job } = asked;
        try {
          done(study, job as Job);
        } catch (thrown) {
          answer({ weightlab: "failed", study, error: sendable(thrown) });
        }
      }
    }
  });
  line.start?.();
  answer({ weightlab: "here" });
}
