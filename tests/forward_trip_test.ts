import { assert, assertEquals, assertLess } from "@std/assert";
import { ROOT } from "./_architecture.ts";

// Who reads the core loop follows a forward pass from file to file: there must be few.

/** What Deno writes of a module's coverage. */
interface Coverage {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly count: number }[];
  }[];
}

/** How often the functions of each file of lib/ are called by a program, by path. */
async function calls(program: string): Promise<Map<string, number>> {
  const dir = await Deno.makeTempDir();
  try {
    const file = `${dir}/program.ts`;
    await Deno.writeTextFile(file, program);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", `--config=${new URL("deno.json", ROOT).pathname}`],
        ...[`--coverage=${dir}/coverage`, file],
      ],
      cwd: dir,
      // The native kernel's calls go through one file more, kernel/native.ts.
      env: { WEIGHTLAB_KERNEL: "wasm" },
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const counts = new Map<string, number>();
    for await (const { name } of Deno.readDir(`${dir}/coverage`)) {
      if (!name.endsWith(".json")) continue;
      const { url, functions }: Coverage = JSON.parse(
        await Deno.readTextFile(`${dir}/coverage/${name}`),
      );
      const lib = new URL("lib/", ROOT).href;
      // The first "function" is the module itself.
      const sum = functions.slice(1).map(({ ranges }) => ranges[0].count);
      if (url.startsWith(lib)) {
        counts.set(url.slice(lib.length), sum.reduce((a, b) => a + b, 0));
      }
    }
    return counts;
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("a forward pass of Affine, BatchNormalization, Relu and Affine enters at most 14 files", async () => {
  const program = `
    import { Affine, BatchNormalization, Matrix, normal, Relu, seeded, Sequential } from "weightlab";
    const options = { init: normal({ std: 0.1 }), rng: seeded(1) };
    const net = new Sequential([
      new Affine(4, 3, options),
      new BatchNormalization(3),
      new Relu(),
      new Affine(3, 2, options),
    ]);
    const x = Matrix.ones(5, 4);
  `;
  const before = await calls(program);
  const after = await calls(`${program} net.forward(x, "train");`);
  const entered = [...after.keys()].filter((file) =>
    after.get(file)! > (before.get(file) ?? 0)
  ).toSorted();
  assert(entered.includes("layers/sequential.ts"), `${entered}`);
  assertEquals(entered.filter((file) => file.startsWith("check/")), []);
  assertLess(entered.length, 15, entered.join("\n"));
});
