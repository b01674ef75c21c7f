// The package as others have it: installed from its file into empty projects, in Deno, Node, Bun
// and pages. It fetches those from npm, so its name keeps it out of a plain `deno test`: `deno
// task test:package` names it.

import {
  assert,
  assertEquals,
  assertLessOrEqual,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { build, stop } from "esbuild";
import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import ts from "typescript";
import { lossCurves, toPng } from "weightlab/charts";
import { part as core } from "../../lib/kernel/_core_bytes.ts";
import { part as functions } from "../../lib/kernel/_functions_bytes.ts";
import { GOLDEN_HASH } from "../../lib/experiments/_golden.ts";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import { ROOT } from "../_architecture.ts";
import { chromium, firefox, said } from "../browser/_said.ts";
import { quickest } from "../golden/_builds_here.ts";
import { buildPackage } from "./build.ts";

/**
 * What `{ mlp, he, relu, train }` may take on its way into a page, in bytes, gzipped: the kernel
 * 14 kB, the library itself 19, and ml-matrix 18, of whose one CommonJS file esbuild can leave
 * nothing out; of its modules, 9.
 */
const LARGEST = { file: 51_600, modules: 43_200 };

/** What has esbuild take ml-matrix's modules, as the README says it. */
const MODULES = "--alias:ml-matrix=./node_modules/ml-matrix/src/index.js";

/** What draws figures, as the README has it installed. */
const FIGURES = "vega@6 vega-lite@6 @resvg/resvg-wasm@2 dejavu-fonts-ttf@2"
  .split(" ");

const npx = (name: string) => ["npx", "-y", name];

/** What runs programs, and the kernel's build that it must take. */
const ENGINES = [
  { name: "Deno", command: [Deno.execPath(), "run", "-A"], kernel: quickest },
  { name: "Node 20", command: npx("node@20"), kernel: "exact" },
  { name: "Node 22", command: npx("node@22"), kernel: "wasm" },
  { name: "the newest Node", command: npx("node@latest"), kernel: "wasm" },
  // Bun rounds a product before it adds to it on some processors.
  { name: "Bun", command: npx("bun"), kernel: "(wasm|exact)" },
];

const [deno, , node] = ENGINES.map(({ command }) => command);

const packed = await buildPackage(await temporary());
const empty = await project(packed);
const withFigures = await project(packed, ...FIGURES);

const readme = await Deno.readTextFile(new URL("README.md", ROOT));
/** The README's section, and its blocks of code: for programs, for a page, and that page. */
const section = readme.split("### Use it in your own project\n")[1]
  .split("\n### ")[0];
const [, program, page, html] = [
  ...section.matchAll(/^```\w+\n([\s\S]*?)^```$/gm),
].map(([, code]) => code);

const GOLDEN = `import { kernelInUse } from "weightlab";
  import { goldenHash } from "./node_modules/weightlab/lib/experiments/_golden.js";
  const hash = await goldenHash() + " " + kernelInUse().name;`;

for (const { name, command, kernel } of ENGINES) {
  Deno.test(`the package trains the golden network to the last digit in ${name}`, async () => {
    const { output } = await inProject(
      empty,
      command,
      `${GOLDEN} console.log(hash)`,
    );
    assertMatch(output, new RegExp(`^${GOLDEN_HASH} ${kernel}$`, "m"));
  });

  Deno.test(`the README's first lines give the number they name in ${name}`, async () => {
    const { stdout, output } = await inProject(empty, command, program);
    const [, named] = program.match(/\/\/ ([\d.]+)$/m)!;
    assertEquals(stdout.trim(), named, output);
  });

  Deno.test(`each subpath is there and a sweep trains in ${name}`, async () => {
    const { stdout, output } = await inProject(
      empty,
      command,
      `${SWEEP} import { claims } from "weightlab/claims";
      import { lengthMap } from "weightlab/theory";
      import { lossCurves } from "weightlab/charts";
      console.log(claims.length, typeof lengthMap, typeof lossCurves);
      console.log(JSON.stringify(await sweep()));`,
    );
    assertEquals(
      stdout.trim(),
      `14 function function\n${JSON.stringify(await sweepHere())}`,
      output,
    );
  });
}

const SWEEP = `import { Matrix } from "weightlab";
  import { saveStudy, weightScaleSweep } from "weightlab/experiments";
  const train = {
    x: new Matrix([[1, 0, .5], [0, 1, .2], [.3, .3, 1]]), t: Uint8Array.of(0, 1, 1),
  };
  const sweep = async (options) => (await weightScaleSweep({
    ...{ stds: [.1, 1], train, hidden: [5], batchSize: 2, epochs: 4, ...options },
  }));`;

/** What SWEEP gives in the repository. */
async function sweepHere(): Promise<unknown> {
  const { Matrix } = await import("weightlab");
  const { weightScaleSweep } = await import("weightlab/experiments");
  const x = new Matrix([[1, 0, .5], [0, 1, .2], [.3, .3, 1]]);
  const train = { x, t: Uint8Array.of(0, 1, 1) };
  return await weightScaleSweep({
    ...{ stds: [.1, 1], train, hidden: [5], batchSize: 2, epochs: 4 },
    workers: 1,
  });
}

for (const { name, command } of ENGINES) {
  const isDeno = command === deno;
  Deno.test(
    `${
      isDeno ? "workers of the package train, " : ""
    }results are kept and a study is saved in ${name}`,
    async () => {
      const folder = await temporary();
      const { stdout, output } = await inProject(
        empty,
        command,
        `${SWEEP} const store = ${JSON.stringify(join(folder, "s.jsonl"))};
      const team = { store, workers: ${isDeno ? 2 : 1} };
      const runs = await sweep(team), begun = [];
      await sweep({ ...team, onProgress: (at) => begun.push(at.done) });
      await saveStudy(${JSON.stringify(join(folder, "study"))}, [{
        hidden: [3], activation: "relu", init: "he", optimizer: { name: "SGD", lr: .1 },
        batchSize: 2, updates: 3, weightSeed: 1, batchSeed: 1,
      }], { train });
      console.log(JSON.stringify([runs, begun]));`,
      );
      assertEquals(JSON.parse(stdout), [await sweepHere(), [4]], output);
      const runner = join(folder, "study", "runner.js");
      const shard = await run([...deno, runner, "--shard", "1/1"]);
      assert(shard.success, shard.output);
      await Deno.remove(folder, { recursive: true });
    },
  );
}

Deno.test("in Node workers say what they need", async () => {
  const { output } = await inProject(
    empty,
    node,
    `${SWEEP} await sweep({ workers: 2 });`,
  );
  assertStringIncludes(
    output,
    "Cannot start workers: Deno must run the program; elsewhere workers: 1 does the same",
  );
});

Deno.test("in Node what stands in a file's way is told of as in Deno", async () => {
  const folder = await temporary();
  const at = (name: string) => join(folder, name);
  await Deno.mkdir(at("folder"));
  await Deno.writeTextFile(at("file"), "");
  await Deno.symlink("itself", at("itself"));
  const { stdout, output } = await inProject(
    empty,
    node,
    `import { readPresent } from "./node_modules/weightlab/lib/datasets/_verified_file.js";
    for (const name of ["gone", "folder", "file/file", "itself"]) {
      await readPresent(new URL(name, "file://${folder}/"), "remedy")
        .catch((error) => console.log(error.message.split(": ")[1]));
    }`,
  );
  assertEquals(
    stdout.trim().split("\n"),
    [
      "the file is missing; remedy.",
      "a folder stands in its place; remove that, then remedy.",
      "a file stands in the place of its folder; remove that, then remedy.",
      "it is a symbolic link that leads back to itself; remove that, then remedy.",
    ],
    output,
  );
  await Deno.remove(folder, { recursive: true });
});

const PNG = `import { createHash } from "node:crypto";
  import { lossCurves, toPng } from "weightlab/charts";
  const png = await toPng(lossCurves({ He: [2.3, 1.1, 0.4] }));
  console.log(createHash("sha256").update(png).digest("hex"));`;

for (const { name, command } of ENGINES) {
  Deno.test(`toPng() has the same bytes in ${name}, and says what it lacks`, async () => {
    const without = await inProject(empty, command, PNG);
    assertStringIncludes(
      without.output,
      `Cannot draw a figure: the packages that draw must be installed, \`npm install ${
        FIGURES.join(" ")
      }\``,
    );
    const { stdout, output } = await inProject(withFigures, command, PNG);
    const png = await toPng(lossCurves({ He: [2.3, 1.1, 0.4] }));
    const hash = await crypto.subtle.digest(
      "SHA-256",
      new Uint8Array(png),
    );
    assertEquals(stdout.trim(), new Uint8Array(hash).toHex(), output);
  });
}

Deno.test("the compiler takes the types of each subpath, of a program's and of a bundler's kind", async () => {
  const file = join(empty, "types.ts");
  await Deno.writeTextFile(
    file,
    `import { type Data, he, type Layer, Matrix, mlp, relu, seeded, train, SGD } from "weightlab";
    import { type Chart, lossCurves } from "weightlab/charts";
    import { trainAll, type TrainPlan } from "weightlab/experiments";
    import { lengthMap } from "weightlab/theory";
    import { observe } from "weightlab/claims";
    const data: Data = { x: new Matrix([[1, 2]]), t: Uint8Array.of(0) };
    const net: Layer = mlp([2, 1], { activation: relu, init: he(), rng: seeded(1) });
    const plan: TrainPlan = { hidden: [1], activation: "relu", init: { name: "normal", std: 1 },
      optimizer: { name: "SGD", lr: 1 }, batchSize: 1, updates: 1, weightSeed: 1, batchSeed: 1 };
    // @ts-expect-error there is no such initializer
    const wrong: TrainPlan = { ...plan, init: "him" };
    const { losses } = train(net as ReturnType<typeof mlp>, data,
      { optimizer: new SGD({ lr: 1 }), batchSize: 1, updates: 1, rng: seeded(2) });
    const chart: Chart = lossCurves({ He: losses });
    const runs: Promise<{ trainAccuracy: number }[]> = trainAll([plan], { train: data });
    export { chart, lengthMap, observe, runs, wrong };\n`,
  );
  const { ModuleKind, ModuleResolutionKind } = ts;
  for (
    const kinds of [
      {
        module: ModuleKind.NodeNext,
        moduleResolution: ModuleResolutionKind.NodeNext,
      },
      {
        module: ModuleKind.ESNext,
        moduleResolution: ModuleResolutionKind.Bundler,
      },
    ]
  ) {
    const compiled = ts.createProgram([file], {
      ...{ ...kinds, target: ts.ScriptTarget.ES2022 },
      ...{ strict: true, noEmit: true, types: [] },
    });
    const said = ts.getPreEmitDiagnostics(compiled).map((one) =>
      `${one.file?.fileName}: ${
        ts.flattenDiagnosticMessageText(one.messageText, "\n")
      }`
    );
    assertEquals(said, []);
  }
});

for (const [of, largest] of Object.entries(LARGEST)) {
  assertStringIncludes(section, MODULES);
  const alias = of === "modules" ? [MODULES] : [];
  Deno.test(`{ mlp, he, relu, train } and ml-matrix's ${of} take no more of a page than they must`, async () => {
    const bundled = await bundle(
      'export { he, mlp, relu, train } from "weightlab";',
      alias,
    );
    const { length } = gzipSync(bundled, { level: 9 });
    console.log(`${bundled.length} bytes, gzipped ${length}`);
    assertLessOrEqual(length, largest);
  });

  Deno.test(`bundled with ml-matrix's ${of}, the golden network trains, with the program's own Matrix`, async () => {
    const bundled = await bundle(
      `${GOLDEN} import { Matrix } from "weightlab";
      import { Matrix as Own } from "ml-matrix";
      console.log(hash, Own === Matrix);`,
      alias,
    );
    const { output } = await inProject(empty, deno, bundled);
    assertMatch(output, new RegExp(`^${GOLDEN_HASH} wasm true$`, "m"));
  });
}

Deno.test("a page's kernel leaves out what only other functions need, and what calls native code", async () => {
  const holds = async (names: string) => {
    const code = await bundle(`export { ${names} } from "weightlab";`);
    return [core.deflated, functions.deflated, "canRun"]
      .map((part) => code.includes(part));
  };
  assertEquals(
    await holds("Adam, he, mlp, randn, relu, train"),
    [true, false, false],
  );
  assertEquals(await holds("gelu, mlp, train"), [true, true, false]);
});

for (
  const [name, start] of Object.entries({
    Chromium: chromium(),
    Firefox: firefox,
  })
) {
  Deno.test(`bundled, the package trains to the last digit in ${name}`, async () => {
    const script = await bundle(`${GOLDEN} ${SWEEP}
      const runs = await sweep();
      await fetch("/said", { method: "POST", body: JSON.stringify({ hash, runs }) });`);
    const { hash, runs } = JSON.parse(await said(start, script));
    assertEquals(hash, `${GOLDEN_HASH} wasm`);
    assertEquals(runs, await sweepHere());
  });

  Deno.test(`the README's page says how it trained in ${name}`, async () => {
    assertStringIncludes(html, 'src="page.bundle.js"');
    const script = await bundle(`${page}
      await fetch("/said", { method: "POST", body: document.body.textContent });`);
    assertMatch(await said(start, script), /inside or outside: 0\.9\d+/);
  });
}

/** The script in one file, as esbuild makes it for a page, minified, with `--alias` if given. */
async function bundle(
  script: string,
  aliases: readonly string[] = [],
): Promise<string> {
  const alias = Object.fromEntries(
    aliases.map((one) => one.replace("--alias:", "").split("=")),
  );
  try {
    const { outputFiles: [file] } = await build({
      stdin: { contents: script, resolveDir: empty },
      ...{ bundle: true, format: "esm", minify: true, write: false },
      ...{ absWorkingDir: empty, alias },
    });
    return file.text;
  } finally {
    await stop();
  }
}

/** Runs a program that lies in a project. */
async function inProject(
  folder: string,
  command: readonly string[],
  code: string,
) {
  const file = join(folder, `${crypto.randomUUID()}.mjs`);
  await Deno.writeTextFile(file, code);
  return await run([...command, file], {
    cwd: folder,
    env: { NO_COLOR: "1" },
  });
}

/** An empty project with packages. */
async function project(...packages: string[]): Promise<string> {
  const folder = await temporary();
  await Deno.writeTextFile(
    join(folder, "package.json"),
    '{ "private": true, "type": "module" }',
  );
  const { success, output } = await run(
    ["npm", "install", "--silent", "--no-audit", "--no-fund", ...packages],
    { cwd: folder },
  );
  if (!success) throw new Failure(`Cannot install the package: ${output}`);
  return folder;
}

function temporary(): Promise<string> {
  return Deno.makeTempDir({ prefix: "weightlab-package-" });
}

Deno.test.afterAll(async () => {
  for (const folder of [dirname(packed), empty, withFigures]) {
    await Deno.remove(folder, { recursive: true });
  }
});
