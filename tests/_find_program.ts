import { join } from "node:path";
import { exists } from "../notebooks/_jupyter/files.ts";

/**
 * The path of the first of some programs that is in PATH; undefined if none is.
 *
 * @param names What systems call it.
 */
export async function findProgram(
  names: readonly string[],
  env: (name: string) => string | undefined = Deno.env.get,
): Promise<string | undefined> {
  const folders = (env("PATH") ?? "").split(":").filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (await exists(path)) return path;
    }
  }
  return undefined;
}
