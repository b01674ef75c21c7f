/**
 * `deno task bench [section ...] [--rounds=N]`: measures the library and its peers, and
 * writes README.md beside this file.
 *
 * @module
 */
import { Failure, runMain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { type Section, SECTIONS } from "./_report.ts";
import { forgetProcessor } from "./_env.ts";
import { functions } from "./functions.ts";
import { panels } from "./panels.ts";
import { products } from "./products.ts";
import { residentMemory } from "./resident_memory.ts";
import { scaling } from "./scaling.ts";
import { steps } from "./steps.ts";

const RUN: Record<
  Section,
  (line: StatusLine, rounds: number) => Promise<void>
> = {
  panels,
  products,
  functions,
  steps,
  scaling,
  memory: residentMemory,
};

await runMain(async () => {
  const rounds = Number(
    Deno.args.find((arg) => arg.startsWith("--rounds="))?.slice(9) ?? 3,
  );
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new Failure(
      "Cannot measure: --rounds must be a whole number above 0.",
    );
  }
  const names = Deno.args.filter((arg) => !arg.startsWith("--rounds="));
  const unknown = names.filter((name) => !Object.hasOwn(RUN, name));
  if (unknown.length > 0) {
    throw new Failure(
      `Cannot measure ${unknown.join(", ")}: sections are ${
        SECTIONS.join(", ")
      }.`,
    );
  }
  const chosen = SECTIONS.filter((name) =>
    names.length === 0 || names.includes(name)
  );
  forgetProcessor();
  const line = new StatusLine();
  for (const [i, name] of chosen.entries()) {
    line.say(`${i + 1}/${chosen.length} ${name}`);
    await RUN[name](line, rounds);
  }
  line.say("Written to tests/bench/README.md.");
});
