import type { Json } from "./chart.ts";

/**
 * What is read of a mark on hover.
 *
 * @param fields The title of each field of its row, or title and format, in their order.
 */
export function tooltip(
  fields: Readonly<
    Record<string, string | readonly [title: string, format: string]>
  >,
): Json[] {
  return Object.entries(fields).map(([field, said]): Json =>
    typeof said === "string"
      ? { field, title: said }
      : { field, title: said[0], format: said[1] }
  );
}
