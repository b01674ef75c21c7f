import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { explain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { kernelSpec } from "../../notebooks/_jupyter/set_up/kernel_spec.ts";
import { npmPackage } from "../../notebooks/_jupyter/set_up/pinned_deno.ts";
import { venvAt } from "../../notebooks/_jupyter/set_up/venv.ts";
import { writeWhole } from "../../notebooks/_jupyter/files.ts";

Deno.test("kernelSpec() names the Deno it is given and interrupts by message", () => {
  assertEquals(kernelSpec("/p/deno-2.8.1"), {
    argv: [
      "/p/deno-2.8.1",
      "jupyter",
      "--kernel",
      "--conn",
      "{connection_file}",
    ],
    display_name: "Deno",
    language: "typescript",
    interrupt_mode: "message",
    env: { NO_COLOR: "1" },
  });
});

Deno.test("npmPackage() names the binary of each machine", () => {
  const of = (os: typeof Deno.build.os, arch: typeof Deno.build.arch) =>
    npmPackage({ os, arch });
  assertEquals(of("linux", "x86_64"), "@deno/linux-x64-glibc");
  assertEquals(of("linux", "aarch64"), "@deno/linux-arm64-glibc");
  assertEquals(of("darwin", "aarch64"), "@deno/darwin-arm64");
  assertEquals(of("windows", "x86_64"), "@deno/win32-x64");
});

Deno.test({
  name: "venvAt() knows where each system keeps its programs",
  ignore: Deno.build.os === "windows", // expects slashes
  fn: () => {
    assertEquals(venvAt("/p", "2.8.1", "linux").python, "/p/bin/python");
    assertEquals(
      venvAt("/p", "2.8.1", "windows").deno,
      "/p/Scripts/deno-2.8.1.exe",
    );
  },
});

Deno.test("explain() turns a known cause into a sentence that says what to do", () => {
  const offline =
    "WARNING: Retrying after NewConnectionError('Failed to establish a new connection')\nERROR: No matching distribution";
  assertEquals(
    explain("Cannot install JupyterLab with pip", offline).message,
    "Cannot install JupyterLab with pip: the package registry did not answer. Check the network (and the proxy settings, if there is a proxy), then run this again.",
  );
  assertStringIncludes(
    explain("Cannot do it", "OSError: [Errno 28] No space left on device")
      .message,
    "the disk is full",
  );
});

Deno.test("explain() shows the end of an output whose cause it does not know", () => {
  const output = Array.from({ length: 20 }, (_, i) => `line ${i}`).join("\n");
  const { message } = explain("Cannot do it", output);
  assertEquals(message.split("\n").length, 9);
  assertEquals(message.startsWith("Cannot do it. It ended with:\n"), true);
  assertEquals(message.endsWith("line 19"), true);
});

Deno.test("writeWhole() at the same time from many leaves one of their texts, and nothing else", async () => {
  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const path = `${dir}/settings.json`;
    const texts = Array.from({ length: 8 }, (_, i) => `${i}`.repeat(100_000));
    const seen: string[] = [];
    await Promise.all(texts.map(async (text) => {
      await writeWhole(path, text);
      seen.push(await Deno.readTextFile(path));
    }));
    assert(seen.every((text) => texts.includes(text)));
    const names = () => Array.fromAsync(Deno.readDir(dir), ({ name }) => name);
    assertEquals(await names(), ["settings.json"]);

    await Deno.mkdir(`${dir}/folder`);
    await assertRejects(() => writeWhole(`${dir}/folder`, "text"));
    assertEquals((await names()).sort(), ["folder", "settings.json"]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
