import type { Json } from "./chart.ts";

/** Where a key stands. */
interface Place {
  readonly orient?: "top";
  readonly frame?: "group";
  /** Its distance from the figure, in px. Default 6. */
  readonly offset?: number;
}

/**
 * A figure's key in words, above it: "points: measured  ·  dashed: theory".
 *
 * @param texts What stands for what, one text each.
 * @param place Where it stands. Default: where the panel's frame begins.
 */
export function key(
  texts: readonly string[],
  place: Place = { frame: "group" },
): { readonly [key: string]: Json } {
  return {
    text: texts.join("  ·  "),
    anchor: "start",
    ...place,
    offset: place.offset ?? 6,
  };
}
