import { assertEquals, assertThrows } from "@std/assert";
import { progress } from "weightlab/charts";
import { insideNotebook } from "./_notebook.ts";

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

Deno.test("progress() writes over its own line in a terminal, and ends it at last", () => {
  const { stderr } = Deno, { isTerminal, writeSync } = stderr;
  let written = "";
  stderr.isTerminal = () => true;
  stderr.writeSync = (bytes) => {
    written += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    const report = progress("Training");
    for (const done of [0, 1, 2]) report({ done, total: 2 });
  } finally {
    stderr.isTerminal = isTerminal;
    stderr.writeSync = writeSync;
  }
  assertEquals(
    written,
    ["0 of 2\x1b[K", "1 of 2\x1b[K", "2 of 2\x1b[K\n"]
      .map((text) => `\rTraining: ${text}`).join(""),
  );
});
