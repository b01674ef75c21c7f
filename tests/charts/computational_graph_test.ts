import { assert, assertEquals, assertThrows } from "@std/assert";
import { computationalGraph } from "weightlab";
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
