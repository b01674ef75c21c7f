import { assertEquals, assertThrows } from "@std/assert";
import { Matrix, type Optimizer, param } from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** Where the worked examples start: two weights at once. */
export const START = [1, -2];

/** The gradients of the worked examples' first three updates. */
export const GRADIENTS = [[3, 1], [-1, 2], [0.5, 0]];

/** Runs an optimizer over GRADIENTS from START: the weights after each update. */
export function steps(optimizer: Optimizer): number[][] {
  const w = param("w", new Matrix([START]));
  return GRADIENTS.map((gradient) => {
    w.grad = new Matrix([gradient]);
    optimizer.update([w]);
    return w.value.getRow(0);
  });
}

/**
 * What every optimizer keeps: it writes only into `value`, into the matrix that is
 * there; it remembers each parameter apart; a gradient of 0 moves nothing at first.
 */
export function assertOptimizer(make: () => Optimizer): void {
  const w = param("W", drawn("w", 3, 4)), b = param("b", drawn("b", 1, 4));
  w.grad = drawn("dw", 3, 4);
  const { value, grad } = w;
  const optimizer = make();
  assertUnchanged(() => optimizer.update([w, b]), w.grad, b.grad, b.value);
  assertEquals([w.value === value, w.grad === grad], [true, true]);

  const alone = param("W", drawn("w", 3, 4));
  alone.grad = drawn("dw", 3, 4);
  const other = make();
  other.update([alone]);
  assertCloseTo(w.value, alone.value, 0);
  for (const _ of [1, 2]) {
    optimizer.update([w, b]);
    other.update([alone]);
  }
  assertCloseTo(w.value, alone.value, 0);
  optimizer.update([]);
}

/** Holds an optimizer's constructor to a constant's range, by its message. */
export function assertRange(
  name: string,
  constant: string,
  make: (value: number) => Optimizer,
  wrong: number[],
): void {
  for (const value of [...wrong, NaN, Infinity]) {
    assertThrows(
      () => make(value),
      RangeError,
      `Cannot make ${name}: ${constant} must be a finite number`,
    );
  }
}
