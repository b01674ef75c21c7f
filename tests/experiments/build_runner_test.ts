import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { buildRunner, BUILT } from "./build_runner.ts";

/** What a scheduler, each node and every git clone must hold, in bytes. */
const LARGEST = 400_000;

const same = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

Deno.test("the job runner is byte for byte what `deno task runner` builds, each time", async () => {
  const [first, second] = [await buildRunner(), await buildRunner()];
  const names = Object.keys(first);
  const committed = await Array.fromAsync(Deno.readDir(BUILT));
  assertEquals(names.sort(), committed.map(({ name }) => name).sort());
  for (const name of names) {
    assert(same(first[name], second[name]), `two builds of ${name} differ`);
    assert(
      same(first[name], await Deno.readFile(new URL(name, BUILT))),
      `lib/ gives another lib/experiments/built/${name}; run \`deno task runner\` and commit it`,
    );
  }
  assertLessOrEqual(first["runner.js"].length, LARGEST);
});

Deno.test("the job runner imports nothing but what is Deno's own, and names no file", async () => {
  const text = await Deno.readTextFile(new URL("runner.js", BUILT));
  const imported = [...text.matchAll(
    /\b(?:import|export)\b[^"'`;()]*(?:\bfrom)?["'`]([^"'`]+)["'`]/g,
  )].map(([, name]) => name);
  assertEquals(
    imported.filter((name) => !name.startsWith("node:")),
    [],
  );
  assert(imported.includes("node:fs"));
  assertEquals(/\bimport\s*\(|\brequire\s*\(/.test(text), false);
  assertEquals(text.includes("file:///"), false);
  assertEquals(text.includes("sourceMappingURL"), false);
  // Where the kernel looks for its libraries.
  assert(/new URL\(`\.\/built\/\$\{\w+\}`,import\.meta\.url\)/.test(text));
});
