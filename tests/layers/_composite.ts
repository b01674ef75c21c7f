import { type Layer, Matrix, type Mode, type Param, param } from "weightlab";

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

/** What a user makes of layers with a parameter of its own: y = scale f_n(.. f_1(x)). */
export class Scaled implements Layer {
  readonly name = "Scaled";
  readonly scale = param("scale", new Matrix([[0.5]]));
  readonly params: readonly Param[];
  #y = new Matrix(0, 0);

  constructor(readonly layers: readonly Layer[]) {
    this.params = [...layers.flatMap(({ params }) => params), this.scale];
  }

  forward(x: Matrix, mode: Mode): Matrix {
    let y = x;
    for (const layer of this.layers) y = layer.forward(y, mode);
    this.#y = y;
    return Matrix.mul(y, this.scale.value.get(0, 0));
  }

  backward(dout: Matrix): Matrix {
    this.scale.grad.set(0, 0, Matrix.mul(dout, this.#y).sum());
    let dx = Matrix.mul(dout, this.scale.value.get(0, 0));
    for (const layer of this.layers.toReversed()) dx = layer.backward(dx);
    return dx;
  }

  clone(): Layer {
    const copy = new Scaled(this.layers.map((layer) => layer.clone!()));
    copy.scale.value.set(0, 0, this.scale.value.get(0, 0));
    return copy;
  }
}

/** A user's y = x, which gives what it is given and has no clone. */
export function passOn(): Layer {
  return {
    name: "Own",
    params: [],
    forward: (x) => x,
    backward: (dout) => dout,
  };
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
