// A page in a browser, and what it says.

import { type BrowserName, findBrowser } from "./_browsers.ts";
import { removeProfile } from "./_remove_profile.ts";

const PATIENCE = 60_000;

/** A browser, and how it is started with a folder for what it keeps. */
export interface Start {
  readonly browser: BrowserName;
  readonly args: (folder: string) => string[];
}

/** Chromium, with flags of its own. */
export const chromium = (...flags: string[]): Start => ({
  browser: "chromium",
  args: (folder) => [
    ...["--headless", "--no-first-run", `--user-data-dir=${folder}`, ...flags],
    // Chromium's sandbox refuses root.
    ...(Deno.uid() === 0 ? ["--no-sandbox"] : []),
  ],
});

/** Firefox. */
export const firefox: Start = {
  browser: "firefox",
  args: (folder) => ["--headless", "--no-remote", "--profile", folder],
};

/**
 * What a page tells its server, which is this: the text that it posts to /said.
 *
 * @param start The browser.
 * @param script The page's own, a module: all that is on it.
 */
export async function said(
  { browser, args }: Start,
  script: string,
): Promise<string> {
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
    await removeProfile(folder);
  }
}
