import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { loadMnist } from "weightlab";
import {
  checkPermissions,
  isGranted,
  type Need,
} from "../../lib/check/permission.ts";
import { runJobs } from "../../lib/workers/run_jobs.ts";

const HERE = new URL("./", import.meta.url);
const FILE = new URL("permission_test.ts", HERE);

Deno.test({
  name: "checkPermissions() names all that are missing, as flags",
  permissions: { read: [FILE], run: false, ffi: false },
  fn() {
    checkPermissions("read it", [{ name: "read", path: FILE }]);
    const needs: Need[] = [
      { name: "read", path: FILE },
      { name: "read", path: new URL("a b/", HERE) },
      { name: "read", path: HERE, more: true },
      { name: "run", path: "deno" },
      { name: "ffi" },
    ];
    const error = assertThrows(
      () => checkPermissions("do it", needs),
      Deno.errors.NotCapable,
    );
    const spaced = new URL("a%20b", HERE).pathname.replace("%20", " ");
    assertEquals(
      error.message,
      `Cannot do it: it needs the permissions "--allow-read=${spaced}" and --allow-read and --allow-run=deno and --allow-ffi, which Deno was not given; run it with those flags or with -A`,
    );
    assertThrows(
      () => checkPermissions("do it", [{ name: "ffi" }], "or do not"),
      Deno.errors.NotCapable,
      "Cannot do it: it needs the permission --allow-ffi, which Deno was not given; run it with that flag or with -A; or do not",
    );
  },
});

Deno.test({
  name: "isGranted() wants the whole folder, and files on this machine only",
  permissions: { read: [FILE] },
  fn() {
    assertEquals(isGranted({ name: "read", path: FILE }), true);
    assertEquals(isGranted({ name: "read", path: HERE }), false);
    const elsewhere = new URL("https://example.com/lib/");
    assertEquals(isGranted({ name: "read", path: elsewhere }), true);
  },
});

Deno.test({
  name: "runJobs() without the permission to read says so at once",
  permissions: { read: false },
  fn() {
    const error = assertThrows(
      () => runJobs(FILE, [1, 2], {}, { workers: 2 }),
      Deno.errors.NotCapable,
      "Cannot start workers: it needs the permission --allow-read=/",
    );
    assertStringIncludes(
      error.message,
      "/lib, which Deno was not given; run it with that flag or with -A; workers: 1 needs none",
    );
  },
});

Deno.test({
  name: "loadMnist() names the one permission that is missing",
  permissions: { read: true, run: false, ffi: false },
  async fn() {
    const message = (promise: Promise<unknown>) =>
      promise.then(String, (error) => error.message);
    assertStringIncludes(
      await message(loadMnist({ train: 5001 })),
      "Cannot load MNIST: it needs the permission --allow-run=",
    );
  },
});
