// The API reference in Chromium, from its folder and without a network: every page at the width
// of a phone, where each link leads, search, colours. `deno task test:browser` names it.

import { assertEquals, assertGreater } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { buildReference } from "../docs/build.ts";
import { holds, type Scheme } from "./_page.ts";
import { screenshotsFolder, startBrowser } from "./_session.ts";
import { violations } from "./_violations.ts";

const folder = await Deno.makeTempDir({ prefix: "weightlab-reference-" });
const to = join(folder, "api");
const pages = join(folder, "index.html");
await Deno.writeTextFile(pages, "<!DOCTYPE html><title>The notebooks</title>");
await buildReference({ to });
const browser = await startBrowser();
const screenshots = await screenshotsFolder();
Deno.test.afterAll(async () => {
  await browser.close();
  await Deno.remove(folder, { recursive: true });
});

// Playwright's pipes to the browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

const PHONE = 390, WIDE = 1280;

/** A page of each kind, and the widest of them. */
const SOME = [
  "index.html",
  "modules/weightlab.html",
  "classes/weightlab.Matrix.html",
  "functions/weightlab.he.html",
  "functions/weightlab_experiments.weightScaleSweep.html",
  "interfaces/weightlab_experiments.TrainPlan.html",
  "variables/weightlab.batchNormalizationConventions.html",
];

/** TypeDoc's headings that fold hold links to themselves. */
const RULES = { rules: { "nested-interactive": { enabled: false } } };

