import { assertEquals } from "@std/assert";
import { differences, type Notebook, type Output } from "./_difference.ts";

function notebook(...outputs: Output[]): Notebook {
  return {
    cells: [
      { cell_type: "markdown", source: ["# Title"] },
      { cell_type: "code", source: ["show(a);\n", "show(b);"], outputs },
    ],
  };
}

const stream = (text: string | string[]): Output => ({
  output_type: "stream",
  name: "stdout",
  text,
});

const display = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
});

Deno.test("differences() finds none between equal outputs, however split", () => {
  const first = notebook(
    stream(["a\n", "b\n"]),
    display({ "image/png": "AA" }),
  );
  const second = notebook(stream("a\nb\n"), display({ "image/png": "AA" }));
  assertEquals(differences(first, second), []);
});

Deno.test("differences() names the cell, the stream and the first line", () => {
  assertEquals(
    differences(notebook(stream("a\nb\n")), notebook(stream("a\nc\n"))),
    [
      "cell [1] show(a);\n    output 1, stdout: first differs at line 2\n" +
      "        committed: b\n        now:       c",
    ],
  );
});

Deno.test("differences() says of a png only that its bytes differ", () => {
  const [old, now] = ["AAAA", "BBBB"].map((png) =>
    notebook(display({ "image/png": png, "text/plain": "a chart" }))
  );
  assertEquals(differences(old, now), [
    "cell [1] show(a);\n    output 1, image/png: bytes differ (4 characters, now 4)",
  ]);
});

Deno.test("differences() looks into the fields of a chart", () => {
  const [old, now] = [1, 2].map((y) =>
    notebook(display({ "application/vnd.vegalite.v5+json": { y } }))
  );
  assertEquals(differences(old, now), [
    "cell [1] show(a);\n    output 1, application/vnd.vegalite.v5+json: " +
    'first differs at line 2\n        committed:  "y": 1\n        now:        "y": 2',
  ]);
});

Deno.test("differences() counts outputs that are lost or new", () => {
  assertEquals(differences(notebook(stream("a")), notebook()), [
    "cell [1] show(a);\n    committed with 1 outputs, now 0",
  ]);
  assertEquals(
    differences(
      notebook(display({ "text/plain": "a" })),
      notebook(display({ "text/html": "a" })),
    ),
    [
      "cell [1] show(a);\n    output 1, text/plain: not there now",
      "cell [1] show(a);\n    output 1, text/html: not there in the committed file",
    ],
  );
});
