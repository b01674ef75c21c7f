import { assertEquals } from "@std/assert";
import { firstThatHave, systemFonts } from "../../lib/charts/_system_fonts.ts";
import { fontBytes } from "../../lib/charts/_font.ts";
import { HANGUL_FONT } from "./_hangul_font.ts";

const latin = await fontBytes();
const no = () => {
  throw new Deno.errors.NotFound();
};

Deno.test("firstThatHave() is the first font that has every letter", () => {
  const { chosen, lacking } = firstThatHave(["한", "국"], [
    no,
    () => latin,
    () => new Uint8Array(3),
    () => HANGUL_FONT,
    no,
  ]);
  assertEquals(chosen, [HANGUL_FONT]);
  assertEquals(lacking, []);
});

Deno.test("firstThatHave() takes several fonts where none has all, and tells what is left", () => {
  const { chosen, lacking } = firstThatHave(["한", "a", "뷁"], [
    () => latin,
    () => HANGUL_FONT,
  ]);
  assertEquals(chosen, [latin, HANGUL_FONT]);
  assertEquals(lacking, ["뷁"]);
});

Deno.test("systemFonts() looks once for the same letters", () => {
  const first = systemFonts(["\u{10fffd}"]);
  assertEquals(first.chosen, []);
  assertEquals(systemFonts(["\u{10fffd}"]) === first, true);
});
