import { build, stop } from "esbuild";

/** Bundles the tests' runner; its URL. */
export async function buildRunner(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "weightlab-runner-" });
  await build({
    entryPoints: [`${import.meta.dirname}/_runner.ts`],
    outfile: `${folder}/runner.js`,
    bundle: true,
    format: "esm",
    platform: "neutral",
    external: ["node:*"],
  });
  await stop();
  return `file://${folder}/runner.js`;
}
