// Runs every notebook's cells from the last to the first, each after those whose names it
// uses: what they give must be what is committed, and no cell may change what another gave, so
// that a page may run them in any order and as often as it is told to. Takes as long as the
// notebooks do, so its name keeps it out of a plain `deno test`: `deno task test` names it.

import { assertEquals } from "@std/assert";
import { basename, join } from "node:path";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";
import { differences } from "./_difference.ts";

const BY_NEED = join(import.meta.dirname!, "_by_need.ts");

for (const path of await allNotebooks()) {
  const name = basename(path);
  Deno.test(`${name}: each cell, after what it needs alone, gives what is committed`, async () => {
    const out = await Deno.makeTempFile({ prefix: "weightlab-" });
    try {
      const { success, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", BY_NEED, path, out],
      }).output();
      assertEquals(success, true, new TextDecoder().decode(stderr));
      const { notebook, changes } = JSON.parse(await Deno.readTextFile(out));
      const committed = JSON.parse(await Deno.readTextFile(path));
      assertEquals(differences(committed, notebook), []);
      assertEquals(changes, []);
    } finally {
      await Deno.remove(out);
    }
  });
}
