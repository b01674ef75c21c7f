import { assertEquals } from "@std/assert";

/** An option with a default, in a file of lib/. */
interface Default {
  readonly file: string;
  readonly option: string;
}

/** Every `option = value` that a file of lib/ takes out of its options. */
export function defaultsIn(file: string, source: string): Default[] {
  const taken = source.matchAll(/const \{([^{}]*)\}\s*=\s*options;/g);
  return [...taken].flatMap(([, names]) =>
    [...names.matchAll(/(\w+) = /g)].map(([, option]) => ({ file, option }))
  );
}

/** Those whose own test does not hold them, as `assertDefaults` is given them. */
export function untested(
  defaults: readonly Default[],
  test: string,
): Default[] {
  return defaults.filter(({ option }) =>
    !new RegExp(`\\b${option}: \\[`).test(test)
  );
}

const ROOT = new URL("../", import.meta.url);

/** What depends on the machine, and is told by its own tests. */
const OF_THE_MACHINE = ["lib/matrix/blas.ts threads"];

Deno.test("every option with a default is held to it by the test beside its file", async () => {
  const missing: string[] = [];
  for await (const { name: floor } of Deno.readDir(new URL("lib/", ROOT))) {
    if (floor.endsWith(".ts")) continue;
    for await (const { name } of Deno.readDir(new URL(`lib/${floor}/`, ROOT))) {
      if (!name.endsWith(".ts")) continue;
      const file = `lib/${floor}/${name}`;
      const source = await Deno.readTextFile(new URL(file, ROOT));
      const defaults = defaultsIn(file, source);
      if (defaults.length === 0) continue;
      const beside = `tests/${floor}/${name.replace(".ts", "_test.ts")}`;
      const test = await Deno.readTextFile(new URL(beside, ROOT)).catch(() =>
        ""
      );
      for (const { option } of untested(defaults, test)) {
        const which = `${file} ${option}`;
        if (!OF_THE_MACHINE.includes(which)) missing.push(which);
      }
    }
  }
  assertEquals(missing, []);
});

Deno.test("defaultsIn() and untested() find options and their tests", () => {
  const source = `
    const { a, b = 3, c = "x" } = options;
    const { d = 1 } = other;
  `;
  const defaults = defaultsIn("lib/a.ts", source);
  assertEquals(defaults.map(({ option }) => option), ["b", "c"]);
  const test = "assertDefaults(call, { b: [3, 4] })";
  assertEquals(untested(defaults, test).map(({ option }) => option), ["c"]);
});
