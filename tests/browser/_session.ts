import { resolve } from "node:path";
import { type Browser, chromium, firefox } from "playwright-core";
import { exportPages } from "../../notebooks/_jupyter/pages/export_pages.ts";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import {
  allNotebooks,
  chooseNotebooks,
} from "../../notebooks/_jupyter/project.ts";
import { option } from "../../notebooks/_jupyter/terminal/option.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";
import type { Venv } from "../../notebooks/_jupyter/set_up/venv.ts";
import { type BrowserName, findBrowser } from "./_browsers.ts";
import type { Scheme } from "./_page.ts";

/** What the tests of a file share. */
export interface Session {
  readonly venv: Venv;
  readonly browser: Browser;
  /** Every notebook, in reading order. */
  readonly notebooks: readonly string[];
  /** Where screenshots are wanted, if they are. */
  readonly screenshots: string | undefined;
  readonly end: () => Promise<void>;
}

/** What the tests of pages share. */
export interface PagesSession extends Session {
  /** The folder of the pages. */
  readonly dist: string;
}

/** Where a browser is. Where there is none, says so and ends with exit code 1. */
export function browserOrExit(browser: BrowserName): Promise<string> {
  return findBrowser(browser).catch((error) => {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    Deno.exit(1);
  });
}

const PATIENCE = 60_000;

/** Starts Chromium, whose pages choose their colour scheme each. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: await browserOrExit("chromium"),
    // Chromium's sandbox refuses root.
    args: Deno.uid() === 0 ? ["--no-sandbox"] : [],
    timeout: PATIENCE,
  });
}

/** What the preference that sets the colour scheme of Firefox's pages calls them. */
const FIREFOX_SCHEMES: Readonly<Record<Scheme, number>> = { dark: 0, light: 1 };

/**
 * Starts Firefox as it is in Debian, which Playwright drives by WebDriver BiDi. Its pages have
 * one colour scheme: Firefox 153 has no command for that. Playwright from 1.65 gives that
 * command to every page unasked and does not open one, hence the older one in deno.json.
 */
export async function startFirefox(scheme: Scheme = "light"): Promise<Browser> {
  return await firefox.launch({
    channel: "moz-firefox",
    executablePath: await browserOrExit("firefox"),
    firefoxUserPrefs: {
      "layout.css.prefers-color-scheme.content-override":
        FIREFOX_SCHEMES[scheme],
    },
    timeout: PATIENCE,
  });
}

/** The same, with all that notebooks run in. */
export async function startSession(): Promise<Session> {
  const browser = await startBrowser();
  const venv = await setUp();
  const notebooks = await allNotebooks();
  return {
    ...{ venv, browser, notebooks },
    screenshots: await screenshotsFolder(),
    end: () => browser.close(),
  };
}

/**
 * The same, with committed notebooks exported to pages without running them: all, or those
 * whose names begin so.
 */
export async function startPagesSession(
  wanted: readonly string[] = [],
): Promise<PagesSession> {
  const session = await startSession();
  const { venv, notebooks } = session;
  const chosen = chooseNotebooks(notebooks, wanted);
  const dist = await Deno.makeTempDir({ prefix: "weightlab-pages-" });
  await exportPages(venv, { all: notebooks, chosen, dist });
  return {
    ...session,
    dist,
    end: async () => {
      await session.end();
      await Deno.remove(dist, { recursive: true });
    },
  };
}

/** `--screenshots=DIR`, or `--screenshots` for a folder of its own. */
export async function screenshotsFolder(): Promise<string | undefined> {
  const asked = Deno.args.some((arg) => arg.startsWith("--screenshots"));
  if (!asked) return undefined;
  const folder = option(Deno.args, "--screenshots") ??
    await Deno.makeTempDir({ prefix: "weightlab-screenshots-" });
  await Deno.mkdir(folder, { recursive: true });
  console.log(`Screenshots: ${resolve(folder)}`);
  return folder;
}
