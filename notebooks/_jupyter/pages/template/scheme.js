// Before the page is painted, so that it does not flash in other colours.
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen) document.documentElement.dataset.scheme = chosen;
} catch {
  // A browser that keeps nothing for files follows the system.
}
