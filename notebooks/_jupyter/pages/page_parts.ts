import { join } from "node:path";
import { INKS, themeConfig } from "../../../lib/charts/theme.ts";
import { JUPYTER } from "../project.ts";
import { scriptOf, sharing } from "./script.ts";
import { inlined, vegaScripts } from "./vega_scripts.ts";

/** The folder of the pages' templates, styles and script. */
export const TEMPLATE = join(JUPYTER, "pages", "template");

/** What every page holds, as `export.py` hands it to the templates. */
export interface PageParts {
  /** The name of it all. */
  readonly site: string;
  /**
   * The Content-Security-Policy of a page, what it may run and load: of a notebook's, which runs
   * its cells, and of one that is only read.
   */
  readonly policies: { readonly notebook: string; readonly list: string };
  /** The notices of what is inlined in pages. */
  readonly licences: string;
  /** A data: address. */
  readonly favicon: string;
  readonly styles: string;
  /** Says what the reader has chosen elsewhere, before anything is painted. */
  readonly early: string;
  readonly script: string;
  /** What the buttons do of a page that runs: packed there, `script/live_bars.js` runs it. */
  readonly live: string;
  /** What draws figures, by its name: packed there, the page runs it before the first one. */
  readonly vega: Readonly<Record<string, string>>;
  /** The theme of a figure on a light page and on a dark one. */
  readonly themes: Readonly<Record<"light" | "dark", unknown>>;
}

/** The styles, in the order of the page. */
const STYLES = [
  ...["page", "bar", "prose", "tables", "cells", "figures", "list", "search"],
  ...["live", "live_editor", "lab", "presentation", "print"],
];

/** Reads what every page holds. */
export async function pageParts(): Promise<PageParts> {
  const read = (file: string) => Deno.readTextFile(join(TEMPLATE, file));
  const [favicon, licences, early, styles, { page, live }, vega] = await Promise
    .all([
      read("favicon.svg"),
      read("licences.txt"),
      read("before_paint.js"),
      Promise.all(STYLES.map((name) => read(`styles/${name}.css`))),
      scripts(),
      vegaScripts(),
    ]);
  return {
    site: "weightlab",
    policies: {
      notebook: await policyFor(
        [inlined(early), page, live, ...Object.values(vega)],
        { runsCells: true },
      ),
      list: await policyFor([inlined(early), page], { runsCells: false }),
    },
    licences,
    favicon: `data:image/svg+xml,${encodeURIComponent(favicon.trim())}`,
    styles: [...styles, inksOnPaper()].join("\n"),
    early: inlined(early),
    script: page,
    live,
    vega,
    themes: { light: themeConfig("light"), dark: themeConfig("dark") },
  };
}

/** A page's script, and that of a page that runs, which takes of the other's modules. */
async function scripts(): Promise<{ page: string; live: string }> {
  const file = (name: string) => join(TEMPLATE, "script", name);
  const [page, live] = await Promise.all([
    scriptOf({ entryPoints: [file("page.js")] }),
    scriptOf({
      entryPoints: [file("live/live.js")],
      plugins: [
        sharing("weightlabPage", /\/script\/(boxes|figures|packed)\.js$/),
      ],
    }),
  ]);
  return { page: inlined(page), live };
}

/**
 * Styles by which a figure that is drawn for a dark page is printed in the inks of a light one:
 * that of an edited cell, which has no picture. A printer does not wait until it is drawn anew.
 */
function inksOnPaper(): string {
  const rules = (["text", "forward", "backward"] as const).flatMap((part) =>
    ["fill", "stroke"].map((paint) =>
      `[data-colours="dark"] .drawing [${paint}="${INKS.dark[part]}"] {
    ${paint}: ${INKS.light[part]};
  }`
    )
  );
  return `@media print {\n  ${rules.join("\n  ")}\n}\n`;
}

/**
 * The policy of a page that asks for nothing and runs these scripts alone: not one that a
 * notebook's output brings, no handler in an attribute, no javascript: link. Where cells run,
 * code is made of text by their worker alone, which may load nothing either. Styles may be
 * inline, since formulas and tables are laid out by them.
 */
async function policyFor(
  scripts: readonly string[],
  { runsCells }: { readonly runsCells: boolean },
): Promise<string> {
  const hashes = await Promise.all(scripts.map(async (script) => {
    const bytes = new TextEncoder().encode(script);
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    return `'sha256-${new Uint8Array(hash).toBase64()}'`;
  }));
  // A cell is made a function, in a worker that the page starts from what it holds.
  const [evaluated, workers] = runsCells
    ? [" 'unsafe-eval'", ["worker-src blob:"]]
    : ["", []];
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")}${evaluated}`,
    ...workers,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
