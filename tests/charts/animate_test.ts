import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { animate, type Chart, lossCurves, table } from "weightlab/charts";
import type { Notebook } from "../../lib/charts/_notebook.ts";
import { withNotebook } from "./_notebook.ts";

type Broadcast = Parameters<Notebook["broadcast"]>;

/** What a front end receives of it, in order. */
async function received(
  run: () => Promise<void>,
): Promise<{ type: Broadcast[0]; content: Broadcast[1] }[]> {
  const sent: { type: Broadcast[0]; content: Broadcast[1] }[] = [];
  await withNotebook({
    broadcast(type, content) {
      sent.push({ type, content });
      return Promise.resolve();
    },
    display: () => Promise.reject(new Error("not replaceable")),
  }, run);
  return sent;
}

/** Charts of 1, 2, .. losses; `after` is told each time one has been taken. */
function* curves(count: number, after: (n: number) => void = () => {}) {
  for (let n = 1; n <= count; n++) {
    yield lossCurves({ He: Array.from({ length: n }, (_, i) => n - i) });
    after(n);
  }
}

Deno.test("animate() shows one output that each frame replaces", async () => {
  const sent = await received(() => animate(curves(3)));
  const id = sent[0].content.transient?.display_id;
  assertEquals(typeof id, "string");
  const texts = [...curves(3)].map(({ description }) => description);
  assertEquals(
    sent.map(({ type, content: { data, transient } }) => [
      type,
      data["text/plain"],
      transient?.display_id,
    ]),
    [
      ["display_data", texts[0], id],
      ["update_display_data", texts[1], id],
      ["update_display_data", texts[2], id],
      ["update_display_data", texts[2], id],
    ],
  );
});

Deno.test("animate() draws a png of its last frame alone", async () => {
  const sent = await received(() => animate(curves(3)));
  const brief = ["application/vnd.vegalite.v5+json", "text/plain"];
  assertEquals(sent.map(({ content: { data } }) => Object.keys(data)), [
    ...Array(3).fill(brief),
    [brief[0], "image/png", brief[1]],
  ]);
});

Deno.test("animate() has sent a frame before it asks for the next", async () => {
  let asked = 0;
  const at: number[] = [];
  await withNotebook({
    broadcast() {
      at.push(asked);
      return Promise.resolve();
    },
    display: () => Promise.resolve(),
  }, () => animate(curves(3, (n) => asked = n)));
  assertEquals(at, [0, 1, 2, 3]);
});

Deno.test("animate() takes tables, and an array of frames", async () => {
  const frames = [1, 2].map((n) => table([{ n }]));
  const sent = await received(() => animate(frames));
  assertEquals(
    sent.map(({ content: { data } }) => data),
    [frames[0], frames[1], frames[1]].map(({ html, text }) => ({
      "text/html": html,
      "text/plain": text,
    })),
  );
});

Deno.test("animate() prints the last frame outside of a notebook", async () => {
  const lines: unknown[][] = [];
  const { log } = console;
  console.log = (...line) => void lines.push(line);
  try {
    await animate(curves(3));
  } finally {
    console.log = log;
  }
  assertEquals(lines.length, 1);
  assertMatch(String(lines[0]), /He goes from 3 to 1 by update 3/);
});

Deno.test("animate() throws what its frames throw, and leaves the last one standing", async () => {
  function* broken() {
    yield* curves(1);
    throw new Error("no more");
  }
  const sent = await received(async () => {
    await assertRejects(() => animate(broken()), Error, "no more");
  });
  assertEquals(sent.length, 1);
});

Deno.test("animate() refuses what is no frame, and no frame at all", async () => {
  await assertRejects(
    () => animate([]),
    RangeError,
    "Cannot animate: frames must hold at least one chart or table, got 0",
  );
  await assertRejects(
    () => animate([3 as unknown as Chart]),
    TypeError,
    "Cannot animate: each frame must be a chart or a table, got 3",
  );
  await assertRejects(
    () => animate(3 as unknown as Chart[]),
    TypeError,
    "Cannot animate: frames must be charts or tables, in an array or a generator, got 3",
  );
});
