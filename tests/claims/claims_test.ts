import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { claims, type Finding } from "weightlab/claims";
import { claimMeasurements, claimTable, claimVerdicts } from "weightlab/charts";

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

Deno.test("claims with a condition measure what it changes", () => {
  for (const { number, condition, onCondition, asSaid } of claims) {
    assertEquals(condition === undefined, onCondition === undefined);
    if (onCondition === undefined) continue;
    const measured = (parts: typeof asSaid) =>
      parts.map(({ measure, experiment }) => measure + experiment.name).join();
    const same = measured(onCondition) === measured(asSaid);
    // Claim 6 measures the same of another rule.
    assert(!same || number === 6, `claim ${number}`);
  }
});

Deno.test("claims on training rest on ten runs or more", () => {
  for (const { asSaid, onCondition = [] } of claims) {
    for (const { experiment } of [...asSaid, ...onCondition]) {
      assert(experiment.runs >= 10, experiment.name);
    }
  }
});

Deno.test("claims, and figures and tables of them, say no word twice in a row", async () => {
  const url = new URL("../../notebooks/claims/ledger.json", import.meta.url);
  const { findings } = JSON.parse(await Deno.readTextFile(url)) as {
    findings: Finding[];
  };
  const texts = [
    ...claims.flatMap((
      { title, says, condition = "", asSaid, onCondition },
    ) => [
      title,
      says,
      condition,
      ...[...asSaid, ...onCondition ?? []].map(({ measure }) => measure),
    ]),
    claimVerdicts(findings).description,
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
