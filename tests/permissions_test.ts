import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";

const README = new URL("../README.md", import.meta.url);

/** The rows of the README's table: what is done, and the flags for it. */
async function table(): Promise<{ what: string; flags: string[] }[]> {
  const section = (await Deno.readTextFile(README))
    .split("### Permissions\n")[1].split("\n## ")[0];
  const rows = [...section.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].slice(2);
  return rows.map(([, what, cell]) => ({
    what,
    flags: cell === "none" ? [] : cell.replaceAll("`", "").split(" "),
  }));
}

/** The last line that a row's program prints; what it writes, it writes to a folder of its own. */
async function run(what: string, flags: readonly string[]): Promise<string> {
  // Nothing answers at port 9 ("discard"): what is not cached is not fetched.
  const nowhere = "http://127.0.0.1:9";
  const folder = await Deno.makeTempDir();
  const there = flags.map((flag) => flag.replace("=study", `=${folder}/study`));
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", ...there, PROGRAM, what, folder],
    cwd: new URL("../", import.meta.url),
    env: { HTTPS_PROXY: nowhere, https_proxy: nowhere, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  await Deno.remove(folder, { recursive: true });
  const text = new TextDecoder();
  const [last] = text.decode(stdout).trim().split("\n").slice(-1);
  return last || text.decode(stderr);
}

const PROGRAM = "tests/_permitted.ts";

Deno.test("README.md names the least permissions: they are enough, and without them the message names them", async () => {
  const rows = await table();
  assertGreater(rows.length, 3);
  await Promise.all(rows.map(async ({ what, flags }) => {
    assertEquals([what, await run(what, flags)], [what, "it is enough"]);
    if (flags.length === 0) return;
    const message = await run(what, []);
    assertStringIncludes(message, "NotCapable: Cannot ");
    for (const flag of flags) {
      // The message has whole paths.
      const [name, path = ""] = flag.split("=");
      const pattern = new RegExp(`${name}(=\\S*)?${path}\\b`);
      assertEquals([what, message.match(pattern) && flag], [what, flag]);
    }
  }));
});
