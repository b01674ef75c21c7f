/** The project's folder. */
export const ROOT = new URL("../", import.meta.url);

/**
 * The folders of lib/, each with those that it stands on: it imports from them and from what
 * they stand on. Types may come from anywhere.
 */
export const STANDS_ON: Readonly<Record<string, readonly string[]>> = {
  // The ground.
  check: [],
  numbers: [],
  notebook: [],
  kernel: ["check"],
  // The chain.
  storage: ["kernel"],
  matrix: ["storage", "numbers"],
  random: ["storage"],
  initializers: ["random", "matrix"],
  activations: ["matrix"],
  layers: ["initializers", "activations"],
  losses: ["layers"],
  schedules: ["kernel", "numbers"],
  optimizers: ["layers", "schedules"],
  networks: ["layers"],
  saving: ["optimizers"],
  training: ["networks", "losses", "optimizers"],
  workers: ["kernel", "store"],
  store: ["check"],
  cluster: ["workers"],
  experiments: ["training", "workers", "cluster", "notebook"],
  claims: ["experiments", "probes"],
  // What is observed, and what is predicted.
  statistics: ["kernel", "numbers"],
  probes: ["training", "statistics"],
  diagnosis: ["probes", "losses", "optimizers"],
  theory: ["activations"],
  // What stands alone.
  datasets: ["storage", "notebook"],
  charts: ["kernel", "numbers", "notebook"],
  help: ["check", "notebook"],
};

/** All folders below one, those that it stands on and those that they stand on. */
export function below(folder: string): ReadonlySet<string> {
  const direct = STANDS_ON[folder] ?? [];
  return new Set(direct.flatMap((one) => [one, ...below(one)]));
}

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

/** What a module imports or re-exports, as it names it; what it takes types from alone, not. */
function specifiersOf(text: string): string[] {
  const pattern =
    /\b(?:import|export)\b([^"';]*?)\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g;
  return [...code(text).matchAll(pattern)]
    .filter(([, names]) => names === undefined || !isTypesAlone(names))
    .map(([, , from, plain]) => from ?? plain);
}

/** Whether what stands between `import` and `from` names types alone. */
function isTypesAlone(names: string): boolean {
  if (/^\s*type\b/.test(names)) return true;
  const listed = names.match(/^\s*\{([^}]*)\}\s*$/)?.[1]
    .split(",").map((name) => name.trim()).filter(Boolean);
  return listed !== undefined && listed.length > 0 &&
    listed.every((name) => name.startsWith("type "));
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

/** Whether a file is a face: the library's, or the one of a folder with a subpath. */
export function isFace(path: string): boolean {
  return path === "mod.ts" || path.endsWith("/mod.ts");
}

/** The public names of a face, in its order. */
export function namesOf(face: SourceFile): string[] {
  return [...code(face.text).matchAll(/\{([^}]*)\}/g)]
    .flatMap(([, names]) => names.split(","))
    .map((name) => name.trim().replace(/^type /, "")).filter(Boolean);
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
  if (isFace(to)) return "a face is for those outside";
  const here = folder(from), there = folder(to);
  if (here === there) return undefined;
  const isPrivate = to.split("/").at(-1)!.startsWith("_");
  if (isPrivate) return "a private file belongs to its folder";
  for (const one of [here, there]) {
    if (!(one in STANDS_ON)) return `${one} is no folder of the house`;
  }
  if (!below(here).has(there)) return `${here} does not stand on ${there}`;
  return undefined;
}

function folder(path: string): string {
  return path.split("/").slice(0, -1).join("/");
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
      "kernel/kernel.ts",
      "kernel/native.ts",
      "kernel/native_builds.ts",
      "check/permission.ts",
      "charts/show.ts",
      "charts/progress.ts",
      "notebook/jupyter.ts",
      "workers/run_jobs.ts",
      "workers/serve_jobs.ts",
      "cluster/run_on_cluster.ts",
      "cluster/_bridge_worker.ts",
      "cluster/_find_python.ts",
      "experiments/_runner.ts",
    ]
      .includes(path);
}

/** Whether the code (not its comments) names the `Deno` object. */
export function usesDeno(text: string): boolean {
  return /\bDeno\b/.test(code(text));
}

/** What of Math is the same to the last bit wherever JavaScript runs. */
const EXACT = "E|LN10|LN2|PI|SQRT1_2|SQRT2|" +
  "abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc";

const TWO = String.raw`(?<![\w.])2 `;

/**
 * What the code computes with that differs in its last bits between engines: a function of
 * Math, or a power but for squares and whole powers of 2 that are written out: some engines
 * multiply for `x ** 3`, others take a logarithm.
 */
export function engineDependent(text: string): string[] {
  const pattern = new RegExp(
    String.raw`\bMath\b(?!\.(?:${EXACT})\b)(?:\.\w+)?` +
      String.raw`|(?<!${TWO})\*\*(?!=? ?(2|-?\d+n)(?![\w.]))` +
      String.raw`|(?<=${TWO})\*\*(?! -?\d+n?(?![\w.]))`,
    "g",
  );
  return code(text).match(pattern) ?? [];
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
