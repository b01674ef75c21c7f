import {
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { claims, examine, experimentsOf, observe } from "weightlab/claims";
import { assertDefaults } from "../_defaults.ts";
import { coin, coinClaim, NO_DIGITS } from "./_coin.ts";

Deno.test("observe() runs each experiment as often as it says, or as asked", async () => {
  const claim = coinClaim([0.6, 0.2]);
  const all = await observe([claim], NO_DIGITS);
  assertEquals(Object.keys(all), ["coin 0.6", "coin 0.2"]);
  assertEquals(all["coin 0.6"].length, 8);
  const few = await observe([claim], NO_DIGITS, { runs: 3 });
  assertEquals(few["coin 0.6"], all["coin 0.6"].slice(0, 3));
});

Deno.test("observe() takes other numbers from other seeds, all of them different", async () => {
  const claim = coinClaim([0.6]);
  const first = await observe([claim], NO_DIGITS);
  const second = await observe([claim], NO_DIGITS, { seed: "fresh" });
  const values = [...first["coin 0.6"], ...second["coin 0.6"]];
  assertEquals(new Set(values.map(({ value }) => value)).size, 16);
  assertNotEquals(first, second);
});

Deno.test("observe() runs an experiment that claims share once, and tells its progress", async () => {
  const claim = coinClaim([0.6]);
  const seen: number[] = [];
  await observe([claim, claim], NO_DIGITS, {
    runs: 2,
    onProgress: ({ done, total }) => seen.push(done, total),
  });
  assertEquals(seen, [0, 2, 1, 2, 2, 2]);
});

Deno.test("observe() tells of as many runs as the experiments take, unless told how many", async () => {
  const totals = new Set<number>();
  const onProgress = ({ total }: { total: number }) => totals.add(total);
  await observe([coinClaim([0.6, 0.2])], NO_DIGITS, { onProgress });
  assertEquals([...totals], [16]);
});

Deno.test("observe() seeds by judge 1, judge 2, .. unless told", async () => {
  const claim = coinClaim([0.6]);
  await assertDefaults(
    (options) => observe([claim], NO_DIGITS, options),
    { seed: ["judge", "judg"] },
  );
  const all = await observe([claim], NO_DIGITS);
  const run = (k: number) => coin(0.6).run(`judge ${k}`, NO_DIGITS);
  const runs = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(run));
  assertEquals(all["coin 0.6"], runs);
});

Deno.test("experimentsOf() finds those that claims rest on by condition alone, too", () => {
  const names = experimentsOf([coinClaim([0.6], [0.7])]).map(({ name }) =>
    name
  );
  assertEquals(names, ["coin 0.6", "coin 0.7"]);
});

Deno.test("experimentsOf() names no two experiments alike", () => {
  const names = experimentsOf(claims).map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
});

Deno.test("observe() refuses two experiments of one name, before the first runs", async () => {
  // Two coins that fall apart, both filed under one name: the second claim came out as
  // what the first one's coin gave, or the other way round.
  const high = coinClaim([0.8]), low = coinClaim([0.1]);
  const renamed = (claim: typeof high) => ({
    ...claim,
    asSaid: claim.asSaid.map((part) => ({
      ...part,
      experiment: { ...part.experiment, name: "coin" },
    })),
  });
  const pair = [renamed(high), renamed(low)];
  const got =
    'each experiment must have a name of its own, got two named "coin"';
  let calls = 0;
  const onProgress = () => calls++;
  await assertRejects(
    async () => await observe(pair, NO_DIGITS, { onProgress }),
    RangeError,
    `Cannot observe claims: ${got}`,
  );
  assertEquals(calls, 0);
  assertThrows(() => experimentsOf(pair), RangeError, got);
  // Both in one claim, as said and on condition, come to the same.
  const condition = {
    sense: "narrower" as const,
    text: "with the other",
    parts: pair[1].asSaid,
  };
  const both = { ...pair[0], condition };
  assertThrows(
    () => examine(both, { coin: [{ value: 0.8 }, { value: 0.9 }] }),
    RangeError,
    `Cannot examine claim 99: ${got}`,
  );
  // One experiment in both is fine.
  const shared = await observe([pair[0], pair[0]], NO_DIGITS);
  assertEquals(shared.coin.length, 8);
});

Deno.test("observe() and examine() take any name, those of an object's own parts too", async () => {
  for (const name of ["__proto__", "constructor", "toString", ""]) {
    const [part] = coinClaim([0.8]).asSaid;
    const experiment = { ...part.experiment, name };
    const claim = { ...coinClaim([0.8]), asSaid: [{ ...part, experiment }] };
    assertThrows(
      () => examine(claim, {}),
      RangeError,
      `observations must hold those of "${name}", got []`,
    );
    const all = await observe([claim], NO_DIGITS);
    assertEquals(Object.keys(all), [name]);
    assertEquals(examine(claim, all).verdict, "as said");
  }
});
