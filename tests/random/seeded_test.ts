import {
  assertEquals,
  assertGreaterOrEqual,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import seedrandom from "seedrandom";
import { type Rng, seeded } from "weightlab";
import { holds } from "../_property.ts";

function draws(rng: Rng, count = 5): number[] {
  return Array.from({ length: count }, rng);
}

Deno.test("seeded() gives one stream for one seed, another for another", () => {
  holds(fc.property(fc.string(), fc.string(), (a, b) => {
    assertEquals(draws(seeded(a)), draws(seeded(a)));
    if (a !== b) assertNotEquals(draws(seeded(a)), draws(seeded(b)));
  }));
});

Deno.test("seeded() tells apart seeds that repeat each other", () => {
  // ARC4 repeats a short key until it is full: 1, 11 and 111 were one stream.
  for (const [a, b] of [[1, 11], [1, 111], ["ab", "abab"], ["", "\0"]]) {
    assertNotEquals(draws(seeded(a)), draws(seeded(b)));
  }
});

Deno.test("seeded() tells apart characters that share their low byte", () => {
  assertNotEquals(draws(seeded("[")), draws(seeded("\u015b")));
});

Deno.test("seeded() has different streams for the seeds 0 to 999", () => {
  const firsts = Array.from({ length: 1000 }, (_, seed) => seeded(seed)());
  assertEquals(new Set(firsts).size, 1000);
});

Deno.test("seeded(1) is seeded('1'), and its first draws are these", () => {
  assertEquals(draws(seeded(1)), draws(seeded("1")));
  // Recorded here, so that a change of the streams does not pass unseen.
  assertEquals(seeded(1)(), 0.22446190508666775);
});

Deno.test("seeded() gives generators of their own: no draw moves another", () => {
  const a = seeded("x"), b = seeded("x");
  const expected = draws(a, 3);
  seeded("y")();
  assertEquals(draws(b, 3), expected);
});

Deno.test("seeded() draws uniformly from [0, 1)", () => {
  const n = 100_000, bins = new Array<number>(10).fill(0);
  for (const u of draws(seeded("uniform"), n)) {
    assertGreaterOrEqual(u, 0);
    assertLess(u, 1);
    bins[Math.floor(10 * u)]++;
  }
  // Pearson's statistic with 9 degrees of freedom is above 33.7 with
  // probability 1e-4.
  const chi2 = bins.reduce((sum, k) => sum + (k - n / 10) ** 2 / (n / 10), 0);
  assertLess(chi2, 33.7);
});

Deno.test("seeded() takes long seeds and tells them apart", () => {
  const long = "seed ".repeat(100);
  assertNotEquals(draws(seeded(long)), draws(seeded(long + "x")));
  // seedrandom adds what is beyond 256 bytes to the first: 19 x 48 + 67 is 19 x 49 + 48.
  for (const m of ["m".repeat(254), "m".repeat(253), "\u00e9".repeat(127)]) {
    assertNotEquals(
      draws(seeded("01" + m + "C")),
      draws(seeded("10" + m + "0")),
    );
  }
});

Deno.test("seeded() tells apart seeds that differ in one character, wherever it is", () => {
  for (const length of [1, 2, 111, 112, 113, 224, 254, 255, 256, 257, 1000]) {
    const seeds = new Set<string>();
    for (const from of [0, 1, 110, 112, 253, 255, 256, length - 1]) {
      if (from < 0 || from >= length) continue;
      for (const other of ["b", "\u0161", "\ud800", "\udfff", "\ufffd", "\0"]) {
        seeds.add("a".repeat(from) + other + "a".repeat(length - from - 1));
      }
    }
    for (const unit of ["a", "\ud800", "\ud801", "\uffff"]) {
      for (const count of [length - 1, length, length + 1, 2 * length]) {
        seeds.add(unit.repeat(count));
      }
    }
    const streams = new Set([...seeds].map((s) => draws(seeded(s)).join()));
    assertEquals(streams.size, seeds.size, `${length}`);
  }
});

Deno.test("seeded() tells lone surrogates apart, which have no UTF-8", () => {
  const seeds = ["\ud800", "\ud801", "\udc00", "\ufffd", "\ufffd\ufffd"];
  seeds.push(
    "\ud800\ud800",
    "\udc00\ud800",
    "\ud800\udc00",
    "a\ud800",
    "\ud800a",
  );
  const firsts = seeds.map((seed) => seeded(seed)());
  assertEquals(new Set(firsts).size, seeds.length);
});

Deno.test("seeded() of long prefixes and a counter: no two begin with the same draw", () => {
  for (const length of [20, 44, 49, 60, 100, 140, 200, 255, 300, 400]) {
    const prefix = "p".repeat(length);
    const firsts = Array.from(
      { length: 2000 },
      (_, i) => seeded(`${prefix}${i}`)(),
    );
    assertEquals(new Set(firsts).size, 2000, `${length}`);
  }
});

Deno.test("seeded() takes seeds of any length", () => {
  const long = "x".repeat(200_000);
  const firsts = [long, long + "x", long.slice(1), "y" + long.slice(1)]
    .map((seed) => seeded(seed)());
  assertEquals(new Set(firsts).size, 4);
  assertEquals(firsts[0], seeded(long)());
});

Deno.test("seeded() keeps the streams of seeds up to 48 bytes", () => {
  // What seedrandom itself gives for the bytes and the end mark.
  const seeds = [
    "",
    "weights",
    "batches/3",
    "draw 7",
    "\u00e9\u{1f600}",
    "m".repeat(48),
  ];
  for (const seed of [...seeds, ..."abc"]) {
    const bytes = new TextEncoder().encode(seed);
    const itself = seedrandom(String.fromCharCode(...bytes, 0xff));
    assertEquals(draws(seeded(seed)), draws(itself));
  }
});

Deno.test("seeded(number) is the seed of the number's text", () => {
  for (const seed of [0, -1, 0.1, 1e21, 2 ** 53, 5e-324]) {
    assertEquals(draws(seeded(seed)), draws(seeded(`${seed}`)));
  }
  assertEquals(draws(seeded(-0)), draws(seeded(0)));
});

Deno.test("seeded() refuses no seed, which would be taken from the clock", () => {
  for (const seed of [undefined, null, NaN, Infinity, {}, true]) {
    assertThrows(
      () => seeded(seed as unknown as string),
      TypeError,
      "Cannot seed a generator: seed must be a string or a finite number",
    );
  }
});
