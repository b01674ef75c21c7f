import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { claimTable } from "weightlab/charts";
import { claimRows } from "./_figures.ts";

Deno.test("claimTable() has a row a claim, and one for a condition that was needed", () => {
  const lines = claimTable(claimRows()).text.split("\n").slice(2);
  assertEquals(lines.length, 5);
  assertStringIncludes(lines[0], "0.2 [0.18, 0.22]");
  assertStringIncludes(lines[2], "if: under a condition");
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

Deno.test("claimTable() says a condition's 'if' once", () => {
  const row = claimRows()[1];
  for (
    const [condition, cell] of [
      ["if the mean is 0", "if: the mean is 0"],
      ["If, and only if, it rains", "if: and only if, it rains"],
      ["with tanh", "if: with tanh"],
      ["iff it rains", "if: iff it rains"],
    ]
  ) {
    const { text } = claimTable([{ ...row, condition }]);
    assertStringIncludes(text, cell + "  ");
    assertEquals(text.includes("if: if "), false);
  }
});

Deno.test("claimTable() names a condition that was not told", () => {
  const { condition: _, ...row } = claimRows()[1];
  assertStringIncludes(claimTable([row]).text, "a condition");
});
