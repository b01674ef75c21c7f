import { assertEquals } from "@std/assert";
import { tokensOf } from "../../../notebooks/_jupyter/pages/template/script/live/tokens.js";

interface Token {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of some kinds, as text. */
const texts = (source: string, ...kinds: string[]) =>
  (tokensOf(source) as Token[])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ start, end }) => source.slice(start, end));

Deno.test("tokensOf() finds every kind, in order", () => {
  const source = 'const w = Math.max(0.5, "a"); // two';
  assertEquals(
    (tokensOf(source) as Token[]).map(({ kind, start, end }) => [
      kind,
      source.slice(start, end),
    ]),
    [
      ["keyword", "const"],
      ["word", "w"],
      ["mark", "="],
      ["builtin", "Math"],
      ["mark", "."],
      ["word", "max"],
      ["mark", "("],
      ["number", "0.5"],
      ["mark", ","],
      ["string", '"a"'],
      ["mark", ")"],
      ["mark", ";"],
      ["comment", "// two"],
    ],
  );
});

Deno.test("tokensOf() knows numbers as TypeScript writes them, and names with digits", () => {
  assertEquals(
    texts("x1 = 1_000 + .5 - 1e-3 * 0xFF / 10n ** 5. + a[0].b2", "number"),
    ["1_000", ".5", "1e-3", "0xFF", "10n", "5.", "0"],
  );
  assertEquals(texts("[...a, 1]; a?.5:b?.c", "number"), ["1", ".5"]);
});

Deno.test("tokensOf() goes into the code of a template, however deep", () => {
  const source = "`a ${{ x: `${1} 2` }.x + 3} 4 $5` + 6";
  assertEquals(texts(source, "number"), ["1", "3", "6"]);
  assertEquals(texts(source, "string"), [
    "`a ${",
    "`${",
    "} 2`",
    "} 4 $5`",
  ]);
  assertEquals(texts(String.raw`${"`"}\${1}${"`"} + 2`, "number"), ["2"]);
});

Deno.test("tokensOf() tells a regular expression from a division", () => {
  assertEquals(
    texts(String.raw`s.replace(/[/'"]\d+/g, "") / 2 / n`, "string"),
    [
      String.raw`/[/'"]\d+/g`,
      '""',
    ],
  );
  assertEquals(texts("a / 2 + b[1] / 3 + f() / 4", "string"), []);
  assertEquals(texts("return /1/.test(x)", "string"), ["/1/"]);
  assertEquals(texts("x = /* a */ /1/", "string"), ["/1/"]);
  assertEquals(texts("n /* a */ / 1 / 2", "string"), []);
});

Deno.test("tokensOf() takes what is being written for what it will be", () => {
  assertEquals(texts('a = "one\nb = 1', "string", "number"), ['"one', "1"]);
  assertEquals(texts("/* to the end 1\n2", "comment"), ["/* to the end 1\n2"]);
  assertEquals(texts("`open ${1} 2\n3", "number"), ["1"]);
  assertEquals(texts("`${", "string"), ["`${"]);
  assertEquals(texts("} } 1", "number"), ["1"]);
});

Deno.test("tokensOf() takes a member for a name, whatever it is called", () => {
  assertEquals(texts("a.default.of?.in, { type }", "keyword"), ["type"]);
  assertEquals(texts("가중치 = 초깃값1 + χ₁", "word"), [
    "가중치",
    "초깃값1",
    "χ₁",
  ]);
});
