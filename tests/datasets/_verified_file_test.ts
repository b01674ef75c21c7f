import { assertEquals, assertFalse, assertRejects } from "@std/assert";
import { readVerified, sha256Hex } from "../../lib/datasets/_verified_file.ts";
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

Deno.test("readVerified() passes on what is wrong but not missing: a folder", () =>
  withFolder({}, async (folder) => {
    const error = await assertRejects(() =>
      readVerified(folder, { sha256: ABC, remedy })
    );
    assertFalse(error instanceof Deno.errors.NotFound);
  }));
