import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  Adam,
  type LearningRate,
  linearWarmup,
  Matrix,
  type OptimizerState,
  type Param,
  param,
} from "weightlab";
import { drawn } from "../_property.ts";
import { ALL, inNumbers, type Made, MOMENTS } from "./_all.ts";

/** W, b and one that comes later. */
function start(): Param[] {
  return [
    param("W", drawn("W", 3, 2)),
    param("b", drawn("b", 1, 2)),
    param("late", drawn("late", 2, 2)),
  ];
}

/** Updates `from` + 1 .. `to`; the third parameter comes in at the third. */
function run(optimizer: Made, params: Param[], from: number, to: number): void {
  for (let i = from + 1; i <= to; i++) {
    params.forEach((param, k) => {
      const { rows, columns } = param.value;
      param.grad = drawn(`gradient/${i}/${k}`, rows, columns);
    });
    optimizer.update(i < 3 ? params.slice(0, 2) : params);
  }
}

const valuesOf = (params: readonly Param[]) =>
  params.map(({ value }) => value.to2DArray());

const copiesOf = (params: readonly Param[]) =>
  params.map(({ name, value }) => param(name, value));

const RATES: readonly LearningRate[] = [
  0.1,
  linearWarmup({ updates: 4, start: 0.01, then: (update) => 0.1 / update }),
];

for (const [name, make] of Object.entries(ALL)) {
  Deno.test(`${name} goes on to the same bits from its state, in another optimizer`, () => {
    for (const lr of RATES) {
      // Stopped before, at and after the late parameter's first update.
      for (const stop of [0, 1, 2, 3, 5]) {
        const whole = start(), optimizer = make(lr);
        run(optimizer, whole, 0, 8);
        const params = start(), first = make(lr);
        run(first, params, 0, stop);
        const copies = copiesOf(params), second = make(lr);
        second.setState(copies, first.stateOf(params));
        run(second, copies, stop, 8);
        assertEquals(valuesOf(copies), valuesOf(whole));
        assertEquals(
          inNumbers(second.stateOf(copies)),
          inNumbers(optimizer.stateOf(whole)),
        );
      }
    }
  });

  Deno.test(`${name}'s state has its moments by their letters, and its counts`, () => {
    const optimizer = make(0.1), params = start();
    assertEquals(inNumbers(optimizer.stateOf(params)), {
      updates: 0,
      params: params.map(() => ({ updates: 0, moments: {} })),
    });
    run(optimizer, params, 0, 2);
    const { updates, params: states } = optimizer.stateOf(params);
    assertEquals([updates, ...states.map(({ updates }) => updates)], [
      ...[2, 2, 2, 0],
    ]);
    for (const [i, { moments }] of states.entries()) {
      assertEquals(Object.keys(moments), i < 2 ? MOMENTS[name] : []);
      for (const x of Object.values(moments)) {
        const { rows, columns } = params[i].value;
        assertEquals([x.rows, x.columns], [rows, columns]);
        assert(x.to1DArray().every((one) => one !== 0));
      }
    }
  });

  Deno.test(`${name}'s state is a copy, there and back`, () => {
    const optimizer = make(0.1), params = start();
    run(optimizer, params, 0, 4);
    const state = optimizer.stateOf(params), before = inNumbers(state);
    const other = make(0.1), copies = copiesOf(params);
    other.setState(copies, state);
    run(optimizer, params, 4, 6);
    run(other, copies, 4, 5);
    assertEquals(inNumbers(state), before);
    for (const { moments } of state.params) {
      for (const x of Object.values(moments)) x.fill(NaN);
    }
    run(other, copies, 5, 6);
    assertEquals(valuesOf(copies), valuesOf(params));
    // Nor do pages that are sent a state see it change.
    const clone = structuredClone(optimizer.stateOf(params));
    assertEquals(clone.updates, 6);
  });

  Deno.test(`${name}.setState() takes a parameter's memory back`, () => {
    const optimizer = make(0.1), params = start();
    const fresh = optimizer.stateOf(params);
    run(optimizer, params, 0, 4);
    optimizer.setState(params, fresh);
    const again = start();
    again.forEach(({ value }, i) => (params[i].value = value));
    run(optimizer, params, 0, 4);
    const whole = start();
    run(make(0.1), whole, 0, 4);
    assertEquals(valuesOf(params), valuesOf(whole));
  });

  Deno.test(`${name}.setState() changes nothing where one part is wrong`, () => {
    const optimizer = make(0.1), params = start();
    run(optimizer, params, 0, 4);
    const state = optimizer.stateOf(params), before = inNumbers(state);
    const good = { ...state, updates: 77 };
    const [w, b] = good.params;
    for (
      const wrong of [
        { ...good, params: [w, b] },
        { ...good, params: [w, b, { updates: -1, moments: {} }] },
        { ...good, params: [w, b, { updates: 1, moments: { q: b } }] },
        { ...good, params: [w, b, { updates: 0, moments: { v: b } }] },
        { ...good, updates: 0.5 },
      ]
    ) {
      assertThrows(
        () =>
          optimizer.setState(
            params,
            { ...wrong } as unknown as OptimizerState,
          ),
        RangeError,
        `Cannot set the state of ${name}: state.`,
      );
      assertEquals(inNumbers(optimizer.stateOf(params)), before);
    }
  });
}

Deno.test("setState() counts on for the schedule: whichever parameters move", () => {
  const asked: number[] = [];
  const lr = (update: number) => (asked.push(update), 0.1);
  const first = new Adam({ lr }), second = new Adam({ lr });
  const w = param("W", new Matrix([[1]])), b = param("b", new Matrix([[1]]));
  first.update([w]);
  first.update([b]);
  second.setState([w, b], first.stateOf([w, b]));
  second.update([w]);
  assertEquals(asked, [1, 2, 3]);
  assertEquals(
    second.stateOf([w, b]).params.map(({ updates }) => updates),
    [2, 1],
  );
});

Deno.test("setState() of one network leaves what is remembered of another", () => {
  const optimizer = new Adam({ lr: 0.1 });
  const w = param("W", drawn("W", 2, 2)), other = param("W", drawn("o", 2, 2));
  for (const { grad } of [w, other]) grad.fill(1);
  optimizer.update([w, other]);
  const before = inNumbers(optimizer.stateOf([other]));
  optimizer.setState([w], new Adam({ lr: 0.1 }).stateOf([w]));
  assertEquals(
    (before as OptimizerState).params,
    (inNumbers(optimizer.stateOf([other])) as OptimizerState).params,
  );
});

Deno.test("a state outlives its parameters' later shape", () => {
  const optimizer = new Adam({ lr: 0.1 }), w = param("W", drawn("W", 2, 2));
  w.grad.fill(1);
  optimizer.update([w]);
  const state = optimizer.stateOf([w]);
  w.value = drawn("W", 3, 2);
  w.grad = drawn("dW", 3, 2);
  assertThrows(
    () => optimizer.setState([w], state),
    RangeError,
    "Cannot set the state of Adam: state.params[0].moments.m must be 3 x 2, like the value of W, got 2 x 2",
  );
});
