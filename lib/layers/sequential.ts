import { keepFields } from "../check/constants.ts";
import { checkArray } from "../check/kinds.ts";
import type { Matrix } from "../storage/matrix.ts";
import {
  areOwn,
  backwardThrough,
  checkMode,
  forwardThrough,
  gradientsThrough,
  isOwn,
} from "./pass.ts";
import { Frozen } from "./frozen.ts";
import { clonesWithin, sameKind } from "./_cloned.ts";
import { runInOrder } from "./in_order.ts";
import { isMade } from "./leaves.ts";
import { checkLayer, type Layer, type Mode, type Param } from "./layer.ts";

/**
 * Layers one after the other: y = f_n(.. f_2(f_1(x))). Itself a layer.
 *
 * @example
 * ```ts
 * import { Affine, constant, Matrix, Relu, seeded, Sequential } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const init = constant({ value: -1 });
 * const net = new Sequential([new Affine(1, 1, { init, rng: seeded(1) }), new Relu()]);
 * assertEquals(net.forward(new Matrix([[2]]), "infer").to2DArray(), [[0]]);
 * ```
 */
export class Sequential implements Layer {
  /** "Sequential". */
  readonly name = "Sequential";
  /** The layers, first to last. */
  readonly layers: readonly Layer[];
  /** The parameters of all layers, first to last. */
  readonly params: readonly Param[];

  static {
    areOwn(this.prototype);
    runInOrder(this.prototype);
  }

  /**
   * The layers are kept, not copied: two networks may share one. One network may not hold
   * a layer twice, as a layer remembers one pass.
   *
   * @param layers First to last, at least one.
   * @throws {RangeError} if there is none, or one stands twice, in nested networks
   * too, or two have a parameter in common.
   * @throws {TypeError} if it is no array, or an element no layer.
   */
  constructor(layers: readonly Layer[]) {
    checkArray("make Sequential", "layers", layers);
    checkDistinct("make Sequential", givenLayers("make Sequential", layers));
    this.layers = [...layers];
    this.params = layers.flatMap((layer) => layer.params);
    keepFields<Sequential>(this, "layers", "params");
  }

  /**
   * All layers' forward passes, first to last: N x in -> N x out.
   *
   * @throws {RangeError} if the mode is neither.
   */
  forward(x: Matrix, mode: Mode): Matrix {
    checkMode("run Sequential forward", mode);
    return this.layers.reduce((h, layer) => forwardThrough(layer, h, mode), x);
  }

  /** All layers' backward passes, last to first; returns dx, N x in. */
  backward(dout: Matrix): Matrix {
    return this.layers.reduceRight(
      (d, layer) => backwardThrough(layer, d),
      dout,
    );
  }

  /**
   * All layers' backward passes, last to first, without dx; of the frozen layers that the
   * network begins with none.
   */
  setGradients(dout: Matrix): void {
    // A user's pass is run, whatever it inherits.
    const isIdle = (layer: Layer) => layer instanceof Frozen && isOwn(layer);
    const from = this.layers.findIndex((layer) => !isIdle(layer));
    const [first, ...rest] = from < 0 ? [] : this.layers.slice(from);
    const d = rest.reduceRight((d, layer) => backwardThrough(layer, d), dout);
    if (first) gradientsThrough(first, d);
  }

  /**
   * The network again, of its layers' clones.
   *
   * @throws {TypeError} if a layer has no `clone`.
   */
  clone(): Sequential {
    return sameKind<Sequential>(this, new Sequential(clonesWithin(this)));
  }
}

/** A layer, and where it was given: "layers[2]". */
export interface Given {
  readonly place: string;
  readonly layer: Layer;
}

/**
 * Layers that are to stand one after the other, and where they were given.
 *
 * @param doing What cannot be done otherwise: "make Sequential".
 * @param layers First to last.
 * @throws {RangeError} if there is none.
 * @throws {TypeError} if an element is no layer.
 */
export function givenLayers(doing: string, layers: readonly Layer[]): Given[] {
  if (layers.length === 0) {
    throw new RangeError(
      `Cannot ${doing}: layers must hold at least one layer, got 0`,
    );
  }
  return Array.from(layers, (layer, i) => {
    const place = `layers[${i}]`;
    checkLayer(doing, place, layer);
    return { place, layer };
  });
}

/**
 * Holds layers, those that they are made of too, to be different ones, each with parameters of
 * its own: a backward pass sets a parameter's gradient, so the second would overwrite the
 * first's.
 *
 * @param doing What cannot be done otherwise: "make Sequential".
 * @param given The layers.
 * @throws {RangeError} if one stands twice, or two have a parameter in common.
 */
export function checkDistinct(doing: string, given: readonly Given[]): void {
  const places = new Map<Layer, string>();
  const visit = (layer: Layer, place: string) => {
    const first = places.get(layer);
    if (first !== undefined) {
      throw new RangeError(
        `Cannot ${doing}: layers must all be different, as each remembers one pass, got the ${layer.name} at ${first} again at ${place}; make another, or clone() it`,
      );
    }
    places.set(layer, place);
    if (isMade(layer)) {
      layer.layers.forEach((inner, i) => visit(inner, `${place}.layers[${i}]`));
    }
  };
  const owners = new Map<Param, string>();
  for (const { layer, place } of given) {
    visit(layer, place);
    for (const param of layer.params) {
      const first = owners.get(param);
      if (first !== undefined) {
        throw new RangeError(
          `Cannot ${doing}: each parameter must belong to one layer, as each backward pass sets its gradient anew, got ${param.name} in ${first} and in ${place}`,
        );
      }
      owners.set(param, place);
    }
  }
}
