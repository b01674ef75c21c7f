import { basename, join } from "node:path";
import { exists } from "../files.ts";
import { JUPYTER, NOTEBOOKS, ROOT } from "../project.ts";
import { jupyterEnv, type Venv } from "../set_up/venv.ts";
import { run } from "../terminal/child.ts";
import { explain } from "../terminal/failure.ts";
import { typeset } from "./formulas.ts";
import { pageParts } from "./page_parts.ts";
import { REFERENCE, REFERENCE_LINK } from "./reference.ts";
import {
  firstParagraph,
  questionsOf,
  summarize,
  type Summary,
} from "./summary.ts";

/** What to export, of what, and where. */
export interface ExportOptions {
  /** Every notebook, in reading order. */
  readonly all: readonly string[];
  /** Those to export. */
  readonly chosen: readonly string[];
  /** The folder of the pages. */
  readonly dist: string;
}

/**
 * Exports notebooks, with the outputs that they have, to pages in `dist`, and
 * the list of all notebooks to its `index.html`. Each page is one file that
 * loads nothing. When anything fails, every page is left as it was.
 *
 * @returns the paths of the pages, the list last.
 */
export async function exportPages(
  venv: Venv,
  options: ExportOptions,
): Promise<string[]> {
  const { chosen, dist } = options;
  await Deno.mkdir(dist, { recursive: true });
  const work = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const files = [
      ...chosen.map((path) => `${basename(path, ".ipynb")}.html`),
      "index.html",
    ];
    const jobs = join(work, "jobs.json");
    await Deno.writeTextFile(
      jobs,
      JSON.stringify(await jobsOf(options, work)),
    );
    const { success, output } = await run(
      [venv.python, join(JUPYTER, "pages", "export.py"), jobs],
      { env: jupyterEnv(venv) },
    );
    if (!success) throw explain("Cannot export the notebooks", output);
    for (const file of files) {
      const path = join(work, file);
      const html = await Deno.readTextFile(path);
      await Deno.writeTextFile(path, await typeset(html, file));
    }
    return await Promise.all(files.map(async (file) => {
      // Within a folder a rename puts the whole page in the old one's place at once.
      const page = join(dist, file);
      await Deno.copyFile(join(work, file), `${page}.part`);
      await Deno.rename(`${page}.part`, page);
      return page;
    }));
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** What `export.py` is to do. */
async function jobsOf(
  { all, chosen, dist }: ExportOptions,
  work: string,
): Promise<unknown> {
  const summaries = await Promise.all(
    all.map(async (path) =>
      summarize(path, JSON.parse(await Deno.readTextFile(path)))
    ),
  );
  const chosenNames = chosen.map((path) => basename(path, ".ipynb"));
  const pages = new Set(chosenNames);
  for (const { name } of summaries) {
    if (await exists(join(dist, `${name}.html`))) pages.add(name);
  }
  const [readme, licence, shared] = await Promise.all([
    Deno.readTextFile(join(ROOT, "README.md")),
    Deno.readTextFile(join(ROOT, "LICENSE")),
    pageParts(),
  ]);
  const questions = questionsOf(readme);
  const hasReference = await exists(join(dist, REFERENCE));
  const reference = hasReference ? "api/index.html" : undefined;
  const links = {
    ...linksTo(summaries.map(({ name }) => name), pages),
    ...(reference && { [REFERENCE_LINK]: reference }),
  };
  return {
    templates: join(JUPYTER, "pages"),
    notebooks: NOTEBOOKS,
    shared,
    pages: chosen.map((notebook, i) => {
      const at = summaries.findIndex(({ name }) => name === chosenNames[i]);
      const { title, description } = summaries[at];
      return {
        notebook,
        out: join(work, `${chosenNames[i]}.html`),
        title,
        description,
        previous: neighbour(summaries[at - 1], links),
        next: neighbour(summaries[at + 1], links),
        links,
      };
    }),
    index: {
      out: join(work, "index.html"),
      title: shared.site,
      description: firstParagraph(readme),
      reference,
      cards: summaries.map((summary) => ({
        ...summary,
        question: questions.get(summary.name),
        href: pages.has(summary.name) ? `${summary.name}.html` : undefined,
      })),
      files: [
        { name: "How to run them: README.md", text: readme },
        { name: "The licence of the code", text: licence },
        {
          name: "Licences of what the pages are made with",
          text: shared.licences,
        },
      ],
    },
  };
}

function neighbour(
  summary: Summary | undefined,
  links: Readonly<Record<string, string>>,
): { title: string; href: string } | undefined {
  return summary &&
    { title: summary.title, href: links[`${summary.name}.ipynb`] };
}

/**
 * Where the links to notebooks lead, by the notebook's file name: to its page,
 * or to its entry in the list while it has no page.
 */
export function linksTo(
  names: readonly string[],
  pages: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [
      `${name}.ipynb`,
      pages.has(name) ? `${name}.html` : `index.html#${name}`,
    ]),
  );
}
