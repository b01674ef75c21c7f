import { assertEquals, assertThrows } from "@std/assert";
import { readArguments } from "../../notebooks/_jupyter/cluster/arguments.ts";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";

const read = (args: string[], isFree = (_port: number) => true) =>
  readArguments(args, 4, isFree);

Deno.test("readArguments() gives a worker a core and Dask's customary ports", () => {
  assertEquals(read([]), { workers: 4, port: 8786, dashboardPort: 8787 });
});

Deno.test("readArguments() takes what is asked for, in either spelling", () => {
  assertEquals(
    read(["--workers", "2", "--port=9000", "--dashboard-port", "9001"]),
    { workers: 2, port: 9000, dashboardPort: 9001 },
  );
});

Deno.test("readArguments() takes the first free ports, two different ones", () => {
  assertEquals(read([], (port) => port > 8787), {
    ...{ workers: 4, port: 8788, dashboardPort: 8789 },
  });
  assertEquals(read(["--port", "8787"]).dashboardPort, 8788);
});

Deno.test("readArguments() says what to do about a wrong argument", () => {
  const said: [string[], string][] = [
    [
      ["--nodes", "2"],
      "Cannot start a cluster with --nodes: there are --workers n, --port n and --dashboard-port n.",
    ],
    [
      ["2"],
      "Cannot start a cluster with 2: there are --workers n, --port n and --dashboard-port n.",
    ],
    [
      ["--workers"],
      "Cannot start a cluster with --workers alone: a number must follow it, as in --workers 2.",
    ],
    [
      ["--workers", "0"],
      "Cannot start 0 workers: --workers must be a whole number from 1 on; this machine has 4 cores.",
    ],
    [
      ["--workers="],
      "Cannot start no workers: --workers must be a whole number from 1 on; this machine has 4 cores.",
    ],
    [
      ["--workers", "two"],
      "Cannot start two workers: --workers must be a whole number from 1 on; this machine has 4 cores.",
    ],
    [
      ["--port", "scheduler"],
      "Cannot use port scheduler: a port is a whole number from 1 to 65535.",
    ],
    [
      ["--port", "9000", "--dashboard-port", "9000"],
      "Cannot use port 9000: another program occupies it. Name another one, or leave out --dashboard-port to take the first free one.",
    ],
  ];
  for (const [args, message] of said) {
    assertEquals(
      assertThrows(() => read(args), Failure).message,
      message,
    );
  }
});
