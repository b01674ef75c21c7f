import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { erf, erfc, normalDistribution } from "../../lib/kernel/elementary.ts";
import { holds } from "../_property.ts";
import { reals } from "../activations/_derivative.ts";

/** x, erf(x) and erfc(x) to 20 digits, by mpmath 1.4.1 with 30. */
const VALUES: [number, number, number][] = [
  [1e-10, 1.1283791670955125739e-10, 0.99999999988716208329],
  [0.1, 0.1124629160182848922, 0.8875370839817151078],
  [0.25, 0.27632639016823693299, 0.72367360983176306701],
  [0.5, 0.52049987781304653768, 0.47950012218695346232],
  [0.75, 0.7111556336535151316, 0.2888443663464848684],
  [1, 0.84270079294971486934, 0.15729920705028513066],
  [1.5, 0.96610514647531072707, 0.033894853524689272933],
  [2, 0.99532226501895273416, 0.0046777349810472658379],
  [3, 0.99997790950300141456, 0.000022090496998585441373],
  [4, 0.99999998458274209972, 1.5417257900280018852e-8],
  [5, 0.99999999999846254021, 1.5374597944280348502e-12],
  [6, 1, 2.1519736712498913117e-17],
  [10, 1, 2.088487583762544757e-45],
  [20, 1, 5.3958656116079009289e-176],
  [26, 1, 5.6631924088561428465e-296],
  [-0.3, -0.32862675945912742764, 1.3286267594591274276],
  [-1, -0.84270079294971486934, 1.8427007929497148693],
];

Deno.test("erf() and erfc() are right to 1e-15, relatively, in the tail too", () => {
  for (const [x, left, right] of VALUES) {
    assertAlmostEquals(erf(x) / left, 1, 1e-15, `erf(${x})`);
    assertAlmostEquals(erfc(x) / right, 1, 1e-15, `erfc(${x})`);
  }
});

Deno.test("erf() is odd and erfc() is its complement", () => {
  holds(fc.property(reals, (x) => {
    assertAlmostEquals(erf(-x), -erf(x), 0);
    assertAlmostEquals(erf(x) + erfc(x), 1, 3e-16);
    assertAlmostEquals(erfc(-x), 2 - erfc(x), 3e-16);
  }));
});

Deno.test("erf() and erfc() have no step at 1/2, 2 pi and 27.3, where methods change", () => {
  for (const x of [0.5, 2 * Math.PI]) {
    for (const side of [-1, 1]) {
      // Either side of the change: beside the slope there is rounding alone.
      const slope = -2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
      const below = x - 1e-9, above = x + 1e-9;
      const step = erfc(above) - erfc(below) - slope * (above - below);
      assertAlmostEquals(step / erfc(x), 0, 2e-15);
      assertAlmostEquals(erf(side * x), side * (1 - erfc(x)), 2e-16);
    }
  }
  // 5e-324 is the least double above 0: erfc(27.2) = 2e-323.
  assertEquals([erfc(27.2) > 0, erfc(27.31)], [true, 0]);
});

Deno.test("erf() and erfc() at 0, the infinities and NaN", () => {
  assertEquals([erf(0), erfc(0)], [0, 1]);
  assertEquals([erf(Infinity), erf(-Infinity)], [1, -1]);
  assertEquals([erfc(Infinity), erfc(-Infinity)], [0, 2]);
  assertEquals([erf(1e200), erfc(1e200), erf(5e-324)], [1, 0, 5e-324]);
  assertEquals([erf(NaN), erfc(NaN)], [NaN, NaN]);
});

Deno.test("normalDistribution() at 0, 1 and -10", () => {
  assertEquals(normalDistribution(0), 0.5);
  assertAlmostEquals(normalDistribution(1), 0.84134474606854294859, 1e-16);
  // The argument's last bit, times x^2 = 50, stands in the result's.
  const tail = normalDistribution(-10) / 7.619853024160526066e-24;
  assertAlmostEquals(tail, 1, 50 * 2 ** -52);
});

Deno.test("normalDistribution() gives the table's values, on both sides", () => {
  // Abramowitz and Stegun, table 26.1.
  const table = [
    [0.5, 0.691462461274013],
    [2, 0.977249868051821],
    [4, 0.999968328758167],
  ];
  for (const [z, share] of table) {
    assertAlmostEquals(normalDistribution(z), share, 1e-15);
    assertAlmostEquals(normalDistribution(-z), 1 - share, 1e-15);
  }
});
