import { assertEquals, assertThrows } from "@std/assert";
import { filesBelow } from "./_architecture.ts";
import { type Default, defaultsIn } from "./_option_defaults.ts";

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

Deno.test("every option with a default is held to it by the test beside its file", async () => {
  const sources = Object.fromEntries(
    (await filesBelow("lib", ".ts")).map(({ path, text }) => [path, text]),
  );
  const defaults = defaultsIn(sources), missing: string[] = [];
  for (const file of new Set(defaults.map(({ file }) => file))) {
    const beside = `tests/${file.replace(".ts", "_test.ts")}`;
    const test = await Deno.readTextFile(new URL(beside, ROOT)).catch(() => "");
    const own = defaults.filter((one) => one.file === file);
    for (const { option } of untested(own, test)) {
      missing.push(`lib/${file} ${option}`);
    }
  }
  assertEquals(
    missing,
    [],
    "call assertDefaults() in the test beside the file",
  );
});

Deno.test("defaultsIn() finds options with a default, by the file that reads them", () => {
  const found = (sources: Record<string, string>) =>
    defaultsIn(sources).map(({ file, option }) => `${file} ${option}`);
  const a = `
    import { MORE, SEED } from "./b.ts";
    const eps = number({ least: 0 }).or(1e-8);
    const { lr, mode } = readOptions("make a, b", options, {
      lr: number({ above: 0 }),
      mode: oneOf(["(", "b"]).or("("), // a mode: number().or(1)
      seed: SEED,
      eps,
      title: text().optional,
      trials: listOf(kind((doing, name, value) =>
        readOptions(doing, value, { inner: count().or(f(1, 2)) })
      )).or([]),
      ...MORE,
    }, { whole: "a" });
    const { b = 3, c = "x", d } = options;
    const { e = 1 } = other;
  `;
  const b = `
    export const SEED = kind(seeded).or(1);
    const FEW = { few: count(), fewest: count().or(1) };
    export const MORE: Kinds<More> = {
      ...FEW,
      more: count()
        .or(2),
    };
    export function readMoreOptions(doing, options, kinds) {
      return readOptions(doing, options, kinds);
    }
    readMoreOptions("read b", options, MORE);
  `;
  assertEquals(found({ "x/a.ts": a, "x/b.ts": b }).sort(), [
    ...["b", "c", "eps", "fewest", "inner", "mode", "more", "seed", "trials"]
      .map((option) => `x/a.ts ${option}`),
    "x/b.ts fewest",
    "x/b.ts more",
  ]);
  for (
    const unseen of [
      "const kinds = kindsOf(number().or(1));",
      'readOptions("a", options, { a: anyOf(number().or(1)) });',
      'readOptions("a", options, { a });',
      'readOptions("a", options, KINDS);',
    ]
  ) assertThrows(() => defaultsIn({ "x/a.ts": unseen }), Error, "x/a.ts: ");
});

Deno.test("untested() finds options that no table of defaults names", () => {
  const file = "a.ts";
  const defaults = [{ file, option: "b" }, { file, option: "c" }];
  const test = "assertDefaults(call, { b: [3, 4] })";
  assertEquals(untested(defaults, test).map(({ option }) => option), ["c"]);
});
