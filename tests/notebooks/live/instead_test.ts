import { assert, assertEquals } from "@std/assert";
import { insteadOf } from "../../../notebooks/_jupyter/live/instead.ts";
import { filesBelow } from "../../_architecture.ts";

const LIB = new URL("../../../lib/", import.meta.url);
const FOLDER = "notebooks/_jupyter/live/engine/instead";

Deno.test("insteadOf() tells what a page has in place of Node's modules and the library's", () => {
  const named = (module: string) =>
    insteadOf(module)?.href.split("engine/instead/")[1];
  assertEquals(named("node:fs"), "node/fs.ts");
  const study = new URL("experiments/save_study.ts", LIB).href;
  assertEquals(named(study), "experiments/save_study.ts");
  assertEquals(named("node:none"), undefined);
  assertEquals(named("ml-matrix"), undefined);
  assertEquals(named(new URL("mod.ts", LIB).href), undefined);
});

Deno.test("what stands in a page for a module has names that it exports", async () => {
  const files = await filesBelow(FOLDER, ".ts");
  assert(files.length > 0);
  for (const { path } of files) {
    const module = path.startsWith("node/")
      ? path.replace("/", ":").replace(/\.ts$/, "")
      : new URL(path, LIB).href;
    const names = Object.keys(await import(insteadOf(module)!.href));
    const replaced = await import(module);
    assertEquals(names.filter((name) => !(name in replaced)), [], path);
  }
});
