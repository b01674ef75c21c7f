// Runs in the browser, in a page of `task html`: what the page shows of itself.

(() => {
  // This runs before there is any element.
  const root = () => document.documentElement;
  const all = (selector, from = document) => [
    ...from.querySelectorAll(selector),
  ];
  const visible = (element) =>
    element.checkVisibility() && element.getBoundingClientRect().height > 0;
  const drawing = (n) =>
    document.querySelector(`#figure-${n} [data-drawing] svg.marks`);

  globalThis.inPage = {
    /** Whether every figure is drawn in the present colours. */
    isDrawn: () =>
      all("[data-figure]").length === 0 ||
      Number(root().dataset.drawn) === all("[data-figure]").length,

    /** Whether they are drawn in the layout of the window's present width. */
    isLaidOut: () =>
      all("[data-figure]").length === 0 ||
      (root().dataset.layout === (innerWidth > 640 ? "wide" : "narrow") &&
        inPage.isDrawn()),

    /** How many figures are drawn, for a message. */
    drawn: () => Number(root().dataset.drawn ?? 0),

    facts: () => ({
      title: document.title,
      figures: all("[data-figure]").length,
      drawn: Number(root().dataset.drawn ?? 0),
      // A drawing with nothing in it is none.
      drawings: all("[data-figure] [data-drawing] .chart-wrapper svg.marks")
        .filter((svg) =>
          // What is folded is drawn to be unfolded.
          (visible(svg) || svg.closest("details:not([open])")) &&
          all("path, text, rect, image", svg).length > 5
        ).length,
      // What a screen reader is told of each figure that has to be scrolled to be seen.
      scrolling: all("[data-figure] > .wide")
        .filter((box) =>
          getComputedStyle(box).overflowX !== "visible" &&
          box.scrollWidth > box.clientWidth + 1
        )
        .map((box) => box.querySelector("img.still").alt),
      clipped: all(".wide:has(> table), .katex-display, .code > .wide")
        .filter((box) => visible(box) && box.scrollWidth > box.clientWidth + 1)
        .map((box) => box.textContent.trim().slice(0, 60)),
      stillsShown: all("img.still").filter(visible).length,
      formulas: all("main .katex").length,
      untypeset: all("[data-tex], .katex-error").length,
      sideways: root().scrollWidth - root().clientWidth,
      background: getComputedStyle(document.body).backgroundColor,
    }),

    /** What a screen reader is told of each mark of a figure, and where it is drawn. */
    marks: (n) =>
      all("[aria-label][aria-roledescription]", drawing(n)).map((mark) => ({
        label: mark.getAttribute("aria-label"),
        path: mark.getAttribute("d"),
        opacity: Number(getComputedStyle(mark).opacity),
      })),

    /** The texts of a figure. */
    texts: (n) => all("text", drawing(n)).map((text) => text.textContent),

    /** For each link within the page: whether it leads to something that is there. */
    // A link with a "=" sets what a lab is to show: tests/browser/live_lab.ts follows those.
    fragments: () =>
      all('a[href^="#"]:not(.vega-actions a, [href*="="])').map((link) => {
        link.click();
        const id = decodeURIComponent(link.hash.slice(1));
        const target = document.getElementById(id);
        const top = target?.getBoundingClientRect().top ?? NaN;
        const atEnd = root().scrollTop + innerHeight >= root().scrollHeight - 2;
        return {
          href: link.getAttribute("href"),
          reached: location.hash === link.hash &&
            (Math.abs(top) < innerHeight / 4 || (atEnd && top < innerHeight)),
        };
      }),

    /** The pixels of each figure's picture, and whether it is all within the page's width. */
    stills: () =>
      all("img.still").map((img) => ({
        width: img.naturalWidth,
        height: img.naturalHeight,
        shown: visible(img),
        cut: img.getBoundingClientRect().right > root().clientWidth + 1,
      })),
  };
})();
