// Stands in a page for lib/charts/png.ts and svg.ts: what draws pictures is larger than a page.

function refuse(): never {
  throw new Error(
    "Cannot draw a picture: a page has no renderer for files; the figure's own menu saves it as svg or png",
  );
}

/** Throws: a page draws no files. */
export const toPng = refuse;
/** Throws: a page draws no files. */
export const toSvg = refuse;
