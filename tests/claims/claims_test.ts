import { assert, assertEquals, assertMatch } from "@std/assert";
import { claims } from "weightlab";

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
