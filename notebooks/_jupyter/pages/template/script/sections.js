// The list of pages: where in it the reader is, and that it goes when it has led somewhere.

export function startSections() {
  const list = document.querySelector("nav.pages");
  const links = [...list.querySelectorAll('a[href^="#"]')];
  list.addEventListener("click", ({ target }) => {
    if (target.closest("a")) list.hidePopover();
  });
  // Beside the text it is no popover.
  matchMedia("(min-width: 68rem)").onchange = () => list.hidePopover();

  const mark = () => {
    const at = (link) =>
      document.getElementById(decodeURIComponent(link.hash.slice(1)))
        ?.getBoundingClientRect().top ?? Infinity;
    // The last headings may be too close to the end of the page to come to its top.
    const { scrollHeight } = document.documentElement;
    const isAtEnd = scrollY + innerHeight > scrollHeight - 2;
    const line = isAtEnd ? innerHeight : innerHeight / 3;
    const current = links.findLast((link) => at(link) < line);
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    if (current) reveal(current);
  };

  /** Scrolls the list alone, and only if the link is out of it. */
  function reveal(link) {
    const { top, bottom } = link.getBoundingClientRect();
    const box = list.getBoundingClientRect();
    if (bottom > box.bottom) list.scrollTop += bottom - box.bottom + 40;
    if (top < box.top) list.scrollTop -= box.top - top + 40;
  }

  addEventListener("scroll", mark, { passive: true });
  list.addEventListener("toggle", mark);
  const here = list.querySelector('[aria-current="page"]');
  if (here) reveal(here);
  mark();
}
