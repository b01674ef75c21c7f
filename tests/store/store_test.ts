import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertLess,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { type Kept, Store } from "../../lib/store/store.ts";

const key = (i: number) => String(i).padStart(64, "0");
const keys = (...numbers: number[]) => new Set(numbers.map(key));
const kept = (i: number): Kept => ({ ms: i + 0.5, result: { i } });

/** Gives a test a folder that is gone afterwards. */
async function inFolder(test: (folder: string) => unknown): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const found = (file: string, ...numbers: number[]) =>
  Object.fromEntries(
    [...new Store(file, keys(...numbers)).found].map(([key, { result }]) => [
      Number(key),
      result,
    ]),
  );

Deno.test("a Store gives what was appended to it, to the bit, of the keys asked for", () =>
  inFolder((folder) => {
    const file = `${folder}/study.jsonl`;
    const store = new Store(file, keys(1, 2, 3));
    assertEquals(store.found.size, 0);
    assertEquals(Deno.readTextFileSync(file), "");
    const result = { losses: [NaN, -0, Infinity], W: Float64Array.of(-0, NaN) };
    store.append(key(1), { ms: 51.25, result });
    store.append(key(2), { ms: 0, result: undefined });
    store.append(key(3), kept(3));
    const again = new Store(file, keys(1, 2, 4)).found;
    assertEquals([...again.keys()], [key(1), key(2)]);
    const read = again.get(key(1))!;
    assertEquals(Deno.inspect(read), Deno.inspect({ ms: 51.25, result }));
    assertInstanceOf((read.result as typeof result).W, Float64Array);
    assertEquals(again.get(key(2)), { ms: 0, result: undefined });
    const lines = Deno.readTextFileSync(file).split("\n");
    assertEquals(lines[2], `{"key":"${key(3)}","ms":3.5,"result":{"i":3}}`);
    assertEquals([lines.length, lines[3]], [4, ""]);
  }));

Deno.test("a Store does not read a torn last line, and begins its own on the next", () =>
  inFolder((folder) => {
    const file = `${folder}/study.jsonl`, store = new Store(file, keys());
    store.append(key(1), kept(1));
    const whole = Deno.readTextFileSync(file);
    store.append(key(2), kept(2));
    const both = Deno.readTextFileSync(file);
    for (let length = whole.length; length < both.length - 1; length++) {
      Deno.writeTextFileSync(file, both.slice(0, length));
      assertEquals(found(file, 1, 2), { 1: { i: 1 } });
      new Store(file, keys()).append(key(3), kept(3));
      assertEquals(found(file, 1, 2, 3), { 1: { i: 1 }, 3: { i: 3 } });
    }
    // A line that lacks nothing but its end is whole.
    Deno.writeTextFileSync(file, both.slice(0, -1));
    new Store(file, keys()).append(key(3), kept(3));
    assertEquals(found(file, 1, 2, 3), {
      ...{ 1: { i: 1 }, 2: { i: 2 }, 3: { i: 3 } },
    });
    // What is torn from its first line on is still a store.
    for (const length of [0, 1, 5, 30]) {
      Deno.writeTextFileSync(file, whole.slice(0, length));
      new Store(file, keys()).append(key(2), kept(2));
      assertEquals(found(file, 1, 2), { 2: { i: 2 } });
    }
  }));

Deno.test("a Store reads files that cat joined, and loses no more than the line behind a torn one", () =>
  inFolder((folder) => {
    const file = `${folder}/study.jsonl`;
    const texts = [[1, 2], [3, 4], [1, 5]].map((numbers, i) => {
      const store = new Store(`${folder}/${i}`, keys());
      for (const n of numbers) store.append(key(n), kept(n));
      return Deno.readTextFileSync(`${folder}/${i}`);
    });
    const [first, ...others] = texts;
    Deno.writeTextFileSync(file, texts.join("\n"));
    assertEquals(Object.keys(found(file, 1, 2, 3, 4, 5)).length, 5);
    const torn = [first.slice(0, -20), ...others].join("");
    Deno.writeTextFileSync(file, torn);
    assertEquals(found(file, 1, 2, 3, 4, 5), {
      ...{ 1: { i: 1 }, 4: { i: 4 }, 5: { i: 5 } },
    });
  }));

Deno.test("a Store passes over lines that are none of its own", () =>
  inFolder((folder) => {
    const file = `${folder}/study.jsonl`;
    new Store(file, keys()).append(key(1), kept(1));
    const strange = [
      "",
      "null",
      `{"key":"${key(2)}","result":1}`,
      `{"key":"${key(3)}","ms":1,"result":{"$":"Unknown"}}`,
      `{"key":"short","ms":1,"result":1}`,
      `{"key": "${key(4)}", "ms": 1, "result": {"a": [1]}}`,
      "",
    ];
    Deno.writeTextFileSync(file, strange.join("\n"), { append: true });
    assertEquals(found(file, 1, 2, 3, 4), { 1: { i: 1 }, 4: { a: [1] } });
  }));

