// What becomes of a notebook that is run, in Jupyter itself: two runs at once, killed
// runs, long lines. Needs Python, so its name keeps it out of a plain `deno test`:
// `deno task test` names it.

import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { execute } from "../../notebooks/_jupyter/run/execute.ts";
import { exists } from "../../notebooks/_jupyter/files.ts";
import { JUPYTER, NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";

const RUN_ONE = join(import.meta.dirname!, "_run_one.ts");

/** Works on a notebook of one code cell a source, in a folder of its own. */
async function withNotebook(
  sources: readonly string[],
  work: (path: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "weightlab-" });
  const path = join(folder, "notebook.ipynb");
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      cells: sources.map((source, i) => ({
        ...{ cell_type: "code", id: `cell-${i}`, source, metadata: {} },
        ...{ outputs: [], execution_count: null },
      })),
      metadata: { kernelspec: { name: "deno", display_name: "Deno" } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  );
  try {
    await work(path, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the cells of a notebook's file have printed. */
async function printed(path: string): Promise<string[]> {
  const { cells } = JSON.parse(await Deno.readTextFile(path));
  // deno-lint-ignore no-explicit-any
  return cells.map(({ outputs }: any) =>
    // deno-lint-ignore no-explicit-any
    outputs.map(({ text }: any) => [text].flat().join("")).join("")
  );
}

/** Goes on until `file` is there, which a cell makes. */
async function appears(file: string): Promise<void> {
  for (let i = 0; !await exists(file); i++) {
    assert(i < 1200, `${file} did not appear within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A cell that makes a file and then runs until another one is there. */
function waitsFor(begun: string, end: string): string {
  return `Deno.writeTextFileSync(${JSON.stringify(begun)}, "");
const nobody = new Int32Array(new SharedArrayBuffer(4));
const isThere = (file: string) => {
  try { return Deno.statSync(file).isFile; } catch { return false; }
};
while (!isThere(${JSON.stringify(end)})) Atomics.wait(nobody, 0, 0, 20);`;
}

Deno.test("execute() of a notebook that is being run waits, and both leave it whole", async () => {
  const venv = await setUp();
  const folder = await Deno.makeTempDir({ prefix: "weightlab-" });
  const [begun, end] = ["begun", "end"].map((name) => join(folder, name));
  try {
    await withNotebook(
      [waitsFor(begun, end), 'console.log("ran");'],
      async (path, around) => {
        await Deno.writeTextFile(`${path}.part`, "of a run that was killed");
        const first = execute(venv, path, path);
        await appears(begun);
        await Deno.remove(begun);
        let waited = 0;
        const second = execute(venv, path, path, () => {}, () => {
          waited++;
          Deno.writeTextFileSync(end, "");
        });
        assertEquals(
          [await first, await second].map(({ ok }) => ok),
          [true, true],
        );
        assertEquals(waited, 1);
        assertEquals(await printed(path), ["", "ran\n"]);
        const names = await Array.fromAsync(Deno.readDir(around));
        assertEquals(names.map(({ name }) => name), ["notebook.ipynb"]);
      },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
  Deno.test({
    name:
      `a run ended by ${signal} leaves the notebook as it was, and its kernel ends`,
    ignore: Deno.build.os === "windows", // it has no such signals
    fn: async () => {
      const folder = await Deno.makeTempDir({ prefix: "weightlab-" });
      const [begun, end, pid] = ["begun", "end", "pid"].map((name) =>
        join(folder, name)
      );
      try {
        await withNotebook(
          [
            `Deno.writeTextFileSync(${
              JSON.stringify(pid)
            }, String(Deno.pid)); console.log("ran");`,
            waitsFor(begun, end),
          ],
          async (path, around) => {
            const before = await Deno.readTextFile(path);
            const child = new Deno.Command(Deno.execPath(), {
              args: ["run", "-A", RUN_ONE, path],
              ...{ stdin: "null", stdout: "null", stderr: "null" },
            }).spawn();
            await appears(begun);
            child.kill(signal);
            assertEquals((await child.status).success, false);
            const kernel = Number(await Deno.readTextFile(pid));
            for (let i = 0; isRunning(kernel); i++) {
              assert(i < 600, "the kernel goes on");
              await new Promise((resolve) => setTimeout(resolve, 50));
            }
            assertEquals(await Deno.readTextFile(path), before);
            const names = await Array.fromAsync(Deno.readDir(around));
            assertEquals(names.map(({ name }) => name), ["notebook.ipynb"]);

            // The lock is gone with its holder.
            await Deno.writeTextFile(end, "");
            let waited = 0;
            const outcome = await execute(
              await setUp(),
              path,
              path,
              () => {},
              () => waited++,
            );
            assertEquals([outcome.ok, waited], [true, 0]);
            assertEquals(await printed(path), ["ran\n", ""]);
          },
        );
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** Whether there is a process of that number, and it has not ended. */
function isRunning(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT"); // which does nothing to one that runs
  } catch {
    return false;
  }
  try {
    // One that ended, but which nobody asked how.
    return !/^\d+ \(.*\) Z/.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch {
    return Deno.build.os !== "linux";
  }
}

// A regular expression once took the square of the line's length: hours here.
Deno.test("execute() keeps a line of 5,000,000 characters, and what is left of a replaced one", async () => {
  const venv = await setUp();
  await withNotebook(
    [
      'console.log("x".repeat(5_000_000));',
      'console.log("x".repeat(5_000_000) + "\\ra");',
      'console.log("\\rx".repeat(1_000_000));',
      'throw new Error("y".repeat(5_000_000));',
    ],
    async (path) => {
      const outcome = await execute(venv, path, path);
      assert(!outcome.ok);
      assertEquals(outcome.cell?.number, 4);
      assertStringIncludes(outcome.error, "y".repeat(5_000_000));
      const { cells, ...rest } = JSON.parse(await Deno.readTextFile(path));
      cells.pop();
      await Deno.writeTextFile(path, JSON.stringify({ cells, ...rest }));
      assertEquals((await execute(venv, path, path)).ok, true);
      const [long, replaced, often] = await printed(path);
      assertEquals(long.length, 5_000_001);
      assertEquals([replaced, often], ["a\n", "x\n"]);
    },
  );
});

Deno.test("merged() joins pieces, and shows of each line what a terminal would", async () => {
  const { python } = await setUp();
  const { stdout, stderr } = await new Deno.Command(python, {
    args: [
      "-c",
      `
import itertools, re, sys
sys.path.insert(0, sys.argv.pop())
from execute import merged
from nbformat.v4 import new_output
for n in range(6):
    for text in map("".join, itertools.product("a\\r\\n", repeat=n)):
        pieces = [new_output("stream", name="stdout", text=c) for c in text]
        pieces = pieces or [new_output("stream", name="stdout", text="")]
        [output] = merged(pieces)
        wanted = re.sub(r"[^\\n]*\\r(?=[^\\r\\n])", "", text)
        assert output.text == wanted, (text, output.text, wanted)
others = [new_output("stream", name=name, text=text) for name, text in
          [("stdout", "a"), ("stderr", "b"), ("stderr", "c"), ("stdout", "d")]]
print([(o.name, o.text) for o in merged([*others, new_output("display_data"), *others[:1]])
       if o.output_type == "stream"])
`,
      join(JUPYTER, "run"),
    ],
  }).output();
  const text = new TextDecoder();
  assertEquals(
    text.decode(stdout).trim(),
    "[('stdout', 'a'), ('stderr', 'bc'), ('stdout', 'd'), ('stdout', 'a')]",
    text.decode(stderr),
  );
});

Deno.test("an error names the line that notebook 0 says the kernel names", async () => {
  const { cells } = JSON.parse(
    await Deno.readTextFile(join(NOTEBOOKS, "00_start_here.ipynb")),
  );
  const said = cells.map(({ source }: { source: string[] }) => source.join(""))
    .map((text: string) =>
      /puts this one on line (\d+), and it is on line (\d+):\n\n```ts\n(.*?)\n```/s
        .exec(text)
    ).filter((match: unknown) => match !== null);
  assertEquals(said.length, 1);
  const [, kernels, own, code] = said[0];
  assertMatch(code.split("\n")[Number(own) - 1], /^throw /);
  await withNotebook([code], async (path) => {
    const outcome = await execute(await setUp(), path, path);
    assert(!outcome.ok);
    const line = /<anonymous>:(\d+):\d+/.exec(outcome.error)?.[1];
    assertEquals(line, kernels, outcome.error);
  });
});

Deno.test("a notebook whose cell fails keeps its file, and the run says so", async () => {
  await withNotebook(['throw new Error("no luck");'], async (path) => {
    const before = await Deno.readTextFile(path);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", RUN_ONE, path],
    }).output();
    assertEquals(success, false);
    assertMatch(new TextDecoder().decode(stderr), /failed at cell \[1\]/);
    assertEquals(await Deno.readTextFile(path), before);
  });
});
