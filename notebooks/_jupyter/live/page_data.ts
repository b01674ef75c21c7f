import { basename, join, posix } from "node:path";
import { exists } from "../files.ts";
import { packed } from "../pages/packed.ts";
import { NOTEBOOKS, ROOT } from "../project.ts";
import { Failure } from "../terminal/failure.ts";
import { digits } from "./digits.ts";
import { compiled } from "./engine/cells.ts";

/** The tag of a cell that needs all cells above it, and not only those whose names it uses. */
const NEEDS_ALL = "needs-all";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** A cell as its page holds it. */
export interface PageCell {
  /** Its number among the notebook's code cells, from 0. */
  readonly id: number;
  readonly source: string;
  readonly gives: readonly string[];
  readonly uses: readonly string[];
  readonly needsAll: boolean;
  /** What it gave when it was published, without pictures. */
  readonly outputs: readonly unknown[];
}

/** What a page holds to run its notebook. */
export interface PageData {
  readonly cells: readonly PageCell[];
  /** What its cells read, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What they import from beside the notebooks, from the notebooks' folder: "./statements.ts". */
  readonly modules: readonly string[];
}

/** A notebook's file, as far as a page runs it. */
export interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: string | readonly string[];
    readonly metadata: { readonly tags?: readonly string[] };
    readonly outputs?: readonly {
      readonly data?: Readonly<Record<string, unknown>>;
      readonly text?: string | readonly string[];
    }[];
  }[];
}

/**
 * What a page holds to run a notebook.
 *
 * @param notebook Its file.
 * @param part The folder among the notebooks that it lies in: "papers". Default: that folder
 * itself.
 * @throws {Failure} if it cannot be told what a cell reads or imports.
 */
export async function pageData(
  notebook: Notebook,
  part = "",
): Promise<PageData> {
  const imports = new Set<string>();
  const cells = notebook.cells
    .filter(({ cell_type, source }) => cell_type === "code" && whole(source))
    .map(({ source, metadata, outputs }, id): PageCell => {
      const text = whole(source), tags = metadata.tags ?? [];
      const { gives, uses, imports: own } = compiled(text);
      for (const name of own) imports.add(name);
      return {
        ...{ id, source: text, gives, uses },
        needsAll: tags.includes(NEEDS_ALL),
        outputs: (outputs ?? []).map(published),
      };
    });
  const modules = [...imports].filter((name) => name.startsWith("."))
    .map((name) => `./${posix.join(part, name)}`).sort();
  const code = cells.map(({ source }) => source).join("\n");
  return { cells, files: await filesOf(code, part), modules };
}

/** An output with its texts whole and without its picture. */
function published(output: {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string | readonly string[];
}): unknown {
  const { data, text, ...rest } = output;
  return {
    ...("output_type" in rest && { output_type: rest.output_type }),
    ...("name" in rest && { name: rest.name }),
    ...(text !== undefined && { text: whole(text) }),
    // The page has the figure itself, where it is drawn.
    ...(data && VEGA_LITE in data && { hasFigure: true }),
    ...(data && {
      data: Object.fromEntries(
        Object.entries(data)
          .filter(([type]) => type !== VEGA_LITE && !type.startsWith("image/"))
          .map(([type, one]) => [type, whole(one as string)]),
      ),
    }),
  };
}

/** What cells read, by where it lies in a page: data, digits, and what help knows. */
async function filesOf(
  code: string,
  part: string,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const add = async (path: string) =>
    files.set(`/weightlab/${path}`, await Deno.readFile(join(ROOT, path)));
  for (const [, name] of code.matchAll(/"([\w./-]+)"/g)) {
    const kept = [join(part, name), `recorded/${name}.json`];
    for (const file of kept.filter((file) => file.endsWith(".json"))) {
      if (await exists(join(NOTEBOOKS, file))) {
        await add(posix.join(basename(NOTEBOOKS), file));
      }
    }
  }
  if (/\bhelp\(/.test(code)) await add("lib/help/_entries.json");
  if (/\bloadMnist\(/.test(code)) {
    const counts = [
      ...code.matchAll(/loadMnist\(\{ train: (\d+), test: (\d+) \}\)/g),
    ];
    if (counts.length < [...code.matchAll(/\bloadMnist\(/g)].length) {
      throw new Failure(
        "Cannot tell how many digits a page needs: its notebook must say loadMnist({ train: 1000, test: 0 }), in numbers",
      );
    }
    const most = (at: 1 | 2) => Math.max(...counts.map((one) => +one[at]));
    for (const [path, bytes] of await digits(most(1), most(2))) {
      files.set(path, bytes);
    }
  }
  return files;
}

/** Where a page is to hold it. */
const PLACE = "<!-- what its cells read -->";

/**
 * Puts into a notebook's page what its cells are and read.
 *
 * @param html The page, with a comment where it goes.
 */
export function withData(html: string, { cells, files }: PageData): string {
  // The sources are what the page shows.
  const without = cells.map(({ source: _, ...cell }) => cell);
  const parts = [
    ["cells", packed(JSON.stringify(without))],
    ...Array.from(files, ([path, bytes]) => [path, packed(bytes)]),
  ];
  const scripts = parts.map(([name, text]) =>
    `<script type="text/plain" data-packed="${name}">${text}</script>`
  );
  return html.replace(PLACE, () => scripts.join("\n"));
}

function whole(text: string | readonly string[]): string {
  return typeof text === "string" ? text : text.join("");
}
