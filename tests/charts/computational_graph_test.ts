import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { computationalGraph } from "weightlab/charts";
import { drawnBy } from "./_drawn.ts";
import { rowsOf } from "./_figures.ts";

const nodes = [
  { id: "x", label: "x", x: 20, y: 20 },
  { id: "f", label: "f", x: 120, y: 20 },
];
const edge = { from: "x", to: "f", forward: "x", backward: "dx" };

Deno.test("computationalGraph() draws an edge as two lines and two formulas", () => {
  const rows = rowsOf(computationalGraph({ nodes, edges: [edge] }));
  const lines = rows.filter((row) => "direction" in row);
  assertEquals(lines.map((row) => row.direction), [
    "forward",
    "forward",
    "backward",
    "backward",
  ]);
  const [forward, backward] = ["x", "dx"].map((text) =>
    rows.find((row) => row.text === text)
  );
  // Forward above, backward below.
  assert(Number(forward?.y) < 20 && Number(backward?.y) > 20);
});

Deno.test("computationalGraph() describes itself by the edges, names nodes by id, has no caption, unless told", () => {
  const given = (graph: Partial<Parameters<typeof computationalGraph>[0]>) =>
    computationalGraph({ nodes, edges: [edge], ...graph });
  const plain = given({});
  assertMatch(plain.description, /x/);
  assertEquals(given({ description: "A graph." }).description, "A graph.");
  assertEquals("title" in plain.spec, false);
  const { title } = given({ caption: "below" }).spec as {
    title?: { text: string; orient: string };
  };
  assertEquals([title?.text, title?.orient], ["below", "bottom"]);
  const titles = (nodes: Parameters<typeof computationalGraph>[0]["nodes"]) =>
    drawnBy(given({ nodes }))[2].rows.map(({ title }) => title);
  assertEquals(titles(nodes), ["x", "f"]);
  assertEquals(titles([{ ...nodes[0], title: "input" }, nodes[1]]), [
    "input",
    "f",
  ]);
  assertEquals(given({ notes: [] }), plain);
});

Deno.test("computationalGraph() is as large as its nodes reach, with y downwards", () => {
  const { spec } = computationalGraph({ nodes, edges: [edge] });
  const { width, height, encoding } = spec as unknown as {
    width: number;
    height: number;
    encoding: Record<"x" | "y", { scale: { domain: number[] } }>;
  };
  const { x, y } = encoding;
  assertEquals([x.scale.domain, y.scale.domain], [[0, width], [height, 0]]);
  // The radius of a node, and its stroke.
  assertEquals([width - 120, height - 20], [20, 20]);
});

Deno.test("computationalGraph() refuses edges it cannot draw", () => {
  const draw = (change: object) =>
    computationalGraph({ nodes, edges: [{ ...edge, ...change }] });
  assertThrows(() => draw({ to: "g" }), RangeError, "got no node g");
  assertThrows(
    () => draw({ via: [[60, 60]] }),
    RangeError,
    "must run level or upright",
  );
  assertThrows(
    () => computationalGraph({ nodes: [], edges: [] }),
    RangeError,
    "got 0",
  );
  assertThrows(
    () => computationalGraph({ nodes: [nodes[0], nodes[0]], edges: [] }),
    RangeError,
    "different ids, got x, x",
  );
});

Deno.test("computationalGraph() keeps two edges between the same nodes apart", () => {
  const nodes = [
    { id: "a", label: "a", x: 20, y: 80 },
    { id: "b", label: "b", x: 140, y: 80 },
  ];
  const edge = { from: "a", to: "b", forward: "x", backward: "dx" };
  const via = [[20, 20], [140, 20]] as const;
  const chart = computationalGraph({ nodes, edges: [edge, { ...edge, via }] });
  const lines = rowsOf(chart).filter((row) => "step" in row);
  const steps = Object.values(Object.groupBy(lines, ({ edge }) => String(edge)))
    .map((line) => line!.map(({ step }) => step));
  // Two lines an edge, each with its own steps.
  assertEquals(steps, [[0, 1], [0, 1], [0, 1, 2, 3], [0, 1, 2, 3]]);
});
