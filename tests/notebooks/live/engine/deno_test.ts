import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type Output,
  pageDeno,
} from "../../../../notebooks/_jupyter/live/engine/deno.ts";
import { Files } from "../../../../notebooks/_jupyter/live/engine/files.ts";

/** A page's `Deno`, spoken to as if it were Deno's own, and what it has sent. */
function page() {
  const files = new Files(), sent: Output[] = [];
  const inspect = (value: unknown) => `<${value}>`;
  const deno = pageDeno({ files, send: (one) => sent.push(one), inspect });
  return { files, sent, deno: deno as unknown as typeof Deno };
}

/** What Deno's kernel offers, which Deno's types do not tell. */
interface Kernel {
  display(value: unknown, options?: object): Promise<void>;
  broadcast(type: string, content: object): Promise<void>;
  md(parts: TemplateStringsArray, ...values: unknown[]): object;
}
const kernelOf = (deno: typeof Deno) =>
  (deno as unknown as { jupyter: Kernel }).jupyter;

Deno.test("pageDeno()'s display sends an output, as it is or made of the value", async () => {
  const { deno, sent } = page(), { display, md } = kernelOf(deno);
  const data = { "text/plain": "text" };
  await display(data, { raw: true });
  await display(data, { raw: true, display_id: "1" });
  await display(data, { raw: true, display_id: "1", update: true });
  await display(md`**${1}**`);
  await display(7);
  const output = { output_type: "display_data", metadata: {} };
  assertEquals(sent as unknown[], [
    { ...output, data },
    { ...output, data, display_id: "1" },
    { ...output, data, display_id: "1", update: true },
    { ...output, data: { "text/markdown": "**1**" } },
    { ...output, data: { "text/plain": "<7>" } },
  ]);
});

Deno.test("pageDeno()'s broadcast sends before it returns", async () => {
  const { deno, sent } = page(), { broadcast } = kernelOf(deno);
  const data = { "text/plain": "1 of 2" }, metadata = {};
  const transient = { display_id: "p" };
  broadcast("display_data", { data, metadata, transient });
  broadcast("update_display_data", { data, metadata, transient });
  broadcast("stream", { name: "stderr", text: "words" });
  const output = { output_type: "display_data", data, metadata };
  assertEquals(sent as unknown[], [
    { ...output, display_id: "p" },
    { ...output, display_id: "p", update: true },
    { output_type: "stream", name: "stderr", text: "words" },
  ]);
  await assertRejects(
    () => broadcast("comm_open", {}),
    Error,
    'Cannot broadcast: the type must be "display_data", "update_display_data" or "stream" in a page, got "comm_open"',
  );
});

Deno.test("pageDeno() reads and writes files, waiting or not", async () => {
  const { deno, files } = page();
  files.put("claims/ledger.json", new TextEncoder().encode('{"a":1}'));
  assertEquals(await deno.readTextFile("claims/ledger.json"), '{"a":1}');
  const url = new URL("file:///weightlab/notebooks/claims/ledger.json");
  assertEquals(deno.readFileSync(url).length, 7);
  await deno.writeTextFile("new.txt", "long text");
  deno.writeTextFileSync("new.txt", "short");
  await deno.writeTextFile("new.txt", "er", { append: true });
  assertEquals(deno.readTextFileSync("new.txt"), "shorter");
  const { isFile, size } = await deno.stat("new.txt");
  assertEquals([isFile, size], [true, 7]);
  assertEquals(deno.statSync("claims").isDirectory, true);
  await deno.copyFile("new.txt", "claims/copy.txt");
  const names = (await Array.fromAsync(deno.readDir("claims")))
    .map(({ name }) => name);
  assertEquals(names, ["ledger.json", "copy.txt"]);
  assertEquals(deno.cwd(), "/weightlab/notebooks");
});

Deno.test("pageDeno()'s bytes are the caller's own", async () => {
  const { deno } = page(), bytes = Uint8Array.of(1, 2);
  await deno.writeFile("a", bytes);
  bytes[0] = 7;
  (await deno.readFile("a"))[1] = 7;
  assertEquals([...deno.readFileSync("a")], [1, 2]);
});

Deno.test("pageDeno() makes temporary folders and removes them", async () => {
  const { deno } = page();
  const [one, two] = [await deno.makeTempDir(), deno.makeTempDirSync()];
  assertEquals(one === two, false);
  await deno.writeTextFile(`${one}/study.jsonl`, "{}\n");
  await assertRejects(() => deno.remove(one), Error, "Directory not empty");
  await deno.remove(one, { recursive: true });
  assertThrows(() => deno.statSync(one), deno.errors.NotFound);
  const file = await deno.makeTempFile({ prefix: "a", suffix: ".txt" });
  assertEquals(await deno.readTextFile(file), "");
});

Deno.test("pageDeno()'s functions that wait reject, and the others throw", async () => {
  const { deno } = page();
  const { NotFound } = deno.errors;
  const promise = deno.readTextFile("none.json");
  const error = await assertRejects(() => promise, NotFound);
  assertEquals(
    [(error as Error).name, error instanceof Error],
    ["NotFound", true],
  );
  assertThrows(() => deno.readTextFileSync("none.json"), NotFound);
});

Deno.test("pageDeno() has all permissions, no variables and no terminal", async () => {
  const { deno, sent } = page();
  const asked = { name: "read", path: "a" } as const;
  assertEquals(deno.permissions.querySync(asked).state, "granted");
  assertEquals(deno.permissions.requestSync(asked).partial, false);
  assertEquals((await deno.permissions.query(asked)).state, "granted");
  assertEquals(deno.env.get("WEIGHTLAB_KERNEL"), undefined);
  assertEquals(deno.stderr.isTerminal(), false);
  deno.stdout.writeSync(new TextEncoder().encode("out"));
  assertEquals(sent, [{ output_type: "stream", name: "stdout", text: "out" }]);
});

Deno.test("pageDeno() says what a page cannot do", () => {
  const { deno } = page();
  for (
    const [act, message] of [
      [
        () => new deno.Command("python3"),
        "Cannot use Deno.Command: a page has no processes; Deno itself must run the notebook",
      ],
      [
        () => deno.dlopen("a.so", {}),
        "Cannot use Deno.dlopen: a page has no native code; Deno itself must run the notebook",
      ],
      [
        () => deno.connect({ port: 80 }),
        "Cannot use Deno.connect: a page has no network; Deno itself must run the notebook",
      ],
      [
        () => deno.openSync("a"),
        "Cannot use Deno.openSync: a page has files in memory alone, read and written whole; Deno itself must run the notebook",
      ],
    ] as const
  ) {
    const error = assertThrows(act, deno.errors.NotSupported);
    assertEquals((error as Error).message, message);
  }
});
