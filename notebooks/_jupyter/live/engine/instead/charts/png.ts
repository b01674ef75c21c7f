// In a page, in place of lib/charts/png.ts: what draws pictures is larger than a page.

/** Declines: the page draws figures itself, and its menu saves them. */
export function toPng(): Promise<never> {
  return Promise.reject(
    new Error(
      "Cannot draw a png: a page has no renderer for files; each figure's own menu saves it",
    ),
  );
}
