import { explainAbsence, packageFile } from "./_optional_packages.ts";

let regular: Promise<Uint8Array> | undefined;

/**
 * The bytes of DejaVu Sans, read once. Every figure is measured and drawn in it, so
 * that a png has the same bytes on every machine whatever fonts it has.
 *
 * @throws {Error} if the package is absent: what to install.
 * @throws {Deno.errors.NotCapable} if its file may not be read.
 */
export function fontBytes(): Promise<Uint8Array> {
  // By its name the package is fetched; the file's own is known to nobody beforehand.
  return regular ??= import("dejavu-fonts-ttf/package.json", {
    with: { type: "json" },
  }).catch(explainAbsence)
    .then(() => packageFile("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
}

/**
 * The advance width of every character of a TrueType font, in units of the font
 * size: `width("ab") * 12` is the width of "ab" in px at 12 px. Reads the tables
 * head, hhea, hmtx and cmap (format 4, the Basic Multilingual Plane).
 * {@link https://learn.microsoft.com/typography/opentype/spec/cmap}
 */
export function textWidths(font: Uint8Array): (text: string) => number {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...font.subarray(entry, entry + 4));
    tables.set(tag, view.getUint32(entry + 8));
  }
  const unitsPerEm = view.getUint16(tables.get("head")! + 18);
  const advances = view.getUint16(tables.get("hhea")! + 34);
  const hmtx = tables.get("hmtx")!;
  const cmap = characterMap(view, tables.get("cmap")!);
  const widths = new Map<number, number>();
  const widthOf = (code: number) => {
    let width = widths.get(code);
    if (width === undefined) {
      const glyph = Math.min(cmap(code), advances - 1);
      width = view.getUint16(hmtx + 4 * glyph) / unitsPerEm;
      widths.set(code, width);
    }
    return width;
  };
  return (text) => {
    let width = 0;
    for (const character of text) width += widthOf(character.codePointAt(0)!);
    return width;
  };
}

/** Character code to glyph number, 0 where the font has none. */
function characterMap(view: DataView, cmap: number): (code: number) => number {
  let table = -1;
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    if (view.getUint16(at) === 4) table = at;
  }
  const segments = view.getUint16(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  return (code) => {
    for (let i = 0; i < segments; i++) {
      if (code > view.getUint16(ends + 2 * i)) continue;
      const start = view.getUint16(starts + 2 * i);
      if (code < start) return 0;
      const delta = view.getUint16(deltas + 2 * i);
      const offset = view.getUint16(offsets + 2 * i);
      if (offset === 0) return (code + delta) & 0xffff;
      const at = offsets + 2 * i + offset + 2 * (code - start);
      const glyph = view.getUint16(at);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
