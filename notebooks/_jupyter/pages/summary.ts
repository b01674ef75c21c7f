import { basename } from "node:path";

/** What lists of notebooks and a page's head say of a notebook. */
export interface Summary {
  /** Its file's name without the ending. */
  readonly name: string;
  /** Its first heading. */
  readonly title: string;
  /** Its first paragraph, as plain text. */
  readonly description: string;
  /** The first of its figures. */
  readonly picture?: { readonly png: string; readonly alt: string };
}

/** The parts of a notebook's file that a summary is made of. */
export interface NotebookFile {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: Text;
    readonly outputs?: readonly {
      readonly data?: {
        readonly "image/png"?: Text;
        readonly "text/plain"?: Text;
      };
    }[];
  }[];
}

/** Notebooks keep a text as a list of its lines, or as a whole. */
type Text = string | readonly string[];

/** Sums up a notebook by its first heading, paragraph and figure. */
export function summarize(path: string, { cells }: NotebookFile): Summary {
  const name = basename(path, ".ipynb");
  const blocks = cells
    .filter(({ cell_type }) => cell_type === "markdown")
    .flatMap(({ source }) => whole(source).trim().split(/\n\s*\n/));
  const heading = blocks.find((block) => block.startsWith("#"));
  const paragraph = blocks.find((block) => /^[\p{L}\p{N}_*[`]/u.test(block));
  const picture = cells
    .flatMap(({ outputs }) => outputs ?? [])
    .find(({ data }) => data?.["image/png"])?.data;
  return {
    name,
    title: heading ? plainText(heading.replace(/^#+/, "")) : name,
    description: plainText(paragraph ?? ""),
    ...(picture && {
      picture: {
        png: whole(picture["image/png"]!).replaceAll("\n", ""),
        alt: whole(picture["text/plain"] ?? ""),
      },
    }),
  };
}

/**
 * The question that each notebook answers, by the notebook's name: the second
 * column of the README's tables of notebooks.
 */
export function questionsOf(readme: string): Map<string, string> {
  const row =
    /^\| *\[[^\]]*\]\(notebooks\/(?:\w+\/)?(\w+)\.ipynb\) *\| *([^|]*?) *\|/gm;
  return new Map(
    [...readme.matchAll(row)].map(([, name, question]) => [name, question]),
  );
}

/** The first paragraph under a Markdown file's title, as plain text. */
export function firstParagraph(markdown: string): string {
  return plainText(markdown.match(/^# .*\n\s*\n([^]*?)\n\s*\n/)?.[1] ?? "");
}

/**
 * Markdown without its marks, on one line. What follows a mark is looked at up to the
 * next one of its kind, or a thousand characters: a long paragraph takes no longer.
 */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replaceAll(/(\*\*|`)(.+?)\1/g, "$2")
    .replaceAll(/(?<!\w)([_*])(\S.{0,1000}?)\1(?!\w)/g, "$2")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function whole(text: Text): string {
  return typeof text === "string" ? text : text.join("");
}
