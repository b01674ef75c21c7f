import { foldAll } from "./code.js";
import { drawn } from "./figures.js";
import { control } from "./kept.js";
import { screens } from "./screens.js";
import { isTyping } from "./search.js";

// The page as a presentation: large type, code folded, a section a screen, or several where
// it is longer than one. The place is kept in the address, so that a reload comes back to it.

const HEADING = "h1, h2, h3, h4";
const MOST_ZOOM = 2.5;

export function startPresentation() {
  const button = control("present");
  if (!button) return;
  const root = document.documentElement;
  const main = document.querySelector("main");
  const stage = makeStage();
  let shown; // undefined while the page is read

  function makeStage() {
    const stage = document.createElement("div");
    stage.className = "stage";
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", "Presentation");
    const add = (text, label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.setAttribute("aria-label", label);
      button.onclick = act;
      stage.append(button);
    };
    add("←", "Back", () => step(-1));
    const at = document.createElement("span");
    at.setAttribute("role", "status");
    stage.append(at);
    add("→", "On", () => step(1));
    add("✕", "End the presentation", () => leave());
    return stage;
  }

  /** What is shown or not as a whole, in its order. */
  function blocksOf() {
    return [...main.querySelectorAll(":scope > section")].flatMap((section) =>
      section.matches(".prose")
        ? [...section.children].filter((child) => !child.matches(".live-bar"))
        : [...section.children].flatMap((child) =>
          child.matches(".code, .output, .outputs") ? [child] : []
        )
    );
  }

  function enter(first) {
    const unfold = foldAll();
    shown = { blocks: blocksOf(), all: [], at: 0, unfold };
    root.classList.add("presenting");
    document.body.append(stage);
    document.querySelector("nav.pages").hidePopover();
    const { blocks } = shown;
    const isAt = (block) => block.getBoundingClientRect().bottom > 60;
    cut(first ?? Math.max(0, blocks.findIndex(isAt)));
    drawn().then(() => shown && cut(shown.all[shown.at].blocks[0]));
  }

  function leave() {
    const { blocks, all, at, unfold } = shown;
    const place = blocks[all[at].blocks[0]];
    for (const block of blocks) block.classList.remove("off");
    for (const box of main.querySelectorAll("figure > .wide")) {
      box.style.removeProperty("zoom");
    }
    shown = undefined;
    root.classList.remove("presenting");
    stage.remove();
    unfold();
    history.replaceState(null, "");
    place?.scrollIntoView();
    button.focus({ preventScroll: true });
  }

  /** Cuts the page into screens for this window, and shows that with a certain block. */
  function cut(block) {
    const { blocks } = shown;
    for (const block of blocks) block.classList.remove("off");
    const style = getComputedStyle(main);
    const room = innerHeight - parseFloat(style.paddingTop) -
      parseFloat(style.paddingBottom);
    zoomFigures(room);
    const tops = blocks.map((block) => block.getBoundingClientRect().top);
    const end = blocks.at(-1).getBoundingClientRect().bottom;
    shown.all = screens(
      blocks.map((block, i) => ({
        height: (tops[i + 1] ?? end) - tops[i],
        isHeading: block.matches(HEADING),
        leads: block.matches(".code") || /:\s*$/.test(block.textContent),
      })),
      room,
    );
    const at = shown.all.findLastIndex(({ blocks }) => blocks[0] <= block);
    show(Math.max(0, at));
  }

  function zoomFigures(room) {
    for (const box of main.querySelectorAll("figure > .wide")) {
      box.style.removeProperty("zoom");
      const drawing = box.querySelector("svg.marks") ??
        box.querySelector("img");
      const { width, height } = drawing.getBoundingClientRect();
      if (width === 0) continue;
      const zoom = Math.min(
        main.querySelector(":scope > section").clientWidth / width,
        0.62 * room / height,
        MOST_ZOOM,
      );
      if (zoom > 1) box.style.zoom = String(zoom);
    }
  }

  function show(at, fromEnd = false) {
    shown.at = at;
    const { blocks, all } = shown;
    const on = new Set([all[at].heading, ...all[at].blocks]);
    for (const [i, block] of blocks.entries()) {
      block.classList.toggle("off", !on.has(i));
    }
    stage.querySelector("[role=status]").textContent = `${
      at + 1
    } / ${all.length}`;
    scrollTo({ top: fromEnd ? root.scrollHeight : 0, behavior: "instant" });
    const id = blocks[all[at].heading]?.id;
    history.replaceState(
      { block: all[at].blocks[0] },
      "",
      id ? `#${encodeURIComponent(id)}` : location.pathname,
    );
  }

  /** Whether the screen goes on in that direction, out of the window. */
  function goesOn(direction) {
    const below = root.scrollHeight - innerHeight - scrollY;
    return (direction > 0 ? below : scrollY) > 4;
  }

  /** On by a window where the screen goes on, else to the next screen. */
  function step(direction) {
    if (goesOn(direction)) {
      scrollBy({ top: direction * 0.85 * innerHeight, behavior: "instant" });
    } else if (shown.all[shown.at + direction]) {
      show(shown.at + direction, direction < 0);
    }
  }

  const KEYS = {
    ...{ ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1 },
    ...{ ArrowLeft: -1, ArrowUp: -1, PageUp: -1 },
  };

  function onKey(event) {
    if (isTyping(event) || document.querySelector("dialog[open]")) return;
    const { key, target } = event;
    if (key === "p") {
      if (shown) leave();
      else enter();
    } else if (!shown) return;
    else if (key === "Escape") leave();
    else if (key === "Home") show(0);
    else if (key === "End") show(shown.all.length - 1);
    else if (key in KEYS) {
      if (key === " " && target.matches("button, summary, a")) return;
      const direction = key === " " && event.shiftKey ? -1 : KEYS[key];
      // The browser scrolls by lines where there is something to scroll.
      if (/^Arrow(Up|Down)$/.test(key) && goesOn(direction)) return;
      step(direction);
    } else return;
    event.preventDefault();
  }

  button.hidden = false;
  button.onclick = () => enter();
  document.addEventListener("keydown", onKey);
  addEventListener(
    "resize",
    () =>
      shown && drawn().then(() => shown && cut(shown.all[shown.at].blocks[0])),
  );
  // A link within the page, or a result of search.
  addEventListener("hashchange", () => {
    if (!shown) return;
    const target = document.getElementById(
      decodeURIComponent(location.hash.slice(1)),
    );
    const block = shown.blocks.findIndex((block) => block.contains(target));
    if (target && block >= 0) {
      show(shown.all.findLastIndex(({ blocks }) => blocks[0] <= block));
    }
  });
  if (typeof history.state?.block === "number") enter(history.state.block);
}
