import type { Chart, Json } from "./chart.ts";
import { themeConfig } from "./theme.ts";

/** What a figure adds to the frame that all of them share. */
type Body = { readonly [key: string]: Json };

/** Puts a figure's own part into the frame: schema, description, theme. */
export function makeChart(description: string, body: Body): Chart {
  return {
    description,
    spec: {
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
    },
  };
}
