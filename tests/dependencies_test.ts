// Who uses the library downloads what it needs; what tests and builds need beside that
// lies in the deno.json of the folder that needs it.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { codeCells, filesBelow, packagesOf, ROOT } from "./_architecture.ts";
import { startRegistry } from "./_registry.ts";

/** What a deno.json says of packages. */
interface Settings {
  readonly workspace: readonly string[];
  readonly imports: Readonly<Record<string, string>>;
}

async function read<T>(path: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(new URL(path, ROOT)));
}

const root = await read<Settings>("deno.json");

/** The packages of npm that a deno.json lists; types are imported by no name. */
function listed({ imports }: Settings): string[] {
  return Object.keys(imports).filter((name) =>
    imports[name].startsWith("npm:") && !name.startsWith("@types/")
  );
}

Deno.test("deno.json lists what lib/, the notebooks and their export import, and nothing else", async () => {
  const lib = (await filesBelow("lib", ".ts"))
    .filter(({ path }) => path !== "kernel/build.ts");
  const cells = (await filesBelow("notebooks", ".ipynb"))
    .flatMap(({ text }) => codeCells(text)).map((text) => ({ text }));
  const launcher = await filesBelow("notebooks", ".ts");
  const named = new Set([...lib, ...cells, ...launcher].flatMap(packagesOf));
  // What a name stands for that is a file of ours.
  for (const name of named) {
    const target = root.imports[name] ?? "";
    if (!target.startsWith("./")) continue;
    named.delete(name);
    if (/^weightlab\b/.test(name)) continue;
    const text = await Deno.readTextFile(new URL(target, ROOT));
    for (const imported of packagesOf({ text })) named.add(imported);
  }
  assertEquals([...named].toSorted(), listed(root).toSorted());
});

for (const member of root.workspace) {
  Deno.test(`${member}/deno.json lists what its files import and the root lacks`, async () => {
    const own = listed(await read<Settings>(`${member}/deno.json`));
    const imported = new Set(
      (await filesBelow(member, ".ts")).flatMap(packagesOf),
    );
    assert(own.length > 0);
    assertEquals(own.filter((name) => !imported.has(name)), []);
    assertEquals(own.filter((name) => name in root.imports), []);
  });
}

Deno.test("an import of the library fetches what it needs, and no tool of tests or builds", async () => {
  const members = await Promise.all(
    root.workspace.map((member) => read<Settings>(`${member}/deno.json`)),
  );
  const tools = members.flatMap(({ imports }) => Object.values(imports))
    .map((specifier) => specifier.slice("npm:".length).split("@")[0])
    .filter((name) => !(name in root.imports));
  assert(tools.length > 2, `${tools}`);
  const ofExport = ["acorn", "esbuild", "katex", "sucrase", "vega-embed"];

  await using registry = await startRegistry(ROOT);
  const faces = Object.keys(root.imports).filter((name) =>
    /^weightlab\b/.test(name)
  );
  const fetched = await registry.fetchedBy(
    [...faces, "@std/assert"].map((name) => `import "${name}";`).join(" "),
  );
  assertEquals(
    fetched.filter((name) => [...tools, ...ofExport].includes(name)),
    [],
  );
  const missing = listed(root).filter((name) =>
    !fetched.includes(name) && !ofExport.includes(name)
  );
  assertEquals(missing, []);
  // A part of the library brings its own part: who trains, no figures' packages.
  const core = await registry.fetchedBy('import "weightlab";');
  assertEquals(
    core.filter((name) => name in root.imports),
    ["@noble/hashes", "ml-matrix", "seedrandom"],
  );
  const part = new URL("lib/random/seeded.ts", ROOT);
  assertEquals(
    await registry.fetchedBy(`import "${part}";`),
    ["@noble/hashes", "seedrandom"],
  );
});

Deno.test("deno.lock holds the hash of every package", async () => {
  const { npm } = await read<{ npm: Record<string, { integrity: string }> }>(
    "deno.lock",
  );
  assert(Object.keys(npm).length > 100);
  for (const [id, { integrity }] of Object.entries(npm)) {
    assertMatch(integrity, /^sha512-[\w+/]{86}==$/, id);
  }
});
