// One face over the three engines: Chromium and Firefox, which Playwright drives, and WebKitGTK,
// which its own WebDriver does.

import type { Browser } from "playwright-core";
import { type Evaluates, holds, openPage, type Scheme } from "./_page.ts";
import { startBrowser, startFirefox } from "./_session.ts";
import type { WebDriverSession } from "./_web_driver.ts";
import { startWebKit, type WebKit } from "./_webkit.ts";

export type EngineName = "Chromium" | "Firefox" | "WebKitGTK";

/** A page from a file, in a browser that reaches nothing else. */
export interface EnginePage extends Evaluates, AsyncDisposable {
  url(): string;
  /** The value of an expression; of a promise, what it comes to. */
  evaluate<T>(expression: string): Promise<T>;
  /** Clicks the first element that a selector finds, once there is one. */
  click(selector: string): Promise<void>;
  /** Presses the keys of a text, for what has the focus. */
  type(text: string): Promise<void>;
  /** Presses a key with those before it held, "Shift+Enter". */
  press(keys: string): Promise<void>;
  /** Drags the middle of an element to the right, by so many px. */
  drag(selector: string, by: number): Promise<void>;
  /** Writes what is seen to a png. */
  screenshot(path: string): Promise<void>;
  /** What it asked of any host. */
  requests(): Promise<readonly string[]>;
  /** Errors and warnings of its console, errors that nothing caught, breaches of its policy. */
  complaints(): Promise<readonly string[]>;
}

/** How a page is opened. */
export interface Opening {
  readonly width?: number;
  /** What is true as soon as it can be used; unless told, that its figures are drawn. */
  readonly ready?: string;
}

/** A browser. */
export interface Engine extends AsyncDisposable {
  readonly name: EngineName;
  readonly scheme: Scheme;
  readonly open: (file: string, opening?: Opening) => Promise<EnginePage>;
}

const STEPS = 8;
const HEIGHT = 1000;

/** Starts a browser, all of whose pages have one colour scheme. */
export async function startEngine(
  name: EngineName,
  scheme: Scheme = "light",
): Promise<Engine> {
  switch (name) {
    case "Chromium":
      return playwrightEngine(name, await startBrowser(), scheme);
    case "Firefox":
      return playwrightEngine(name, await startFirefox(scheme), scheme);
    case "WebKitGTK":
      return webkitEngine(await startWebKit(), scheme);
  }
}

function playwrightEngine(
  name: EngineName,
  browser: Browser,
  scheme: Scheme,
): Engine {
  return {
    ...{ name, scheme },
    open: async (file, opening) => {
      const opened = await openPage(browser, file, { scheme, ...opening });
      const { page, requests, complaints } = opened;
      return {
        url: () => page.url(),
        evaluate: (expression) => page.evaluate(expression),
        click: (selector) => page.locator(selector).first().click(),
        type: (text) => page.keyboard.type(text),
        press: (keys) => page.keyboard.press(keys),
        drag: async (selector, by) => {
          const element = page.locator(selector).first();
          await element.scrollIntoViewIfNeeded();
          const box = await element.boundingBox();
          if (!box) throw new Error(`Nothing of ${selector} is shown`);
          const x = box.x + box.width / 2, y = box.y + box.height / 2;
          await page.mouse.move(x, y);
          await page.mouse.down();
          await page.mouse.move(x + by, y, { steps: STEPS });
          await page.mouse.up();
        },
        screenshot: async (path) => {
          await page.screenshot({ path });
        },
        requests: () => Promise.resolve(requests),
        complaints: () => Promise.resolve(complaints),
        [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
      };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/**
 * Of what a page complains in WebKitGTK is known what it does once it is drawn. It does not
 * tell a page from a file what an error says, so that one of ours looks like the note that
 * sizes changed while they were observed, which drawing brings.
 */
const LISTEN = `(() => {
  const complaints = globalThis.complaints = [];
  addEventListener("error", ({ message }) =>
    complaints.push("uncaught: " + message));
  addEventListener("unhandledrejection", ({ reason }) =>
    complaints.push("uncaught: " + reason));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    complaints.push("policy: " + violatedDirective + " " + blockedURI));
  for (const type of ["error", "warn"]) {
    const said = console[type];
    console[type] = (...args) => {
      complaints.push(type + ": " + args.join(" "));
      said.apply(console, args);
    };
  }
})()`;

/** When there is no code of ours in a page, what `inPage.isLaidOut()` says elsewhere. */
const LAID_OUT = `[...document.querySelectorAll("[data-figure]")].length ===
  Number(document.documentElement.dataset.drawn ?? 0)`;

function webkitEngine(webkit: WebKit, scheme: Scheme): Engine {
  return {
    ...{ name: "WebKitGTK", scheme },
    open: async (file, { width = 1600, ready = LAID_OUT } = {}) => {
      await using opening = new AsyncDisposableStack();
      const { session } = opening.use(await webkit.open(file, scheme));
      await session.resize(width, HEIGHT);
      await holds(session, ready);
      await session.evaluate(LISTEN);
      const requests = webkit.takeRequests();
      const all = opening.move();
      return {
        url: () => new URL(`file://${file}`).href,
        evaluate: <T>(expression: string) =>
          session.evaluate(expression) as Promise<T>,
        click: (selector) => clickOnce(session, selector),
        type: (text) => session.type(text),
        press: (keys) => session.press(keys),
        drag: (selector, by) => session.drag(selector, by, STEPS),
        screenshot: async (path) =>
          await Deno.writeFile(path, await session.screenshot()),
        requests: () => {
          requests.push(...webkit.takeRequests());
          return Promise.resolve(requests);
        },
        complaints: () => session.evaluate("complaints") as Promise<string[]>,
        [Symbol.asyncDispose]: () => all.disposeAsync(),
      };
    },
    [Symbol.asyncDispose]: () => webkit[Symbol.asyncDispose](),
  };
}

/** Clicks an element once it is there and can be clicked, as Playwright does. */
async function clickOnce(
  session: WebDriverSession,
  selector: string,
): Promise<void> {
  await holds(
    session,
    `document.querySelector(${JSON.stringify(selector)}) !== null`,
  );
  for (let tries = 0;; tries++) {
    try {
      return await session.click(selector);
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
