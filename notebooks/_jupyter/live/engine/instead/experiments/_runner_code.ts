// In a page, in place of lib/experiments/_runner_code.ts: there is no job runner to be sent, and
// the library's files are those that the page was made of.

import sources from "../../../../../../lib/experiments/built/sources.json" with {
  type: "json",
};
import { GOLDEN_HASH } from "../../../../../../lib/experiments/_golden.ts";

/** What results depend on beside the plan and the data. */
export function runnerCode(): { sha256: string; golden: string } {
  return { sha256: sources.sha256, golden: GOLDEN_HASH };
}
