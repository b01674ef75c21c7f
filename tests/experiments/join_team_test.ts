import { assertEquals, assertThrows } from "@std/assert";
import { joinTeam, trainAll, useTeam } from "weightlab/experiments";
import { digits, studyOf } from "./_store_study.ts";

Deno.test("joinTeam() serves a port", async () => {
  const { plans, ...data } = studyOf(3);
  const { port1, port2 } = new MessageChannel();
  joinTeam(port2);
  useTeam({ size: 1, worker: () => Promise.resolve(port1) });
  try {
    const there = await trainAll(plans, data);
    const here = await trainAll(plans, { ...data, workers: 1 });
    assertEquals(digits(there), digits(here));
  } finally {
    useTeam();
    port1.close();
  }
});

Deno.test("joinTeam() refuses to be called where there is no port", () => {
  assertThrows(
    () => joinTeam(),
    TypeError,
    "Cannot join a team: it must be called in a worker, or given a MessagePort, got neither",
  );
  assertThrows(
    () => joinTeam({} as MessagePort),
    TypeError,
    "Cannot join a team: port must be a MessagePort, got an empty object",
  );
});
