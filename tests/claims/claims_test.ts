import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import {
  barSensitivity,
  claims,
  experimentsOf,
  type Finding,
  learningRates,
} from "weightlab/claims";
import {
  claimMeasurements,
  claimTable,
  claimVerdicts,
  verdictsByBar,
} from "weightlab/charts";

Deno.test("claims are the post's fourteen, in its order, each with a name and a place", () => {
  assertEquals(
    claims.map(({ number }) => number),
    Array.from({ length: 14 }, (_, i) => i + 1),
  );
  assertEquals(new Set(claims.map(({ title }) => title)).size, 14);
  for (const { says, where } of claims) {
    assertMatch(says, /^[A-Z].*\.$/s);
    assertMatch(where, /^0\d_[a-z_]+\.ipynb#.+/);
  }
});

Deno.test("claims carry the post's sentence in Korean, and in English", () => {
  for (const { number, korean, translation } of claims) {
    for (const sentence of korean.split(" … ")) {
      assertMatch(
        sentence,
        /\p{Script=Hangul}.*(다\.|서|\))$/u,
        `claim ${number}`,
      );
    }
    assertMatch(translation, /^[A-Zε].*\.$/u, `claim ${number}`);
  }
});

Deno.test("claims' conditions narrow four, and change what three are about", () => {
  const numbers = (sense: string) =>
    claims.filter(({ condition }) => condition?.sense === sense)
      .map(({ number }) => number);
  assertEquals(numbers("narrower"), [1, 7, 9, 10]);
  assertEquals(numbers("something else"), [5, 6, 11]);
});

Deno.test("claims with a condition measure what it changes", () => {
  for (const { number, condition, asSaid } of claims) {
    if (condition === undefined) continue;
    const measured = (parts: typeof asSaid) =>
      parts.map(({ measure, experiment }) => measure + experiment.name).join();
    assert(measured(condition.parts) !== measured(asSaid), `claim ${number}`);
  }
});

Deno.test("claims measure no two things of an experiment under one name", () => {
  const names = claims.flatMap(({ asSaid, condition }) =>
    [...asSaid, ...condition?.parts ?? []]
      .map(({ experiment, measure }) => `${experiment.name}: ${measure}`)
  );
  assertEquals(new Set(names).size, names.length);
});

Deno.test("claims on training rest on ten runs or more", () => {
  for (const { name, runs } of [...experimentsOf(claims), learningRates]) {
    assert(runs >= 10, name);
  }
});

Deno.test("claims, and figures and tables of them, say no word twice in a row", async () => {
  const url = new URL("../../notebooks/claims/ledger.json", import.meta.url);
  const { findings } = JSON.parse(await Deno.readTextFile(url)) as {
    findings: Finding[];
  };
  const texts = [
    ...claims.flatMap((
      { title, says, translation, condition, asSaid },
    ) => [
      title,
      says,
      translation,
      condition?.text ?? "",
      ...[...asSaid, ...condition?.parts ?? []].map(({ measure }) => measure),
    ]),
    claimVerdicts(findings).description,
    verdictsByBar(barSensitivity(findings)).description,
    // Cells stand apart by two spaces: one may begin as another ends.
    ...[claimTable(findings), ...findings.map(claimMeasurements)]
      .flatMap(({ text }) => text.split(/\n| {2,}/)),
  ];
  assertGreater(texts.length, 200);
  const twice = texts.filter((text) =>
    /\b(\p{L}+)\b[^\p{L}\d]+\1\b/iu.test(text)
  );
  assertEquals(twice, []);
});
