// Edits the code of a page's cells in Chromium and in Firefox, and drags its numbers: by mouse,
// by keyboard, by finger. The page has the modules of all pages for it, and nothing that runs.
// Needs browsers, so its name keeps it out of a plain `deno test`: `deno task test:browser`
// names it.

import { assert, assertEquals, assertGreater } from "@std/assert";
import { join } from "node:path";
import type { Page } from "playwright-core";
import {
  pageParts,
  TEMPLATE,
} from "../../notebooks/_jupyter/pages/page_parts.ts";
import { scriptOf } from "../../notebooks/_jupyter/pages/script.ts";
import { holds, openPage } from "./_page.ts";
import { startBrowser, startFirefox } from "./_session.ts";
import { violations } from "./_violations.ts";

/** What core does with the modules, and what a test asks. */
const WIRING = `
import { startBoxes } from "./boxes.js";
import { makeEditable, setSourceIn, sourceOf } from "./live/editor.js";
import { startNumbers } from "./live/numbers.js";

const cells = [...document.querySelectorAll("details.code pre")];
const said = { changes: [], runs: [], numbers: [] };
for (const [i, pre] of cells.entries()) {
  makeEditable(pre, {
    label: \`Code of cell \${i + 1}\`,
    onChange: (source) => said.changes.push(source),
    onRun: (source) => said.runs.push(source),
  });
  startNumbers(pre, {
    onNumber: (source, { isFinal }) => said.numbers.push({ source, isFinal }),
  });
}
startBoxes();
globalThis.page = {
  said,
  source: (i) => sourceOf(cells[i]),
  put: (i, source) => setSourceIn(cells[i], source),
  /** The middle of a text in a cell. */
  middle: (i, text) => {
    const at = cells[i].textContent.indexOf(text);
    const texts = document.createTreeWalker(cells[i], NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let before = 0;
    for (let node; (node = texts.nextNode()); before += node.length) {
      const inside = (place) => place >= before && place <= before + node.length;
      if (inside(at) && at < before + node.length) range.setStart(node, at - before);
      if (inside(at + text.length)) {
        range.setEnd(node, at + text.length - before);
        break;
      }
    }
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  },
  marked: (name) =>
    [...CSS.highlights.get(name) ?? []].map((range) => range.toString()),
};
`;

const FIRST = `const width = 100;
// five layers of \`width\`
for (let i = 0; i < 5; i++) {
  x = sigmoid(matmul(x, normal({ std: 0.01 })(rng, width, width)));
}`;
const SECOND = `report("a", -3);`;
const WIDE = `const long = ["${"wide ".repeat(40)}"];`;

/** A cell as a page has it, its words in elements of their own. */
const cellOf = (source: string, open = "open") =>
  `<section class="cell"><details class="code" ${open}><summary>Code</summary>
<div class="wide"><div class="highlight"><pre><span></span>${
    source.replace(/\w+/g, (word) => `<span class="nx">${word}</span>`)
  }\n</pre></div></div></details></section>`;

const dist = await Deno.makeTempDir({ prefix: "weightlab-editor-" });
const file = join(dist, "page.html");
await Deno.writeTextFile(file, await html());
Deno.test.afterAll(() => Deno.remove(dist, { recursive: true }));

async function html(): Promise<string> {
  const { styles } = await pageParts();
  const entry = join(dist, "wiring.js");
  await Deno.writeTextFile(
    entry,
    WIRING.replaceAll('"./', `"${join(TEMPLATE, "script")}/`),
  );
  const script = await scriptOf({ entryPoints: [entry] });
  const hash = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script)),
  ).toBase64();
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>Cells</title>
<style>${styles}</style></head><body class="notebook">
<main><h1>Cells</h1>${
    [cellOf(FIRST), cellOf(SECOND), cellOf(WIDE, "")].join("\n")
  }<p><a href="#end" id="end">The end</a></p><div style="height: 1500px"></div></main>
