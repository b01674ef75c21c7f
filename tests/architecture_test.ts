import { assert, assertEquals, assertGreater } from "@std/assert";
import {
  below,
  circle,
  code,
  codeCells,
  engineDependent,
  filesBelow,
  importsOf,
  isFace,
  mayUseDeno,
  namesOf,
  ROOT,
  type SourceFile,
  STANDS_ON,
  strangeImports,
  undocumented,
  usesDeno,
  usesUnseeded,
  wrongImports,
  wrongName,
} from "./_architecture.ts";

const lib = await filesBelow("lib", ".ts");

Deno.test("lib/: imports go to the own folder and to those it stands on", () => {
  assertGreater(lib.length, 50);
  assertGreater(lib.flatMap(importsOf).length, 100);
  assertEquals(lib.flatMap(wrongImports), []);
});

Deno.test("lib/: imports make no circle", () => {
  assertEquals(circle(lib), undefined);
});

const faces = lib.filter(({ path }) => isFace(path));

Deno.test("lib/: a face re-exports what its folders hold, nothing else, nothing private", () => {
  for (const face of faces) {
    const statements = code(face.text).split(";").map((one) => one.trim());
    for (const one of statements.filter(Boolean)) {
      assert(/^export (type )?\{[^}]*\} from "\.\/\w/.test(one), one);
    }
    assert(!face.text.includes("/_"), face.path);
  }
  const [all, ...parts] = [
    "mod.ts",
    ...faces.map(({ path }) => path).filter((path) => path !== "mod.ts"),
  ].map((path) => lib.find((file) => file.path === path)!);
  const apart = parts.map(({ path }) => path.replace("mod.ts", ""));
  assert(apart.length > 3);
  const targets = importsOf(all);
  assertEquals(
    targets.filter((path) => apart.some((p) => path.startsWith(p))),
    [],
  );
});

Deno.test("lib/: no two faces share a name", () => {
  const names = faces.flatMap(namesOf);
  assertGreater(names.length, 230);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  assertEquals(twice, []);
});

Deno.test("deno.json offers each face by the name that examples import it by", async () => {
  const { exports, imports } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const expected = faces.map(({ path }) => [
    path.replace(/\/?mod\.ts$/, ""),
    `./lib/${path}`,
  ]);
  assertEquals(
    exports,
    Object.fromEntries(
      expected.map(([name, file]) => [name ? `./${name}` : ".", file]),
    ),
  );
  for (const [name, file] of expected) {
    assertEquals(imports[name ? `weightlab/${name}` : "weightlab"], file);
  }
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

Deno.test("lib/: every exported name and member has a doc comment", async () => {
  const docs = await Promise.all(
    faces.map(({ path }) => lintDocs(`lib/${path}`)),
  );
  const folder = new URL("lib/", ROOT).pathname;
  assertEquals(docs.flatMap((lint) => undocumented(lint, folder)), []);
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

Deno.test("lib/: nothing is computed with what differs between engines", () => {
  const wrong = lib.map(({ path, text }) => [path, ...engineDependent(text)]);
  assertEquals(wrong.filter(({ length }) => length > 1), []);
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

Deno.test("importsOf() finds each form of import, none in comments and none of types", () => {
  const text = `
    /** import { a } from "./comment.ts"; */
    // import "./line.ts";
    import { Matrix } from "ml-matrix";
    import { Matrix as M } from "../storage/matrix.ts";
    import type { A } from "../types/a.ts";
    import { type A2, type A3 } from "../types/b.ts";
    import { type A4, b4 } from "./b4.ts";
    import {
      b,
    } from "./b.ts";
    export { c } from "./c.ts";
    export * from "./d.ts";
    import "./e.ts";
    const f = await import("./f.ts");
  `;
  assertEquals(importsOf({ path: "layers/x.ts", text }), [
    "storage/matrix.ts",
    ...["b4", "b", "c", "d", "e", "f"].map((name) => `layers/${name}.ts`),
  ]);
});

Deno.test("wrongImports() names each rule that an import breaks", () => {
  const right = [
    made("layers/affine.ts", "./layer.ts", "./_private.ts", "../matrix/m.ts"),
    made("charts/show.ts", "./png.ts", "../check/kinds.ts"),
    made("training/train.ts", "../storage/workspace.ts"),
    made("mod.ts", "./layers/affine.ts", "./matrix/matmul.ts"),
  ];
  assertEquals(right.flatMap(wrongImports), []);
  const wrong: [string, string, string][] = [
    ["layers/a.ts", "../networks/mlp.ts", "layers does not stand on networks"],
    ["losses/a.ts", "../optimizers/sgd.ts", "losses does not stand on"],
    ["layers/a.ts", "../mod.ts", "a face is for those outside"],
    ["claims/a.ts", "../theory/mod.ts", "a face is for those outside"],
    [
      "charts/a.ts",
      "../matrix/map_elements.ts",
      "charts does not stand on matrix",
    ],
    ["statistics/a.ts", "../storage/rows.ts", "does not stand on storage"],
    ["layers/a.ts", "../matrix/_p.ts", "a private file belongs to its folder"],
    ["training/a.ts", "../datasets/mnist.ts", "does not stand on datasets"],
    [
      "attic/a.ts",
      "../matrix/map_elements.ts",
      "attic is no folder of the house",
    ],
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

Deno.test("engineDependent() finds functions of Math and powers, but exact ones", () => {
  const exact = "Math.sqrt(2) + x ** 2 - 2 ** -52 + Math.PI + 2n ** 64n * y";
  assertEquals(engineDependent(exact), []);
  assertEquals(engineDependent("/** 2 ** n, Math.exp */ x; // Math.log"), []);
  for (const found of ["Math.exp", "Math.pow", "Math.log10", "Math.expm1"]) {
    assertEquals(engineDependent(`${found}(2) + Math.abs(2)`), [found]);
  }
  assertEquals(engineDependent("const { exp } = Math;"), ["Math"]);
  const powers = ["x ** n", "x ** 0.5", "x ** -n", "2 ** (1 / 3)", "2 ** n"];
  for (const power of [...powers, "x ** 3", "10 ** 5", "1.2 ** 3", "x **= 3"]) {
    assertEquals(engineDependent(power), ["**"]);
  }
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

Deno.test("README.md says of every folder of lib/ what it stands on", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  const rows = readme.matchAll(/^\| `([a-z]+)\/` +\|[^|]*\|([^|]*)\|/gm);
  const said = [...rows].map(([, name, on]) => [
    name,
    on.split(",").map((one) => one.trim()).filter((one) => one !== "-"),
  ]);
  assertEquals(Object.fromEntries(said), STANDS_ON);
  const folders = new Set(lib.map(({ path }) => path.split("/")[0]));
  folders.delete("mod.ts");
  assertEquals([...folders].toSorted(), Object.keys(STANDS_ON).toSorted());
});

Deno.test("each entry of STANDS_ON is needed, and none goes round", () => {
  for (const name of Object.keys(STANDS_ON)) {
    assert(!below(name).has(name), name);
    const used = new Set(
      lib.filter(({ path }) => path.startsWith(`${name}/`))
        .flatMap(importsOf).map((path) => path.split("/")[0]),
    );
    const idle = STANDS_ON[name].filter((one) =>
      !used.has(one) && ![...below(one)].some((lower) => used.has(lower))
    );
    assertEquals(idle, [], name);
  }
});
