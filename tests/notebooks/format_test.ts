// `deno fmt --check` calls every notebook unformatted unless its cache knows
// better (seen in 2.8.1 and 2.9.6), so deno.json leaves them out and this looks.

import { assertEquals } from "@std/assert";
import { basename, join } from "node:path";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";

Deno.test("the notebooks are formatted", async () => {
  const notebooks = await allNotebooks();
  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const copies = notebooks.map((path) => join(dir, basename(path)));
    await Promise.all(
      notebooks.map((path, i) => Deno.copyFile(path, copies[i])),
    );
    await new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--quiet", "--no-config", ...copies],
    }).output();
    for (const [i, path] of notebooks.entries()) {
      assertEquals(
        await Deno.readTextFile(path) === await Deno.readTextFile(copies[i]),
        true,
        `${path} is not formatted: run \`deno fmt --no-config ${path}\``,
      );
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