<script>${script}</script></body></html>`;
}

// Playwright's pipes to a browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

const source = (page: Page, i = 0) =>
  page.evaluate<string>(`page.source(${i})`);
const middle = (page: Page, text: string, i = 0) =>
  page.evaluate<{ x: number; y: number }>(
    `page.middle(${i}, ${JSON.stringify(text)})`,
  );
const marked = (page: Page, name: string) =>
  page.evaluate<string[]>(`page.marked("${name}")`);
const said = <T>(page: Page, what: string) =>
  page.evaluate<T>(`page.said.${what}`);
const active = (page: Page) =>
  page.evaluate<string>(
    `document.activeElement.getAttribute("aria-label") ?? document.activeElement.nodeName`,
  );
const cell = (page: Page, i = 0) => page.getByRole("textbox").nth(i);
const bar = (page: Page) => page.locator(".number-bar");

/** Puts the caret behind a text of a cell. */
async function caretBehind(page: Page, text: string, i = 0): Promise<void> {
  await cell(page, i).focus();
  await page.evaluate(`(() => {
    const node = document.querySelectorAll("pre")[${i}].firstChild;
    const at = node.data.indexOf(${JSON.stringify(text)}) + ${text.length};
    getSelection().collapse(node, at);
  })()`);
}

/** What dragging has made of a number, one after the other. */
async function dragged(page: Page, name: string): Promise<string[]> {
  const numbers = await said<{ source: string }[]>(page, "numbers");
  return numbers.map(({ source }) =>
    new RegExp(`${name}[:=] *([^ ;]+)`).exec(source)![1]
  );
}

/** Goes with the mouse to the middle of a text in a cell and presses: where that is. */
async function pressAt(page: Page, text: string) {
  const { x, y } = await middle(page, text);
  await page.mouse.move(x, y);
  await page.mouse.down();
  return { x, y };
}

const BROWSERS = {
  Chromium: await startBrowser(),
  Firefox: await startFirefox(),
};

for (const [name, browser] of Object.entries(BROWSERS)) {
  Deno.test.afterAll(() => browser.close());
  const opened = async (width = 1280) => {
    const open = await openPage(browser, file, { width, ready: "true" });
    return { ...open, [Symbol.asyncDispose]: open[Symbol.asyncDispose] };
  };

  Deno.test(
    `${name}: code is edited, indented, run, undone`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      await caretBehind(page, "5; i++) {");
      await page.keyboard.press("Enter");
      await page.keyboard.type("const y = 2;");
      await page.keyboard.press("Enter");
      await page.keyboard.type("if (x) {");
      await page.keyboard.press("Enter");
      await page.keyboard.type("y");
      await page.keyboard.press("Shift+Enter");
      const edited = FIRST.replace(
        "i++) {",
        "i++) {\n  const y = 2;\n  if (x) {\n    y",
      );
      assertEquals(await source(page), edited);
      assertEquals(await said(page, "runs"), [edited]);
      assertEquals(await said(page, "changes.at(-1)"), edited);

      const isFirst = async () => await source(page) === FIRST;
      let steps = 0;
      for (; steps < 40 && !await isFirst(); steps++) {
        await page.keyboard.press("ControlOrMeta+z");
      }
      // Words and lines, not letters.
      assert(steps > 4 && steps < 14, `${steps} steps`);
      for (; steps > 0; steps--) {
        await page.keyboard.press("ControlOrMeta+Shift+z");
      }
      assertEquals(await source(page), edited);
      // The caret came along.
      await page.keyboard.type("1");
      assertEquals(await source(page), edited.replace("    y", "    y1"));
      assertEquals(open.complaints, []);
    },
  );

  Deno.test(
    `${name}: lines are indented and taken back together`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      await caretBehind(page, "const w");
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      const lines = FIRST.split("\n");
      const indented = lines.map((line, i) => i < 3 ? `    ${line}` : line);
      assertEquals(await source(page), indented.join("\n"));
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Shift+Tab");
      assertEquals(await source(page), FIRST);
      // Between two brackets a line of its own.
      await caretBehind(page, "report(", 1);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assertEquals(await source(page, 1), 'report(\n    "a", -3);');
    },
  );

  Deno.test(
    `${name}: a cell may be emptied, and end with empty lines`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      await cell(page, 1).click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("Backspace");
      assertEquals(await source(page, 1), "");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.keyboard.type("a");
      await page.keyboard.press("Enter");
      assertEquals(await source(page, 1), "\n\na\n");
      await page.keyboard.type("b");
      await page.keyboard.press("Control+Home");
      await page.keyboard.type("c");
      assertEquals(await source(page, 1), "c\n\na\nb");
      assertEquals(await source(page, 0), FIRST);
      for (let i = 0; i < 10; i++) await page.keyboard.press("ControlOrMeta+z");
      assertEquals(await source(page, 1), SECOND);
      assertEquals(await said(page, "changes.at(-1)"), SECOND);
    },
  );

  Deno.test(`${name}: what is pasted is text`, options, async () => {
    await using open = await opened();
    const { page } = open;
    await cell(page).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+c");
    await caretBehind(page, '"a"', 1);
    await page.keyboard.press("ControlOrMeta+v");
    const [before, after] = SECOND.split(/(?<="a")/);
    assertEquals(
      (await source(page, 1)).replace(/\n(?=, -3)/, ""),
      before + FIRST + after,
    );
    await page.keyboard.type("!");
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    assertEquals(await source(page, 1), SECOND);
    assertEquals(await page.locator("pre").nth(1).locator("*").count(), 0);
    assertEquals(open.complaints, []);
  });

  Deno.test(
    `${name}: Tab goes through the page until one writes, and after Escape`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      const first = "Code of cell 1", second = "Code of cell 2";
      await cell(page).focus();
      for (
        const [key, goes] of [
          ["Tab", "SUMMARY"],
          ["Tab", second],
          ["Shift+Tab", "SUMMARY"],
          ["Shift+Tab", first],
        ]
      ) {
        await page.keyboard.press(key);
        assertEquals(await active(page), goes);
      }
      assertEquals(await source(page), FIRST);
      // It is there to write, all the same.
      await page.keyboard.press("Control+Home");
      await page.keyboard.type("1");
      await page.keyboard.press("Tab");
      assertEquals(await active(page), first);
      assertEquals(await source(page), `1  ${FIRST}`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      assertEquals(await active(page), "SUMMARY");
    },
  );

  Deno.test(
    `${name}: a page that is read keeps its code, one that is edited its colours`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      assertEquals(await page.locator("[contenteditable]").count(), 0);
      assertGreater(await cell(page).locator("span").count(), 10);
      await cell(page).focus();
      assertEquals(await page.locator("[contenteditable]").count(), 1);
      assertEquals(await marked(page, "code-keyword"), ["const", "for", "let"]);
      assertEquals(await marked(page, "code-number"), [
        "100",
        "0",
        "5",
        "0.01",
      ]);
      assertEquals(await marked(page, "code-comment"), [
        "// five layers of `width`",
      ]);
      // Two cells have the same style.
      await cell(page, 1).focus();
      assertEquals(await marked(page, "code-string"), ['"a"']);
      await page.keyboard.press("Control+End");
      await page.keyboard.type(" return `${1}`");
      assertEquals((await marked(page, "code-keyword")).at(-1), "return");
      assertEquals(await marked(page, "code-string"), ['"a"', "`${", "}`"]);
      // A source that the page puts in can be undone.
      await page.evaluate(`page.put(1, "nothing")`);
      assertEquals(await source(page, 1), "nothing");
      await page.keyboard.press("ControlOrMeta+z");
      assertEquals(await source(page, 1), `${SECOND} return \`\${1}\``);
      // So can one in a cell that nobody was in.
      await page.evaluate(`page.put(2, "other")`);
      assertEquals(await source(page, 2), "other");
      assertEquals(open.complaints, []);
    },
  );

  Deno.test(
    `${name}: a number is dragged, one drag is one step back`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      const { x, y } = await middle(page, "0.01");
      await page.mouse.move(x, y);
      assertEquals(await marked(page, "number-here"), ["0.01"]);
      assertEquals(await marked(page, "number-to-drag"), [
        "100",
        "0",
        "5",
        "0.01",
      ]);
      await page.mouse.down();
      await page.mouse.move(x + 80, y, { steps: 20 });
      await page.mouse.move(x + 160, y, { steps: 20 });
      await page.mouse.up();
      const values = await dragged(page, "std");
      assertEquals(values.at(-1), "1.0");
      assert(values.includes("0.1") || values.length > 10, values.join());
      const numbers = await said<{ isFinal: boolean }[]>(page, "numbers");
      assertEquals(
        numbers.map(({ isFinal }) => isFinal),
        numbers.map((_, i) => i === numbers.length - 1),
      );
      assertEquals(await source(page), FIRST.replace("0.01", "1.0"));
      // Nothing was selected, nothing entered.
      assertEquals(await active(page), "BODY");
      await cell(page).focus();
      await page.keyboard.press("ControlOrMeta+z");
      assertEquals(await source(page), FIRST);
      await page.keyboard.press("ControlOrMeta+z");
      assertEquals(await source(page), FIRST);
      await page.keyboard.press("ControlOrMeta+y");
      assertEquals(await source(page), FIRST.replace("0.01", "1.0"));
      assertEquals(open.complaints, []);
    },
  );

  Deno.test(
    `${name}: a drag is finer with Shift, and taken back by Escape`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      const { x, y } = await pressAt(page, "100");
      await page.mouse.move(x + 30, y, { steps: 5 });
      await page.keyboard.down("Shift");
      await page.mouse.move(x + 36, y);
      await page.mouse.move(x + 66, y, { steps: 5 });
      await page.keyboard.up("Shift");
      const isAt = (text: string) =>
        holds(page, `page.source(0).startsWith("const width = ${text};")`);
      // 5 steps of ten, then 3 of one
      await isAt("153");
      await page.keyboard.press("Escape");
      assertEquals(await source(page), FIRST);
      await page.mouse.move(x + 100, y, { steps: 5 });
      await page.mouse.up();
      assertEquals(await source(page), FIRST);
      assertEquals(await said(page, "numbers.at(-1)"), {
        ...{ source: FIRST, isFinal: true },
      });
      // A positive number stays one.
      const five = await pressAt(page, "5");
      await page.mouse.move(five.x - 90, five.y, { steps: 10 });
      await page.mouse.up();
      assertEquals(await source(page), FIRST.replace("5", "1"));
    },
  );

  Deno.test(
    `${name}: Shift between two frames begins where the pointer was`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      const { x } = await pressAt(page, "100");
      // As a busy page gets them: all before it draws again.
      await page.evaluate(`(() => {
        const pre = document.querySelector("details.code pre");
        for (const [by, shiftKey] of [[30, false], [36, true], [66, true]]) {
          const clientX = ${x} + by;
          pre.dispatchEvent(new PointerEvent("pointermove", { clientX, shiftKey }));
        }
      })()`);
      await holds(page, `page.source(0).startsWith("const width = 153;")`);
      await page.mouse.up();
    },
  );

  Deno.test(
    `${name}: a drag with Shift from its first move is finer from where it was pressed`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      const { x, y } = await pressAt(page, "100");
      await page.keyboard.down("Shift");
      await page.mouse.move(x + 36, y);
      await page.mouse.up();
      await page.keyboard.up("Shift");
      assertEquals(await source(page), FIRST.replace("100", "103"));
    },
  );

  Deno.test(
    `${name}: a click in a number sets the caret, a bar comes, writing ends it`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      const { x, y } = await middle(page, "0.01");
      await page.mouse.click(x, y);
      assertEquals(await active(page), "Code of cell 1");
      await bar(page).waitFor({ timeout: 5000 });
      assertEquals(await bar(page).locator("label").innerText(), "std");
      assertEquals(await bar(page).locator("output").innerText(), "0.01");
      assertEquals(await violations(page, {}), []);
      const box = (await bar(page).boundingBox())!;
      assert(box.x > x && Math.abs(box.y + box.height / 2 - y) < 2);

      await page.getByRole("button", { name: "Increase std" }).click();
      assertEquals(await source(page), FIRST.replace("0.01", "0.012"));
      await page.getByRole("button", { name: "Decrease std" }).click();
      assertEquals(await source(page), FIRST);
      assertEquals(
        await said(page, "numbers.map((n) => n.isFinal)"),
        [true, true],
      );
      await caretBehind(page, "0.01");
      await bar(page).waitFor({ timeout: 5000 });
      await page.keyboard.type("5");
      await bar(page).waitFor({ state: "detached" });
      assertEquals(await source(page), FIRST.replace("0.01", "0.015"));
      // It comes to the next one.
      await caretBehind(page, "= 100");
      await bar(page).waitFor({ timeout: 5000 });
      assertEquals(await bar(page).locator("label").innerText(), "width");
      await caretBehind(page, "const");
      await bar(page).waitFor({ state: "detached" });
    },
  );

  Deno.test(
    `${name}: numbers are stepped by keyboard, and on their slider`,
    options,
    async () => {
      await using open = await opened();
      const { page } = open;
      await caretBehind(page, "0.01");
      await page.keyboard.press("Alt+ArrowUp");
      await page.keyboard.press("Alt+Shift+ArrowUp");
      assertEquals(
        await dragged(page, "std").then((all) => all.at(-1)),
        "0.12",
      );
      await page.keyboard.press("Alt+ArrowDown");
      assertEquals(await source(page), FIRST.replace("0.01", "0.1"));
      await bar(page).waitFor({ timeout: 5000 });
      await page.keyboard.press("Tab");
      const slider = page.getByRole("slider", { name: "std" });
      assert(
        await slider.evaluate((it) => it === it.ownerDocument.activeElement),
      );
      assertEquals(await slider.getAttribute("aria-valuetext"), "0.1");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assertEquals(await source(page), FIRST.replace("0.01", "0.15"));
      assertEquals(await slider.getAttribute("aria-valuetext"), "0.15");
      await page.keyboard.press("Escape");
      await bar(page).waitFor({ state: "detached" });
      assertEquals(await active(page), "Code of cell 1");
      for (let i = 0; i < 5; i++) await page.keyboard.press("ControlOrMeta+z");
      assertEquals(await source(page), FIRST);

      await caretBehind(page, "-3", 1);
      await page.keyboard.press("Alt+Shift+ArrowUp");
      assertEquals(await source(page, 1), SECOND.replace("-3", "7"));
      await page.keyboard.press("Alt+ArrowDown");
      assertEquals(await source(page, 1), SECOND.replace("-3", "6"));
      // What was negative to begin with may be so again.
      await page.keyboard.press("Alt+Shift+ArrowDown");
      assertEquals(await source(page, 1), SECOND.replace("-3", "-4"));
      await holds(page, "page.said.numbers.at(-1).isFinal");
    },
  );
}

