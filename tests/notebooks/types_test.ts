// The kernel checks no types, and a name that a module does not export is undefined
// there without a word. So the code cells of each notebook are put together and
// checked as one module.

import { assert, assertGreater } from "@std/assert";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";
import { codeCells } from "../_architecture.ts";

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

Deno.test("the notebooks' cells pass the type check", async () => {
  const notebooks = await allNotebooks();
  assertGreater(notebooks.length, 0);
  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const modules = await Promise.all(notebooks.map(async (notebook) => {
      // What a notebook imports from beside it is found from where it lies.
      const folder = new URL(".", pathToFileURL(notebook));
      const cells = codeCells(await Deno.readTextFile(notebook))
        .map((cell) => cell.replaceAll(/(?<=\bfrom ")(?=\.)/g, folder.href));
      const module = join(dir, `${basename(notebook, ".ipynb")}.ts`);
      await Deno.writeTextFile(module, `${cells.join("\n")}\nexport {};\n`);
      return module;
    }));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", `--config=${CONFIG}`, ...modules],
      env: { NO_COLOR: "1" },
    }).output();
    assert(success, new TextDecoder().decode(stderr));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
