import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { leftText, Pace, rateText } from "../../lib/charts/_pace.ts";

/** The rate after each of these steps, [second, done]. */
function ratesOf(steps: readonly (readonly [number, number])[]) {
  const pace = new Pace();
  return steps.map(([second, done]) => {
    pace.saw(1000 * second, done);
    return pace.rate(1000 * second, done);
  });
}

Deno.test("Pace tells no rate before two steps and a second", () => {
  assertEquals(ratesOf([[0, 0], [0.9, 5], [20, 5], [21, 5]]), [
    undefined,
    undefined,
    0.25,
    5 / 21,
  ]);
  assertEquals(ratesOf([[0, 0], [100, 1], [200, 2]]).slice(1), [
    undefined,
    0.01,
  ]);
});

Deno.test("Pace leaves out what is done within half a second of the first call", () => {
  assertEquals(
    ratesOf([[5, 0], [5.2, 300], [5.5, 700], [15.5, 720]]).at(-1),
    2,
  );
  assertEquals(ratesOf([[5, 700], [15, 720]]).at(-1), 2);
});

Deno.test("Pace follows a rate that changes, within half a minute", () => {
  const quick = Array.from({ length: 61 }, (_, i) => [i, 10 * i] as const);
  const slow = Array.from({ length: 61 }, (_, i) => [60 + i, 600 + i] as const);
  const rates = ratesOf([...quick, ...slow.slice(1)]);
  assertEquals(rates[60], 10);
  assertEquals(rates[120], 1);
});

Deno.test("Pace is within a third of what bursts come to, once three have come", () => {
  // 64 workers that finish within three seconds, once a minute.
  const steps = Array.from({ length: 64 * 10 }, (_, i) => {
    const burst = Math.floor(i / 64) + 1;
    return [60 * burst + (i % 64) / 21, i + 1] as const;
  });
  const rates = ratesOf([[0, 0], ...steps]).slice(1 + 3 * 64);
  for (const rate of rates) assertAlmostEquals(rate!, 64 / 60, 64 / 60 / 3);
});

Deno.test("Pace keeps few moments of a long work, and still sees its later half", () => {
  const steps = Array.from(
    { length: 100_000 },
    (_, i) => [i / 10, i < 50_000 ? i : 50_000 + 2 * (i - 50_000)] as const,
  );
  const rate = ratesOf(steps).at(-1)!;
  assert(rate > 19.5 && rate <= 20.5, `${rate}`);
});

Deno.test("Pace begins again when the work does", () => {
  assertEquals(ratesOf([[0, 0], [10, 100], [20, 0], [30, 20]]), [
    undefined,
    10,
    undefined,
    2,
  ]);
});

Deno.test("rateText() takes the unit in which it is above one", () => {
  const texts = [1234.5, 31, 3.14159, 1, 0.2, 1 / 60, 0.001, 0.0001];
  assertEquals(texts.map(rateText), [
    "1,235 a second",
    "31 a second",
    "3.1 a second",
    "1 a second",
    "12 a minute",
    "1 a minute",
    "3.6 an hour",
    "8.6 a day",
  ]);
});

Deno.test("leftText() is as coarse as such a guess is", () => {
  const seconds = [0.2, 26.1, 90, 91, 5400, 5401, 9000, 48 * 3600, 250_000];
  assertEquals(seconds.map(leftText), [
    "1 s left",
    "27 s left",
    "90 s left",
    "2 min left",
    "90 min left",
    "about 1.5 h left",
    "about 2.5 h left",
    "about 48 h left",
    "about 3 days left",
  ]);
});
