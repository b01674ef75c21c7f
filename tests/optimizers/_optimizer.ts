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

/**
 * Holds an optimizer with an eps of 0 to elements that never had a gradient, which stay
 * where they are beside others that move, and to gradients whose squares are lost.
 */
export function assertWithoutEps(
  name: string,
  make: (eps: number) => Optimizer,
): void {
  const optimizer = make(0), w = param("W", new Matrix([[1, 1, 1]]));
  for (const g of [3, -1, 0, 0, 2]) {
    w.grad = new Matrix([[0, g, -0]]);
    optimizer.update([w]);
    assertEquals([w.value.get(0, 0), w.value.get(0, 2)], [1, 1]);
    assertEquals(Number.isFinite(w.value.get(0, 1)), true);
  }
  assertEquals(w.value.get(0, 1) === 1, false);
  // A first gradient after many zeros: no step is lost.
  w.grad = new Matrix([[1e-100, 1, 1]]);
  optimizer.update([w]);
  assertEquals(w.value.get(0, 0) < 1, true);

  for (
    const [eps, g] of [[0, 1e-200], [0, 5e-324], [0, -1e-163], [1e-300, 1e-170]]
  ) {
    const one = param("W", new Matrix([[1, 1]]));
    const other = param("b", new Matrix([[1, 1]]));
    one.grad.fill(1);
    other.grad = new Matrix([[0, g]]);
    const refusing = make(eps);
    const update = () => refusing.update([one, other]);
    assertUnchanged(
      () => {
        assertThrows(
          update,
          RangeError,
          `Cannot update by ${name}: with an eps of ${eps} the mean square of b must be above`,
        );
      },
      one.value,
      other.value,
    );
    // Nothing was remembered of the update that was refused.
    other.grad.fill(1);
    update();
    const fresh = param("W", new Matrix([[1, 1]]));
    fresh.grad.fill(1);
    make(eps).update([fresh]);
    assertEquals(one.value.to2DArray(), fresh.value.to2DArray());
  }
  // With an eps of the usual sizes such a gradient moves nothing, as it should.
  const b = param("b", new Matrix([[1]]));
  b.grad.fill(1e-200);
  make(1e-8).update([b]);
  assertEquals(b.value.get(0, 0), 1);
}

/** Holds an optimizer to the shape that a parameter had at its first update. */
export function assertShapeKept(name: string, make: () => Optimizer): void {
  for (const [rows, columns] of [[3, 2], [2, 2], [2, 4], [1, 6]]) {
    const optimizer = make();
    const b = param("b", drawn("b", 1, 2)), w = param("W", drawn("w", 2, 3));
    b.grad.fill(1);
    w.grad.fill(1);
    optimizer.update([b, w]);
    w.value = drawn("w", rows, columns);
    w.grad = drawn("dw", rows, columns);
    assertUnchanged(
      () => {
        assertThrows(
          () => optimizer.update([b, w]),
          RangeError,
          `Cannot update by ${name}: the parameter W must keep the shape of its first update, 2 x 3, got ${rows} x ${columns}; a new optimizer starts anew`,
        );
      },
      b.value,
      w.value,
    );
    // Another matrix of its shape is the same parameter.
    w.value = drawn("w", 2, 3);
    w.grad = drawn("dw", 2, 3);
    optimizer.update([b, w]);
    assertEquals(w.value.to1DArray().every(Number.isFinite), true);
  }
}

/** Holds an optimizer to showing a gradient whose square is beyond the largest number. */
export function assertShowsHuge(optimizer: Optimizer): void {
  const w = param("W", new Matrix([[1, 1]]));
  w.grad = new Matrix([[1e200, 1e100]]);
  optimizer.update([w]);
  assertEquals(w.value.get(0, 0), NaN);
  // One whose square is not goes its step.
  assertEquals(w.value.get(0, 1) < 1, true);
}
