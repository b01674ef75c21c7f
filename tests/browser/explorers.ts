// Moves the sliders and menus of the explorable figures in the pages of `task html`, with
// the network blocked. Needs Chromium and Python, so its name keeps it out of a plain
// `deno test`: `deno task test:browser` names it.

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { join } from "node:path";
import { holds, type Mark, openPage } from "./_page.ts";
import { startPagesSession } from "./_session.ts";

const session = await startPagesSession(["03", "05"]);
const { browser, dist } = session;
Deno.test.afterAll(session.end);

// Playwright's pipes to the browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

/** The explorable figure of a page: the one with a slider. */
async function openExplorer(file: string, width = 1600) {
  const open = await openPage(browser, join(dist, file), { width });
  const { page } = open;
  const figure = page.locator("figure:has(.vega-bindings input[type=range])");
  assertEquals(await figure.count(), 1, `figures with a slider in ${file}`);
  const number = await figure.getAttribute("data-figure");
  const slider = figure.locator("input[type=range]");
  return {
    ...open,
    figure,
    slider,
    menu: (i: number) => figure.locator("select").nth(i),
    marks: () => page.evaluate<Mark[]>(`inPage.marks(${number})`),
    texts: () => page.evaluate<string[]>(`inPage.texts(${number})`),
    /** Presses a key in the slider and waits until the figure has other texts. */
    press: async (key: string) => {
      const before = await slider.inputValue();
      await slider.press(key);
      assertNotEquals(await slider.inputValue(), before, `after ${key}`);
      await settle(page);
    },
    settle: () => settle(page),
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

/** Vega answers an input within a frame or two; vega-embed waits 0 ms before. */
async function settle(page: { evaluate: (code: string) => Promise<unknown> }) {
  await page.evaluate(
    "new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 100))",
  );
}

/** The numbers in the label of the last layer's mark at the chosen scale. */
function chosenShare(marks: readonly Mark[]) {
  const label = marks.map(({ label }) => label)
    .filter((label) => /share within neurons: [\d.e-]/.test(label)).at(-1) ??
    "";
  const read = (name: string) =>
    Number(label.match(new RegExp(`${name}: ([\\d.e-]+)`))?.[1]);
  return {
    std: read("std of the weights"),
    all: read("std of all values"),
    within: read("std within neurons"),
    share: read("share within neurons"),
  };
}

Deno.test(
  "notebook 3: the slider moves histograms, stated std and share within neurons",
  options,
  async () => {
    await using explorer = await openExplorer("03_relu_and_he.html");
    const { marks, texts, press, slider, complaints } = explorer;
    const title = async () =>
      (await texts()).find((text) => /, std [\d.]/.test(text)) ?? "";
    const bars = async () =>
      (await marks()).filter(({ label }) => label.startsWith("from: "))
        .map(({ path }) => path);
    const before = {
      title: await title(),
      bars: await bars(),
      share: chosenShare(await marks()),
    };
    for (const key of ["ArrowRight", "ArrowRight"]) await press(key);
    const after = {
      title: await title(),
      bars: await bars(),
      share: chosenShare(await marks()),
    };
    assertNotEquals(after.title, before.title);
    assertNotEquals(after.bars, before.bars);
    assertNotEquals(after.share, before.share);
    assert(after.share.std > before.share.std, `${after.share.std}`);
    // The title, the marks and the slider are of one scale.
    const atSlider = 10 ** Number(await slider.inputValue());
    const stated = Number(after.title.match(/std ([\d.]+)/)?.[1]);
    assert(
      Math.abs(stated / atSlider - 1) < 0.01,
      `${stated}, not ${atSlider}`,
    );
    assert(Math.abs(after.share.std / atSlider - 1) < 0.01);
    assertEquals(complaints, []);
  },
);

Deno.test(
  "notebook 3: the menus change activation and batch normalization",
  options,
  async () => {
    await using explorer = await openExplorer("03_relu_and_he.html");
    const { texts, marks, menu, settle } = explorer;
    const names = await menu(0).locator("option").allTextContents();
    const titles = new Set<string>(), drawn = new Set<string>();
    for (const name of names) {
      for (const normalization of ["without", "with"]) {
        await menu(0).selectOption({ label: name });
        await menu(1).selectOption({ label: normalization });
        await settle();
        const title = (await texts()).find((text) => /, std [\d.]/.test(text));
        assert(
          title !== undefined && title.startsWith(name),
          `${title}, not ${name}`,
        );
        assertEquals(
          title.includes("batch normalization"),
          normalization === "with",
        );
        titles.add(title);
        drawn.add(JSON.stringify(await marks()));
      }
    }
    assertEquals(titles.size, 2 * names.length);
    assertEquals(drawn.size, 2 * names.length);
  },
);

Deno.test(
  "notebook 3 answers: at which scale does a sigmoid network still follow its input?",
  options,
  async () => {
    await using explorer = await openExplorer("03_relu_and_he.html");
    const { marks, slider, menu, press, settle } = explorer;
    await menu(0).selectOption({ label: "sigmoid" });
    await menu(1).selectOption({ label: "without" });
    await slider.press("Home");
    await settle();
    const steps = [chosenShare(await marks())];
    const max = Number(await slider.getAttribute("max"));
    while (Number(await slider.inputValue()) < max - 1e-9) {
      await press("ArrowRight");
      steps.push(chosenShare(await marks()));
    }
    // Every position states another scale, in order, and a share that fits its parts.
    assert(steps.length > 10, `${steps.length} positions`);
    for (const [i, { std, all, within, share }] of steps.entries()) {
      assert(
        i === 0 || std > steps[i - 1].std,
        `${std} after ${steps[i - 1]?.std}`,
      );
      assert(
        Math.abs(share - (within / all) ** 2) < 0.02,
        JSON.stringify(steps[i]),
      );
    }
    // The answer: it follows its input the more, the larger the scale, up to the slider's end, and it is
    // small scales that make it quiet.
    const shares = steps.map(({ share }) => share);
    assert(shares[0] < 0.001, JSON.stringify(steps[0]));
    for (const [i, share] of shares.entries()) {
      assert(i === 0 || share >= shares[i - 1], JSON.stringify(steps[i]));
    }
    const { std, share } = steps.at(-1)!;
    assert(std > 3 && share > 0.35, JSON.stringify(steps.at(-1)));
    const scaleOf = (least: number) =>
      steps.find(({ share }) => share >= least)!.std;
    assert(Math.abs(scaleOf(0.1) - 0.65) < 0.1, `a tenth at ${scaleOf(0.1)}`);
    assert(Math.abs(scaleOf(0.3) - 1.5) < 0.2, `three at ${scaleOf(0.3)}`);
  },
);

Deno.test(
  "notebook 3 at 360 px: the slider is at hand where the histograms are, and moves them",
  options,
  async () => {
    await using explorer = await openExplorer("03_relu_and_he.html", 360);
    const { page, figure, texts, press, slider, complaints } = explorer;
    await figure.evaluate((element: { scrollIntoView: () => void }) =>
      element.scrollIntoView()
    );
    const { y, height } = (await slider.boundingBox())!;
    const inner = page.viewportSize()!.height;
    assert(
      (await figure.boundingBox())!.height > inner,
      "higher than the window",
    );
    assert(y > 0 && y + height <= inner, `the slider is at ${y}`);
    const title = async () =>
      (await texts()).find((text) => /, std [\d.]/.test(text));
    const before = await title();
    await press("ArrowRight");
    assertNotEquals(await title(), before);
    assertEquals(complaints, []);
  },
);

Deno.test(
  "notebook 5: the slider goes through sixteen panels, the menu to test accuracy",
  options,
  async () => {
    await using explorer = await openExplorer(
      "05_batch_normalization_training.html",
    );
    const { texts, marks, slider, menu, press, settle, complaints } = explorer;
    const title = async () =>
      (await texts()).find((text) => text.startsWith("weights of std")) ?? "";
    await slider.press("Home");
    await settle();
    const titles = [await title()];
    const drawn = new Set([JSON.stringify(await marks())]);
    for (let panel = 2; panel <= 16; panel++) {
      await press("ArrowRight");
      assertEquals(await slider.inputValue(), String(panel));
      titles.push(await title());
      drawn.add(JSON.stringify(await marks()));
    }
    assertEquals(new Set(titles).size, 16);
    assertEquals(drawn.size, 16);
    await menu(0).selectOption("test");
    await settle();
    assert((await title()).endsWith("test accuracy"), await title());
    assert(!drawn.has(JSON.stringify(await marks())));
    assertEquals(complaints, []);
  },
);

Deno.test(
  "notebook 5: a click in the legend isolates a series",
  options,
  async () => {
    await using explorer = await openExplorer(
      "05_batch_normalization_training.html",
    );
    const { figure, marks, settle } = explorer;
    const faint = async () =>
      (await marks()).filter(({ opacity }) => opacity < 0.13).length;
    assertEquals(await faint(), 0);
    const entry = figure.locator(".role-legend-label text", {
      hasText: /^without$/,
    });
    // Vega catches the click for the whole entry, not for its text.
    await entry.click({ force: true });
    await settle();
    assert(await faint() > 0, "nothing stepped back");
    for (const { label, opacity } of await marks()) {
      const isOther = label.includes("with batch normalization");
      if (/series: |network: /.test(label)) {
        assertEquals(opacity < 0.13, isOther);
      }
    }
  },
);

Deno.test(
  "what the reader has set stays set in other colours and at other widths",
  options,
  async () => {
    await using explorer = await openExplorer("03_relu_and_he.html");
    const { page, slider, marks, press, drawn } = explorer;
    await press("ArrowRight");
    const [value, share] = [
      await slider.inputValue(),
      chosenShare(await marks()),
    ];
    await page.locator("button[data-action=scheme]").click();
    await holds(page, "document.documentElement.dataset.scheme === 'dark'");
    await drawn();
    assertEquals(await slider.inputValue(), value);
    assertEquals(chosenShare(await marks()), share);
    for (const width of [360, 1600]) {
      await page.setViewportSize({ width, height: 1000 });
      await drawn();
      assertEquals(await slider.inputValue(), value, `at ${width} px`);
      assertEquals(chosenShare(await marks()), share, `at ${width} px`);
    }
  },
);
