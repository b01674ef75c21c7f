import { pathToFileURL } from "node:url";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import { findProgram } from "../_find_program.ts";
import type { Scheme } from "./_page.ts";
import { removeProfile } from "./_remove_profile.ts";
import { browserOrExit } from "./_session.ts";
import { isSilence, WebDriverSession } from "./_web_driver.ts";

const PATIENCE = 60_000;

/** A page in a browser of its own, and how it is driven. */
export interface WebKitPage extends AsyncDisposable {
  readonly session: WebDriverSession;
}

/**
 * WebKitGTK's MiniBrowser, in a screen that nobody sees, with a proxy of ours as its whole
 * network: that notes what it is asked for, and gives nothing.
 */
export interface WebKit extends AsyncDisposable {
  /** Opens a page's file in a browser of its own. */
  readonly open: (file: string, scheme: Scheme) => Promise<WebKitPage>;
  /** What pages asked of any host since the last time that one asked for it. */
  readonly takeRequests: () => string[];
}

/**
 * How often a browser is started that does not come. Beside busy neighbours that was seen: its
 * driver waited for ever, with no browser running.
 */
const TRIES = 3;

/** Starts the screen and the proxy. */
export async function startWebKit(): Promise<WebKit> {
  const program = await browserOrExit("webkit");
  await using started = new AsyncDisposableStack();
  const home = await Deno.makeTempDir({ prefix: "weightlab-webkit-" });
  started.defer(() => removeProfile(home));
  const display = await startScreen(started);
  const { proxy, requests } = startProxy(started);
  // A profile that is empty and stays so.
  const env = {
    ...{ DISPLAY: display, GDK_BACKEND: "x11", HOME: home },
    ...{ XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
  };
  const open = async (file: string, scheme: Scheme) => {
    await using opening = new AsyncDisposableStack();
    const driver = await startDriver(program, env, opening);
    const session = opening.use(
      await WebDriverSession.start(driver, {
        browserName: "MiniBrowser",
        proxy: { proxyType: "manual", httpProxy: proxy, sslProxy: proxy },
        "webkitgtk:browserOptions": {
          args: [
            "--automation",
            ...(scheme === "dark" ? ["--dark-mode"] : []),
          ],
        },
      }),
    );
    await session.open(pathToFileURL(file).href);
    const all = opening.move();
    return { session, [Symbol.asyncDispose]: () => all.disposeAsync() };
  };

  const all = started.move();
  return {
    open: async (file, scheme) => {
      for (let tries = 1;; tries++) {
        try {
          return await open(file, scheme);
        } catch (error) {
          if (tries === TRIES || !isSilence(error)) throw error;
        }
      }
    },
    takeRequests: () => requests.splice(0),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Starts what drives one browser: where it answers. */
async function startDriver(
  program: string,
  env: Record<string, string>,
  started: AsyncDisposableStack,
): Promise<string> {
  const port = freePort();
  const driver = new Deno.Command(program, {
    args: ["--host=127.0.0.1", `--port=${port}`],
    env,
    ...{ stdin: "null", stdout: "null", stderr: "null" },
  }).spawn();
  started.defer(() => end(driver));
  const address = `http://127.0.0.1:${port}`;
  await answers(`${address}/status`);
  return address;
}

/** Starts a screen that nobody sees: its name, as DISPLAY wants it. */
async function startScreen(started: AsyncDisposableStack): Promise<string> {
  const program = await findProgram(["Xvfb"]);
  if (program === undefined) {
    throw new Failure(
      "Cannot test in WebKitGTK: there is no Xvfb in PATH. On Debian and Ubuntu install it with `apt-get install xvfb`.",
    );
  }
  const screen = new Deno.Command(program, {
    args: [
      ...["-displayfd", "1", "-nolisten", "tcp"],
      ...["-screen", "0", "2000x1400x24"],
    ],
    ...{ stdin: "null", stdout: "piped", stderr: "null" },
  }).spawn();
  started.defer(() => end(screen));
  // It says its number as soon as it can be used.
  let said = "";
  for await (
    const text of screen.stdout.pipeThrough(new TextDecoderStream())
      .values({ preventCancel: true })
  ) {
    said += text;
    if (said.includes("\n")) return `:${said.trim()}`;
  }
  throw new Error("Xvfb ended before its screen was there");
}

/** A proxy that gives nothing: where it listens, and what it was asked for. */
function startProxy(
  started: AsyncDisposableStack,
): { proxy: string; requests: string[] } {
  const requests: string[] = [];
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  started.defer(() => listener.close());
  (async () => {
    for await (const connection of listener) {
      const bytes = new Uint8Array(4096);
      const read = await connection.read(bytes).catch(() => 0) ?? 0;
      requests.push(firstLine(bytes.subarray(0, read)));
      connection.close();
    }
  })();
  return { proxy: `127.0.0.1:${listener.addr.port}`, requests };
}

/** "GET http://host/path HTTP/1.1", or of what is no text so much. */
function firstLine(bytes: Uint8Array): string {
  const [line] = new TextDecoder().decode(bytes).split(/[\r\n]/);
  return /^[\x20-\x7e]+$/.test(line) ? line : `${bytes.length} bytes`;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function end(program: Deno.ChildProcess): Promise<void> {
  program.kill();
  await program.status;
}

/** Waits until something answers. */
async function answers(address: string): Promise<void> {
  const stop = performance.now() + PATIENCE;
  for (;;) {
    try {
      const response = await fetch(address);
      await response.body?.cancel();
      return;
    } catch (error) {
      if (performance.now() > stop) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
