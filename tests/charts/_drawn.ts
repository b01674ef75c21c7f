import type { Chart, Json } from "weightlab/charts";
import { objectsOf } from "./_figures.ts";

type Fields = Readonly<Record<string, Json>>;

/** A layer of a figure: the kind of its marks, and for each what its channels show. */
export interface Drawn {
  readonly mark: string;
  /** For each mark, what the fields of its channels hold: { x: 1, y: 0.1, y2: 0.3 }. */
  readonly marks: Fields[];
  /** Every field that a channel or a tooltip names. */
  readonly fields: string[];
  /** The rows, one a mark. */
  readonly rows: Fields[];
  /** Whether the rows are more than filtered: what a mark shows is then not known here. */
  readonly derived: boolean;
}

/** The part of a spec that this reads. */
interface Spec {
  readonly data?: { readonly values?: readonly Fields[] };
  readonly transform?: readonly { readonly filter?: string }[];
  readonly encoding?: Readonly<Record<string, Channel | readonly Channel[]>>;
  readonly mark?: string | { readonly type: string };
  readonly [part: string]: unknown;
}

/** The part of an encoding that describes axes. */
type Encoded = Readonly<
  Record<string, { readonly axis?: Fields; readonly scale?: Fields } | null>
>;

type Channel = { readonly field?: string } | null;

/** What a layer takes over from what it lies in. */
interface Around {
  readonly rows: readonly Fields[];
  readonly encoding: Spec["encoding"];
  readonly derived: boolean;
}

/**
 * What a figure draws, layer by layer, read from its spec as Vega-Lite reads it: data and
 * encodings come down to the layers inside, and filters choose rows.
 *
 * @param chart The figure.
 * @param signals What its sliders and menus stand at.
 */
export function drawnBy(
  chart: Chart,
  signals: Readonly<Record<string, Json>> = {},
): Drawn[] {
  const around = { rows: [], encoding: {}, derived: false };
  return [...layersOf(chart.spec as Spec, around, signals)];
}

/** An axis of a figure: what it is of, and what it covers. */
export interface Axis {
  readonly channel: string;
  readonly title?: Json;
  /** "log" or another type of scale, if it is told. */
  readonly scale?: Json;
  readonly domain?: Json;
  readonly ticks?: Json;
  readonly format?: Json;
}

/** Every axis that a figure describes, in the order of its spec, each once; to six digits. */
export function axesOf({ spec }: Chart): Axis[] {
  const axes = new Map<string, Axis>();
  for (const { encoding } of objectsOf(spec)) {
    for (const channel of ["x", "y"]) {
      const { axis, scale } = (encoding as Encoded | undefined)?.[channel] ??
        {};
      if (!axis && !scale) continue;
      const one: Axis = JSON.parse(JSON.stringify(
        {
          channel,
          title: axis?.title,
          scale: scale?.type,
          domain: scale?.domain ?? scale?.domainMax,
          ticks: axis?.values,
          format: axis?.format,
        },
        (_, v) => typeof v === "number" ? Number(v.toPrecision(6)) : v,
      ));
      axes.set(JSON.stringify(one), one);
    }
  }
  return [...axes.values()];
}

/** What each tooltip says of a mark, each once: "title: field, format". */
export function tooltipsOf({ spec }: Chart): string[][] {
  const tooltips = new Map<string, string[]>();
  for (const { tooltip } of objectsOf(spec)) {
    if (!Array.isArray(tooltip)) continue;
    const lines = (tooltip as Fields[]).map(({ title, field, format }) =>
      `${title}: ${field}${format === undefined ? "" : `, ${format}`}`
    );
    tooltips.set(lines.join(), lines);
  }
  return [...tooltips.values()];
}

/** The places of a layer's marks alone. */
export function placesOf({ mark, marks }: Drawn) {
  return {
    mark,
    at: marks.map(({ x, x2, y, y2 }) =>
      JSON.parse(JSON.stringify({ x, x2, y, y2 }))
    ),
  };
}

function* layersOf(
  spec: Spec,
  around: Around,
  signals: Readonly<Record<string, Json>>,
): Generator<Drawn> {
  let rows = spec.data?.values ?? around.rows;
  let derived = around.derived && spec.data === undefined;
  for (const { filter } of spec.transform ?? []) {
    if (filter === undefined) derived = true;
    else if (!derived) rows = rows.filter(predicate(filter, signals));
  }
  const encoding = { ...around.encoding, ...spec.encoding };
  if (spec.mark !== undefined) {
    yield drawn(spec.mark, { rows, encoding, derived });
  }
  const inner = ["layer", "hconcat", "vconcat", "concat"]
    .flatMap((part) => (spec[part] ?? []) as Spec[]);
  for (const one of [...inner, ...(spec.spec ? [spec.spec as Spec] : [])]) {
    yield* layersOf(one, { rows, encoding, derived }, signals);
  }
}

function drawn(
  mark: NonNullable<Spec["mark"]>,
  { rows, encoding, derived }: Around,
): Drawn {
  const channels = Object.entries(encoding!).flatMap(([name, channel]) =>
    [channel].flat().flatMap((one) =>
      one?.field === undefined ? [] : [{ name, field: one.field }]
    )
  );
  const shown = channels.filter(({ name }) => name !== "tooltip");
  return {
    mark: typeof mark === "string" ? mark : mark.type,
    marks: rows.map((row) =>
      Object.fromEntries(shown.map(({ name, field }) => [name, row[field]]))
    ),
    fields: channels.map(({ field }) => field),
    rows: [...rows],
    derived,
  };
}

/** A filter of Vega's expression language, of which these are JavaScript too. */
function predicate(
  filter: string,
  signals: Readonly<Record<string, Json>>,
): (datum: Fields) => boolean {
  const isValid = (value: unknown) => value !== undefined && value !== null;
  const names = ["datum", "isValid", ...Object.keys(signals)];
  const test = new Function(...names, `return ${filter};`);
  return (datum) => test(datum, isValid, ...Object.values(signals));
}
