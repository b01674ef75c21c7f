import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { table } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";

const rows = [{ name: "He", std: 0.141421, n: 12345 }, {
  name: "Xavier",
  std: 0.1,
  n: 7,
}];

Deno.test("table() aligns text to the left and numbers to the right", () => {
  assertEquals(
    table(rows, { caption: "Scales" }).text,
    [
      "Scales",
      "name       std      n",
      "He      0.1414  12345",
      "Xavier     0.1      7",
    ].join("\n"),
  );
});

Deno.test("table() has a caption and scoped headers, and escapes what it is given", () => {
  const { html } = table([{ "<a>": 'x & "y"' }], { caption: "1 < 2" });
  assertMatch(html, /<caption>1 &lt; 2<\/caption>/);
  assertMatch(html, /<th scope="col"[^>]*>&lt;a&gt;<\/th>/);
  assertMatch(html, /<th scope="row"[^>]*>x &amp; &quot;y&quot;<\/th>/);
});

Deno.test("table() makes links of cells with a place, and shows their text", () => {
  const link = { text: "tanh & co", href: "02_x.ipynb#tanh?a&b" };
  const { html, text } = table([{ name: link, see: link }]);
  assertMatch(
    html,
    /<th scope="row"[^>]*><a href="02_x.ipynb#tanh\?a&amp;b">tanh &amp; co<\/a><\/th>/,
  );
  assertMatch(html, /<td[^>]*><a href="02_x/);
  assertEquals(text, "name       see\ntanh & co  tanh & co");
});

Deno.test("table() makes no header of a column or a row without a name", () => {
  const { html } = table([{ "": "before", mean: 8.1 }, { "": "", mean: 2.5 }]);
  assertMatch(html, /<tr><td[^>]*><\/td><td[^>]*>2.5<\/td>/);
  assertMatch(html, /<thead><tr><td><\/td><th scope="col"[^>]*>mean<\/th>/);
});

Deno.test("table() keeps the given columns and digits, and leaves gaps empty", () => {
  const { text } = table([{ a: 1.23456 }, { b: 2 }], {
    columns: ["b", "a"],
    digits: 2,
  });
  assertEquals(text, "b    a\n   1.2\n2");
});

Deno.test("table() has the first row's columns and 4 digits unless told", async () => {
  await assertDefaults<{ columns: string[]; digits: number }>(
    (options) => table([{ a: 1.23456, b: 2 }, { a: 1, c: 3 }], options),
    { columns: [["a", "b"], ["a", "b", "c"]], digits: [4, 5] },
  );
});

Deno.test("table() refuses no row, no column and digits out of range", () => {
  assertThrows(() => table([]), RangeError, "got 0");
  assertThrows(() => table([{}]), RangeError, "at least one column");
  assertThrows(() => table(rows, { digits: 0 }), RangeError, "got 0");
});

Deno.test("table() never loses what is before a number's point", () => {
  const cases: [number, string][] = [
    [123456.789, "123457"],
    [-123456.789, "-123457"],
    [12345.6, "12346"],
    [1234.5, "1235"],
    [123.456, "123.5"],
    [99999.5, "100000"],
    [0.000123456, "0.0001235"],
    [12345678901.5, "12345678902"],
    [123456789, "123456789"],
    [1.5e-7, "1.5e-7"],
    [0.1 + 0.2, "0.3"],
    [-0, "0"],
    [NaN, "NaN"],
  ];
  for (const [b, text] of cases) {
    assertEquals(table([{ b }]).text.split("\n")[1].trim(), text);
  }
  assertEquals(table([{ b: 987.654 }], { digits: 1 }).text, "  b\n988");
});

Deno.test("table() writes the numbers of a column in one notation", () => {
  const { text } = table([
    { layer: 1, std: 0.459123, update: 0.01 },
    { layer: 2, std: 1.2345678e-7, update: 0.02 },
    { layer: 3, std: 0, update: NaN },
    { layer: 4, std: 30, update: 0.04 },
  ]);
  assertEquals(
    text,
    [
      "layer       std  update",
      "    1  4.591e-1    0.01",
      "    2  1.235e-7    0.02",
      "    3         0     NaN",
      "    4      3e+1    0.04",
    ].join("\n"),
  );
});
