import { assertEquals } from "@std/assert";
import { readOptions } from "../../lib/check/options.ts";
import { TEAM, type TeamOptions } from "../../lib/experiments/_team.ts";

const read = (options: TeamOptions) => readOptions("train", options, TEAM);

Deno.test("the options of a team take a count, an address on this machine, and any that is protected or trusted", () => {
  const rows: TeamOptions[] = [
    {},
    { workers: 3 },
    { workers: "tcp://127.0.0.1:8786" },
    { workers: "tcp://127.1.2.3:1" },
    { workers: "tcp://localhost:8786" },
    { workers: "tcp://[::1]:8786" },
    { workers: "tls://10.0.0.5:8786" },
    { workers: "tls://dask-scheduler.example.org:8786/" },
    { workers: "tcp://10.0.0.5:8786", network: "trusted" },
    { workers: 2, network: "trusted", store: "a b/study.jsonl" },
  ];
  const nothing = {
    ...{ workers: undefined, store: undefined },
    ...{ network: undefined, onProgress: undefined },
  };
  for (const options of rows) {
    assertEquals(read(options), { ...nothing, ...options });
  }
});
