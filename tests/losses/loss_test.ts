import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Loss,
  Matrix,
  MeanSquaredError,
  SoftmaxCrossEntropy,
  type Targets,
} from "weightlab";
import {
  checkTargets,
  lossGradient,
  lossThrough,
} from "../../lib/losses/loss.ts";
import { lendCopy, ownWorkspace } from "../../lib/storage/workspace.ts";
import { isResident } from "../matrix/_storage.ts";
import { drawn } from "../_property.ts";

/** Keeps what it is given; its loss is the sum of the outputs. */
class Sum implements Loss {
  readonly seen: (Matrix | ArrayLike<number>)[] = [];
  forward(outputs: Matrix, targets: Targets): number {
    this.seen.push(outputs, targets);
    return outputs.sum();
  }
  backward(): Matrix {
    return Matrix.ones(2, 2);
  }
}

Deno.test("lossThrough() gives a user's loss copies in a workspace, the library's own the outputs", () => {
  const loss = new Sum(), y = drawn("y", 2, 2), t = drawn("t", 2, 2);
  ownWorkspace(() => {
    const lent = lendCopy(y);
    assertEquals(lossThrough(loss, lent, t), y.sum());
    for (const kept of loss.seen) assert(!isResident(kept as Matrix));
    assertEquals((loss.seen[0] as Matrix).to2DArray(), y.to2DArray());
    lossThrough(loss, lent, [0, 1]);
    assertEquals(loss.seen[3], [0, 1]);
    assert(!isResident(lossGradient(loss)));
    const own = new MeanSquaredError();
    lossThrough(own, lent, t);
    assert(isResident(lossGradient(own)));
  });
});

Deno.test("lossThrough() takes a class that inherits one of the library's for a user's", () => {
  class Kept extends MeanSquaredError {
    seen?: Matrix;
    override forward(outputs: Matrix, targets: Targets): number {
      this.seen = outputs;
      return super.forward(outputs, targets);
    }
  }
  const loss = new Kept(), y = drawn("y", 2, 2), t = drawn("t", 2, 2);
  const value = ownWorkspace(() => lossThrough(loss, lendCopy(y), t));
  assertEquals(loss.seen!.to2DArray(), y.to2DArray());
  assertEquals(value, new MeanSquaredError().forward(y, t));
});

Deno.test("lossThrough() wants a number of a user's loss", () => {
  const loss = new Sum();
  loss.forward = () => undefined as unknown as number;
  assertThrows(
    () => lossThrough(loss, new Matrix(1, 2), [0]),
    TypeError,
    "Cannot compute the loss: its forward must give a number, got undefined",
  );
});

Deno.test("checkTargets() of a loss that does not check: classes are whole numbers of several outputs", () => {
  const check = (t: Targets, outputs: number) =>
    checkTargets(new Sum(), "train", "data.t", t, outputs);
  assertEquals(check([0, 2, 1], 3), "classes");
  assertEquals(check([0, 3, 1], 3), "values");
  assertEquals(check([0, 0.5], 3), "values");
  assertEquals(check([0, 0], 1), "values");
  assertEquals(check(new Matrix([[0, 1]]), 2), "values");
});

Deno.test("checkTargets() asks a loss that checks", () => {
  assertThrows(
    () => checkTargets(new SoftmaxCrossEntropy(), "train", "data.t", [0, 5], 3),
    RangeError,
    "Cannot train: data.t must hold classes in 0 .. 2, as the network has 3 outputs, got 5 for example 1",
  );
});
