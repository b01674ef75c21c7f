// In a page, in place of lib/charts/svg.ts: what draws pictures is larger than a page.

/** Declines: the page draws figures itself, and its menu saves them. */
export function toSvg(): Promise<never> {
  return Promise.reject(
    new Error(
      "Cannot draw an svg: a page has no renderer for files; each figure's own menu saves it",
    ),
  );
}
