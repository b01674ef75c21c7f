import { assert, assertEquals, assertGreater } from "@std/assert";
import {
  circle,
  code,
  codeCells,
  filesBelow,
  FLOORS,
  importsOf,
  mayUseDeno,
  ROOT,
  type SourceFile,
  strangeImports,
  undocumented,
  usesDeno,
  usesUnseeded,
  wrongImports,
  wrongName,
} from "./_architecture.ts";

const lib = await filesBelow("lib", ".ts");

Deno.test("lib/: imports go to the own folder and to floors below", () => {
  assertGreater(lib.length, 50);
  assertGreater(lib.flatMap(importsOf).length, 100);
  assertEquals(lib.flatMap(wrongImports), []);
});

Deno.test("lib/: imports make no circle", () => {
  assertEquals(circle(lib), undefined);
});

Deno.test("lib/: mod.ts is the face: re-exports, nothing else, nothing private", () => {
  const face = lib.find(({ path }) => path === "mod.ts")!;
  const targets = importsOf(face);
  assertEquals(targets.filter((path) => path.includes("/_")), []);
  assert(lib.every((file) => !importsOf(file).includes("mod.ts")));
});

Deno.test("lib/: the system is spoken to in datasets, show and progress alone", () => {
  const wrong = lib.filter(({ path, text }) =>
    usesDeno(text) && !mayUseDeno(path)
  );
  assertEquals(wrong.map(({ path }) => path), []);
});

Deno.test("lib/, notebooks/ and tests/: all randomness is seeded", async () => {
  const texts = [
    ...lib,
    ...await filesBelow("tests", ".ts"),
    ...await filesBelow("notebooks", ".ts"),
    ...(await filesBelow("notebooks", ".ipynb")).flatMap(({ path, text }) =>
      codeCells(text).map((cell) => ({ path, text: cell }))
    ),
  ];
  const wrong = texts.filter(({ text }) => usesUnseeded(text));
  assertEquals(wrong.map(({ path }) => path), []);
});

Deno.test("lib/: file names are snake_case and name a concept", () => {
  assertEquals(lib.flatMap(({ path }) => wrongName(path) ?? []), []);
});

