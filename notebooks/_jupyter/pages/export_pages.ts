import { basename, join } from "node:path";
import { exists } from "../files.ts";
import { JUPYTER, NOTEBOOKS, partOf, ROOT } from "../project.ts";
import { jupyterEnv, type Venv } from "../set_up/venv.ts";
import { run } from "../terminal/child.ts";
import { explain } from "../terminal/failure.ts";
import { engine } from "../live/bundle.ts";
import { type PageData, pageData, withData } from "../live/page_data.ts";
import { typeset } from "./formulas.ts";
import { pageParts } from "./page_parts.ts";
import { REFERENCE, REFERENCE_LINK } from "./reference.ts";
import { type SitePage, withSite } from "./site.ts";
import {
  firstParagraph,
  questionsOf,
  summarize,
  type Summary,
} from "./summary.ts";

/** What all of it is about; the list of notebooks begins with it. */
const QUESTION = "How large should a network’s first weights be?";

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
 * loads nothing. Pages that are there already learn what the others hold now, for
 * their lists of pages and their search. When anything fails, every page is left as
 * it was.
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
    const names = [...chosen.map((path) => basename(path, ".ipynb")), "index"];
    const data = await dataOf(options.all);
    const { jobs, site } = await jobsOf(options, work, await engineFor(data));
    const file = join(work, "jobs.json");
    await Deno.writeTextFile(file, JSON.stringify(jobs));
    const { success, output } = await run(
      [venv.python, join(JUPYTER, "pages", "export.py"), file],
      { env: jupyterEnv(venv) },
    );
    if (!success) throw explain("Cannot export the notebooks", output);
    const pages = await site();
    for (const name of names) {
      const path = join(work, `${name}.html`);
      const html = await Deno.readTextFile(path);
      const whole = withSite(html, pages, name === "index" ? undefined : name);
      const set = await typeset(whole, `${name}.html`);
      const own = data.get(name);
      await Deno.writeTextFile(path, own ? withData(set, own) : set);
    }
    const others = pages.filter(({ name, href }) =>
      !names.includes(name) && href === `${name}.html`
    );
    for (const { name, href } of others) {
      const html = await Deno.readTextFile(join(dist, href));
      await Deno.writeTextFile(join(work, href), withSite(html, pages, name));
    }
    const put = async (name: string) => {
      // Within a folder a rename puts the whole page in the old one's place at once.
      const page = join(dist, `${name}.html`);
      await Deno.copyFile(join(work, `${name}.html`), `${page}.part`);
      await Deno.rename(`${page}.part`, page);
      return page;
    };
    await Promise.all(others.map(({ name }) => put(name)));
    return await Promise.all(names.map(put));
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** What the cells of each notebook's page need, by its name. */
async function dataOf(
  all: readonly string[],
): Promise<ReadonlyMap<string, PageData>> {
  const data = all.map(async (path) => {
    const notebook = JSON.parse(await Deno.readTextFile(path));
    const name = basename(path, ".ipynb");
    return [name, await pageData(notebook, partOf(path))] as const;
  });
  return new Map(await Promise.all(data));
}

/** One engine for all pages: a reader may import in one what another does. */
async function engineFor(data: ReadonlyMap<string, PageData>): Promise<string> {
  const modules = [...data.values()].flatMap(({ modules }) => modules);
  return await engine([...new Set(modules)].sort());
}

/** What `export.py` is to do, and, once it has, what all pages hold. */
async function jobsOf(
  { all, chosen, dist }: ExportOptions,
  work: string,
  engine: string,
): Promise<{ jobs: unknown; site: () => Promise<SitePage[]> }> {
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
  const links: Record<string, string> = {
    ...linksTo(all.map((path) => join(partOf(path), basename(path))), pages),
    ...(reference && { [REFERENCE_LINK]: reference }),
  };
  const hrefs = new Map(
    all.map((path, i) => [
      summaries[i].name,
      links[join(partOf(path), basename(path))],
    ]),
  );
  const hrefOf = (name: string) => hrefs.get(name)!;
  const neighbour = (summary?: Summary) =>
    summary && { title: summary.title, href: hrefOf(summary.name) };
  const sections = join(work, "sections.json");
  const jobs = {
    templates: join(JUPYTER, "pages"),
    notebooks: NOTEBOOKS,
    shared: { ...shared, engine },
    sections,
    pages: summaries.map(({ name, title, description }, i) => ({
      ...{ name, title, description, links, notebook: all[i] },
      part: partOf(all[i]),
      out: chosenNames.includes(name) ? join(work, `${name}.html`) : null,
      previous: neighbour(summaries[i - 1]),
      next: neighbour(summaries[i + 1]),
    })),
    index: {
      out: join(work, "index.html"),
      title: shared.site,
      description: summaries[0].description,
      reference,
      question: QUESTION,
      first: { href: hrefOf(summaries[0].name), title: summaries[0].title },
      library: firstParagraph(readme),
      cards: summaries.map((summary, i) => ({
        ...summary,
        part: partOf(all[i]),
        question: questions.get(summary.name),
        href: pages.has(summary.name) ? hrefOf(summary.name) : undefined,
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
  const site = async () => {
    const found: Pick<SitePage, "headings" | "found">[] = JSON.parse(
      await Deno.readTextFile(sections),
    );
    return summaries.map(({ name, title }, i) => ({
      ...{ name, title, href: hrefOf(name) },
      ...found[i],
    }));
  };
  return { jobs, site };
}

/**
 * Where the links to notebooks lead, by the notebook's file as it lies in their folder: to its
 * page, or to its entry in the list while it has no page. Pages lie side by side.
 */
export function linksTo(
  files: readonly string[],
  pages: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => {
      const name = basename(file, ".ipynb");
      return [file, pages.has(name) ? `${name}.html` : `index.html#${name}`];
    }),
  );
}
