import { type Layer, Matrix, type Mode, type Param } from "weightlab";

/**
 * What a user makes of layers: y = x + f_n(.. f_1(x)). It writes into what its layers give, as
 * ml-matrix's own `add` does.
 */
export class Skip implements Layer {
  readonly name: string;
  readonly params: readonly Param[];
  readonly layers?: readonly Layer[];
  readonly clone?: () => Layer;
  readonly #inner: readonly Layer[];

  /**
   * @param inner The layers.
   * @param options Whether it names them, and has a clone; what it is called.
   */
  constructor(
    inner: readonly Layer[],
    { names = true, clones = true, name = "Skip" } = {},
  ) {
    this.name = name;
    this.#inner = inner;
    this.params = inner.flatMap(({ params }) => params);
    if (names) this.layers = inner;
    if (clones) {
      this.clone = () =>
        new Skip(inner.map((layer) => layer.clone!()), { names, clones, name });
    }
  }

  forward(x: Matrix, mode: Mode): Matrix {
    let y = x;
    for (const layer of this.#inner) y = layer.forward(y, mode);
    return y.add(x);
  }

  backward(dout: Matrix): Matrix {
    let dx = dout;
    for (const layer of this.#inner.toReversed()) dx = layer.backward(dx);
    return dx.add(dout);
  }
}

/** y = a(x) + b(x) by what a test says of each pass. */
export function madeOf(
  layers: readonly Layer[],
  passes: Pick<Layer, "forward" | "backward">,
  name = "Made",
): Layer {
  return {
    name,
    layers,
    params: layers.flatMap(({ params }) => params),
    ...passes,
  };
}
