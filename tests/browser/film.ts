// Films a page that runs, for the README: `deno run -A tests/browser/film.ts`. The scale of
// figure 83 is dragged from 1 down to where the histograms are narrow, and back.

import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, runMain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { holds, openPage } from "./_page.ts";
import { startPagesSession } from "./_session.ts";

const FILM = new URL("../../notebooks/pictures/live.webp", import.meta.url);
/** Steps of the number by keyboard, of which each is a frame. */
const STEPS = 13;
/** How long a frame is shown, in ms. */
const FRAME = 180;

/** Puts the frames that are its arguments, behind the film's name, into one file. */
const JOIN = `
import sys
from PIL import Image
out, frame, *names = sys.argv[1:]
first, *others = [Image.open(name).convert("RGB") for name in names]
first.save(out, save_all=True, append_images=others, duration=int(frame), loop=0, quality=80)
`;

await runMain(async () => {
  const session = await startPagesSession(["02"]);
  const folder = await Deno.makeTempDir({ prefix: "weightlab-film-" });
  try {
    const file = (await Array.fromAsync(Deno.readDir(session.dist)))
      .find(({ name }) => name.startsWith("02"))!.name;
    await using open = await openPage(
      session.browser,
      join(session.dist, basename(file)),
      { width: 1100 },
    );
    const { page } = open;
    const cell = page.locator("section[data-cell]")
      .filter({ hasText: "layers.push(x)" }).first();
    const id = await cell.getAttribute("data-cell");
    const isDone =
      `document.querySelector('[data-cell="${id}"]').dataset.state === "done" && document.documentElement.dataset.live === "idle"`;
    await cell.locator("[data-live=run]").click();
    await holds(page, isDone);
    // The caret goes behind the 1 of \`std: 1\`.
    await page.evaluate(`(() => {
      const pre = document.querySelector('[data-cell="${id}"] pre');
      pre.focus();
      const at = pre.textContent.indexOf("std: 1") + "std: 1".length;
      getSelection().setBaseAndExtent(pre.firstChild, at, pre.firstChild, at);
      pre.scrollIntoView({ block: "start" });
      scrollBy(0, -60);
    })()`);
    const frames: string[] = [];
    const take = async () => {
      const box = (await cell.boundingBox())!;
      const path = join(
        folder,
        `${String(frames.length).padStart(2, "0")}.png`,
      );
      await page.screenshot({
        path,
        clip: { x: box.x - 10, y: box.y - 6, width: 760, height: 590 },
      });
      frames.push(path);
    };
    await take();
    for (const key of ["ArrowDown", "ArrowUp"]) {
      for (let step = 0; step < STEPS; step++) {
        await page.keyboard.press(`Alt+${key}`);
        await page.waitForTimeout(60);
        await holds(page, isDone);
        await page.waitForTimeout(150);
        await take();
      }
      await take();
    }
    const { success, output } = await run([
      ...[session.venv.python, "-c", JOIN, fileURLToPath(FILM)],
      ...[String(FRAME), ...frames],
    ]);
    if (!success) throw new Failure(`Cannot join the frames: ${output}`);
  } finally {
    await session.end();
    await Deno.remove(folder, { recursive: true });
  }
});