/** What `deno doc --lint` says of a module. */
async function lintDocs(module: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", module],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

Deno.test("lib/mod.ts: every exported name and member has a doc comment", async () => {
  const lint = await lintDocs("lib/mod.ts");
  assertEquals(undocumented(lint, new URL("lib/", ROOT).pathname), []);
});

Deno.test("the doc comment check finds names, members and fields without one", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const module = `${folder}/module.ts`;
    await Deno.writeTextFile(
      module,
      `/** Said. */ export interface A {\n  x: number;\n}
/** Said. */ export class B {\n  f(): void {}\n}
export function g(): void {}\n`,
    );
    const places = undocumented(await lintDocs(module), folder);
    // By line: for a function some versions of Deno point at "export", others at its name.
    const lines = places.map((place) =>
      Number(place.slice(module.length).split(":")[1])
    );
    assertEquals(lines, [2, 5, 7]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("lib/: no Math.min() or Math.max() of as many arguments as there are values", () => {
  const spread = /\bMath\s*\.\s*(min|max)\s*\(\s*\.\.\./;
  assert(spread.test("Math.max(\n  ...values,\n)"));
  const wrong = lib.filter(({ text }) => spread.test(code(text)));
  assertEquals(wrong.map(({ path }) => path), []);
});

Deno.test("lib/: examples import the library by its name, and assertions", () => {
  const examples = lib.filter(({ text }) => text.includes("@example"));
  assertGreater(examples.length, 50);
  assertEquals(lib.flatMap(strangeImports), []);
});

// The rules on made-up files: each must be able to fail.

function made(path: string, ...imports: string[]): SourceFile {
  return { path, text: imports.map((p) => `import "${p}";`).join("\n") };
}

Deno.test("importsOf() finds each form of import, and none in comments", () => {
  const text = `
    /** import { a } from "./comment.ts"; */
    // import "./line.ts";
    import { Matrix } from "ml-matrix";
    import type { A } from "../matrix/matrix.ts";
    import {
      b,
    } from "./b.ts";
    export { c } from "./c.ts";
    export * from "./d.ts";
    import "./e.ts";
    const f = await import("./f.ts");
  `;
  assertEquals(importsOf({ path: "layers/x.ts", text }), [
    "matrix/matrix.ts",
    ...["b", "c", "d", "e", "f"].map((name) => `layers/${name}.ts`),
  ]);
});

Deno.test("wrongImports() names each rule that an import breaks", () => {
  const right = [
    made("layers/affine.ts", "./layer.ts", "./_private.ts", "../matrix/m.ts"),
    made("charts/show.ts", "./png.ts", "../matrix/matrix.ts"),
    made("training/train.ts", "../datasets/data.ts"),
    made("mod.ts", "./charts/show.ts", "./matrix/matrix.ts"),
  ];
  assertEquals(right.flatMap(wrongImports), []);
  const wrong: [string, string, string][] = [
    ["layers/a.ts", "../networks/mlp.ts", "imports go downward only"],
    ["losses/a.ts", "../optimizers/sgd.ts", "imports go downward only"],
    ["layers/a.ts", "../mod.ts", "mod.ts is on no floor"],
    ["charts/a.ts", "../probes/p.ts", "charts take plain rows"],
    ["layers/a.ts", "../matrix/_p.ts", "a private file belongs to its folder"],
    ["training/a.ts", "../datasets/mnist.ts", "only the type of the data"],
    ["attic/a.ts", "../matrix/matrix.ts", "attic is on no floor"],
  ];
  for (const [from, to, rule] of wrong) {
    const [found] = wrongImports(made(from, to));
    assert(found?.includes(rule), `${from} -> ${to}: ${found}`);
  }
});

Deno.test("strangeImports() finds what an example imports, and no code's imports", () => {
  const text = `import { a } from "./code.ts";
    /**
     * One. import { b } from "./prose.ts";
     *
     * \`\`\`ts
     * import { assertEquals } from "@std/assert";
     * import { c } from "weightlab";
     * import type { d } from "weightlab/charts";
     * import { e } from "./e.ts";
     * import {
     *   f,
     * } from 'ml-matrix';
     * const g = await import("../g.ts");
     * \`\`\`
     */
    /** \`\`\`ts
     * import "npm:h";
     * \`\`\` */
  `;
  assertEquals(
    strangeImports({ path: "a.ts", text }),
    ["./e.ts", "ml-matrix", "../g.ts", "npm:h"].map((name) =>
      `a.ts: an example imports ${name}`
    ),
  );
});

Deno.test("circle() finds a circle, and none in a diamond", () => {
  const diamond = [
    made("a.ts", "./b.ts", "./c.ts"),
    made("b.ts", "./d.ts"),
    made("c.ts", "./d.ts"),
    made("d.ts"),
  ];
  assertEquals(circle(diamond), undefined);
  const closed = [...diamond.slice(0, 3), made("d.ts", "./b.ts")];
  assertEquals(circle(closed), ["b.ts", "d.ts", "b.ts"]);
});

Deno.test("usesDeno() and mayUseDeno() tell code from comments, and files apart", () => {
  assert(usesDeno("const a = Deno.args;"));
  assert(usesDeno("typeof Deno"));
  assert(!usesDeno("/** @throws {Deno.errors.NotFound} */ const a = 1;"));
  assert(mayUseDeno("datasets/mnist.ts") && mayUseDeno("charts/show.ts"));
  assert(!mayUseDeno("charts/png.ts") && !mayUseDeno("training/train.ts"));
});

Deno.test("usesUnseeded() finds the call in sources and in notebooks' code", () => {
  const call = ["Math", "random()"].join(".");
  assert(usesUnseeded(`const x = ${call};`));
  assert(usesUnseeded("Math" + '["random"]()'));
  assert(!usesUnseeded("Math.round(random)"));
  const cell = (cell_type: string) => ({ cell_type, source: ["x = ", call] });
  const notebook = JSON.stringify({ cells: [cell("code"), cell("markdown")] });
  assertEquals(codeCells(notebook), [`x = ${call}`]);
});

Deno.test("wrongName() wants snake_case and a concept", () => {
  for (const path of ["layers/affine.ts", "charts/_font.ts", "a/b_2.ts"]) {
    assertEquals(wrongName(path), undefined);
  }
  for (
    const name of ["Affine", "batchNorm", "batch-norm", "utils", "_helpers"]
  ) {
    assert(wrongName(`layers/${name}.ts`));
  }
});

Deno.test("README.md draws every floor of lib/, from the top down", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  const drawn = [...readme.matchAll(/^ {3}[├└]── ((?:[a-z]+\/\s)+)/gm)]
    .flatMap(([, folders]) => folders.trim().split(" "))
    .map((folder) => folder.replace("/", ""));
  assertEquals(drawn.toSorted(), FLOORS.flat().toSorted());
  const heights = drawn.map((folder) =>
    FLOORS.findIndex((floor) => floor.includes(folder))
  );
  assertEquals(heights, heights.toSorted((a, b) => b - a));
});

Deno.test("lib/mod.ts names the floors from the ground up", () => {
  const face = lib.find(({ path }) => path === "mod.ts")!;
  const heights = importsOf(face).map((target) =>
    FLOORS.findIndex((floor) => floor.includes(target.split("/")[0]))
  );
  assertEquals(heights, heights.toSorted((a, b) => a - b));
});
