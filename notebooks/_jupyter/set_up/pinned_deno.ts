import { join } from "node:path";
import { exists } from "../files.ts";
import { run } from "../terminal/child.ts";
import { explain, Failure } from "../terminal/failure.ts";

/**
 * The Deno that runs the notebooks, whatever Deno the reader has. The Jupyter
 * kernel of 2.9 loses outputs and puts some below the wrong cell; this one does
 * neither. Try a later version on a notebook of 300 cells before moving on.
 */
export const DENO_VERSION = "2.8.1";

/**
 * Puts the pinned Deno at `target`: the running one if it is that version, or
 * else npm's. It is linked or copied, because the original may vanish (npx's
 * cache) or be upgraded in its place.
 */
export async function pinDeno(target: string): Promise<void> {
  const source = Deno.version.deno === DENO_VERSION
    ? Deno.execPath()
    : await denoFromNpm(DENO_VERSION, "which runs the notebooks");
  const partial = `${target}.part`;
  await Deno.remove(partial).catch(() => {});
  try {
    await Deno.link(source, partial);
  } catch {
    // Another file system, or one without links.
    await Deno.copyFile(source, partial);
  }
  const { stdout, output } = await run([partial, "--version"]);
  if (!stdout.startsWith(`deno ${DENO_VERSION}`)) {
    throw explain(`Cannot run Deno ${DENO_VERSION} on this machine`, output);
  }
  await Deno.rename(partial, target);
}

/** The npm package that holds the bare Deno binary for a machine. */
export function npmPackage(
  { os, arch }: Pick<typeof Deno.build, "os" | "arch">,
): string {
  const cpu = arch === "aarch64" ? "arm64" : "x64";
  if (os === "linux") return `@deno/linux-${cpu}-glibc`;
  return `@deno/${os === "windows" ? "win32" : os}-${cpu}`;
}

/**
 * A Deno's binary, as npm has it; it lies in the cache of the running Deno.
 *
 * @param version Which.
 * @param why What for, as a failure says it: "which runs the notebooks".
 * @throws {Failure} if it cannot be fetched.
 */
export async function denoFromNpm(
  version: string,
  why: string,
): Promise<string> {
  // `deno` on npm only picks one of these packages, so take that one directly.
  const name = npmPackage(Deno.build);
  const spec = `npm:${name}@${version}`;
  const fetched = await run(
    [Deno.execPath(), "cache", "--no-config", "--no-lock", spec],
    { env: { NO_COLOR: "1" } },
  );
  if (!fetched.success) {
    throw explain(
      `Cannot fetch Deno ${version} (${name} on npm), ${why}`,
      fetched.output,
    );
  }
  const info = await run([Deno.execPath(), "info", "--json", "--no-config"]);
  const { npmCache }: { npmCache: string } = JSON.parse(info.stdout);
  const binary = Deno.build.os === "windows" ? "deno.exe" : "deno";
  for await (const registry of Deno.readDir(npmCache)) {
    const path = join(npmCache, registry.name, name, version, binary);
    if (await exists(path)) return path;
  }
  throw new Failure(
    `Cannot find Deno ${version} in ${npmCache}, where ${spec} was fetched to. ` +
      `Run this once as: npx -y deno@${DENO_VERSION} task lab`,
  );
}
