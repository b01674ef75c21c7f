import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { GOLDEN_HASH } from "../../lib/experiments/_golden.ts";
import { ROOT } from "../../notebooks/_jupyter/project.ts";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { explain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { cachesFolder } from "../_caches_folder.ts";

const SCRIPT = join(import.meta.dirname!, "golden.ts");

/** A way to run the golden network, and the build of the kernel that must then compute. */
export interface Variant {
  readonly name: string;
  /** Deno's flags. */
  readonly flags: readonly string[];
  /** The build that the environment asks for, if it does. */
  readonly asked?: string;
  readonly kernel: string;
}

/**
 * What any Deno can run.
 *
 * @param quickest The build that it takes where it may take any.
 */
export const variants = (quickest: string): readonly Variant[] => [
  { name: "by itself", flags: ["--allow-ffi"], kernel: quickest },
  { name: "without permissions", flags: [], kernel: "wasm" },
  {
    name: "without permissions and fused multiply-add",
    flags: ["--v8-flags=--no-enable-fma3"],
    kernel: "exact",
  },
];

/** One build, by the environment. */
export const asked = (kernel: string): Variant => ({
  name: `WEIGHTLAB_KERNEL=${kernel}`,
  flags: ["--allow-ffi", "--allow-env=WEIGHTLAB_KERNEL"],
  asked: kernel,
  kernel,
});

/** Runs the golden network and holds it to the golden hash. */
export async function assertGolden(
  deno: readonly string[],
  { flags, asked = "", kernel }: Variant,
  env: Record<string, string> = {},
): Promise<void> {
  const { stdout, output } = await run(
    [...deno, "run", "--no-prompt", ...flags, SCRIPT],
    { cwd: ROOT, env: { NO_COLOR: "1", WEIGHTLAB_KERNEL: asked, ...env } },
  );
  assertEquals(stdout.trim(), `${GOLDEN_HASH} ${kernel}`, output);
}

/**
 * A script of this folder and the library in one file, for browsers and Node.
 */
export async function bundle(
  script: "golden.ts" | "_page.ts",
): Promise<string> {
  const path = join(import.meta.dirname!, script);
  const { success, stdout, output } = await run(
    [Deno.execPath(), "bundle", "--quiet", "--platform=browser", path],
    { cwd: ROOT, env: { NO_COLOR: "1" } },
  );
  if (!success) throw explain("Cannot bundle the library", output);
  return stdout;
}

/**
 * What another Deno than the running one is to be run with: a cache of its own, which holds
 * the packages already. Each version drops much of what another has left in a cache.
 *
 * @param name The cache's name.
 */
export async function ownCache(name: string): Promise<Record<string, string>> {
  const env = { DENO_DIR: join(cachesFolder(), "weightlab-golden", name) };
  const { success, output } = await run(
    [Deno.execPath(), "cache", "--quiet", SCRIPT],
    { cwd: ROOT, env: { NO_COLOR: "1", ...env } },
  );
  if (!success) throw explain("Cannot fetch the library's packages", output);
  return env;
}