/** A tab that reaches nothing but the reference's folder. */
async function openTab(scheme: Scheme, width: number) {
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: { width, height: 900 },
  });
  const requests: string[] = [], complaints: string[] = [];
  const home = pathToFileURL(folder).href;
  await context.setOffline(true);
  context.on("request", (request) => {
    if (!request.url().startsWith(home)) requests.push(request.url());
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`${page.url()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
  return {
    ...{ page, requests, complaints },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Opens a page and waits until its scripts have listed all pages beside it. */
async function visit(page: Page, file: string): Promise<void> {
  await page.goto(pathToFileURL(join(to, file)).href);
  await holds(
    page,
    "document.querySelectorAll('#tsd-nav-container a').length > 5",
  );
}

/** What a page shows of itself. */
interface Seen {
  /** By how many px it is wider than the window. */
  readonly sideways: number;
  /** How high its heading is; 0 if it does not show. */
  readonly heading: number;
  readonly links: readonly string[];
  readonly ids: readonly string[];
}

/** A page is shown once its list of all pages is, or after half a second; here, at once. */
const SEEN = `(document.body.style.removeProperty("display"), {
  sideways: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  heading: document.querySelector("h1")?.getBoundingClientRect().height ?? 0,
  links: [...document.querySelectorAll("a[href]")].map((link) => link.href),
  ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
})`;

Deno.test(
  "the reference: no page scrolls sideways at 390 px, no link is dead",
  options,
  async () => {
    await using tab = await openTab("light", PHONE);
    const seen = new Map<string, Seen>();
    const waiting = ["index.html"];
    for (const file of waiting) {
      await tab.page.goto(pathToFileURL(join(to, file)).href);
      const here = await tab.page.evaluate<Seen>(SEEN);
      seen.set(pathToFileURL(join(to, file)).href, here);
      for (const link of here.links) {
        const [url] = link.split("#");
        if (!url.startsWith(pathToFileURL(to).href)) continue;
        const next = fileURLToPath(url).slice(to.length + 1);
        if (!waiting.includes(next)) waiting.push(next);
      }
    }
    assertGreater(seen.size, 240);
    const wide = [...seen].filter(([, { sideways }]) => sideways > 0);
    assertEquals(wide.map(([url]) => url), []);
    for (const [url, { heading }] of seen) {
      if (url.endsWith(".html")) assertGreater(heading, 20, url);
    }
    const dead: string[] = [];
    for (const [url, { links }] of seen) {
      for (const link of links) {
        const [target, id = ""] = link.split("#");
        if (target.endsWith(".txt")) continue;
        if (/^https?:/.test(link) || target === pathToFileURL(pages).href) {
          continue;
        }
        const there = seen.get(target);
        if (
          !there || id !== "" && !there.ids.includes(decodeURIComponent(id))
        ) {
          dead.push(`${link} in ${url}`);
        }
      }
    }
    assertEquals(dead, []);
    assertEquals(tab.requests, []);
    assertEquals(tab.complaints, []);
  },
);

Deno.test(
  "the reference: every file of it is reached from its first page",
  options,
  async () => {
    await using tab = await openTab("light", WIDE);
    await visit(tab.page, "index.html");
    const listed = await tab.page.evaluate<string[]>(
      "[...document.querySelectorAll('#tsd-nav-container a')].map(({ href }) => href.split('#')[0])",
    );
    const files: string[] = [];
    for await (const { name, isDirectory } of Deno.readDir(to)) {
      if (!isDirectory || name === "assets") continue;
      for await (const page of Deno.readDir(join(to, name))) {
        files.push(pathToFileURL(join(to, name, page.name)).href);
      }
    }
    assertGreater(files.length, 240);
    assertEquals(files.filter((file) => !listed.includes(file)), []);
    for (const url of listed) await Deno.stat(new URL(url));
  },
);

Deno.test(
  "the reference: search finds names, options and words, by keys alone",
  options,
  async () => {
    await using tab = await openTab("light", WIDE);
    const { page } = tab;
    for (
      const [typed, heading] of [
        ["weightScaleSweep", "Function weightScaleSweep"],
        ["truncatedNorm", "Function truncatedNormal"],
        ["ghostSize", "Class BatchNormalization"],
        ["to2DArray", "Class Matrix"],
        ["Delving", "Function he"],
      ]
    ) {
      await visit(page, "functions/weightlab.mlp.html");
      await page.keyboard.press("/");
      await page.keyboard.type(typed);
      await page.locator("#tsd-search-results li").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await Promise.all([
        page.waitForURL((url) => !url.pathname.endsWith("weightlab.mlp.html")),
        page.keyboard.press("Enter"),
      ]);
      assertEquals((await page.locator("h1").innerText()).trim(), heading);
    }
    assertEquals(tab.requests, []);
    assertEquals(tab.complaints, []);
  },
);

for (const scheme of ["light", "dark"] as const) {
  Deno.test(
    `the reference, ${scheme}: axe-core finds no serious violation`,
    options,
    async () => {
      await using tab = await openTab(scheme, WIDE);
      const found: string[] = [];
      for (const file of SOME) {
        await visit(tab.page, file);
        found.push(...await violations(tab.page, RULES));
        const paper = await tab.page.evaluate(
          "getComputedStyle(document.body).backgroundColor",
        );
        assertEquals(
          paper,
          scheme === "light" ? "rgb(255, 255, 255)" : "rgb(17, 17, 17)",
        );
        await takeScreenshots(tab.page, file, scheme);
      }
      assertEquals(found, []);
    },
  );
}

Deno.test(
  "the reference leads to the notebooks' list, where there is one",
  options,
  async () => {
    await using tab = await openTab("light", WIDE);
    for (const file of ["index.html", "functions/weightlab.he.html"]) {
      await visit(tab.page, file);
      await tab.page.getByRole("link", { name: "The notebooks" }).click();
      assertEquals(await tab.page.title(), "The notebooks");
    }
  },
);

async function takeScreenshots(
  page: Page,
  file: string,
  scheme: Scheme,
): Promise<void> {
  if (!screenshots) return;
  const name = file.replace(/^.*\//, "").replace(/\.html$/, "");
  for (const width of [WIDE, PHONE]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({
      path: join(screenshots, `api-${name}-${scheme}-${width}.png`),
    });
  }
  await page.setViewportSize({ width: WIDE, height: 900 });
}
