import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";

export type Scheme = "light" | "dark";

/** What a page shows of itself, see `_in_page.js`. */
export interface Facts {
  readonly title: string;
  readonly figures: number;
  readonly drawn: number;
  readonly drawings: number;
  /** Descriptions of the figures that are wider than their place. */
  readonly scrolling: readonly string[];
  /** How tables, formulas and code begin that are wider than their place. */
  readonly clipped: readonly string[];
  readonly stillsShown: number;
  readonly formulas: number;
  readonly untypeset: number;
  /** By how many px the page is wider than the window. */
  readonly sideways: number;
  readonly background: string;
}

/** One mark of a figure. */
export interface Mark {
  /** "layer: 1; value: 0.5". */
  readonly label: string;
  readonly path: string;
  readonly opacity: number;
}

/** A page from a file, in a browser that reaches nothing else. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  readonly scheme: Scheme;
  /** What it asked of any host, and what of its disk beside itself. */
  readonly requests: readonly string[];
  /** Errors and warnings of its console, and errors that nothing caught. */
  readonly complaints: readonly string[];
  /** Waits until every figure is drawn for this window; says how many were not. */
  readonly drawn: () => Promise<void>;
  readonly facts: () => Promise<Facts>;
}

const IN_PAGE = new URL("./_in_page.js", import.meta.url).pathname;
const PATIENCE = 60_000;

/**
 * Opens a page's file with the network blocked, and waits until its figures are drawn, or
 * until what `ready` says is true.
 */
export async function openPage(
  browser: Browser,
  file: string,
  {
    scheme = "light",
    width = 1600,
    touch = false,
    ready = "inPage.isLaidOut()",
  }: {
    scheme?: Scheme;
    width?: number;
    touch?: boolean;
    ready?: string;
  } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: { width, height: 1000 },
    hasTouch: touch,
  });
  context.setDefaultTimeout(PATIENCE);
  const requests = await blockNetwork(context, dirOf(file));
  await context.addInitScript({ path: IN_PAGE });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error}`));

  const drawn = async () => {
    await holds(page, ready).catch(async () => {
      const { drawn, figures } = await facts();
      throw new Error(
        `${file}, ${scheme}: of ${figures} figures ${drawn} were drawn within ${
          PATIENCE / 1000
        } s. ${complaints.join("\n")}`,
      );
    });
  };
  const facts = () => page.evaluate<Facts>("inPage.facts()");
  await page.goto(pathToFileURL(file).href);
  await drawn();
  return {
    ...{ page, scheme, requests, complaints, drawn, facts },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** What runs script in a page. */
export interface Evaluates {
  evaluate(expression: string): Promise<unknown>;
}

/**
 * Waits until an expression is true in a page. Playwright's own waitForFunction makes code of
 * a string in the page, which the page's policy forbids.
 *
 * @throws {Error} when it is not within a minute, or in `patience` milliseconds.
 */
export async function holds(
  page: Evaluates,
  expression: string,
  patience = PATIENCE,
): Promise<void> {
  const end = performance.now() + patience;
  while (!await page.evaluate(expression)) {
    if (performance.now() > end) throw new Error(`Never true: ${expression}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Lets through pages themselves alone; fills the list with what else was asked for. */
async function blockNetwork(
  context: BrowserContext,
  dir: string,
): Promise<string[]> {
  const requests: string[] = [];
  await context.setOffline(true);
  await context.route("**/*", async (route) => {
    const request = route.request();
    const isPage = request.isNavigationRequest() &&
      request.url().startsWith(dir);
    if (isPage) return await route.continue();
    requests.push(request.url());
    await route.abort();
  });
  return requests;
}

function dirOf(file: string): string {
  return new URL(".", pathToFileURL(file)).href;
}
