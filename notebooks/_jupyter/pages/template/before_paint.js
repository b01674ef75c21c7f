// Before the page is painted, so that it neither flashes in other colours nor folds its
// code under the reader's eyes.
try {
  for (const name of ["scheme", "code"]) {
    const chosen = localStorage.getItem(name);
    if (chosen) document.documentElement.dataset[name] = chosen;
  }
} catch {
  // A browser that keeps nothing for files follows the system, and the page.
}
