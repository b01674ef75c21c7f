import { join } from "node:path";
import { ROOT } from "../project.ts";
import { run } from "../terminal/child.ts";
import { explain } from "../terminal/failure.ts";

/** Where the library's reference lies in a folder of pages: its first page. */
export const REFERENCE = join("api", "index.html");

/** What a notebook's link to the reference says, which JupyterLab answers (`lab/lab.py`). */
export const REFERENCE_LINK = "/reference/api/index.html";

/**
 * Builds the library's reference in `dist/`, as `deno task docs` does.
 *
 * @param hasPages Whether the notebooks' pages will lie beside it. Default: if they do.
 * @returns the path of its first page.
 * @throws {Failure} when it cannot be built.
 */
export async function makeReference(
  { hasPages = false }: { hasPages?: boolean } = {},
): Promise<string> {
  const build = join(ROOT, "tests", "docs", "build.ts");
  const { success, output } = await run(
    [Deno.execPath(), "run", "-A", build, ...hasPages ? ["--pages"] : []],
    { cwd: ROOT, env: { NO_COLOR: "1" } },
  );
  if (!success) throw explain("Cannot build the library's reference", output);
  return join(ROOT, "dist", REFERENCE);
}

/** Whether the reference in `dist/` is there, and no older than any file of the library. */
export async function isReferenceCurrent(): Promise<boolean> {
  const built = await Deno.stat(join(ROOT, "dist", REFERENCE))
    .catch(() => undefined);
  return built !== undefined &&
    await newestBelow(join(ROOT, "lib")) <= built.mtime!.getTime();
}

/** When a file of a folder was last written to, in ms. */
async function newestBelow(folder: string): Promise<number> {
  let newest = 0;
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    const at = isDirectory
      ? await newestBelow(path)
      : (await Deno.stat(path)).mtime!.getTime();
    newest = Math.max(newest, at);
  }
  return newest;
}