Deno.test("two processes append to one Store, and no line is lost or torn", () =>
  inFolder(async (folder) => {
    const file = `${folder}/study.jsonl`;
    const results = await Promise.all(
      ["a", "b"].map((character) =>
        new Deno.Command(Deno.execPath(), {
          args: [
            "run",
            "-A",
            "tests/store/_append.ts",
            file,
            "3000",
            character,
          ],
        }).output()
      ),
    );
    for (const { success, stderr } of results) {
      assert(success, new TextDecoder().decode(stderr));
    }
    const all = ["a", "b"].flatMap((character) =>
      Array.from(
        { length: 3000 },
        (_, i) => character + String(i).padStart(63, "0"),
      )
    );
    const { found } = new Store(file, new Set(all));
    assertEquals(found.size, 6000);
    for (const [key, { ms, result }] of found) {
      assertEquals(result, key[0].repeat(1 + ms % 3000));
    }
  }));

Deno.test("a Store of 100,000 results takes no memory for those that are not asked for", () =>
  inFolder(async (folder) => {
    const file = `${folder}/study.jsonl`;
    const curve = Array.from({ length: 30 }, (_, i) => 1 / (i + 3));
    const lines = Array.from(
      { length: 100_000 },
      (_, i) =>
        `{"key":"${key(i)}","ms":${i},"result":${
          JSON.stringify({ i, curve })
        }}\n`,
    );
    Deno.writeTextFileSync(file, lines.join(""));
    assert(Deno.statSync(file).size > 50e6);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "tests/store/_memory.ts", file, key(5), key(99_999)],
    }).output();
    const text = new TextDecoder();
    const { found, bytes } = JSON.parse(
      text.decode(stdout) || text.decode(stderr),
    );
    assertEquals(
      found,
      [5, 99_999].map((i) => [key(i), {
        ms: i,
        result: { i, curve },
      }]),
    );
    assertLess(bytes, 50e6);
  }));

Deno.test("a Store reads and keeps a result of many megabytes", () =>
  inFolder((folder) => {
    const file = `${folder}/study.jsonl`, store = new Store(file, keys());
    const W = Float64Array.from({ length: 5e5 }, (_, i) => 1 / (i + 1));
    store.append(key(1), { ms: 1, result: W });
    store.append(key(2), kept(2));
    const { found } = new Store(file, keys(1, 2));
    assertEquals(found.get(key(1))!.result, W);
    assertEquals(found.get(key(2)), kept(2));
  }));

Deno.test("a Store on a full disk says how many results are kept", () => {
  const store = new Store("/dev/full", keys(1, 2));
  const error = assertThrows(() => store.append(key(1), kept(1)), Error);
  assertStringIncludes(
    error.message,
    "Cannot keep a result in /dev/full: make room on its disk, and call again; 0 of 2 results lie there and will not be computed again; ",
  );
  assertStringIncludes(error.message, "space");
});

Deno.test("a Store on a disk that fills keeps what was written, and goes on when there is room", () =>
  inFolder((folder) => {
    // A process may write files of this many kilobytes: the last line is torn.
    const file = `${folder}/study.jsonl`;
    const command = new Deno.Command("bash", {
      args: [
        "-c",
        `trap "" XFSZ; ulimit -f 20; exec "$@"`,
        "bash",
        ...[Deno.execPath(), "run", "-A", "tests/store/_append.ts"],
        ...[file, "3000", "a"],
      ],
    }).outputSync();
    const told = new TextDecoder().decode(command.stderr);
    assertStringIncludes(told, `Cannot keep a result in ${file}: `);
    assert(!command.success);
    const text = Deno.readTextFileSync(file);
    assert(!text.endsWith("\n"));
    const whole = text.split("\n").length - 1;
    const all = Array.from(
      { length: 3000 },
      (_, i) => "a" + String(i).padStart(63, "0"),
    );
    assertStringIncludes(told, `${whole} of `);
    const store = new Store(file, new Set(all));
    assertEquals(store.found.size, whole);
    store.append(all[whole], kept(whole));
    assertEquals(new Store(file, new Set(all)).found.size, whole + 1);
  }));

Deno.test("a Store says what is wrong with its file before the first result", () =>
  inFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/notes.txt`, "Dear diary,\n");
    const rows: [string, string][] = [
      [folder, "it must be a file, such as study.jsonl in that folder"],
      [`${folder}/no/s.jsonl`, "the folder it is to lie in must be made first"],
      [
        `${folder}/notes.txt/s`,
        "the folder it is to lie in must be made first",
      ],
      ["/sys/s.jsonl", "it must be a file that you may write to"],
      [
        `${folder}/notes.txt`,
        "it must be a file of results, or a new one; it holds something else",
      ],
    ];
    for (const [file, remedy] of rows) {
      assertThrows(
        () => new Store(file, keys(1)),
        Error,
        `Cannot keep results in ${file}: ${remedy}`,
      );
    }
    assertEquals(Deno.readTextFileSync(`${folder}/notes.txt`), "Dear diary,\n");
  }));

Deno.test({
  name: "a Store without permission says so, with both flags",
  permissions: { read: false, write: false },
  fn() {
    assertThrows(
      () => new Store("study.jsonl", keys(1)),
      Deno.errors.NotCapable,
      "Cannot keep results in study.jsonl: it needs the permissions --allow-read=study.jsonl and --allow-write=study.jsonl, which Deno was not given; run it with those flags or with -A; without store nothing is kept",
    );
  },
});
