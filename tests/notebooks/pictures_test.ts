import { assert } from "@std/assert";
import { toPng } from "weightlab/charts";
import { pictures } from "../../notebooks/pictures/make.ts";

for (const [name, chart] of Object.entries(pictures())) {
  Deno.test(`${name} is what notebooks/pictures/make.ts draws`, async () => {
    const file = new URL(`../../notebooks/pictures/${name}`, import.meta.url);
    const there = await Deno.readFile(file), drawn = await toPng(chart);
    // Not assertEquals(): the difference of two pictures takes it minutes to print.
    assert(
      there.length === drawn.length && there.every((b, i) => b === drawn[i]),
      `${name} is another picture: deno run -A notebooks/pictures/make.ts`,
    );
  });
}
