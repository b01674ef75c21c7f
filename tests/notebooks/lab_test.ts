import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { basename } from "node:path";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import {
  allNotebooks,
  chooseNotebooks,
  partOf,
} from "../../notebooks/_jupyter/project.ts";
import { option } from "../../notebooks/_jupyter/terminal/option.ts";
import { makeLogFile } from "../../notebooks/_jupyter/lab/log_file.ts";
import { choosePort } from "../../notebooks/_jupyter/lab/port.ts";
import {
  hasScreen,
  taskCommand,
} from "../../notebooks/_jupyter/lab/surroundings.ts";

Deno.test("option() reads --name value and --name=value", () => {
  assertEquals(option(["-x", "--port", "9000"], "--port"), "9000");
  assertEquals(option(["--port=9000"], "--port"), "9000");
  assertEquals(option(["--portal=1"], "--port"), undefined);
});

Deno.test("option() takes the last of several, under any of its names", () => {
  const args = ["--port=1", "--ServerApp.port=2", "--ServerApp.port", "3"];
  assertEquals(option(args, "--port", "--ServerApp.port"), "3");
  assertEquals(option([...args, "--port=a=b"], "--port"), "a=b");
});

Deno.test("taskCommand() says what was typed: npx, deno, or a Deno by its path", () => {
  const command = (env: Record<string, string>, onPath: boolean) =>
    taskCommand({
      env: (name) => env[name],
      ...{ deno: "/opt/deno", version: "2.8.1", onPath },
    });
  // npx puts its own folder on the PATH.
  const npx = { npm_lifecycle_event: "npx", npm_command: "exec" };
  assertEquals(command(npx, true), "npx -y deno@2.8.1 task");
  assertEquals(command({}, true), "deno task");
  assertEquals(command({}, false), "/opt/deno task");
});

Deno.test("makeLogFile() makes one for each server, and takes old ones away but none in use", async () => {
  const folder = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const log = (n: number) => `${folder}/jupyterlab-2020-01-${n}.log`;
    for (let n = 10; n < 30; n++) await Deno.writeTextFile(log(n), "old");
    using running = await Deno.open(log(10), { write: true });
    await running.lock(true);
    const first = await makeLogFile(folder);
    const second = await makeLogFile(folder);
    try {
      assertNotEquals(first.path, second.path);
      const names = (await Array.fromAsync(Deno.readDir(folder)))
        .map(({ name }) => `${folder}/${name}`).sort();
      const kept = [10, 21, 22, 23, 24, 25, 26, 27, 28, 29].map(log);
      assertEquals(names, [...kept, first.path, second.path].sort());
    } finally {
      first.file.close();
      second.file.close();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("choosePort() takes the first free one, or the one asked for", () => {
  assertEquals(choosePort(undefined, () => true), 8888);
  assertEquals(choosePort(undefined, (port) => port > 8890), 8891);
  assertEquals(choosePort("9000", () => true), 9000);
});

Deno.test("choosePort() refuses an occupied port, and what is no port", () => {
  assertThrows(
    () => choosePort("9000", () => false),
    Failure,
    "Cannot use port 9000: another program occupies it.",
  );
  assertThrows(() => choosePort("http"), Failure, "from 1 to 65535");
});

Deno.test("choosePort() sees a port that a program listens on", () => {
  using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  assertThrows(() => choosePort(String(server.addr.port)), Failure, "occupies");
});

Deno.test("hasScreen() is false in a container, in CI and without a display", () => {
  const at = (
    os: typeof Deno.build.os,
    env: Record<string, string>,
    inContainer = false,
  ) => hasScreen({ os, env: (name) => env[name], inContainer });
  assertEquals(at("linux", { DISPLAY: ":0" }), true);
  assertEquals(at("linux", { DISPLAY: ":0" }, true), false);
  assertEquals(at("linux", {}), false);
  assertEquals(at("darwin", {}), true);
  assertEquals(at("darwin", { CI: "true" }), false);
});

Deno.test("chooseNotebooks() takes the beginnings of names, in reading order", () => {
  const all = ["/n/00_start.ipynb", "/n/01_zero.ipynb", "/n/02_relu.ipynb"];
  assertEquals(chooseNotebooks(all, []), all);
  assertEquals(chooseNotebooks(all, ["02", "notebooks/00_start.ipynb"]), [
    all[0],
    all[2],
  ]);
  assertThrows(
    () => chooseNotebooks(all, ["07"]),
    Failure,
    "Cannot run 07: no notebook's name begins so. There are: 00_start.ipynb, 01_zero.ipynb, 02_relu.ipynb",
  );
});

Deno.test("chooseNotebooks() takes a part by its folder, and one of it by its name's beginning", () => {
  const all = [
    "/n/00_start.ipynb",
    "/n/papers/2010_a.ipynb",
    "/n/papers/2015_b.ipynb",
  ];
  assertEquals(chooseNotebooks(all, ["papers"]), all.slice(1));
  assertEquals(chooseNotebooks(all, ["notebooks/papers/"]), all.slice(1));
  assertEquals(chooseNotebooks(all, ["papers/2015"]), [all[2]]);
});

Deno.test("partOf() is the folder of a paper's study, and nothing for any other", () => {
  assertEquals(partOf("/n/papers/2010_a.ipynb"), "papers");
  assertEquals(partOf("/n/00_start.ipynb"), "");
});

Deno.test("allNotebooks() has the numbered ones, then those of the papers, each under a name of its own", async () => {
  const all = await allNotebooks();
  const names = all.map((path) => basename(path));
  assertEquals(new Set(names).size, names.length);
  const parts = all.map(partOf);
  assertEquals(parts, parts.toSorted());
  assert(parts.includes("papers"));
  assertEquals(names, names.toSorted());
});
