import type { Chart, Json } from "./chart.ts";
import { themeConfig } from "./theme.ts";

/** What a figure adds to the frame that all of them share. */
type Body = { readonly [key: string]: Json };

/**
 * Puts a figure's own part into the frame: schema, description, theme. Who gets the figure
 * may write into it: it shares nothing with figures made later.
 */
export function makeChart(description: string, body: Body): Chart {
  return {
    description,
    spec: copy({
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      description,
      // An svg in the page stays sharp at any zoom and keeps its text as text.
      // The editor would send the reader's data to another host.
      usermeta: {
        embedOptions: {
          renderer: "svg",
          actions: {
            export: true,
            source: true,
            compiled: false,
            editor: false,
          },
        },
      },
      background: "transparent",
      config: themeConfig("any"),
      ...body,
    }),
  };
}

/** A copy, but for a figure's data, which is made for it and may be long. */
function copy<J extends Json>(json: J): J {
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map(copy) as readonly Json[] as J;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      key === "values" ? value : copy(value),
    ]),
  ) as J;
}
