import { kindOf } from "../check/kind_of.ts";
import { checkText } from "../check/kinds.ts";
import {
  anything,
  checked,
  listOf,
  number,
  oneOf,
  optionsOf,
  readOptions,
  text,
} from "../check/options.ts";
import { largest } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import { makeChart } from "./_make_chart.ts";
import { channelOf, drawnAsIs } from "./_series.ts";
import { SERIES_COLOURS, SERIES_DASHES } from "./theme.ts";
import { plural } from "./_words.ts";

/** An operator or a value in a {@linkcode computationalGraph}. */
export interface GraphNode {
  /** The name that edges use. */
  readonly id: string;
  /** What stands inside it: "×". */
  readonly label: string;
  /** Its middle, in px from the left. */
  readonly x: number;
  /** Its middle, in px from the top. */
  readonly y: number;
  /** A value is drawn as a square, an operator (the default) as a circle. */
  readonly kind?: "operator" | "value";
  /** What it does, in words, on hover. */
  readonly title?: string;
}

/** An edge: a value goes forward along it and its gradient comes back. */
export interface GraphEdge {
  /** The node whose result it carries. */
  readonly from: string;
  /** The node that uses it. */
  readonly to: string;
  /** The value that goes forward, as text. */
  readonly forward: string;
  /** The gradient that comes back, as text. */
  readonly backward: string;
  /** Corners on the way, in px. */
  readonly via?: readonly (readonly [number, number])[];
}

/** Text beside the graph, in the colour of one direction. */
export interface GraphNote {
  /** Where it starts, in px from the left. */
  readonly x: number;
  /** Its middle, in px from the top. */
  readonly y: number;
  /** What it says. */
  readonly text: string;
  /** Whose colour it takes. */
  readonly direction: "forward" | "backward";
}

/** What {@linkcode computationalGraph} draws. */
export interface ComputationalGraph {
  /** Operators and values. */
  readonly nodes: readonly GraphNode[];
  /** What flows between them; all edges run level or upright. */
  readonly edges: readonly GraphEdge[];
  /** Text beside the graph. Default: none. */
  readonly notes?: readonly GraphNote[];
  /** A line under the graph. Default: none. */
  readonly caption?: string;
  /** One sentence that says what the figure shows. Default: made from the edges. */
  readonly description?: string;
}

const DIRECTIONS = ["forward", "backward"] as const;
/** Radius of a node, in px. */
const RADIUS = 18;
const DOING = "draw a computational graph";
/** Distance of the forward and the backward line from the edge's middle, in px. */
const APART = 4;

/**
 * A computational graph with its forward and its backward pass.
 *
 * Each edge is two lines: solid with what goes forward, and dashed against it with the
 * gradient that comes back. Seen in the direction of the forward line, that one and its
 * formula are on the left: above, where the graph runs to the right.
 *
 * @param graph nodes at their places, edges, and texts.
 * @throws {RangeError} for no node, an edge to a node that is not there, two nodes of one
 * id, a place that is not finite, or an edge that is neither level nor upright.
 * @throws {TypeError} if the graph, its nodes or its edges are of another kind.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { computationalGraph } from "weightlab/charts";
 *
 * const chart = computationalGraph({
 *   nodes: [
 *     { id: "x", label: "x", x: 20, y: 20, kind: "value" },
 *     { id: "square", label: "( )²", x: 140, y: 20 },
 *   ],
 *   edges: [{ from: "x", to: "square", forward: "x", backward: "2x dout" }],
 * });
 * assertEquals(
 *   chart.description,
 *   "Computational graph of 2 nodes: from x to square goes x, back comes 2x dout.",
 * );
 * ```
 */
