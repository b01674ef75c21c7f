import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  Affine,
  gelu,
  he,
  help,
  Matrix,
  Relu,
  relu,
  SGD,
  Sigmoid,
  sigmoid,
} from "weightlab";
import { library } from "../_library.ts";
import type { Entry } from "../../lib/help/entry.ts";
import { BUILT, builtText } from "./build_entries.ts";

const ENTRIES: readonly Entry[] = JSON.parse(await Deno.readTextFile(BUILT));

Deno.test("help() knows what the doc comments say: else `deno task help`", async () => {
  assertEquals(await Deno.readTextFile(BUILT), await builtText());
});

Deno.test("help() of every function and class is its own", () => {
  const values = Object.entries(library).filter(([, value]) =>
    typeof value === "function"
  );
  assert(values.length > 100);
  for (const [name, value] of values) {
    assertMatch(help(value).text, new RegExp(`^${name}, from "weightlab`));
  }
});

Deno.test("help() has a signature, a text and an example for every function", () => {
  for (const { name, signature, text, example } of ENTRIES) {
    assert(signature !== "" && text !== "", name);
    assert(!/\*\/|\{ *$/.test(signature), `${name}: ${signature}`);
    if (/^(async )?function/.test(signature)) assert(example, name);
  }
});

Deno.test("help(he) tells its signature, its options and an example", () => {
  const { text, html } = help(he);
  assertMatch(
    text,
    /^he, from "weightlab"\n\n {2}function he\(options: \{ slope\?: number; \} & ScalingOptions = \{\}\): Initializer/,
  );
  assertMatch(text, /Var\(w_ij\) = 2 \/ fanIn/);
  assertMatch(text, /mode\?: FanMode\n {6}The fan n/);
  assertMatch(text, /import \{ he, seeded \} from "weightlab"/);
  assertMatch(html, /<pre><code>function he/);
  assertMatch(
    html,
    /<dt [^>]*><code>distribution\?: Distribution<\/code><\/dt>/,
  );
  assertEquals(html.match(/<(\w+)/g)!.length, html.match(/<\/(\w+)/g)!.length);
});

Deno.test("help() tells names apart that differ in a letter's case", () => {
  const name = (what: unknown) => help(what).text.split(",")[0];
  assertEquals([relu, Relu, sigmoid, Sigmoid, gelu].map(name), [
    "relu",
    "Relu",
    "sigmoid",
    "Sigmoid",
    "gelu",
  ]);
  assertEquals(name(new SGD({ lr: 1 })), "SGD");
  assertEquals(name(new Matrix(1, 1)), "Matrix");
  assertEquals(name("TrainOptions"), "TrainOptions");
  assertMatch(help(Affine).text, /new Affine\(/);
});

Deno.test("help() of a name that is not there tells the nearest", () => {
  assertMatch(
    help("hee").text,
    /^There is no "hee"; the nearest are he, .*\n\nhe, from "weightlab"/,
  );
  assertMatch(help("histogram").text, /the nearest are histograms, /);
  assertMatch(help("adamw").text, /\n\nAdamW, from/);
  assertMatch(help("<b>").html, /There is no &quot;&lt;b&gt;&quot;/);
  function leru() {}
  assertMatch(help(leru).text, /There is no "leru"/);
});

Deno.test("help() of an option tells what takes it, of another library's name what is it here", () => {
  const first = (word: string) =>
    help(word).text.match(/^There is no .*; the nearest are (\w+), /)?.[1];
  assertEquals(["patience", "clipNorm", "weightDecay", "shortcut"].map(first), [
    "EarlyStopping",
    "TrainOptions",
    "AdamW",
    "Residual",
  ]);
  assertEquals(["MSE", "BCE"].map(first), [
    "MeanSquaredError",
    "SigmoidCrossEntropy",
  ]);
  assertEquals(["momentum", "dropout"].map(first), ["Momentum", "Dropout"]);
});

Deno.test("help() of what has no name lists those that there are", () => {
  assertMatch(help().text, /^"weightlab": .*\bhe\b.*\n\n"weightlab\/charts": /);
  assertMatch(help(undefined).text, /^This is undefined, as what is imported/);
  assertMatch(help(3).text, /^The library has no 3\. These/);
  assertMatch(help(null).text, /^The library has no null/);
  assertMatch(help(() => 1).text, /^The library has no /);
});

Deno.test("help() prints its text, and shows html in a notebook", async () => {
  const said = help(he);
  assertEquals(Deno.inspect(said), said.text);
  assertEquals(Object.keys(said), ["html", "text"]);
  const display = Symbol.for("Jupyter.display");
  const shown = (said as unknown as Record<symbol, () => unknown>)[display];
  assertEquals(await shown(), {
    "text/html": said.html,
    "text/plain": said.text,
  });
});
