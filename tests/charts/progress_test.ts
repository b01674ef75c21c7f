import { assertEquals, assertThrows } from "@std/assert";
import { progress } from "weightlab/charts";
import { insideNotebook } from "./_notebook.ts";

/** The texts of a notebook's line, called with each state at its second. */
async function linesAt(
  total: number,
  states: readonly (readonly [second: number, done: number])[],
  dashboard?: string,
): Promise<unknown[]> {
  const { now } = performance;
  try {
    const sent = await insideNotebook(() => {
      const report = progress("Training");
      for (const [second, done] of states) {
        performance.now = () => 1000 * second;
        report({ done, total, dashboard });
      }
    });
    return sent.map((message) => "text" in message ? message.text : message);
  } finally {
    performance.now = now;
  }
}

Deno.test("progress() shows once in a notebook and then updates that output", async () => {
  const sent = await insideNotebook(() => {
    const report = progress("Training 2 networks");
    for (const done of [0, 1, 1, 2]) report({ done, total: 2 });
  });
  const id = "id" in sent[0] ? sent[0].id : undefined;
  assertEquals(sent, [
    { type: "display_data", text: "Training 2 networks: 0 of 2", id },
    { type: "update_display_data", text: "Training 2 networks: 1 of 2", id },
    { type: "update_display_data", text: "Training 2 networks: 2 of 2", id },
  ]);
});

Deno.test("progress() shows at most 101 texts and always the last", async () => {
  const sent = await insideNotebook(() => {
    const report = progress("Counting");
    for (let done = 0; done <= 12345; done++) report({ done, total: 12345 });
  });
  assertEquals(sent.length, 101);
  assertEquals(
    (sent.at(-1) as { text: string }).text,
    "Counting: 12,345 of 12,345",
  );
});

Deno.test("progress() tells rate and time left while it goes on, and counts alone at last", async () => {
  const states = [[0, 0], [0.6, 2], [2, 6], [10, 37], [40, 120]] as const;
  assertEquals(await linesAt(120, states), [
    "Training: 0 of 120",
    "Training: 2 of 120", // too soon to tell
    "Training: 6 of 120, 3 a second, 38 s left",
    "Training: 37 of 120, 3.7 a second, 23 s left",
    "Training: 120 of 120",
  ]);
});

Deno.test("progress() counts for no rate what a store knew at once", async () => {
  const states = [[0, 0], [0.1, 900], [10.1, 902], [20.1, 904]] as const;
  assertEquals(await linesAt(1000, states), [
    "Training: 0 of 1,000",
    "Training: 900 of 1,000",
    "Training: 902 of 1,000, 12 a minute, 8 min left",
    "Training: 904 of 1,000, 12 a minute, 8 min left",
  ]);
});

Deno.test("progress() lets the time left move twice a second within a hundredth", async () => {
  const states = Array.from({ length: 501 }, (_, i) => [i / 100, i] as const);
  const lines = await linesAt(1_000_000, states);
  assertEquals(lines.slice(0, 5), [
    "Training: 0 of 1,000,000",
    "Training: 50 of 1,000,000",
    "Training: 100 of 1,000,000",
    "Training: 150 of 1,000,000, 100 a second, about 2.8 h left",
    "Training: 200 of 1,000,000, 100 a second, about 2.8 h left",
  ]);
  assertEquals(lines.length, 11);
});

Deno.test("progress() holds back a total of few steps too, when one is told often", async () => {
  const states = Array.from(
    { length: 501 },
    (_, i) => [i / 100, Math.floor(i / 100)] as const,
  );
  const lines = await linesAt(10, states);
  // Five steps more, and what half a second changes between them.
  assertEquals(lines.filter((line) => /: 4 of 10/.test(String(line))), [
    "Training: 4 of 10, 1.1 a second, 6 s left",
    "Training: 4 of 10, 1 a second, 6 s left",
  ]);
});

Deno.test("progress() names Dask's dashboard while it goes on", async () => {
  const states = [[0, 0], [1, 1], [2, 2]] as const;
  assertEquals(await linesAt(2, states, "http://127.0.0.1:8787/status"), [
    "Training: 0 of 2; Dask's dashboard: http://127.0.0.1:8787/status",
    "Training: 1 of 2; Dask's dashboard: http://127.0.0.1:8787/status",
    "Training: 2 of 2",
  ]);
});

Deno.test("progress() shows a dashboard that comes later, at once", async () => {
  const sent = await insideNotebook(() => {
    const report = progress("Training");
    report({ done: 0, total: 1000 });
    report({ done: 0, total: 1000, dashboard: "http://a" });
  });
  assertEquals(sent.map((it) => "text" in it ? it.text : it), [
    "Training: 0 of 1,000",
    "Training: 0 of 1,000; Dask's dashboard: http://a",
  ]);
});

Deno.test("progress() gives each line an output of its own", async () => {
  const sent = await insideNotebook(() => {
    for (const label of ["a", "b"]) progress(label)({ done: 0, total: 1 });
  });
  assertEquals(new Set(sent.map((m) => "id" in m ? m.id : "")).size, 2);
});

Deno.test("progress() refuses more steps than there are", () => {
  const report = progress("Training");
  assertThrows(
    () => report({ done: 3, total: 2 }),
    RangeError,
    'Cannot report progress of "Training": done must be in 0 .. 2, got 3',
  );
  assertThrows(() => report({ done: NaN, total: 2 }), RangeError, "got NaN");
});

/** What is written to stderr as if it were a terminal. */
function terminalText(run: () => void): string {
  const { stderr } = Deno, { isTerminal, writeSync } = stderr;
  let written = "";
  stderr.isTerminal = () => true;
  stderr.writeSync = (bytes) => {
    written += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    run();
  } finally {
    stderr.isTerminal = isTerminal;
    stderr.writeSync = writeSync;
  }
  return written;
}

Deno.test("progress() writes over its own line in a terminal, and ends it at last", () => {
  const written = terminalText(() => {
    const report = progress("Training");
    for (const done of [0, 1, 2]) report({ done, total: 2 });
  });
  assertEquals(
    written,
    ["0 of 2\x1b[K", "1 of 2\x1b[K", "2 of 2\x1b[K\n"]
      .map((text) => `\rTraining: ${text}`).join(""),
  );
});

Deno.test("progress() names the dashboard once in a terminal, on a line above its own", () => {
  const written = terminalText(() => {
    const report = progress("Training");
    for (const done of [0, 1]) {
      report({ done, total: 2, dashboard: "http://a" });
    }
  });
  assertEquals(
    written,
    "\rDask's dashboard: http://a\x1b[K\n\rTraining: 0 of 2\x1b[K\rTraining: 1 of 2\x1b[K",
  );
});
