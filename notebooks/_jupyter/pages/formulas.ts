import katex from "katex";
import styles from "katex/dist/katex.min.css" with { type: "text" };
import { Failure } from "../terminal/failure.ts";

/** A formula that `export.py` has left in a page: the TeX, escaped; the mark behind it. */
const FORMULA =
  /<span data-tex="(inline|display)">([^<]*)<\/span>([.,;:!?)]*)/g;

/** Where the formulas' styles go, in `_head.html.j2`. */
const STYLES = "<!-- styles of formulas -->";

/**
 * Typesets a page's formulas: as html and styles, which look alike in every
 * browser and need no script, with MathML beside them for screen readers.
 *
 * @param html a page with formulas in `<span data-tex>`, and a comment in its
 *   head where the styles that they need shall stand.
 * @param page the page's name, for the message.
 * @throws {Failure} for TeX that KaTeX does not know.
 */
export async function typeset(html: string, page: string): Promise<string> {
  const formulas: string[] = [];
  const body = html.replaceAll(FORMULA, (_, kind, escaped, mark) => {
    const tex = unescaped(escaped);
    try {
      const isDisplay = kind === "display";
      formulas.push(katex.renderToString(isDisplay ? breakable(tex) : tex, {
        displayMode: isDisplay,
        strict: "ignore",
      }));
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      throw new Failure(`Cannot typeset a formula of ${page}: ${tex}\n${why}`);
    }
    // A browser would begin a line with the mark. A long formula may need to break itself.
    return kind === "inline" && mark && tex.length < 40
      ? `<span class="whole">${formulas.at(-1)}${mark}</span>`
      : formulas.at(-1) + mark;
  });
  const sheet = formulas.length === 0
    ? ""
    : `<style>${await formulaStyles(formulas.join(""))}</style>`;
  return body.replace(STYLES, () => sheet);
}

/**
 * A displayed formula that a narrow page breaks where `\\quad` or `\\qquad` parts it, and
 * nowhere else. One without parts KaTeX lets break behind its relations and operators.
 */
export function breakable(tex: string): string {
  const parts: string[] = [""];
  let depth = 0;
  for (
    const [token, control] of tex.matchAll(/\\([A-Za-z]+|[^])|[^\\]/g)
  ) {
    if (token === "{" || control === "begin" || control === "left") depth++;
    if (token === "}" || control === "end" || control === "right") depth--;
    const isQuad = control === "quad" || control === "qquad";
    if (isQuad && depth === 0) parts.push(`${token}\\allowbreak `, "");
    else parts[parts.length - 1] += token;
  }
  return parts.length === 1
    ? tex
    : parts.map((part, i) => i % 2 === 0 ? `{${part}}` : part).join("");
}

/** KaTeX's styles with the fonts, inlined, that these formulas are set in. */
export async function formulaStyles(formulas: string): Promise<string> {
  const classes = new Set(
    [...formulas.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) =>
      names.split(" ")
    ),
  );
  const used = usedFaces(classes);
  const faces = [...styles.matchAll(/@font-face\{([^}]*)\}/g)];
  const kept = await Promise.all(faces.map(async ([, face]) => {
    const file = face.match(/fonts\/([\w-]+\.woff2)/)![1];
    if (!used.has(file.split(".")[0])) return "";
    const url = import.meta.resolve(`katex/dist/fonts/${file}`);
    const font = (await Deno.readFile(new URL(url))).toBase64();
    const source = `src:url(data:font/woff2;base64,${font}) format("woff2")`;
    return `@font-face{${face.replace(/src:.*$/, source)}}`;
  }));
  return kept.join("") + styles.replaceAll(/@font-face\{[^}]*\}/g, "");
}

/** The fonts, `KaTeX_Main-Regular` and so on, that elements of these classes ask for. */
function usedFaces(classes: ReadonlySet<string>): Set<string> {
  const used = new Set(["KaTeX_Main-Regular"]);
  for (const [, selectors, rules] of styles.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const family = rules.match(/font-family:(KaTeX_\w+)/)?.[1];
    const isBold = /font-weight:700/.test(rules);
    const isItalic = /font-style:italic/.test(rules);
    if (!family && !isBold && !isItalic) continue;
    const applies = selectors.split(",").some((selector) =>
      classNames(selector).every((name) => classes.has(name))
    );
    if (selectors === "@font-face" || !applies) continue;
    const face = (isBold ? "Bold" : "") + (isItalic ? "Italic" : "");
    used.add(`${family ?? "KaTeX_Main"}-${face || "Regular"}`);
  }
  return used;
}

function classNames(selector: string): string[] {
  return [...selector.matchAll(/\.([\w-]+)/g)].map(([, name]) => name);
}

function unescaped(html: string): string {
  return html.replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}
