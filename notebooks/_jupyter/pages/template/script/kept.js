// What the reader has chosen, kept from page to page where the browser keeps anything.

/** Keeps a choice; none is forgotten. Where nothing is kept it holds for this page alone. */
export function keep(name, choice) {
  try {
    if (choice) localStorage.setItem(name, choice);
    else localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing for files.
  }
}

/** The buttons and menus of the bar, by what they do. */
export function control(action) {
  return document.querySelector(`[data-action=${action}]`);
}
