import type { Chart, Json } from "./chart.ts";
import { displayed } from "./_displayed.ts";
import { themeConfig, TITLE_SIZE } from "./theme.ts";

/** What a figure adds to the frame that all of them share. */
type Body = { readonly [key: string]: Json };

/**
 * Puts a figure's own part into the frame: schema, description, theme. Who gets the figure
 * may write into it: it shares nothing with figures made later.
 *
 * @param sentence What it shows.
 * @param body Its own part.
 * @param title What stands above it. Default: nothing.
 */
export function makeChart(sentence: string, body: Body, title?: string): Chart {
  const description = title === undefined ? sentence : `${title}: ${sentence}`;
  return displayed({
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
          // What the menu saves is as sharp as toPng(), and says what it is.
          scaleFactor: { png: 2, svg: 1 },
          downloadFileName: fileName(title ?? sentence),
        },
      },
      background: "transparent",
      config: themeConfig("any"),
      ...(title === undefined ? body : titled(body, title)),
    }),
  });
}

/** A figure's own part below a title. */
function titled(body: Body, text: string): Body {
  const title = {
    text,
    anchor: "middle",
    fontSize: TITLE_SIZE,
    offset: 10,
  };
  if (body.title === undefined) return { title, ...body };
  // It has a line of its own there already: both stand, the title around the whole.
  const { params, ...view } = body;
  return { title, ...(params !== undefined && { params }), vconcat: [view] };
}

/** A file's name from a figure's title or sentence: the words up to its first colon. */
function fileName(text: string): string {
  const words = text.normalize("NFC").split(/: |; |\. /)[0].toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join("-").slice(0, 60).replace(/-$/, "") || "figure";
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
