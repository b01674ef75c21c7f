// The golden network in Chromium and in Firefox: a page with the library, which tells the hash
// to the test's own server. `deno task test:browser` names it.

import { assertEquals } from "@std/assert";
import { GOLDEN_HASH } from "../../lib/experiments/_golden.ts";
import { bundle } from "../golden/_run_golden.ts";
import { type BrowserName, findBrowser } from "./_browsers.ts";

const PATIENCE = 60_000;

/** A browser, how it is started with a folder for what it keeps, and its kernel. */
interface Start {
  readonly name: string;
  readonly browser: BrowserName;
  readonly args: (folder: string) => string[];
  readonly kernel: string;
}

const chromium = (folder: string, ...flags: string[]) => [
  ...["--headless", "--no-first-run", `--user-data-dir=${folder}`, ...flags],
  // Chromium's sandbox refuses root.
  ...(Deno.uid() === 0 ? ["--no-sandbox"] : []),
];

const STARTS: readonly Start[] = [
  {
    name: "Chromium",
    browser: "chromium",
    args: (folder) => chromium(folder),
    kernel: "wasm",
  },
  {
    name: "Chromium without fused multiply-add",
    browser: "chromium",
    args: (folder) => chromium(folder, "--js-flags=--no-enable-fma3"),
    kernel: "exact",
  },
  {
    name: "Firefox",
    browser: "firefox",
    args: (folder) => ["--headless", "--no-remote", "--profile", folder],
    kernel: "wasm",
  },
];

const script = await bundle("_page.ts");

for (const start of STARTS) {
  Deno.test(`goldenHash() is the golden hash in ${start.name}`, async () => {
    assertEquals(await said(start), `${GOLDEN_HASH} ${start.kernel}`);
  });
}

/** What the page tells its server in a browser. */
async function said({ browser, args }: Start): Promise<string> {
  const program = await findBrowser(browser);
  const folder = await Deno.makeTempDir({ prefix: "weightlab-browser-" });
  const told = Promise.withResolvers<string>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/said") told.resolve(await request.text());
      return pathname === "/script.js"
        ? new Response(script, {
          headers: { "content-type": "text/javascript" },
        })
        : new Response(
          '<!doctype html><script type="module" src="/script.js"></script>',
          { headers: { "content-type": "text/html" } },
        );
    },
  );
  const child = new Deno.Command(program, {
    args: [...args(folder), `http://127.0.0.1:${server.addr.port}/`],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const timer = setTimeout(
    () => told.reject(new Error(`Nothing within ${PATIENCE / 1000} s`)),
    PATIENCE,
  );
  try {
    return await told.promise;
  } finally {
    clearTimeout(timer);
    child.kill();
    await child.status;
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}
