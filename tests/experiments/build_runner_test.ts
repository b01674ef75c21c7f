import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { buildRunner, RUNNER } from "./build_runner.ts";

/** What a scheduler, each node and every git clone must hold, in bytes. */
const LARGEST = 400_000;

const same = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

Deno.test("the job runner is byte for byte what `deno task runner` builds, each time", async () => {
  const [first, second] = [await buildRunner(), await buildRunner()];
  assert(same(first, second), "two builds differ");
  const committed = await Deno.readFile(RUNNER);
  assert(
    same(first, committed),
    "lib/ gives another lib/experiments/built/runner.js; run `deno task runner` and commit it",
  );
  assertLessOrEqual(committed.length, LARGEST);
});

Deno.test("the job runner imports nothing but what is Deno's own, and names no file", async () => {
  const text = await Deno.readTextFile(RUNNER);
  const imported = [...text.matchAll(
    /\b(?:import|export)\b[^"'`;()]*(?:\bfrom)?["'`]([^"'`]+)["'`]/g,
  )].map(([, name]) => name);
  assertEquals(
    imported.filter((name) => !name.startsWith("node:")),
    [],
  );
  assert(imported.includes("node:zlib"));
  assertEquals(/\bimport\s*\(|\brequire\s*\(/.test(text), false);
  assertEquals(text.includes("file:///"), false);
  assertEquals(text.includes("sourceMappingURL"), false);
  // Where the kernel looks for its libraries.
  assert(/new URL\(`\.\/built\/\$\{\w+\}`,import\.meta\.url\)/.test(text));
});
