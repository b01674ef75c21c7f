/** What draws the figures in a page, in the order in which it must be loaded. */
const SCRIPTS = {
  "vega": { load: () => import("vega"), file: "vega.min.js" },
  "vega-lite": { load: () => import("vega-lite"), file: "vega-lite.min.js" },
  "vega-embed": {
    load: () => import("vega-embed"),
    file: "vega-embed.min.js",
  },
};

/**
 * Vega, Vega-Lite and vega-embed as scripts for a page, by their names, in the
 * versions that deno.lock holds: those that draw the pngs.
 */
export async function vegaScripts(): Promise<Record<string, string>> {
  const scripts: Record<string, string> = {};
  for (const [name, { load, file }] of Object.entries(SCRIPTS)) {
    // Deno fetches a package when it is imported, and knows its folder from then on.
    await load();
    const script = new URL(file, import.meta.resolve(name));
    scripts[name] = inlined(await Deno.readTextFile(script));
  }
  return scripts;
}

/** A script as it may stand between <script> and its end. */
export function inlined(script: string): string {
  return script
    .replaceAll(/<(?=\/script|!--)/gi, "\\x3c")
    .replaceAll(/^\/\/# sourceMappingURL=.*$/gm, "");
}
