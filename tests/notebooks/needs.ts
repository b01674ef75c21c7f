// Runs every notebook's cells from the last to the first, each after those whose names it
// uses: what they give must be what is committed, and no cell may change what another gave, so
// that a page may run them in any order and as often as it is told to. Takes as long as the
// notebooks do, so its name keeps it out of a plain `deno test`: `deno task test` names it.
// `-- --notebooks=00,02` runs those alone.

import { assertEquals } from "@std/assert";
import { basename, join } from "node:path";
import {
  allNotebooks,
  chooseNotebooks,
} from "../../notebooks/_jupyter/project.ts";
import { option } from "../../notebooks/_jupyter/terminal/option.ts";
import { differences } from "./_difference.ts";

const BY_NEED = join(import.meta.dirname!, "_by_need.ts");

/** How many notebooks run at once. */
const AT_ONCE = 2;

Deno.test("each cell, after what it needs alone, gives what is committed and changes no other's values", async () => {
  const chosen = chooseNotebooks(
    await allNotebooks(),
    option(Deno.args, "--notebooks")?.split(",") ?? [],
  );
  const found: Record<string, readonly string[]> = {};
  const left = chosen.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const path of left) {
      const reasons = await wrongIn(path);
      if (reasons.length > 0) found[basename(path)] = reasons;
    }
  }));
  assertEquals(found, {});
});

async function wrongIn(path: string): Promise<readonly string[]> {
  const out = await Deno.makeTempFile({ prefix: "weightlab-" });
  try {
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", BY_NEED, path, out],
    }).output();
    if (!success) return [new TextDecoder().decode(stderr)];
    const { notebook, changes } = JSON.parse(await Deno.readTextFile(out));
    const committed = JSON.parse(await Deno.readTextFile(path));
    return [...differences(committed, notebook), ...changes];
  } finally {
    await Deno.remove(out);
  }
}
