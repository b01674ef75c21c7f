// `deno task lab` against the real JupyterLab. Needs Python, so its name keeps it out of a
// plain `deno test`: `deno task test` names it.

import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { join } from "node:path";
import { readLines } from "../../notebooks/_jupyter/terminal/child.ts";
import { JUPYTER, NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";
import {
  type Server,
  startServer,
} from "../../notebooks/_jupyter/lab/server.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";

// A server's pipes are read until it has ended, which is after its test has seen that.
const options = { sanitizeOps: false, sanitizeResources: false };

/** A port that is free now. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function start(port: number, args: readonly string[]): Promise<Server> {
  const browser = { opensBrowser: false };
  return await startServer(await setUp(), { port, ...browser, args });
}

/** Where it answers, or what its log ends with. */
async function addressOf(server: Server): Promise<URL> {
  const address = await server.answers();
  if (address !== undefined) return new URL(address);
  throw new Error((await Deno.readTextFile(server.log)).slice(-2000));
}

/** What is at a path of the server, below the address where it answers. */
async function get(address: URL, base: string, path: string) {
  const url = new URL(base + path, address);
  url.search = address.search;
  const response = await fetch(url);
  assertEquals(response.status, 200, url.href);
  return response;
}

/** What becomes of each, with one server a row: our port is another one. */
const spellings: readonly {
  readonly args: (port: number) => readonly string[];
  readonly base?: string;
  readonly start?: string;
}[] = [
  { args: (port) => ["--port", `${port}`, "--ip", "0.0.0.0", "--no-browser"] },
  {
    args: (port) => [
      ...[`--port=${port}`, "--port-retries=0", "--allow-root", "-y"],
      ...["--ServerApp.base_url=/a/b/", "--notebook-dir", NOTEBOOKS],
    ],
    base: "/a/b/",
  },
  {
    args: (port) => [
      ...[`--ServerApp.port=${port}`, "--ServerApp.port_retries=0"],
      ...[`--ServerApp.root_dir=${NOTEBOOKS}`, "--LabApp.default_url=/lab"],
      ...["--ServerApp.open_browser=False", "--ServerApp.answer_yes=True"],
      ...["--ServerApp.allow_root=True", "--LabApp.extension_manager=pypi"],
      "--MappingKernelManager.default_kernel_name=deno",
    ],
    start: "lab",
  },
  // The names of classes that ours inherit from.
  {
    args: (port) => [`--port=${port}`, "--ExtensionApp.default_url=/lab"],
    start: "lab",
  },
];

Deno.test(
  "startServer() yields to the reader's options, in each of their spellings",
  options,
  async () => {
    const ours = freePort();
    const ports = spellings.map(() => freePort());
    const servers = await Promise.all(
      spellings.map(({ args }, i) => start(ours, args(ports[i]))),
    );
    try {
      const logs = servers.map(({ log }) => log);
      assertEquals(new Set(logs).size, logs.length);
      for (const [i, { base = "/", start }] of spellings.entries()) {
        const address = await addressOf(servers[i]);
        assertEquals(address.port, `${ports[i]}`);
        assertEquals(
          address.pathname,
          base + (start ?? "lab/tree/00_start_here.ipynb"),
        );
        await (await get(address, "", address.pathname)).body?.cancel();
        const response = await get(address, base, "api/kernelspecs");
        assertEquals((await response.json()).default, "deno");
        assertMatch(
          await Deno.readTextFile(logs[i]),
          new RegExp(`:${ports[i]}${base}`),
        );
      }
    } finally {
      for (const server of servers) server.stop();
      await Promise.all(servers.map(({ ended }) => ended));
    }
  },
);

Deno.test(
  "startServer() shows the notebooks on the port that it is given, with the token it says",
  options,
  async () => {
    const port = freePort();
    const server = await start(port, []);
    try {
      const address = await addressOf(server);
      assertEquals([address.hostname, address.port], ["localhost", `${port}`]);
      assertNotEquals(address.searchParams.get("token"), null);
      const contents = await get(address, "/", "api/contents");
      // deno-lint-ignore no-explicit-any
      const names = (await contents.json()).content.map((file: any) =>
        file.name
      );
      assertEquals(names.includes("00_start_here.ipynb"), true);
    } finally {
      server.stop();
      await server.ended;
    }
  },
);

Deno.test(
  "task lab --port, where the home folder cannot be written and Jupyter's own settings name a base_url",
  options,
  async () => {
    await setUp();
    const port = freePort();
    const settings = await Deno.makeTempDir({ prefix: "weightlab-" });
    // Permissions do not keep root from writing; there nobody makes a folder.
    const home = Deno.build.os === "linux"
      ? "/proc/nobody"
      : join(settings, "home");
    if (home.startsWith(settings)) await Deno.mkdir(home, { mode: 0o500 });
    await Deno.writeTextFile(
      join(settings, "jupyter_server_config.json"),
      JSON.stringify({ ServerApp: { base_url: "/mine/" } }),
    );
    const info = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--no-config"],
    }).output();
    const { denoDir } = JSON.parse(new TextDecoder().decode(info.stdout));
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", join(JUPYTER, "lab.ts"), "--port", `${port}`],
      env: {
        DENO_DIR: denoDir,
        HOME: home,
        JUPYTER_CONFIG_PATH: settings,
        // Whoever has set these has said where it may be written.
        ...{ JUPYTER_CONFIG_DIR: "", JUPYTER_DATA_DIR: "" },
        ...{ JUPYTER_RUNTIME_DIR: "", IPYTHONDIR: "", XDG_DATA_HOME: "" },
        CI: "true", // opens no browser
      },
      ...{ stdin: "null", stdout: "piped", stderr: "piped" },
    }).spawn();
    try {
      const address = Promise.withResolvers<string>();
      const said = readLines(child.stdout, (line) => {
        if (line.includes("http://")) address.resolve(line.trim());
      });
      const errors = readLines(child.stderr, () => {});
      child.status.then(async () => address.resolve(await errors));
      const url = new URL(await address.promise);
      assertEquals([url.port, url.pathname], [
        `${port}`,
        "/mine/lab/tree/00_start_here.ipynb",
      ]);
      await (await get(url, "", url.pathname)).body?.cancel();
      child.kill("SIGINT");
      assertEquals((await child.status).success, true, await said);
      assertMatch(await said, /JupyterLab has ended/);
    } finally {
      try {
        child.kill("SIGTERM");
      } catch {
        // It has ended.
      }
      await Deno.remove(settings, { recursive: true });
    }
  },
);