export function computationalGraph(graph: ComputationalGraph): Chart {
  const { nodes, edges, notes, caption, description } = readOptions(
    DOING,
    graph,
    {
      nodes: listOf(NODE, "node", (i) => `node ${i + 1}`),
      edges: listOf(EDGE, undefined, (i) => `edge ${i + 1}`),
      notes: listOf(NOTE, undefined, (i) => `note ${i + 1}`).or([]),
      caption: text().optional,
      description: text().optional,
    },
    "graph",
  );
  const places = placesOf(nodes);
  const routes = edges.map((edge) => routeOf(edge, places));
  const labels = routes.flatMap(labelsOf);
  const width = largest(nodes.map(({ x }) => x)) + RADIUS + 2;
  const height = largest(nodes.map(({ y }) => y)) + RADIUS + 2;
  const place = (channel: "x" | "y", size: number): Json => ({
    field: channel,
    type: "quantitative",
    scale: {
      domain: channel === "x" ? [0, size] : [size, 0],
      nice: false,
      zero: false,
    },
    axis: null, // places on paper, not quantities
  });
  const line = (range: readonly Json[]) =>
    channelOf("direction", DIRECTIONS, range, { title: null, symbolSize: 700 });
  return makeChart(description ?? sentence(nodes, edges), {
    ...(caption !== undefined && {
      title: { text: caption, orient: "bottom", anchor: "middle", offset: 12 },
    }),
    width,
    height,
    view: { stroke: null },
    encoding: { x: place("x", width), y: place("y", height) },
    layer: [
      {
        data: {
          values: namesOf(edges).flatMap((name, i) => linesOf(name, routes[i])),
        },
        mark: { type: "line", strokeWidth: 1.5 },
        encoding: {
          detail: { field: "edge", type: "nominal" },
          order: { field: "step", type: "quantitative" },
          color: line(SERIES_COLOURS.slice(0, 2)),
          strokeDash: line([SERIES_DASHES[0], [4, 3]]),
        },
      },
      {
        data: { values: routes.flatMap(arrowsOf) },
        mark: { type: "point", filled: true, size: 42, opacity: 1 },
        encoding: {
          shape: drawnAsIs("shape"),
          fill: drawnAsIs("colour"),
        },
      },
      {
        data: {
          values: nodes.map(({ x, y, kind, title, id }) => ({
            x,
            y,
            shape: kind === "value" ? "square" : "circle",
            title: title ?? id,
          })),
        },
        mark: {
          type: "point",
          style: "outline",
          size: (2 * RADIUS) ** 2,
          strokeWidth: 1.5,
          opacity: 1,
        },
        encoding: {
          shape: drawnAsIs("shape"),
          tooltip: { field: "title", title: "node" },
        },
      },
      {
        data: { values: nodes.map(({ x, y, label }) => ({ x, y, label })) },
        mark: { type: "text", style: "note", fontSize: 13, tooltip: null },
        encoding: { text: { field: "label", type: "nominal" } },
      },
      // Alignment and style are a mark's, not a row's: one layer each.
      ...DIRECTIONS.flatMap((direction) =>
        ["left", "center", "right"].map((align) => ({
          data: {
            values: [
              ...labels,
              ...notes.map((note) => ({ ...note, align: "left" })),
            ].filter((row) =>
              row.direction === direction && row.align === align
            )
              .map(({ x, y, text }) => ({ x, y, text })),
          },
          mark: { type: "text", style: direction, align },
          encoding: { text: { field: "text", type: "nominal" } },
        }))
      ).filter(({ data }) => data.values.length > 0),
    ],
  });
}

type Point = readonly [number, number];

interface Route {
  readonly edge: GraphEdge;
  /** From the rim of one node to the rim of the other, through all corners. */
  readonly points: readonly Point[];
}

function placesOf(nodes: readonly GraphNode[]): Map<string, GraphNode> {
  const places = new Map(nodes.map((node) => [node.id, node]));
  if (places.size < nodes.length) {
    throw new RangeError(
      `Cannot ${DOING}: nodes must have different ids, got ` +
        nodes.map(({ id }) => id).join(", "),
    );
  }
  return places;
}

const NODE = optionsOf<GraphNode>({
  id: text(),
  label: text(),
  x: number(),
  y: number(),
  kind: oneOf(["operator", "value"]).optional,
  title: text().optional,
}, (option, whole, { id }) => part(option, option === "id" ? whole : id));

const NOTE = optionsOf<GraphNote>({
  x: number(),
  y: number(),
  text: text(),
  direction: oneOf(DIRECTIONS),
}, part);

/** "x of node 1", "the label of node 1". */
function part(option: string, whole: string): string {
  return `${
    option === "x" || option === "y" ? "" : "the "
  }${option} of ${whole}`;
}

const CORNER = checked((doing, name, corner: Point) => {
  if (
    Array.isArray(corner) && corner.length === 2 &&
    corner.every(Number.isFinite)
  ) return;
  throw new TypeError(
    `Cannot ${doing}: ${name} must be two finite numbers [x, y], got ${
      Array.isArray(corner) ? `[${corner.join(", ")}]` : kindOf(corner)
    }`,
  );
});

const EDGE = optionsOf<GraphEdge>({
  // Any: the nodes say which there are, and only an edge between them has texts.
  from: anything<string>(),
  to: anything<string>(),
  forward: anything<string>(),
  backward: anything<string>(),
  via: listOf(CORNER, undefined, (_, via) => via.replace("via", "a corner"))
    .optional,
}, (option, whole) => `${option} of ${whole}`);