/** A finger's way over a page of Chromium, with a pause before it moves. */
async function finger(
  page: Page,
  from: { x: number; y: number },
  by: { x?: number; y?: number },
  hold: number,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (
    type: "touchStart" | "touchMove" | "touchEnd",
    x: number,
    y: number,
  ) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x, y }],
    });
  const { x, y } = from;
  await touch("touchStart", x, y);
  await page.waitForTimeout(hold);
  for (let i = 1; i <= 20; i++) {
    await touch(
      "touchMove",
      x + i / 20 * (by.x ?? 0),
      y + i / 20 * (by.y ?? 0),
    );
    await page.waitForTimeout(16);
  }
  await touch("touchEnd", x, y);
}

Deno.test(
  "by finger: a tap opens the bar, a hold drags, a swipe scrolls",
  options,
  async () => {
    const context = await BROWSERS.Chromium.newContext({
      ...{
        viewport: { width: 390, height: 800 },
        hasTouch: true,
        isMobile: true,
      },
    });
    try {
      const page = await context.newPage();
      await page.goto(`file://${file}`);
      const number = await middle(page, "100");
      await page.touchscreen.tap(number.x, number.y);
      await bar(page).waitFor({ timeout: 5000 });
      // No keyboard comes.
      assertEquals(await active(page), "BODY");
      const targets = await bar(page).locator("button, input").all();
      for (const target of targets) {
        const { width, height } = (await target.boundingBox())!;
        assert(width >= 44 && height >= 44, `${width} x ${height}`);
      }
      const box = (await bar(page).boundingBox())!;
      assert(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
      assertEquals(await violations(page, {}), []);
      await page.getByRole("button", { name: "Increase width" }).tap();
      assert((await source(page)).startsWith("const width = 101;"));
      await page.evaluate("page.put(0, page.source(0).replace('101', '100'))");
      const end = (await page.locator("#end").boundingBox())!;
      await page.touchscreen.tap(end.x + 200, end.y + 300);
      await bar(page).waitFor({ state: "detached" });

      await page.evaluate("page.said.numbers.length = 0");
      await finger(page, number, { x: 60 }, 400);
      assertEquals((await dragged(page, "width ")).at(-1), "200");
      assertEquals(await page.evaluate("scrollY"), 0);
      // At once, it is the page that moves.
      const now = await source(page);
      await finger(page, number, { y: -200 }, 0);
      assertGreater(await page.evaluate<number>("scrollY"), 100);
      assertEquals(await source(page), now);
      // A second tap on a number is for writing.
      await page.evaluate("scrollTo(0, 0)");
      await page.touchscreen.tap(number.x, number.y);
      await page.touchscreen.tap(number.x, number.y);
      assertEquals(await active(page), "Code of cell 1");
    } finally {
      await context.close();
    }
  },
);

Deno.test("what is composed of several keys is one step", options, async () => {
  await using open = await openPage(BROWSERS.Chromium, file, { ready: "true" });
  const { page } = open;
  await caretBehind(page, "// five ");
  const session = await page.context().newCDPSession(page);
  for (const text of ["ㄱ", "가", "가중"]) {
    await session.send("Input.imeSetComposition", {
      ...{ text, selectionStart: text.length, selectionEnd: text.length },
    });
  }
  await session.send("Input.insertText", { text: "가중치" });
  const composed = FIRST.replace("five ", "five 가중치");
  assertEquals(await source(page), composed);
  assertEquals(await said(page, "changes.at(-1)"), composed);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+z");
  assertEquals(await source(page), composed);
  await page.keyboard.press("ControlOrMeta+z");
  assertEquals(await source(page), FIRST);
});
