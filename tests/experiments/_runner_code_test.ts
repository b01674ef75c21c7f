import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GOLDEN_HASH } from "../../lib/experiments/_golden.ts";
import {
  type Manifest,
  manifestOf,
  runnerCode,
} from "../../lib/experiments/_runner_code.ts";
import { filesBelow, ROOT } from "../_architecture.ts";

const LIB = new URL("lib/", ROOT);

/** What the committed job runner was built of. */
const { sources }: Manifest = JSON.parse(
  await Deno.readTextFile(new URL("experiments/built/sources.json", LIB)),
);

Deno.test("runnerCode() gives the job runner, the kernel's libraries, and both hashes", async () => {
  const { runner, files, sha256, golden } = runnerCode();
  assertEquals(runner.href, `${LIB}experiments/built/runner.js`);
  const built = Array.fromAsync(Deno.readDir(new URL("kernel/built", LIB)));
  assertEquals(
    files.map(({ href }) => href).sort(),
    (await built).map(({ name }) => `${LIB}kernel/built/${name}`).sort(),
  );
  const bytes = await Deno.readFile(runner);
  assertEquals(sha256, createHash("sha256").update(bytes).digest("hex"));
  assertEquals(golden, GOLDEN_HASH);
});

Deno.test("the job runner's manifest names its sources, sorted", async () => {
  assertEquals(sources, sources.toSorted());
  const lib = (await filesBelow("lib", ".ts")).map(({ path }) => path);
  assertEquals(sources.filter((path) => !lib.includes(path)), []);
  for (
    const path of [
      "experiments/_runner.ts",
      "experiments/plan_run.ts",
      "kernel/_core_bytes.ts",
      "training/train.ts",
    ]
  ) assert(sources.includes(path), path);
  // Nothing of those who hand out the jobs, or of figures.
  const wrong = /^(charts|claims|cluster|notebook)\/|run_jobs|runner_code/;
  assertEquals(sources.filter((path) => wrong.test(path)), []);
});

Deno.test("manifestOf() tells contents and names apart, and that there are none", () => {
  const one = "experiments/plan.ts", other = "experiments/plan_run.ts";
  const hashes = [[one], [other], [one, other], [other, one], [one, "no.ts"]]
    .map((sources) => manifestOf(sources)!.sha256);
  assertEquals(new Set(hashes).size, 5);
  assertEquals(manifestOf(["no.ts", "nor/this.ts"]), undefined);
});

/** What `runnerCode()` of a copy of lib/ gives or throws, after `change`. */
async function inCopy(
  change: (lib: string) => Promise<void>,
  flags: readonly string[] = ["--allow-read"],
): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    const more = [
      ...["experiments/_runner_code.ts", "check/permission.ts"],
      ...["experiments/built/runner.js", "experiments/built/sources.json"],
    ];
    for (const path of [...sources, ...more]) {
      const to = join(folder, "lib", path);
      await Deno.mkdir(join(to, ".."), { recursive: true });
      await Deno.copyFile(new URL(path, LIB), to);
    }
    const module = join(folder, "lib/experiments/_runner_code.ts");
    const script = join(folder, "script.ts");
    await Deno.writeTextFile(
      script,
      `import { runnerCode } from ${JSON.stringify(module)};
      try { console.log(runnerCode("train elsewhere").sha256); }
      catch (error) { console.log(String(error)); }`,
    );
    const settings = fileURLToPath(new URL("deno.json", ROOT));
    const program = join(folder, "script.js");
    // One file, as the sources that it runs of may be gone.
    const run = async (...args: string[]) => {
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [...args],
        env: { NO_COLOR: "1" },
      }).output();
      const text = new TextDecoder();
      return text.decode(stdout) || text.decode(stderr);
    };
    await run("bundle", "-q", "--config", settings, "-o", program, script);
    const code = await Deno.readTextFile(program);
    // It lies where its module did.
    const beside = join(folder, "lib/experiments/program.js");
    await Deno.writeTextFile(beside, code);
    await change(join(folder, "lib"));
    return (await run("run", "--no-prompt", ...flags, beside)).trim();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const CHANGED =
  "Error: Cannot train elsewhere: lib/ has changed since its job runner was built; run deno task runner";

Deno.test("runnerCode() holds the job runner to its sources, where there are any", async () => {
  const { sha256 } = runnerCode();
  assertEquals(await inCopy(async () => {}), sha256);
  const changed = await inCopy((lib) =>
    Deno.writeTextFile(join(lib, "training/train.ts"), " ", { append: true })
  );
  assertEquals(changed, CHANGED);
  const oneGone = await inCopy((lib) =>
    Deno.remove(join(lib, "training/train.ts"))
  );
  assertEquals(oneGone, CHANGED);
  const allGone = await inCopy(async (lib) => {
    for (const path of sources) await Deno.remove(join(lib, path));
  });
  assertEquals(allGone, sha256);
});

Deno.test("runnerCode() says what it lacks: the job runner, or a permission", async () => {
  for (const name of ["runner.js", "sources.json"]) {
    const without = await inCopy((lib) =>
      Deno.remove(join(lib, "experiments/built", name))
    );
    assertMatch(
      without,
      /^Error: Cannot train elsewhere: the library's job runner must lie in file:\S+\/lib\/experiments\/built\/; run deno task runner$/,
    );
  }
  const forbidden = await inCopy(async () => {}, []);
  assertStringIncludes(
    forbidden,
    "NotCapable: Cannot train elsewhere: it needs the permission --allow-read=",
  );
});
