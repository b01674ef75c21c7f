import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  explainAbsence,
  packageFile,
} from "../../lib/charts/_optional_packages.ts";

Deno.test("explainAbsence() says what to install, and keeps other errors", async () => {
  // As each engine says it.
  const absent = [
    Object.assign(new Error("Cannot find package 'vega'"), {
      code: "ERR_MODULE_NOT_FOUND",
    }),
    new TypeError('Import "vega" not a dependency'),
    await import("weightlab-lacks-this" as string).catch((error) => error),
  ];
  for (const error of absent) {
    const { message, cause } = assertThrows(() => explainAbsence(error), Error);
    assertEquals(
      message,
      "Cannot draw a figure: the packages that draw must be installed, `npm install vega@6 vega-lite@6 @resvg/resvg-wasm@2 dejavu-fonts-ttf@2` or `deno add npm:vega@6 npm:vega-lite@6 npm:@resvg/resvg-wasm@2 npm:dejavu-fonts-ttf@2`; " +
        error.message,
    );
    assertEquals(cause, error);
  }
  const other = new RangeError("out of memory");
  assertEquals(assertThrows(() => explainAbsence(other)), other);
});

Deno.test("packageFile() gives a file's bytes, and says what is absent", async () => {
  const bytes = await packageFile("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
  assertEquals([...bytes.subarray(0, 4)], [0, 1, 0, 0]);
  await assertRejects(
    () => packageFile("weightlab-lacks-this/font.ttf"),
    Error,
    "Cannot draw a figure: the packages that draw must be installed",
  );
});

/** Runs a program in a folder whose project allows no raw imports. */
async function elsewhere(...flags: string[]): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    const root = new URL("../../", import.meta.url);
    const { unstable: _, workspace: _of, imports, ...settings } = JSON.parse(
      await Deno.readTextFile(new URL("deno.json", root)),
    );
    await Deno.writeTextFile(
      `${folder}/deno.json`,
      JSON.stringify({
        ...settings,
        exports: undefined,
        imports: Object.fromEntries(
          Object.entries<string>(imports).map(([name, to]) => [
            name,
            to.startsWith("./") ? new URL(to, root).href : to,
          ]),
        ),
      }),
    );
    await Deno.writeTextFile(
      `${folder}/draw.ts`,
      `import { lossCurves, toPng } from "weightlab/charts";
      try { console.log((await toPng(lossCurves({ He: [2, 1] }))).length > 1000); }
      catch (error) { console.log(error.name, error.message); }`,
    );
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--no-check",
        ...flags,
        "draw.ts",
      ],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    const text = new TextDecoder();
    return (text.decode(stdout) || text.decode(stderr)).trim();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("in a project without raw imports figures are drawn with the permission to read, which is named", async () => {
  assertEquals(await elsewhere("--allow-read"), "true");
  const denied = await elsewhere();
  assertEquals(
    denied.replace(/=\S+/, "=..."),
    "NotCapable Cannot draw a figure: it needs the permission --allow-read=... which Deno was not given; run it with that flag or with -A",
  );
});
