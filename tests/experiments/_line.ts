import { type Data, Matrix } from "weightlab";

/**
 * A thousand points of [-1, 1], in two classes that part at .3: accuracy says where a
 * network parts them to a thousandth, so that two trainings seldom score the same.
 */
export function line(): Data {
  const points = Array.from({ length: 1000 }, (_, i) => (i - 499.5) / 500);
  return {
    x: new Matrix(points.map((x) => [x])),
    t: Uint8Array.from(points, (x) => Number(x > 0.3)),
  };
}
