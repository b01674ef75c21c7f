// Runs every notebook again and compares its outputs with the committed ones.
// Needs Python and minutes, so its name keeps it out of a plain `deno test`:
// `deno task test` names it.

import { basename, join } from "node:path";
import { execute, failureOf } from "../../notebooks/_jupyter/run/execute.ts";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";
import { differences } from "./_difference.ts";

for (const notebook of await allNotebooks()) {
  const name = basename(notebook);
  Deno.test(`${name} runs again with the same outputs`, async () => {
    const venv = await setUp();
    const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
    try {
      const out = join(dir, name);
      const outcome = await execute(venv, notebook, out);
      if (!outcome.ok) throw failureOf(name, outcome);
      const [committed, now] = await Promise.all(
        [notebook, out].map(async (path) =>
          JSON.parse(await Deno.readTextFile(path))
        ),
      );
      const found = differences(committed, now);
      if (found.length > 0) {
        throw new Error(
          `${name} gives other outputs than the committed ones. If they are right, run \`deno task notebooks ${name}\` and commit it.\n` +
            found.join("\n"),
        );
      }
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });
}
