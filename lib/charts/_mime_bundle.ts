import { briefBundle, isTable } from "./_brief_bundle.ts";
import type { Chart } from "./chart.ts";
import { drawing } from "./png.ts";
import type { Table } from "./table.ts";

/** A figure in every form a notebook may choose from, by MIME type. */
export async function mimeBundle(
  figure: Chart | Table,
): Promise<Record<string, unknown>> {
  if (isTable(figure)) return briefBundle(figure);
  const { png, lacks } = await drawing(figure);
  // The page that draws the figure has other fonts; a png of boxes helps nobody.
  if (png === undefined) {
    console.warn(
      `This figure is stored without its png, which GitHub would show: ${lacks}`,
    );
  }
  const { "text/plain": text, ...drawn } = briefBundle(figure);
  return {
    ...drawn,
    ...(png && { "image/png": base64(png) }),
    "text/plain": text,
  };
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
