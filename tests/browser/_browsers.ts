import { exists } from "../../notebooks/_jupyter/files.ts";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import { findProgram } from "../_find_program.ts";

/**
 * The browsers, and what drives the one that nothing drives without: the variable that names
 * it, and the names under which systems have it.
 */
const BROWSERS = {
  chromium: {
    variable: "CHROMIUM",
    names: ["chromium", "chromium-browser", "google-chrome"],
    install: "On Debian and Ubuntu install it with `apt-get install chromium`",
    called: "Chromium or Chrome",
  },
  firefox: {
    variable: "FIREFOX",
    names: ["firefox-esr", "firefox"],
    install: "On Debian install it with `apt-get install firefox-esr`",
    called: "Firefox",
  },
  webkit: {
    variable: "WEBKIT_DRIVER",
    names: ["WebKitWebDriver"],
    install: "On Debian install it with `apt-get install webkit2gtk-driver`",
    called: "WebKitGTK's WebKitWebDriver",
  },
};

/** A browser's name. */
export type BrowserName = keyof typeof BROWSERS;

/**
 * A browser of this machine: what the variable CHROMIUM or FIREFOX names, or else the first
 * one in PATH.
 *
 * @throws {Failure} if there is none; it says how to install it.
 */
export async function findBrowser(
  browser: BrowserName,
  env: (name: string) => string | undefined = Deno.env.get,
): Promise<string> {
  const { variable, names, install, called } = BROWSERS[browser];
  const named = env(variable);
  if (named) {
    if (await exists(named)) return named;
    throw new Failure(
      `Cannot test in a browser: ${variable} names ${named}, and there is no such file.`,
    );
  }
  const found = await findProgram(names, env);
  if (found !== undefined) return found;
  throw new Failure(
    `Cannot test in a browser: there is no ${
      names.join(", ")
    } in PATH. ${install}; elsewhere set ${variable} to the path of a ${called}.`,
  );
}
