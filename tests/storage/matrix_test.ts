import { assertStrictEquals } from "@std/assert";
import { Matrix as MlMatrix } from "ml-matrix";
import { Matrix } from "weightlab";

Deno.test("Matrix is ml-matrix's own, so that its methods and its friends work", () => {
  assertStrictEquals(Matrix, MlMatrix);
});
