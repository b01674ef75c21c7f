import { assertEquals, assertThrows } from "@std/assert";
import { errors } from "../../../../notebooks/_jupyter/live/engine/file_errors.ts";
import {
  Files,
  MemoryFile,
  pathOf,
} from "../../../../notebooks/_jupyter/live/engine/files.ts";

Deno.test("pathOf() gives whole paths, of paths from the notebook's folder and of URLs", () => {
  for (
    const [path, whole] of [
      ["claims/ledger.json", "/weightlab/notebooks/claims/ledger.json"],
      ["../tests/a.json", "/weightlab/tests/a.json"],
      ["./a//b/", "/weightlab/notebooks/a/b"],
      ["/tmp/../tmp/1", "/tmp/1"],
      ["../../../..", "/"],
      [new URL("file:///weightlab/lib/a%20b.ts"), "/weightlab/lib/a b.ts"],
    ] as const
  ) assertEquals(pathOf(path), whole);
  assertThrows(
    () => pathOf(new URL("https://example.org/a")),
    TypeError,
    "Cannot use a file: its URL must be file:, got https://example.org/a",
  );
});

Deno.test("MemoryFile's bytes are those written, wherever", () => {
  const file = new MemoryFile(Uint8Array.of(1, 2));
  for (let i = 3; i <= 9; i++) file.write(Uint8Array.of(i));
  assertEquals([...file.bytes], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  file.write(Uint8Array.of(70, 80, 90, 100), 6);
  assertEquals([...file.bytes], [1, 2, 3, 4, 5, 6, 70, 80, 90, 100]);
  file.empty();
  assertEquals(file.bytes.length, 0);
});

Deno.test("Files has what was put there, in folders of their own", () => {
  const files = new Files();
  files.put(new URL("file:///weightlab/data/a.bin"), Uint8Array.of(7));
  assertEquals([...files.open("../data/a.bin", "readfile").bytes], [7]);
  assertEquals(files.list("/weightlab").map(([name]) => name), [
    "notebooks",
    "data",
  ]);
  assertEquals(files.at("/weightlab/data", "stat"), "folder");
});

Deno.test("Files refuses as a system does", () => {
  const files = new Files();
  files.put("a.json", new Uint8Array(0));
  files.put("folder/b.json", new Uint8Array(0));
  const { NotFound, NotADirectory, IsADirectory, AlreadyExists } = errors;
  for (
    const [act, Kind, code, message] of [
      [
        () => files.open("none.json", "readfile"),
        NotFound,
        "ENOENT",
        "No such file or directory (os error 2): readfile '/weightlab/notebooks/none.json'",
      ],
      [
        () => files.open("none/c.json", "writefile", { create: true }),
        NotFound,
        "ENOENT",
        "No such file or directory (os error 2): writefile '/weightlab/notebooks/none/c.json'",
      ],
      [
        () => files.open("a.json/c", "writefile", { create: true }),
        NotADirectory,
        "ENOTDIR",
        "Not a directory (os error 20): writefile '/weightlab/notebooks/a.json/c'",
      ],
      [
        () => files.open("folder", "readfile"),
        IsADirectory,
        "EISDIR",
        "Is a directory (os error 21): readfile '/weightlab/notebooks/folder'",
      ],
      [
        () => files.open("a.json", "writefile", { createNew: true }),
        AlreadyExists,
        "EEXIST",
        "File exists (os error 17): writefile '/weightlab/notebooks/a.json'",
      ],
      [
        () => files.makeFolder("folder"),
        AlreadyExists,
        "EEXIST",
        "File exists (os error 17): mkdir '/weightlab/notebooks/folder'",
      ],
      [
        () => files.makeFolder("a.json", { recursive: true }),
        AlreadyExists,
        "EEXIST",
        "File exists (os error 17): mkdir '/weightlab/notebooks/a.json'",
      ],
      [
        () => files.makeFolder("a.json/b", { recursive: true }),
        NotADirectory,
        "ENOTDIR",
        "Not a directory (os error 20): mkdir '/weightlab/notebooks/a.json'",
      ],
      [
        () => files.remove("folder"),
        Error,
        "ENOTEMPTY",
        "Directory not empty (os error 39): remove '/weightlab/notebooks/folder'",
      ],
      [
        () => files.list("a.json"),
        NotADirectory,
        "ENOTDIR",
        "Not a directory (os error 20): readdir '/weightlab/notebooks/a.json'",
      ],
      [
        () => files.rename("a.json", "folder"),
        IsADirectory,
        "EISDIR",
        "Is a directory (os error 21): rename '/weightlab/notebooks/folder'",
      ],
    ] as const
  ) {
    const error = assertThrows(act, Kind) as Error & { code?: string };
    assertEquals([error.message, error.code], [message, code]);
  }
});

Deno.test("Files removes folders with what lies in them, and renames them", () => {
  const files = new Files();
  files.put("/a/b/c", Uint8Array.of(1));
  files.put("/ab", Uint8Array.of(2));
  files.rename("/a", "/d");
  assertEquals([...files.open("/d/b/c", "open").bytes], [1]);
  assertThrows(() => files.at("/a", "stat"), errors.NotFound);
  files.rename("/ab", "/ab");
  files.rename("/ab", "/d/b/c");
  assertEquals([...files.open("/d/b/c", "open").bytes], [2]);
  files.remove("/d", { recursive: true });
  assertThrows(() => files.at("/d/b/c", "stat"), errors.NotFound);
  files.makeFolder("/d/e", { recursive: true });
  files.makeFolder("/d/e", { recursive: true });
  files.makeFolder("/d/e/f");
  files.remove("/d/e/f");
  assertEquals(files.list("/d/e"), []);
});
