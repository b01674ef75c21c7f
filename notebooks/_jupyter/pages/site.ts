import { packed } from "./packed.ts";

/** What a page's list of all pages and its search know of one of them. */
export interface SitePage {
  /** The notebook's name. */
  readonly name: string;
  readonly title: string;
  /** Its page, or its entry in the list while it has none. */
  readonly href: string;
  /** Its headings below the title, as `export.py` finds them. */
  readonly headings: readonly Heading[];
  /** What search finds in it. */
  readonly found: readonly Section[];
}

/** A heading: `name` tells it apart from others of the same text. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly name: string;
}

/** A section's text, and words that stand in its code and tables alone. */
export interface Section {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly words: string;
}

/** Where the two stand in a page, empty in the template and full in a page of before. */
const LIST = /(<!-- list of pages -->)[^]*?(<!-- end of list -->)/;
const SEARCH = /(<script\b[^>]*\bdata-packed="search"[^>]*>)[^<]*(<\/script>)/;

/**
 * A page with the list of all pages in it, and with what search looks through. It may have
 * older ones: so a page that is not exported anew learns of those that are.
 *
 * @param html a page made with the template.
 * @param here the name of its notebook; none for the list of notebooks.
 */
export function withSite(
  html: string,
  site: readonly SitePage[],
  here?: string,
): string {
  const index = site
    .filter(({ href }) => !href.includes("#"))
    .map(({ title, href, found }) => ({ title, href, sections: found }));
  const search = packed(JSON.stringify(index));
  return html
    .replace(LIST, (_, start, end) => start + listOf(site, here) + end)
    .replace(SEARCH, (_, start, end) => start + search + end);
}

/** The list of all pages, with the sections of each; those of this page are unfolded. */
export function listOf(site: readonly SitePage[], here?: string): string {
  const pages = site.map(({ name, title, href, headings }) => {
    const isHere = name === here;
    const to = isHere ? "" : href;
    const own = isHere ? headings : headings.filter(({ level }) => level < 4);
    const items = own.filter(({ level }) => level > 1).map((heading) =>
      `<li class="level-${heading.level}"><a href="${escaped(to)}#${
        escaped(encodeURIComponent(heading.id))
      }">${escaped(heading.name)}</a></li>`
    );
    const sections = items.length === 0 || to.includes("#")
      ? ""
      : `<details${isHere ? " open" : ""}><summary><span>Sections of ${
        escaped(title)
      }</span></summary><ol>${items.join("")}</ol></details>`;
    const current = isHere ? ' aria-current="page"' : "";
    return `<li><a href="${escaped(href)}"${current}>${
      escaped(title)
    }</a>${sections}</li>`;
  });
  const current = here === undefined ? ' aria-current="page"' : "";
  return `<ol><li><a href="index.html"${current}>All notebooks</a></li>${
    pages.join("")
  }</ol>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
