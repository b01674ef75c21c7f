// The live lab's page in Chromium and in Firefox, opened from its file with the network off: its
// controls, its address, and what they lead to. Needs these and Python, so its name keeps it out
// of a plain `deno test`: `deno task test:browser` names it.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { option } from "../../notebooks/_jupyter/terminal/option.ts";
import { type EnginePage, startEngine } from "./_engines.ts";
import { holds } from "./_page.ts";
import { startPagesSession } from "./_session.ts";
import { RULES, violations } from "./_violations.ts";

const session = await startPagesSession(["11"]);
Deno.test.afterAll(session.end);
const LAB = join(session.dist, "11_live_lab.html");

// Playwright's pipes to a browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };
/** How long a training may take, in ms. */
const PATIENCE = 10 * 60_000;

const SCHEMES = { Chromium: "light", Firefox: "dark" } as const;
const wanted = option(Deno.args, "--engines")?.split(",");
const engines = (Object.keys(SCHEMES) as (keyof typeof SCHEMES)[])
  .filter((name) => wanted?.includes(name) ?? true);

const field = (name: string) => `form.lab [name="${name}"]`;
const textOf = (page: EnginePage, selector: string) =>
  page.evaluate<string>(
    `document.querySelector(${JSON.stringify(selector)}).textContent.trim()`,
  );
const valueOf = (page: EnginePage, name: string) =>
  page.evaluate<string>(
    `document.querySelector(${JSON.stringify(field(name))}).value`,
  );
const hashOf = (page: EnginePage) => page.evaluate<string>("location.hash");
const codeOf = (page: EnginePage) =>
  textOf(page, "section[data-lab=settings] .code pre");
const said = (page: EnginePage, what: string) =>
  holds(
    page,
    `document.querySelector(".lab .says").textContent.startsWith(${
      JSON.stringify(what)
    })`,
    PATIENCE,
  );
/** Gives a control a value, as a reader's hand does. */
const set = (page: EnginePage, name: string, value: string, event = "change") =>
  page.evaluate(`(() => {
    const field = document.querySelector(${JSON.stringify(field(name))});
    field.value = ${JSON.stringify(value)};
    field.dispatchEvent(new Event(${JSON.stringify(event)}, { bubbles: true }));
  })()`);
const firstFigure = (page: EnginePage) =>
  page.evaluate<string>(
    `document.querySelector("section[data-lab=before] img.still").alt`,
  );

