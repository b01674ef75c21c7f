import { SCRIPT as OPTIONS } from "../../../notebooks/_jupyter/pages/script.ts";
import { SCRIPT } from "./_engine.ts";
import {
  assert,
  assertEquals,
  assertLess,
  assertStringIncludes,
} from "@std/assert";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { build, stop } from "esbuild";
import { made } from "../../../notebooks/_jupyter/live/bundle.ts";
import {
  namesOf,
  type Node,
  partsOf,
} from "../../../notebooks/_jupyter/live/engine/names.ts";

const LICENCES = new URL(
  "../../../notebooks/_jupyter/pages/template/licences.txt",
  import.meta.url,
);

Deno.test("the engine is one classic script, which asks for nothing", () => {
  const program = parse(SCRIPT, { ecmaVersion: 2022, sourceType: "script" });
  const { uses } = namesOf(program);
  assert(uses.has("WebAssembly") && uses.has("Math"));
  const asking = [
    ...["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport"],
    ...["importScripts", "require", "caches", "indexedDB"],
  ];
  assertEquals(asking.filter((name) => uses.has(name)), []);
  // A data set of the web is fetched where a cell says so, which a page's policy refuses.
  assertEquals(SCRIPT.match(/\bfetch\(/g)?.length, 1);
  // Cells' imports are made of text: none is the engine's own.
  let imports = 0;
  const visit = (node: Node) => {
    if (node.type === "ImportExpression") imports++;
    partsOf(node).forEach(visit);
  };
  visit(program as Node);
  assertEquals(imports, 0);
  assertEquals(SCRIPT.match(/<\/script|<!--/g), null);
});

Deno.test("the engine has no file of this machine, and none of what it leaves out", () => {
  assertEquals(
    SCRIPT.includes(new URL("../../..", import.meta.url).pathname),
    false,
  );
  assertEquals(SCRIPT.includes("node_modules"), false);
  for (const absent of ["resvg", "Deno.dlopen(", "interopRequire"]) {
    assertEquals(SCRIPT.includes(absent), false, absent);
  }
  assertStringIncludes(SCRIPT, "file:///weightlab/lib/");
});

Deno.test("the engine's tree of words is sucrase's own, made of the words", async () => {
  const path = "parser/tokenizer/readWordTree.js";
  const sucrase = import.meta.resolve("sucrase");
  const module = new URL(`esm/${path}`, sucrase);
  const { outputFiles } = await build({
    ...OPTIONS,
    ...made([]),
    ...{ entryPoints: [fileURLToPath(module)], format: "esm", write: false },
  });
  await stop();
  const code = outputFiles![0].text;
  assertLess(code.length, 3000);
  const ours = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const theirs = await import(new URL(path, sucrase).href);
  assertEquals(ours.READ_WORD_TREE, theirs.READ_WORD_TREE);
});

Deno.test("licences.txt has the notices of every package in the engine", async () => {
  const licences = await Deno.readTextFile(LICENCES);
  const { metafile } = await build({
    ...OPTIONS,
    ...made(["./statements.ts"]),
    ...{ write: false, metafile: true },
  });
  await stop();
  const [{ inputs }] = Object.values(metafile!.outputs);
  const folders = new Map<string, string>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const found = path.match(
      /^(.*(?:registry\.npmjs\.org|node_modules)\/((?:@[^/]+\/)?[^/]+)(?:\/\d[^/]*)?)\//,
    );
    if (found && bytesInOutput > 0) folders.set(found[2], found[1]);
  }
  for (const known of ["acorn", "sucrase", "ml-matrix", "@noble/hashes"]) {
    assert(folders.has(known), `${known}, of ${[...folders.keys()]}`);
  }
  const missing: string[] = [];
  for (const [name, folder] of folders) {
    if (!licences.includes(name)) missing.push(name);
    const licence = await Deno.readTextFile(`${folder}/LICENSE`).catch(() =>
      ""
    );
    for (const [notice] of licence.matchAll(/^ *Copyright .*$/gm)) {
      if (!licences.includes(notice.trim())) missing.push(`${name}: ${notice}`);
    }
  }
  assertEquals(missing, []);
});