/** A name for each edge, its own also where two join the same nodes. */
function namesOf(edges: readonly GraphEdge[]): string[] {
  const used = new Map<string, number>();
  return edges.map(({ from, to }) => {
    const name = `${from} to ${to}`;
    const before = used.get(name) ?? 0;
    used.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

function routeOf(edge: GraphEdge, places: Map<string, GraphNode>): Route {
  const name = `the edge ${edge.from} to ${edge.to}`;
  const [from, to] = [edge.from, edge.to].map((id) => {
    const node = places.get(id);
    if (node === undefined) {
      throw new RangeError(
        `Cannot ${DOING}: ${name} must join two of its nodes, got no node ${id}`,
      );
    }
    return node;
  });
  const points: Point[] = [[from.x, from.y], ...edge.via ?? [], [to.x, to.y]];
  for (let i = 1; i < points.length; i++) {
    const [dx, dy] = direction(points[i - 1], points[i]);
    if (Math.abs(dx) + Math.abs(dy) !== 1) {
      throw new RangeError(
        `Cannot ${DOING}: ${name} must run level or upright, got ${
          points.join(" to ")
        }`,
      );
    }
  }
  checkText(DOING, `forward of ${name}`, edge.forward);
  checkText(DOING, `backward of ${name}`, edge.backward);
  const first = direction(points[0], points[1]);
  const last = direction(points[points.length - 2], points[points.length - 1]);
  points[0] = moved(points[0], first, RADIUS);
  points[points.length - 1] = moved(points[points.length - 1], last, -RADIUS);
  return { edge, points };
}

function direction(a: Point, b: Point): Point {
  return [Math.sign(b[0] - a[0]), Math.sign(b[1] - a[1])];
}

function moved([x, y]: Point, [dx, dy]: Point, by: number): Point {
  return [x + dx * by, y + dy * by];
}

/** To the left of a direction, with y growing downwards. */
function leftOf([dx, dy]: Point): Point {
  return [dy, -dx];
}

/** The forward and the backward line of an edge, as rows. */
function linesOf(name: string, { points }: Route): Json[] {
  return DIRECTIONS.flatMap((kind) => {
    const side = kind === "forward" ? APART : -APART;
    return points.map((point, step) => {
      // A corner moves to the left of both its segments.
      const before = step > 0 && direction(points[step - 1], point);
      const after = step < points.length - 1 &&
        direction(point, points[step + 1]);
      let place = point;
      if (before) place = moved(place, leftOf(before), side);
      if (after && !(before && before.join() === after.join())) {
        place = moved(place, leftOf(after), side);
      }
      // The line ends inside its arrow's head.
      if (before && !after && kind === "forward") {
        place = moved(place, before, -4);
      }
      if (after && !before && kind === "backward") {
        place = moved(place, after, 4);
      }
      return {
        edge: `${name}, ${kind}`,
        direction: kind,
        step,
        x: place[0],
        y: place[1],
      };
    });
  });
}

/** The two heads of an edge's arrows, as rows. */
function arrowsOf({ points }: Route): Json[] {
  const head = (tip: Point, way: Point, side: number, colour: string) => {
    const [x, y] = moved(moved(tip, leftOf(way), side), way, -4);
    const turn = way[0] === 1
      ? "right"
      : way[0] === -1
      ? "left"
      : way[1] === 1
      ? "down"
      : "up";
    return { x, y, shape: `triangle-${turn}`, colour };
  };
  const n = points.length;
  return [
    head(
      points[n - 1],
      direction(points[n - 2], points[n - 1]),
      APART,
      SERIES_COLOURS[0],
    ),
    // Going back, the edge's right is the traveller's left.
    head(points[0], direction(points[1], points[0]), APART, SERIES_COLOURS[1]),
  ];
}

/** The two formulas of an edge, beside its longest segment. */
function labelsOf({ edge, points }: Route): {
  x: number;
  y: number;
  text: string;
  align: string;
  direction: string;
}[] {
  let at = 1;
  const length = (i: number) =>
    Math.abs(points[i][0] - points[i - 1][0]) +
    Math.abs(points[i][1] - points[i - 1][1]);
  for (let i = 2; i < points.length; i++) if (length(i) > length(at)) at = i;
  const [a, b] = [points[at - 1], points[at]];
  const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const left = leftOf(direction(a, b));
  const upright = left[1] === 0;
  return [["forward", edge.forward, 1], ["backward", edge.backward, -1]]
    .map(([kind, text, sign]) => {
      const side = Number(sign);
      const [x, y] = moved(middle, left, side * (upright ? 11 : 14));
      const align = upright
        ? (left[0] * side > 0 ? "left" : "right")
        : "center";
      return { x, y, text: String(text), align, direction: String(kind) };
    }).filter(({ text }) => text !== "");
}

function sentence(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): string {
  const flows = edges.map(({ from, to, forward, backward }) =>
    `from ${from} to ${to} goes ${forward || "nothing"}, back comes ${
      backward || "nothing"
    }`
  );
  return `Computational graph of ${plural(nodes.length, "node")}: ${
    flows.join("; ")
  }.`;
}
