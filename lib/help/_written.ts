import type { Entry, Part } from "./entry.ts";

/** A link of a doc comment: `{@linkcode name}`, `{@link https://..}`. */
const LINK = /\{@link(?:code)?\s+([^}|\s]+)[^}]*\}/g;

/** What a name is, as plain text. */
export function asText(entry: Entry): string {
  const { name, from, signature, text, parts, notes, example } = entry;
  const list = (all: readonly Part[]) =>
    all.map(([word, said]) =>
      `  ${word}${said && `\n${indented(plain(said), "      ")}`}`
    ).join("\n");
  return [
    `${name}, from "${from}"`,
    indented(signature, "  "),
    plain(text),
    list(parts),
    list(notes),
    example && indented(example, "    "),
  ].filter(Boolean).join("\n\n");
}

/**
 * A declaration has a line of its own: JupyterLab floats it to the left of its text, and one
 * that takes two lines would push the next out of its column.
 */
const TERM = '<dt style="float: none; width: auto">';
const TEXT = '<dd style="float: none; width: auto; margin: 0 0 0.5em 2em">';

/** What a name is, as html. */
export function asHtml(entry: Entry): string {
  const { name, from, signature, text, parts, notes, example } = entry;
  const list = (all: readonly Part[], isCode: boolean) =>
    all.length === 0
      ? ""
      : `<dl>${
        all.map(([word, said]) =>
          `${TERM}${isCode ? code(word) : escaped(word)}</dt>${TEXT}${
            prose(said)
          }</dd>`
        ).join("")
      }</dl>`;
  return [
    `<p><strong>${code(name)}</strong>, from ${code(`"${from}"`)}</p>`,
    block(signature),
    paragraphs(text),
    list(parts, true),
    list(notes, false),
    example && block(example),
  ].filter(Boolean).join("\n");
}

/** Paragraphs of a text as html. */
export function paragraphs(text: string): string {
  return text.split(/\n{2,}/).filter((part) => part.trim() !== "").map((part) =>
    /^ {2,}|^```|^\||^- /m.test(part)
      // Tables, lists and formulas keep their lines.
      ? block(part.replace(/^```\w*\n?/gm, "").trimEnd())
      : `<p>${prose(part)}</p>`
  ).join("\n");
}

function block(text: string): string {
  return `<pre><code>${escaped(plain(text))}</code></pre>`;
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** A text with its code and links. */
function prose(text: string): string {
  return escaped(text)
    .replaceAll(
      LINK,
      (_, to: string) =>
        /^https?:/.test(to)
          ? `<a href="${to}">${to}</a>`
          : `<code>${to}</code>`,
    )
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function plain(text: string): string {
  return text.replaceAll(LINK, "$1");
}

function indented(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by);
}

/** A text as html. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
