import { assertEquals } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  Dropout,
  type Layer,
  ones,
  PRelu,
  Relu,
  seeded,
  WeightNormalizedAffine,
  zeros,
} from "weightlab";
import { groups } from "../../lib/diagnosis/_blocks.ts";

const rng = seeded("blocks");
const KINDS: Readonly<Record<string, () => Layer>> = {
  A: () => new Affine(1, 1, { init: zeros(), rng }),
  N: () => new BatchNormalization(1),
  R: () => new Relu(),
  D: () => new Dropout(0.5, { rng }),
  W: () => new WeightNormalizedAffine(1, 1, { init: ones(), rng }),
  P: () => new PRelu(),
};

Deno.test("groups() begin with an affine map, and with an activation behind an activation", () => {
  const cases: [layers: string, grouped: string][] = [
    ["A", "A"],
    ["ANRD", "ANRD"],
    ["ARAR", "AR AR"],
    ["AA", "A A"],
    ["ANAN", "AN AN"],
    ["ARR", "AR R"],
    ["ARDR", "ARD R"],
    ["RA", "R A"],
    ["RR", "R R"],
    // What stands before the first belongs to it.
    ["DAR", "DAR"],
    ["NDR", "NDR"],
    ["RNA", "RN A"],
    ["DD", "DD"],
    ["ANRDAR", "ANRD AR"],
    ["WNPDAPW", "WNPD AP W"],
    ["RPP", "R P P"],
  ];
  for (const [layers, grouped] of cases) {
    const found = groups([...layers].map((kind) => KINDS[kind]()));
    assertEquals(
      found.map((group) => group.map((i) => layers[i]).join("")).join(" "),
      grouped,
    );
    assertEquals(found.flat(), [...layers].map((_, i) => i));
  }
});

Deno.test("groups() begin where they are told, too", () => {
  const layers = [..."ANRD"].map((kind) => KINDS[kind]());
  assertEquals(groups(layers, (i) => i === 2), [[0, 1], [2, 3]]);
});
