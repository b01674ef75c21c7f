import { bytesOf } from "../../notebooks/_jupyter/pages/template/script/packed.js";
/** An element's start tag: its name and its attributes, entities resolved. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The start tags of a page, in order; what stands inside scripts is none. */
export function tags(html: string): Tag[] {
  const start =
    /<([a-z][a-z0-9]*)((?:\s+[^\s=>"'/]+(?:="[^"]*"|='[^']*')?)*)\s*\/?>/gi;
  return [...withoutScripts(html).matchAll(start)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries(
      [...rest.matchAll(/([^\s=>"'/]+)(?:="([^"]*)"|='([^']*)')?/g)].map(
        ([, key, a, b]) => [key.toLowerCase(), text(a ?? b ?? "")],
      ),
    ),
  }));
}

/** A page without the insides of its scripts. */
export function withoutScripts(html: string): string {
  return html.replaceAll(/(<script[^>]*>)[^]*?(<\/script>)/g, "$1$2");
}

/** What a browser shows of a piece of html. */
export function text(html: string): string {
  return html.replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

/**
 * Everything a page would fetch: what its tags load and what its styles name. A link to
 * click on loads nothing, and data: is in the page already.
 */
export function loads(html: string): string[] {
  const LOADING = [
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "xlink:href",
  ];
  const loaded = tags(html).flatMap(({ name, attributes }) =>
    Object.entries(attributes)
      .filter(([key]) =>
        LOADING.includes(key) || (key === "href" && name !== "a")
      )
      .map(([, value]) => value)
  );
  const styled = [
    ...withoutScripts(html).matchAll(
      /url\(\s*["']?([^)"']*)|@import\s*([^;]*)/g,
    ),
  ].map(([, url, imported]) => url ?? imported);
  return [...loaded, ...styled].filter((url) => !/^(data:|#)/.test(url));
}

/** What a page holds packed, by name: of one name the last, as packed.js has it. */
export function packedParts(html: string): Map<string, string> {
  const holder =
    /<script\b[^>]*\bdata-packed="([^"]*)"[^>]*>([^<]*)<\/script>/g;
  return new Map(
    [...html.matchAll(holder)].map(([, name, text]) => [name, text]),
  );
}

/** The text that a page holds packed under a name. */
export async function unpacked(html: string, name: string): Promise<string> {
  return await gunzipped(packedParts(html).get(name)!);
}

/** A text that is gzipped and in base 85. */
export async function gunzipped(packed: string): Promise<string> {
  const stream = new Blob([bytesOf(packed)]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text();
}
