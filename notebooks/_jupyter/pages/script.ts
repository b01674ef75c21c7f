import { build, stop } from "esbuild";

/**
 * A page's script as one, of the modules that it imports: a page loads no parts.
 *
 * @param entry The path of the module that begins.
 */
export async function scriptOf(entry: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      charset: "utf8",
      format: "iife",
      platform: "browser",
      target: "es2022",
      // What esbuild would else look for around the file.
      tsconfigRaw: {},
      write: false,
      logLevel: "silent",
    });
    return outputFiles[0].text;
  } finally {
    await stop();
  }
}
