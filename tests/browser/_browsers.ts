import { join } from "node:path";
import { exists } from "../../notebooks/_jupyter/files.ts";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";

/** The names under which systems have it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The Chromium of this machine: what the variable CHROMIUM names, or else the first one in
 * PATH.
 *
 * @throws {Failure} if there is none; it says how to install it.
 */
export async function findChromium(
  env: (name: string) => string | undefined = Deno.env.get,
): Promise<string> {
  const named = env("CHROMIUM");
  if (named) {
    if (await exists(named)) return named;
    throw new Failure(
      `Cannot test in a browser: CHROMIUM names ${named}, and there is no such file.`,
    );
  }
  const folders = (env("PATH") ?? "").split(":").filter(Boolean);
  for (const name of NAMES) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (await exists(path)) return path;
    }
  }
  throw new Failure(
    `Cannot test in a browser: there is no ${
      NAMES.join(", ")
    } in PATH. On Debian and Ubuntu install it with \`apt-get install chromium\`; elsewhere set CHROMIUM to the path of a Chromium or Chrome.`,
  );
}
