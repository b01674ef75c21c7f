import { build, type BuildOptions, type Plugin, stop } from "esbuild";

/** How a page's scripts are made: each one script, in the syntax of 2022. */
export const SCRIPT = {
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  platform: "browser",
  target: "es2022",
  legalComments: "none",
  // What esbuild would else look for around the file.
  tsconfigRaw: {},
  logLevel: "silent",
} satisfies BuildOptions;

/** How many scripts are being made: what makes them ends with the last. */
let making = 0;

/**
 * Makes one script of a module and those that it imports: a page loads no parts.
 *
 * @param options The module, as `entryPoints`, and what it takes beside {@linkcode SCRIPT}.
 */
export async function scriptOf(options: BuildOptions): Promise<string> {
  making++;
  try {
    const { outputFiles } = await build({
      ...SCRIPT,
      ...options,
      write: false,
    });
    return outputFiles[0].text;
  } finally {
    if (--making === 0) await stop();
  }
}

/**
 * For a script that runs behind another of the same page: takes from a global what the other one
 * has of these modules, so that the page has one of each.
 *
 * @param name The global's name.
 * @param modules The modules' files.
 */
export function sharing(name: string, modules: RegExp): Plugin {
  return {
    name: "sharing",
    setup(build) {
      build.onLoad({ filter: modules }, () => ({
        contents: `module.exports = globalThis.${name};`,
        loader: "js",
      }));
    },
  };
}
