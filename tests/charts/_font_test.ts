import { assertEquals, assertThrows } from "@std/assert";
import { charactersOf, fontBytes, textWidths } from "../../lib/charts/_font.ts";
import { HANGUL_FONT } from "./_hangul_font.ts";

/** The characters of a text that a font has. */
function has(font: Uint8Array, text: string): string {
  const characters = charactersOf(font);
  return [...text].filter((one) => characters(one.codePointAt(0)!)).join("");
}

Deno.test("charactersOf() tells what a font has, beyond the first 65,536 too", async () => {
  assertEquals(has(HANGUL_FONT, "한a국뷁😀어"), "한국😀어");
  assertEquals(has(await fontBytes(), "aé²⁻σ한→"), "aé²⁻σ→");
});

Deno.test("charactersOf() reads the first font of a collection", () => {
  const header = 16;
  const bytes = new Uint8Array(header + HANGUL_FONT.length);
  bytes.set(HANGUL_FONT, header);
  const view = new DataView(bytes.buffer);
  [..."ttcf"].forEach((sign, i) => view.setUint8(i, sign.charCodeAt(0)));
  view.setUint32(4, 0x10000);
  view.setUint32(8, 1);
  view.setUint32(12, header);
  // Tables are told from the beginning of the file.
  for (let i = 0; i < view.getUint16(header + 4); i++) {
    const at = header + 12 + 16 * i + 8;
    view.setUint32(at, view.getUint32(at) + header);
  }
  assertEquals(has(bytes, "한a"), "한");
});

Deno.test("charactersOf() throws at what is no font", () => {
  assertThrows(() => charactersOf(new Uint8Array(2)), RangeError);
  assertThrows(() => charactersOf(new Uint8Array(100)), RangeError);
});

Deno.test("textWidths() gives a square to a letter that the font lacks", async () => {
  const width = textWidths(await fontBytes());
  assertEquals(width("한국"), 2);
  assertEquals(width("a한") - width("a"), 1);
});
