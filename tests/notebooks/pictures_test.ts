import { assertEquals } from "@std/assert";
import { toPng } from "weightlab";
import { pictures } from "../../notebooks/pictures/make.ts";

for (const [name, chart] of Object.entries(pictures())) {
  Deno.test(`${name} is what notebooks/pictures/make.ts draws`, async () => {
    const file = new URL(`../../notebooks/pictures/${name}`, import.meta.url);
    assertEquals(await Deno.readFile(file), await toPng(chart));
  });
}
