import { assertEquals } from "@std/assert";
import { asText, paragraphs } from "../../lib/help/_written.ts";

Deno.test("paragraphs() keeps code, links and formulas, and escapes the rest", () => {
  assertEquals(
    paragraphs(
      "a `b < c` {@linkcode he} and {@link https://a.b/c} x * y_i\n\n  y = 2 x",
    ),
    "<p>a <code>b &lt; c</code> <code>he</code> and " +
      '<a href="https://a.b/c">https://a.b/c</a> x * y_i</p>\n' +
      "<pre><code>  y = 2 x</code></pre>",
  );
});

Deno.test("asText() leaves out what there is not", () => {
  assertEquals(
    asText({
      name: "a",
      from: "b",
      signature: "const a: number",
      text: "One {@linkcode he}.",
      parts: [],
      notes: [],
    }),
    'a, from "b"\n\n  const a: number\n\nOne he.',
  );
});
