import {
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  readPresent,
  readVerified,
  sha256Hex,
} from "../../lib/datasets/_verified_file.ts";
import { withFolder } from "./_with_folder.ts";

const remedy = "restore it with `git checkout`";
// The digests of "abc" (FIPS 180-4, an example there) and of no bytes.
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const EMPTY =
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

Deno.test("sha256Hex() agrees with the standard's example", async () => {
  assertEquals(await sha256Hex(new TextEncoder().encode("abc")), ABC);
});

Deno.test("readVerified() reads a file that has its digest", () =>
  withFolder({ "a b": "abc" }, async (folder) => {
    const bytes = await readVerified(new URL("a b", folder), {
      sha256: ABC,
      remedy,
    });
    assertEquals(new TextDecoder().decode(bytes), "abc");
  }));

Deno.test("readVerified() names both digests, the file and the remedy", () =>
  withFolder({ "a b": "" }, async (folder) => {
    await assertRejects(
      () => readVerified(new URL("a b", folder), { sha256: ABC, remedy }),
      Error,
      `/a b: its SHA-256 must be ${ABC}, got ${EMPTY} (the file is empty). The file is damaged: restore it with \`git checkout\`.`,
    );
  }));

Deno.test("readVerified() says that a file is missing, and the remedy", () =>
  withFolder({}, async (folder) => {
    await assertRejects(
      () => readVerified(new URL("gone", folder), { sha256: ABC, remedy }),
      Deno.errors.NotFound,
      "/gone: the file is missing; restore it with `git checkout`.",
    );
  }));

/** What stands where a file must, and what is said of it. */
const IN_ITS_PLACE: [string, (path: string) => Promise<void>, string][] = [
  [
    "a folder",
    (path) => Deno.mkdir(path),
    "/file: a folder stands in its place; remove that, then restore it with `git checkout`.",
  ],
  [
    "a symbolic link to itself",
    (path) => Deno.symlink("file", path),
    "/file: it is a symbolic link that leads back to itself; remove that, then restore it with `git checkout`.",
  ],
  [
    "a symbolic link to nowhere",
    (path) => Deno.symlink("nowhere", path),
    "/file: the file is missing; restore it with `git checkout`.",
  ],
];

for (const [what, put, message] of IN_ITS_PLACE) {
  Deno.test(`readVerified() says that in the file's place there is ${what}`, () =>
    withFolder({}, async (folder) => {
      await put(new URL("file", folder).pathname);
      await assertRejects(
        () => readVerified(new URL("file", folder), { sha256: ABC, remedy }),
        Error,
        message,
      );
    }));
}

Deno.test("readVerified() says that a file stands in the folder's place", () =>
  withFolder({ folder: "" }, async (folder) => {
    await assertRejects(
      () =>
        readVerified(new URL("folder/file", folder), { sha256: ABC, remedy }),
      Error,
      "/folder/file: a file stands in the place of its folder; remove that, then restore it with `git checkout`.",
    );
  }));

Deno.test("readPresent() says that the file may not be read, and keeps the kind of other errors", () => {
  const { readFileSync } = Deno;
  const failing = (error: Error) =>
    assertRejects(async () => {
      Deno.readFileSync = () => {
        throw error;
      };
      try {
        await readPresent(new URL("file:///x"), remedy);
      } finally {
        Deno.readFileSync = readFileSync;
      }
    });
  return failing(new Deno.errors.PermissionDenied("os error 13"))
    .then(async (denied) => {
      assertInstanceOf(denied, Deno.errors.PermissionDenied);
      assertStringIncludes(
        denied.message,
        "Cannot read /x: you may not read the file; allow it to",
      );
      const busy = await failing(new Deno.errors.Busy("is busy"));
      assertInstanceOf(busy, Deno.errors.Busy);
      assertEquals(
        busy.message,
        "Cannot read /x: is busy; remove that, then restore it with `git checkout`.",
      );
    });
});

Deno.test("readVerified() fetches what lies on a server, and says where there is none", async () => {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    ({ url }) =>
      url.endsWith("/there")
        ? new Response("abc")
        : new Response("no", { status: 404 }),
  );
  try {
    const root = `http://127.0.0.1:${server.addr.port}/`;
    const bytes = await readVerified(new URL("there", root), {
      sha256: ABC,
      remedy,
    });
    assertEquals(new TextDecoder().decode(bytes), "abc");
    await assertRejects(
      () => readVerified(new URL("gone", root), { sha256: ABC, remedy }),
      Error,
      `Cannot fetch ${root}gone: it must lie there, got 404; ${remedy}.`,
    );
  } finally {
    await server.shutdown();
  }
});

/** What a program says in which there is no Deno, as in Node, once the library is there. */
async function withoutDeno(program: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", program],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  return (text.decode(stdout) || text.decode(stderr)).trim();
}

Deno.test("loadMnist() in Node has what comes with the library, and says that there is no more", async () => {
  const said = await withoutDeno(`
    import { loadMnist } from "weightlab";
    delete globalThis.Deno;
    const { train, test } = await loadMnist({ train: 5, test: 2 });
    console.log(train.t.join(""), test.t.join(""));
    await loadMnist({ train: 5001 })
      .catch(({ name, message }) => console.log(name, message));`);
  assertEquals(said.split("\n"), [
    "50419 72",
    "RangeError Cannot load MNIST: train must be at most 5000 where Deno, which fetches the others, does not run the program, got 5001",
  ]);
});
