import { assertEquals } from "@std/assert";
import { numbersOf } from "../../../notebooks/_jupyter/pages/template/script/live/literals.js";

interface Literal {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly name: string | undefined;
  readonly isReal: boolean;
  readonly isUnsigned: boolean;
}

const numbers = (source: string) => numbersOf(source) as Literal[];
const textsOf = (source: string) => numbers(source).map(({ text }) => text);
const namesOf = (source: string) => numbers(source).map(({ name }) => name);

Deno.test("numbersOf() finds numbers where they stand, and none in text", () => {
  const source = 'const x1 = f(0.01, "2", `3 ${4}`); // 5';
  assertEquals(textsOf(source), ["0.01", "4"]);
  for (const { start, end, text } of numbers(source)) {
    assertEquals(source.slice(start, end), text);
  }
  assertEquals(textsOf("0xFF + 0b1 + 1e999 + 7"), ["7"]);
});

Deno.test("numbersOf() takes a minus for a number's if it is a sign", () => {
  assertEquals(
    textsOf("[-1, (-2), a - 3, a-4, -5.5, f() -6, - 7, a * -8]; return -9"),
    ["-1", "-2", "3", "4", "-5.5", "6", "7", "-8", "-9"],
  );
});

Deno.test("numbersOf() says what a number is called", () => {
  assertEquals(
    namesOf("const width = 100, depth: number = 5; x += 1; seed = 3"),
    ["width", "depth", undefined, "seed"],
  );
  assertEquals(
    namesOf('normal({ std: 1, "std 2": 0.2, mean: -3, 4: 5 })'),
    ["std", "std 2", "mean", undefined, "4"],
  );
  assertEquals(namesOf("range: [-5, 5], f(x, 2), a ? b : 3, a[4]"), [
    undefined,
    ...[undefined, "f()", undefined, undefined],
  ]);
  assertEquals(namesOf("const stds = [0.1, 1]; ({ range: [0, 1] })"), [
    ...["stds", "stds", "range", "range"],
  ]);
  assertEquals(namesOf("if (3) for (const x of y) f((4))"), [
    undefined,
    undefined,
  ]);
});

Deno.test("numbersOf() tells quantities from whole numbers", () => {
  const reals = (source: string) =>
    numbers(source).filter(({ isReal }) => isReal).map(({ text }) => text);
  assertEquals(reals("f(0.1, 1, 1e-3, .5, 2.)"), ["0.1", "1e-3", ".5", "2."]);
  assertEquals(
    reals(
      "({ std: 1, layers: 2, lr: 3, outputStd: 4, updates: 5, sigmaW: 6 })",
    ),
    ["1", "3", "4", "6"],
  );
  assertEquals(reals("[0.1, 1, 3], [2, 4]"), ["0.1", "1", "3"]);
});

Deno.test("numbersOf() says where no minus may come", () => {
  const unsigned = (source: string) =>
    numbers(source).filter(({ isUnsigned }) => isUnsigned)
      .map(({ text }) => text);
  assertEquals(unsigned("a-0, a - 1, a[2], [3], b+4, 5 ** 6, -7"), [
    ...["0", "2", "4", "5"],
  ]);
});
