import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { AdamW, Matrix, Momentum, type Param, param, SGD } from "weightlab";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { ALL, inNumbers, type Made } from "./_all.ts";

/** W and b at the start, the same each time. */
function start(): [Param, Param] {
  return [param("W", drawn("W", 3, 2)), param("b", drawn("b", 1, 2))];
}

/** The updates `from` + 1 .. `to` of a run, whose gradients are always the same. */
function run(
  optimizer: Made,
  params: readonly Param[],
  from: number,
  to: number,
): number[][] {
  const after: number[][] = [];
  for (let i = from + 1; i <= to; i++) {
    params.forEach((param, k) => {
      const { rows, columns } = param.value;
      param.grad = drawn(`gradient/${i}/${k}`, rows, columns);
    });
    optimizer.update(params);
    after.push(params.flatMap(({ value }) => value.to1DArray()));
  }
  return after;
}

for (const [name, make] of Object.entries(ALL)) {
  Deno.test(`${name} asks a schedule once an update, by its number`, () => {
    const asked: number[] = [];
    const optimizer = make((update) => (asked.push(update), 0.1));
    const params = start();
    const values = run(optimizer, params, 0, 3);
    optimizer.update([]);
    optimizer.update([params[0]]);
    assertEquals(asked, [1, 2, 3, 4, 5]);
    // The bits are those of the number.
    assertEquals(values, run(make(0.1), start(), 0, 3));
  });

  Deno.test(`${name} moves by the rate of each update, and by 0 not at all`, () => {
    const params = start(), rates = [0.1, 0, 0.02];
    const optimizer = make((update) => rates[update - 1]);
    const [first, second, third] = run(optimizer, params, 0, 3);
    assertEquals(first, run(make(0.1), start(), 0, 1)[0]);
    // A momentum goes on by what it has gathered.
    const goesOn = ["Momentum", "Nesterov"].includes(name);
    assertEquals(String(second) === String(first), !goesOn);
    assertNotEquals(third, second);
  });

  Deno.test(`${name} refuses what is no rate, and nothing has moved`, () => {
    for (
      const [wrong, got] of [
        [NaN, "NaN"],
        [Infinity, "Infinity"],
        [-1e-9, "-1e-9"],
        ["0.1", '"0.1"'],
        [undefined, "undefined"],
      ] as const
    ) {
      let isWrong = true;
      const schedule = (update: number) =>
        update === 3 && isWrong ? wrong as number : 0.1;
      const optimizer = make(schedule), params = start();
      run(optimizer, params, 0, 2);
      const before = inNumbers(optimizer.stateOf(params));
      assertUnchanged(
        () =>
          assertThrows(
            () => optimizer.update(params),
            RangeError,
            `Cannot update by ${name}: lr must give a finite number at least 0, got ${got} at update 3`,
          ),
        ...params.map(({ value }) => value),
      );
      assertEquals(inNumbers(optimizer.stateOf(params)), before);
      // The update that was refused does not count.
      isWrong = false;
      const [third] = run(optimizer, params, 2, 3);
      assertEquals(third, run(make(0.1), start(), 0, 3)[2]);
    }
  });

  Deno.test(`${name}'s schedule may throw: nothing has moved`, () => {
    const optimizer = make(() => {
      throw new Error("no rate today");
    });
    const params = start();
    assertUnchanged(
      () => assertThrows(() => optimizer.update(params), Error, "no rate"),
      ...params.map(({ value }) => value),
    );
    assertEquals(optimizer.stateOf(params).updates, 0);
  });

  Deno.test(`${name}'s constants are read by name, and assigning to one throws`, () => {
    const optimizer = make(0.1), schedule = () => 0.1;
    assertEquals([optimizer.lr, make(schedule).lr], [0.1, schedule]);
    const loose = optimizer as unknown as Record<string, unknown>;
    for (const constant of CONSTANTS[name]) {
      const value = loose[constant];
      assertNotEquals(value, undefined, constant);
      assertThrows(
        () => loose[constant] = 0.25,
        TypeError,
        `Cannot set ${constant} of ${name}: it must stay as it was given, ${
          typeof value === "function" ? "the function isWeight" : value
        }, got 0.25; ${
          constant === "lr" ? "give lr as a function of the update, or " : ""
        }make another optimizer`,
      );
      assertEquals(loose[constant], value);
    }
    const values = run(optimizer, start(), 0, 2);
    assertEquals(values, run(make(0.1), start(), 0, 2));
  });
}

/** What each is made with. */
const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  SGD: ["lr"],
  Momentum: ["lr", "momentum"],
  Nesterov: ["lr", "momentum"],
  AdaGrad: ["lr", "eps"],
  RMSProp: ["lr", "decay", "eps"],
  Adam: ["lr", "beta1", "beta2", "eps"],
  AdamW: ["lr", "weightDecay", "decays", "beta1", "beta2", "eps"],
};

Deno.test("an optimizer's constants show their defaults", () => {
  assertEquals(new Momentum({ lr: 0.1 }).momentum, 0.9);
  assertEquals(new AdamW({ lr: 0.1 }).eps, 1e-8);
});

Deno.test("SGD by a schedule: w -= lr_t g, by hand", () => {
  const w = param("W", new Matrix([[1]]));
  w.grad.fill(1);
  const optimizer = new SGD({ lr: (update) => 2 ** -update });
  for (const after of [0.5, 0.25, 0.125]) {
    optimizer.update([w]);
    assertEquals(w.value.get(0, 0), after);
  }
});

Deno.test("Momentum has lr within v: a rate that falls leaves the steps gathered before", () => {
  const w = param("W", new Matrix([[0]]));
  w.grad.fill(1);
  const optimizer = new Momentum({
    lr: (update) => update === 1 ? 1 : 0,
    momentum: 0.5,
  });
  // v: 1, .5, .25.
  for (const after of [-1, -1.5, -1.75]) {
    optimizer.update([w]);
    assertEquals(w.value.get(0, 0), after);
  }
});

Deno.test("AdamW decays by the rate of the update", () => {
  const w = param("W", new Matrix([[1]]));
  const lr = (update: number) => update / 4;
  const optimizer = new AdamW({ lr, weightDecay: 1 });
  // Gradients of 0: Adam's step is none.
  for (const after of [0.75, 0.375]) {
    optimizer.update([w]);
    assertEquals(w.value.get(0, 0), after);
  }
});

Deno.test("AdamW whose decays() throws has not counted the update", () => {
  let isBroken = true;
  const optimizer = new AdamW({
    lr: 0.1,
    decays: () => {
      if (isBroken) throw new Error("undecided");
      return true;
    },
  });
  const params = start();
  assertUnchanged(
    () => assertThrows(() => optimizer.update(params), Error, "undecided"),
    ...params.map(({ value }) => value),
  );
  isBroken = false;
  assertEquals(
    run(optimizer, params, 0, 2),
    run(new AdamW({ lr: 0.1 }), start(), 0, 2),
  );
});
