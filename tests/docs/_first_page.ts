import {
  type CommentDisplayPart,
  type DeclarationReflection,
  type InlineTagDisplayPart,
  type ProjectReflection,
  ReflectionKind,
} from "typedoc";
import { ROOT } from "../_architecture.ts";

/** What lies behind each subpath, in a line. */
const SUBPATHS: Readonly<Record<string, string>> = {
  "weightlab":
    "Networks and their parts, training, probes, diagnosis and data.",
  "weightlab/charts": "Figures and tables, and what shows them.",
  "weightlab/experiments":
    "Many networks at once on every core, and the post's experiments.",
  "weightlab/theory":
    "What mean-field theory predicts of a network at its start.",
  "weightlab/claims": "The post's claims, their experiments and verdicts.",
};

/** The README's program of ten lines for a project of one's own. */
const TEN_LINES = /\bin `first\.mjs`:\n\n```js\n([^]*?)```/;

/**
 * The first page: what is where.
 *
 * @param hasPages Whether the notebooks' pages lie in the folder above.
 * @throws {Error} if a subpath is not described, or the README has no first ten lines.
 */
export async function firstPage(
  project: ProjectReflection,
  hasPages: boolean,
): Promise<CommentDisplayPart[]> {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  const ten = readme.match(TEN_LINES)?.[1];
  if (ten === undefined) throw new Error("README.md has no first.mjs.");
  return [
    text(
      "What each name of the library is, takes and gives, as the comments beside its source say it. " +
        "Search, at the top, finds names and words; a key of `/` opens it. " +
        "In a notebook `help(he)` says the same of a name" +
        (hasPages
          ? "; the [notebooks](../index.html) show what the library is for.\n\n"
          : ".\n\n"),
    ),
    ...(project.children ?? []).flatMap(moduleParts),
    text(
      "## The first ten lines\n\n" +
        `In Deno, Node and Bun, with the library's package installed:\n\n\`\`\`js\n${ten}\`\`\`\n`,
    ),
  ];
}

/** A subpath, its topics, and the names of each. */
function moduleParts(module: DeclarationReflection): CommentDisplayPart[] {
  const said = SUBPATHS[module.name];
  if (said === undefined) {
    throw new Error(`${module.name} is not on the reference's first page.`);
  }
  return [
    text("## "),
    { ...link(module), tag: "@link" },
    text(`\n\n${said}\n\n`),
    ...(module.categories ?? []).flatMap(({ title, children }) => {
      const names = children.filter((child) => child.isDeclaration())
        .filter((child) =>
          !child.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias])
        );
      return names.length === 0 ? [] : [
        text(`- ${title}: `),
        ...names.flatMap((name, i) => [text(i === 0 ? "" : ", "), link(name)]),
        text("\n"),
      ];
    }),
    text("\n"),
  ];
}

function text(text: string): CommentDisplayPart {
  return { kind: "text", text };
}

function link(target: DeclarationReflection): InlineTagDisplayPart {
  return { kind: "inline-tag", tag: "@linkcode", text: target.name, target };
}
