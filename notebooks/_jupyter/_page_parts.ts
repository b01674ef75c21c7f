import { join } from "node:path";
import { themeConfig } from "../../lib/charts/theme.ts";
import { JUPYTER } from "./_project.ts";
import { inlined, vegaScripts } from "./_vega_scripts.ts";

/** The folder of the pages' templates, styles and script. */
export const TEMPLATE = join(JUPYTER, "template");

/** What every page holds, as `_export.py` hands it to the templates. */
export interface PageParts {
  /** The name of it all. */
  readonly site: string;
  /** A data: address. */
  readonly favicon: string;
  readonly styles: string;
  /** Sets the colours that the reader chose, before anything is painted. */
  readonly scheme: string;
  readonly script: string;
  /** What draws figures. */
  readonly vega: readonly string[];
  /** The theme of a figure on a light page and on a dark one. */
  readonly themes: Readonly<Record<"light" | "dark", unknown>>;
}

/** Reads what every page holds. */
export async function pageParts(): Promise<PageParts> {
  const [favicon, styles, scheme, narrow, page] = await Promise.all(
    ["favicon.svg", "page.css", "scheme.js", "narrow.js", "page.js"].map((
      file,
    ) => Deno.readTextFile(join(TEMPLATE, file))),
  );
  return {
    site: "weightlab",
    favicon: `data:image/svg+xml,${encodeURIComponent(favicon.trim())}`,
    styles,
    scheme: inlined(scheme),
    script: inlined(`${narrow}\n${page}`),
    vega: await vegaScripts(),
    themes: { light: themeConfig("light"), dark: themeConfig("dark") },
  };
}
