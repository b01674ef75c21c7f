import { assertEquals, assertLess, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { seeded, shuffledIndices } from "weightlab";
import { holds, seed } from "../_property.ts";

Deno.test("shuffledIndices() exchanges the last with one up to it, and so on down", () => {
  const uniforms = [0, 0.5, 0.99];
  // 3 with 0: 3120; then 2, at its place 2, with 1: 3210; then 2, at place 1, with itself.
  const order = shuffledIndices(() => uniforms.shift()!, 4);
  assertEquals([...order], [3, 2, 1, 0]);
  assertEquals(uniforms, []);
});

Deno.test("shuffledIndices() gives each index once", () => {
  holds(fc.property(fc.integer({ min: 1, max: 300 }), seed, (n, seed) => {
    const order = shuffledIndices(seeded(seed), n);
    assertEquals([...order].sort((a, b) => a - b), [...Array(n).keys()]);
  }));
});

Deno.test("shuffledIndices() gives each permutation alike", () => {
  const counts = new Map<string, number>(), rng = seeded("permutations");
  const times = 60_000;
  for (let i = 0; i < times; i++) {
    const order = shuffledIndices(rng, 4).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assertEquals(counts.size, 24);
  const sigma = Math.sqrt(times / 24 * (1 - 1 / 24));
  for (const count of counts.values()) {
    assertLess(Math.abs(count - times / 24), 4 * sigma);
  }
});

Deno.test("shuffledIndices() repeats itself for a seed, and for that alone", () => {
  const of = (seed: string) => [...shuffledIndices(seeded(seed), 50)];
  assertEquals(of("a"), of("a"));
  assertNotEquals(of("a"), of("b"));
});
