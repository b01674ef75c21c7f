// Boxes that scroll: to be reached by keyboard, and said to scroll, as long as they do.

const BOXES = ".wide, .katex-display";

let watcher;

export function startBoxes() {
  watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest(BOXES) ?? target;
      if (box.scrollWidth > box.clientWidth + 1) {
        box.dataset.scrolls = "";
        // Code that can be edited is reached itself, and scrolls with its caret.
        if (box.querySelector("[role=textbox]")) {
          box.removeAttribute("tabindex");
        } else box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
        delete box.dataset.scrolls;
      }
    }
  });
  for (const box of document.querySelectorAll(BOXES)) watchBox(box);
}

/** Watches a box that has come since. */
export function watchBox(box) {
  watcher.observe(box);
  for (const child of box.children) watcher.observe(child);
}
