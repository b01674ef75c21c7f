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
 * head, hhea, hmtx and cmap.
 */
export function textWidths(font: Uint8Array): (text: string) => number {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = tablesOf(view, 0);
  const unitsPerEm = view.getUint16(tables.get("head")! + 18);
  const advances = view.getUint16(tables.get("hhea")! + 34);
  const hmtx = tables.get("hmtx")!;
  const cmap = characterMap(view, tables.get("cmap")!);
  const widths = new Map<number, number>();
  const widthOf = (code: number) => {
    let width = widths.get(code);
    if (width === undefined) {
      const glyph = Math.min(cmap(code), advances - 1);
      // What the font lacks, Hangul, Han, kana and emoji, fills a square in those that have it.
      width = glyph === 0 && code >= HANGUL
        ? 1
        : view.getUint16(hmtx + 4 * glyph) / unitsPerEm;
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

/** The first of the letters that are written in squares. */
const HANGUL = 0x1100;

/**
 * Which characters a font has, by their codes. Of a collection of fonts, its first.
 *
 * @param font The bytes of a TrueType or OpenType file, or of a collection of them.
 * @throws {RangeError} if they are no such file, or end too early.
 */
export function charactersOf(font: Uint8Array): (code: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const isCollection = view.getUint32(0) === COLLECTION;
  const tables = tablesOf(view, isCollection ? view.getUint32(12) : 0);
  const cmap = tables.get("cmap");
  if (cmap === undefined) throw new RangeError("the font has no cmap");
  const map = characterMap(view, cmap);
  return (code) => map(code) !== 0;
}

/** How a collection of fonts begins: "ttcf". */
const COLLECTION = 0x74746366;

/** Where each table of the font begins whose directory is at a place. */
function tablesOf(view: DataView, at: number): Map<string, number> {
  return new Map(
    Array.from({ length: view.getUint16(at + 4) }, (_, i) => {
      const entry = at + 12 + 16 * i;
      const tag = [0, 1, 2, 3].map((j) =>
        String.fromCharCode(view.getUint8(entry + j))
      );
      return [tag.join(""), view.getUint32(entry + 8)];
    }),
  );
}

/**
 * Character code to glyph number, 0 where the font has none: the cmap's format 12, all of
 * Unicode, where there is one, else format 4, the Basic Multilingual Plane.
 * {@link https://learn.microsoft.com/typography/opentype/spec/cmap}
 */
function characterMap(view: DataView, cmap: number): (code: number) => number {
  const subtables = new Map(
    Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => {
      const at = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
      return [view.getUint16(at), at];
    }),
  );
  const all = subtables.get(12), basic = subtables.get(4);
  if (all !== undefined) return unicodeMap(view, all);
  return basic === undefined ? () => 0 : basicMap(view, basic);
}

/** Format 12: groups of characters that follow one another. */
function unicodeMap(view: DataView, table: number): (code: number) => number {
  const groups = view.getUint32(table + 12);
  return (code) => {
    for (let i = 0; i < groups; i++) {
      const group = table + 16 + 12 * i;
      if (code > view.getUint32(group + 4)) continue;
      const start = view.getUint32(group);
      return code < start ? 0 : view.getUint32(group + 8) + code - start;
    }
    return 0;
  };
}

/** Format 4: segments of characters with one shift, or an array of glyphs. */
function basicMap(view: DataView, table: number): (code: number) => number {
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