for (const name of engines) {
  const engine = await startEngine(name, SCHEMES[name]);
  Deno.test.afterAll(async () => await engine[Symbol.asyncDispose]());

  /** What is done with the page, which then has asked for nothing and complained of nothing. */
  const test = (what: string, act: (page: EnginePage) => Promise<void>) =>
    Deno.test(`${name}: ${what}`, options, async () => {
      await using page = await engine.open(LAB);
      await act(page);
      assertEquals(await page.requests(), []);
      assertEquals(await page.complaints(), []);
    });

  test("a control writes into the cell and the address, and the start is drawn anew", async (page) => {
    const before = await firstFigure(page);
    await set(page, "right.std", "0.5");
    await said(page, "This is the start");
    assertEquals(await hashOf(page), "#right.std=0.5");
    assertMatch(await codeOf(page), /const right[^}]*std: 0\.5,/);
    assertMatch(await codeOf(page), /const left[^}]*std: 0\.1,/);
    const after = await firstFigure(page);
    assert(after !== before);
    assertEquals(after.split("; ")[0], before.split("; ")[0]);
    await page.evaluate("history.back()");
    await holds(
      page,
      `${`document.querySelector('${field("right.std")}')`}.value === "1"`,
    );
    await said(page, "This is the start");
    assertEquals(await firstFigure(page), before);
  });

  test("the newest of many choices is what is drawn", async (page) => {
    for (const std of ["0.2", "0.3", "0.4", "0.5"]) {
      await set(page, "right.std", std);
    }
    await said(page, "This is the start");
    const [, right] = (await firstFigure(page)).split("; right");
    await page.evaluate(`location.hash = "#left.std=0.5"`);
    await holds(
      page,
      `document.querySelector('${field("left.std")}').value === "0.5"`,
    );
    await holds(
      page,
      `document.querySelector(".lab .says").textContent !== "This is the start. Ready to train."`,
    );
    await said(page, "This is the start");
    assert(
      (await firstFigure(page)).startsWith(`left${right.replace(/\.$/, "")}`),
    );
  });

  test("what is written by hand is on the controls, and what is no setting is said", async (page) => {
    const write = (source: string) =>
      page.evaluate(`(() => {
        document.querySelector("section[data-lab=settings] .code").open = true;
        const pre = document.querySelector("section[data-lab=settings] .code pre");
        pre.focus();
        pre.textContent = ${source};
        pre.dispatchEvent(new InputEvent("input", { bubbles: true }));
      })()`);
    await write(`pre.textContent.replace("std: 0.1", "std: 0.3")`);
    await holds(
      page,
      `document.querySelector('${field("left.std")}').value === "0.3"`,
    );
    assertEquals(await hashOf(page), "#left.std=0.3");
    await write(`pre.textContent.replace('"sigmoid"', '"stigmoid"')`);
    await holds(
      page,
      `document.querySelector(".lab .refuses").textContent !== ""`,
    );
    assertMatch(
      await textOf(page, ".lab .refuses"),
      /left\.activation = stigmoid: it must be one of sigmoid, tanh/,
    );
  });

  test("Start trains to what is recorded, Stop stops, and the published start is identical", async (page) => {
    await page.click("form.lab .start");
    await said(page, "Trained");
    for (const part of ["training", "after"]) {
      assertEquals(
        await textOf(page, `section[data-lab=${part}] .state`),
        "identical to the published output",
      );
    }
    await set(page, "right.std", "0.5");
    await page.click("form.lab .start");
    await said(page, "Trained");
    assertMatch(
      await textOf(page, "section[data-lab=after] table"),
      /right\s*191\s*[\d.]+\s*0\.721/,
    );
    await set(page, "updates", "2000");
    await page.click("form.lab .start");
    await holds(
      page,
      `document.querySelector("section[data-lab=training]").dataset.state === "running"`,
    );
    await page.evaluate(
      `[...document.querySelectorAll("form.lab button")].find((one) => one.textContent === "Stop").click()`,
    );
    await said(page, "Stopped");
  });

  test("an address sets what it can, and refuses the rest with words", async (page) => {
    await page.evaluate(
      `location.hash = "#left.activation=relu&left.depth=2.5&left.std=0.2&left.colour=red"`,
    );
    await said(page, "This is the start");
    assertEquals(await valueOf(page, "left.activation"), "relu");
    assertEquals(await valueOf(page, "left.std"), "0.2");
    assertEquals(await valueOf(page, "left.depth"), "5");
    const refused = await textOf(page, ".lab .refuses");
    assertMatch(
      refused,
      /left\.depth = 2\.5: it must be a whole number from 1 to 20/,
    );
    assertMatch(refused, /left\.colour = red: there is no such setting/);
  });

  Deno.test(
    `${name}: the controls are clean to axe-core, wide and narrow`,
    options,
    async () => {
      for (const width of [1280, 390]) {
        await using page = await engine.open(LAB, { width });
        assertEquals(await violations(page, RULES[SCHEMES[name]]), []);
        assertEquals(
          await page.evaluate(
            "document.documentElement.scrollWidth > innerWidth",
          ),
          false,
        );
        if (width === 1280) continue;
        const small = await page.evaluate<string[]>(
          `[...document.querySelectorAll("form.lab :is(button, select, input)")]
          .filter((one) => one.getBoundingClientRect().height < 43.5)
          .map((one) => one.name || one.textContent || one.type)`,
        );
        assertEquals(small, []);
      }
    },
  );
}
