/**
 * Builds the library's reference, a static site, dist/api: `deno task docs`.
 *
 * TypeDoc reads the doc comments of what the faces export. Beside it stands here what it does
 * not know (`_described.ts`), what a page loads and looks like (`_pages.ts`, `reference.css`)
 * and the first page.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, OptionDefaults, type ProjectReflection } from "typedoc";
import { exists } from "../../notebooks/_jupyter/files.ts";
import { Failure, runMain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { ROOT } from "../_architecture.ts";
import { compilerSettings } from "../_compiler_settings.ts";
import { faces } from "../_faces.ts";
import { describe } from "./_described.ts";
import { firstPage } from "./_first_page.ts";
import { LICENCES, licences } from "./_licences.ts";
import { finishPages } from "./_pages.ts";
import { KINDS, TOPICS } from "./_topics.ts";

const rootPath = fileURLToPath(ROOT);

/** Where the reference is built unless somewhere else is asked for. */
export const REFERENCE = join(rootPath, "dist", "api");

/** How the reference is built. */
export interface ReferenceOptions {
  /** The folder that it is put into. Default: dist/api. */
  readonly to?: string;
  /** Whether the notebooks' pages lie in the folder above, or will. Default: if they do. */
  readonly hasPages?: boolean;
}

/**
 * Builds the reference.
 *
 * @returns what TypeDoc knows of the library.
 * @throws {Failure} if TypeDoc warns of anything: a link to nothing, a parameter of another
 * name than its comment says.
 */
export async function buildReference(
  { to = REFERENCE, hasPages }: ReferenceOptions = {},
): Promise<ProjectReflection> {
  hasPages ??= await exists(join(dirname(to), "index.html"));
  const all = new Map((await faces()).map(([from, path]) => [
    path.replace(/^\.\//, ""),
    from,
  ]));
  const scratch = await Deno.makeTempDir({ prefix: "weightlab-reference-" });
  try {
    const tsconfig = join(scratch, "tsconfig.json");
    await Deno.writeTextFile(
      tsconfig,
      JSON.stringify(compilerSettings([...all.keys()])),
    );
    const app = await Application.bootstrap({
      entryPoints: [...all.keys()].map((path) => join(rootPath, path)),
      sortEntryPoints: false,
      tsconfig,
      // `deno check` does, and knows what Deno imports.
      skipErrorChecking: true,
      readme: "none",
      name: "weightlab API reference",
      basePath: rootPath,
      // The same pages wherever they are built; `describe` takes the links away again.
      disableGit: true,
      sourceLinkTemplate: "{path}",
      preservedTypeAnnotationTags: ["@throws"],
      categorizeByGroup: false,
      categoryOrder: [...new Set([...Object.values(TOPICS), KINDS.values])],
      kindSortOrder: [
        "Class",
        "Function",
        "Variable",
        "Interface",
        "TypeAlias",
      ],
      sort: ["kind", "required-first", "instance-first", "source-order"],
      navigation: { includeCategories: true, includeFolders: false },
      visibilityFilters: {},
      searchInComments: true,
      useFirstParagraphOfCommentAsSummary: true,
      includeHierarchySummary: false,
      hideGenerator: true,
      notRenderedTags: [...OptionDefaults.notRenderedTags, "@sortStrategy"],
      githubPages: false,
      customCss: fileURLToPath(new URL("reference.css", import.meta.url)),
      lightHighlightTheme: "light-plus",
      darkHighlightTheme: "dark-plus",
      externalSymbolLinkMappings: { "ml-matrix": { "*": "#" } },
      logLevel: "Warn",
    });
    describe(app.converter, all);
    finishPages(app.renderer, hasPages);
    const project = await app.convert();
    if (project === undefined) throw new Failure("Cannot read the library.");
    project.readme = await firstPage(project, hasPages);
    app.validate(project);
    await app.generateDocs(project, to);
    await Deno.writeTextFile(join(to, LICENCES), await licences());
    const { errorCount, warningCount } = app.logger;
    if (errorCount + warningCount > 0) {
      throw new Failure(
        `The reference is not whole: ${errorCount} errors and ${warningCount} warnings, above.`,
      );
    }
    return project;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

if (import.meta.main) {
  await runMain(async () => {
    await buildReference({
      ...Deno.args.includes("--pages") && { hasPages: true },
    });
    console.log(join(REFERENCE, "index.html"));
  });
}
