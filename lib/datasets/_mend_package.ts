// Run by a process of its own, as `mendPackage` starts it: has Deno fetch a package of
// npm anew if its files in Deno's cache are damaged. Arguments: the package's name, its
// version, and as JSON the SHA-256 of files in it, by path. Says "mended", "whole" or
// "absent".

import { join } from "node:path";
import { sha256Hex } from "./_verified_file.ts";

const [name, version, json] = Deno.args;
const digests: Record<string, string> = JSON.parse(json);

/** How the name of a damaged folder goes on that was put aside. */
const ASIDE = ".damaged-";

/** Whether the package's own description and those files are what they must be. */
async function isWhole(folder: string): Promise<boolean> {
  try {
    const text = await Deno.readTextFile(join(folder, "package.json"));
    if (JSON.parse(text).version !== version) return false;
    for (const [path, digest] of Object.entries(digests)) {
      const bytes = await Deno.readFile(join(folder, path));
      if (await sha256Hex(bytes) !== digest) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** Where Deno keeps it: in a folder for each registry. */
async function folders(cache: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name: registry } of Deno.readDir(cache)) {
    const versions = join(cache, registry, name);
    const names = await Array.fromAsync(Deno.readDir(versions)).catch(() => []);
    for (const { name } of names) {
      const folder = join(versions, name);
      if (name === version) found.push(folder);
      // What a process left that was ended meanwhile.
      if (name.startsWith(`${version}${ASIDE}`)) {
        await Deno.remove(folder, { recursive: true });
      }
    }
  }
  return found;
}

const { stdout } = await new Deno.Command(Deno.execPath(), {
  args: ["info", "--json", "--no-config", "--no-lock"],
  stderr: "inherit",
}).output();
const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));

// One process at a time: a second finds whole what the first has mended.
using lock = await Deno.open(join(npmCache, `${name}.lock`), {
  create: true,
  write: true,
});
await lock.lock(true);

let verdict = "absent";
for (const folder of await folders(npmCache)) {
  if (await isWhole(folder)) {
    verdict = "whole";
    continue;
  }
  // Aside at first, so that nothing is lost where there is no network.
  const aside = `${folder}${ASIDE}${crypto.randomUUID()}`;
  await Deno.rename(folder, aside);
  try {
    await import(`npm:${name}@${version}/package.json`, {
      with: { type: "json" },
    });
  } catch (error) {
    await Deno.rename(aside, folder);
    throw error;
  }
  await Deno.remove(aside, { recursive: true });
  verdict = "mended";
}
console.log(verdict);
