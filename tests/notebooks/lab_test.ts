import { assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../notebooks/_jupyter/_failure.ts";
import { chooseNotebooks } from "../../notebooks/_jupyter/_notebooks.ts";
import { option } from "../../notebooks/_jupyter/_option.ts";
import { choosePort } from "../../notebooks/_jupyter/_port.ts";
import { hasScreen } from "../../notebooks/_jupyter/_screen.ts";

Deno.test("option() reads --name value and --name=value", () => {
  assertEquals(option(["-x", "--port", "9000"], "--port"), "9000");
  assertEquals(option(["--port=9000"], "--port"), "9000");
  assertEquals(option(["--portal=1"], "--port"), undefined);
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
