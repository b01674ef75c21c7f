import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { claimTable } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { claimRows } from "./_figures.ts";

Deno.test("claimTable() has a row a claim, and one for a condition that was needed", () => {
  const lines = claimTable(claimRows()).text.split("\n").slice(2);
  assertEquals(lines.length, 7);
  assertStringIncludes(lines[0], "0.2 [0.18, 0.22]");
  assertStringIncludes(lines[2], "namely under a condition");
  assertStringIncludes(lines[4], "namely of tanh");
  assertStringIncludes(lines[2], "3 [2.7, 3.3]");
});

Deno.test("claimTable() links to where more is shown, and to sections on request", () => {
  const { html } = claimTable(claimRows(), {
    section: ({ number }) => `07_claims.ipynb#${number}`,
  });
  assertStringIncludes(
    html,
    '<a href="02_sigmoid_and_tanh.ipynb#Do-the-gradients-vanish?">2, Do the gradients vanish?</a>',
  );
  assertStringIncludes(html, '<a href="07_claims.ipynb#14">14. A claim');
  assertEquals(claimTable(claimRows()).html.includes("07_claims"), false);
});

Deno.test("claimTable() writes an exact number without an interval", () => {
  const [row] = claimRows();
  const estimate = { value: 0.5, low: 0.5, high: 0.5, n: 1, method: "exact" };
  const measurements = [{ ...row.measurements[0], estimate }];
  const { text } = claimTable([{ ...row, measurements }]);
  const line = text.split("\n")[2];
  assertEquals(/0\.5 +above 0\.1 +exact/.test(line), true, line);
});

Deno.test("claimTable() refuses no claims", () => {
  assertThrows(
    () => claimTable([]),
    RangeError,
    "Cannot make a table of claims: rows must hold at least one claim, got 0",
  );
});

Deno.test("claimTable() leads on from the verdict to its condition", () => {
  const row = claimRows()[1];
  for (
    const [text, cell] of [
      ["if the mean is 0", "if the mean is 0"],
      ["If, and only if, it rains", "If, and only if, it rains"],
      ["of tanh", "namely of tanh"],
      ["iff it rains", "namely iff it rains"],
    ]
  ) {
    const condition = { sense: "narrower", text } as const;
    assertStringIncludes(
      claimTable([{ ...row, condition }]).text,
      `  ${cell}  `,
    );
  }
});

Deno.test("claimTable() names a condition that was not told", () => {
  const { condition: _, ...row } = claimRows()[1];
  assertStringIncludes(claimTable([row]).text, "namely under a condition");
});

Deno.test("claimTable() quotes the post on request, in Korean and in English", async () => {
  await assertDefaults(
    (options) => claimTable(claimRows(), options).text,
    { quotes: [false, true] },
  );
  const [, header, , claim, condition] = claimTable(claimRows(), {
    quotes: true,
  }).text.split("\n");
  assertStringIncludes(header, "the post says");
  assertStringIncludes(claim, "주장 2이다.");
  assertStringIncludes(claim, "It is claim 2.");
  assertEquals(condition.includes("주장"), false);
  // Rows that do not tell it leave it empty.
  const { korean: _, translation: __, ...row } = claimRows()[0];
  assertStringIncludes(claimTable([row], { quotes: true }).text, "in English");
});
