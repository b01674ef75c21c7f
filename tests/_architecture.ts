/** The project's folder. */
export const ROOT = new URL("../", import.meta.url);

/** The floors of lib/ from the ground up; folders in one entry do not share. */
export const FLOORS: readonly (readonly string[])[] = [
  ["kernel", "notebook"],
  ["matrix"],
  ["random", "statistics"],
  ["datasets"],
  ["initializers"],
  ["activations"],
  ["layers"],
  ["losses", "optimizers"],
  ["networks"],
  ["training"],
  ["probes", "theory"],
  ["diagnosis"],
  ["workers"],
  ["experiments"],
  ["claims"],
  ["charts"],
];

/** A file of lib/, by its path from there: "layers/affine.ts". */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The source without its comments, which may speak of anything. */
export function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/(^|\s)\/\/.*$/gm, "$1");
}

/** All files below `folder` whose names end so, by path from there. */
export async function filesBelow(
  folder: string,
  ending: string,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const walk = async (path: string): Promise<void> => {
    const here = new URL(`${folder}/${path}`, ROOT);
    for await (const { name, isDirectory } of Deno.readDir(here)) {
      if (name.startsWith(".")) continue;
      // AssemblyScript only looks like TypeScript.
      if (name === "assembly") continue;
      if (isDirectory) await walk(`${path}${name}/`);
      else if (name.endsWith(ending)) {
        const text = await Deno.readTextFile(new URL(name, here));
        files.push({ path: path + name, text });
      }
    }
  };
  await walk("");
  return files;
}

/** What a module imports or re-exports, as it names it. */
function specifiersOf(text: string): string[] {
  const pattern =
    /\b(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g;
  return [...code(text).matchAll(pattern)]
    .map(([, from, plain]) => from ?? plain);
}

/** The packages that a module imports, by the names that deno.json gives them. */
export function packagesOf({ text }: Pick<SourceFile, "text">): string[] {
  return specifiersOf(text)
    .filter((specifier) => /^[a-z@][^:]*$/.test(specifier))
    .map((specifier) => specifier.match(/^(@[^/]+\/)?[^/]+/)![0]);
}

/** What a file imports or re-exports from lib/, by path from lib/. */
export function importsOf({ path, text }: SourceFile): string[] {
  return specifiersOf(text)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) =>
      new URL(specifier, `file:///${path}`).pathname.slice(1)
    );
}

/** The imports that go where they must not, each with the rule it breaks. */
export function wrongImports(file: SourceFile): string[] {
  if (file.path === "mod.ts") return [];
  return importsOf(file).flatMap((target) => {
    const rule = brokenRule(file.path, target);
    return rule ? [`${file.path} imports ${target}: ${rule}`] : [];
  });
}

function brokenRule(from: string, to: string): string | undefined {
  const here = folder(from), there = folder(to);
  if (here === there) return undefined;
  const isPrivate = to.split("/").at(-1)!.startsWith("_");
  if (isPrivate) return "a private file belongs to its folder";
  if (height(here) < 0) return `${here || from} is on no floor`;
  if (height(there) < 0) return `${there || to} is on no floor`;
  if (here === "charts" && !["matrix", "notebook"].includes(there)) {
    return "charts take plain rows";
  }
  if (height(there) >= height(here)) return "imports go downward only";
  if (there === "datasets" && to !== "datasets/data.ts") {
    return "only the type of the data is used above";
  }
  return undefined;
}

function folder(path: string): string {
  return path.split("/").slice(0, -1).join("/");
}

function height(folder: string): number {
  return FLOORS.findIndex((floor) => floor.includes(folder));
}

/** A circle of imports as a path that ends where it starts, if there is one. */
export function circle(files: readonly SourceFile[]): string[] | undefined {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | undefined => {
    if (trail.includes(path)) {
      return [...trail.slice(trail.indexOf(path)), path];
    }
    if (done.has(path)) return undefined;
    for (const next of imports.get(path) ?? []) {
      const found = visit(next, [...trail, path]);
      if (found) return found;
    }
    done.add(path);
    return undefined;
  };
  for (const path of imports.keys()) {
    const found = visit(path, []);
    if (found) return found;
  }
  return undefined;
}

/** Whether the file may speak to the system around it. */
export function mayUseDeno(path: string): boolean {
  return path.startsWith("datasets/") ||
    [
      "kernel/build.ts",
      "matrix/blas.ts",
      "matrix/_blas_library.ts",
      "matrix/permission.ts",
      "charts/show.ts",
      "charts/progress.ts",
      "notebook/jupyter.ts",
    ]
      .includes(path);
}

/** Whether the code (not its comments) names the `Deno` object. */
export function usesDeno(text: string): boolean {
  return /\bDeno\b/.test(code(text));
}

/** Whether the text draws from the generator that nobody can seed. */
export function usesUnseeded(text: string): boolean {
  // Built of two, so that this file does not hold what it looks for.
  return new RegExp("\\bMath" + String.raw`\s*(\.|\[.)\s*random\b`).test(text);
}

/**
 * What the examples in a file's doc comments import, but for the library by its name and
 * the assertions: a reader's own file has no `./loss_curves.ts`.
 */
export function strangeImports({ path, text }: SourceFile): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  const examples = comments.flatMap((comment) =>
    [...comment.replaceAll(/^\s*\*? ?/gm, "").matchAll(/```[^\n]*\n(.*?)```/gs)]
      .map(([, example]) => example)
  );
  const pattern =
    /\b(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;
  return examples.flatMap((example) =>
    [...example.matchAll(pattern)].map(([, from, plain]) => from ?? plain)
  ).filter((name) => !/^(weightlab(\/\w+)?|@std\/assert)$/.test(name))
    .map((name) => `${path}: an example imports ${name}`);
}

/** The code cells of a notebook, given its JSON. */
export function codeCells(notebook: string): string[] {
  const { cells } = JSON.parse(notebook) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells.filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));
}

/** What is wrong with a file's name, if anything. */
export function wrongName(path: string): string | undefined {
  const name = path.split("/").at(-1)!;
  if (!/^_?[a-z][a-z0-9]*(_[a-z0-9]+)*\.ts$/.test(name)) {
    return `${path}: not snake_case`;
  }
  if (/^_?(utils?|helpers?|common|misc|shared)\.ts$/.test(name)) {
    return `${path}: named for no concept`;
  }
  return undefined;
}

/** The places without a doc comment, in what `deno doc --lint` printed. */
export function undocumented(lint: string, root: string): string[] {
  const places = lint.matchAll(/error\[missing-jsdoc\].*\n\s*--> (\S+)/g);
  return [...places].map(([, place]) => place)
    .filter((place) => place.startsWith(root));
}
