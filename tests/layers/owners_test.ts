import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { code, filesBelow } from "../_architecture.ts";
import {
  Affine,
  BatchNormalization,
  he,
  type Layer,
  LayerNormalization,
  Matrix,
  param,
  Relu,
  RMSNormalization,
  seeded,
  Sequential,
} from "weightlab";
import {
  keepOwner,
  layersWithin,
  ownerOf,
  unnamed,
} from "../../lib/layers/owners.ts";

const affine = () => new Affine(2, 2, { init: he(), rng: seeded("owners") });

/** A user's layer that holds others, and names some of them. */
function block(held: readonly Layer[], named?: readonly Layer[]): Layer {
  return {
    name: "Block",
    params: held.flatMap(({ params }) => params),
    layers: named,
    forward: (x) => x,
    backward: (dout) => dout,
  };
}

Deno.test("ownerOf() is the layer of the library's that made the parameter, a clone's too", () => {
  const layers: Layer[] = [
    affine(),
    new BatchNormalization(2),
    new LayerNormalization(2),
    new RMSNormalization(2),
  ];
  for (const layer of layers.flatMap((layer) => [layer, layer.clone!()])) {
    assert(layer.params.length > 0);
    for (const param of layer.params) {
      assertStrictEquals(ownerOf(param), layer);
    }
  }
  assertEquals(ownerOf(param("W", new Matrix(1, 1))), undefined);
});

Deno.test("unnamed() finds the layers that no `layers` leads to, each once, in their order", () => {
  const a = affine(), norm = new BatchNormalization(2), b = affine();
  assertEquals(unnamed(new Sequential([a, new Relu(), norm])), []);
  assertEquals(unnamed(a), []);
  const silent = block([a, norm, b]);
  assertEquals(unnamed(silent), [a, norm, b]);
  assertEquals(unnamed(new Sequential([new Relu(), silent])), [a, norm, b]);
  assertEquals(unnamed(block([a, norm, b], [b, a])), [norm]);
  assertEquals(unnamed(block([a, norm], [new Sequential([a, norm])])), []);
});

Deno.test("layersWithin() has each layer once, also where one is made of itself", () => {
  const a = affine(), inner = new Sequential([a, new Relu()]);
  const circle = { ...block([a]), layers: [inner, a] as Layer[] };
  circle.layers.push(circle);
  assertEquals([...layersWithin(circle)], [circle, inner, a, inner.layers[1]]);
});

Deno.test("keepOwner() gives a parameter to whoever claims it last", () => {
  const a = affine(), outer = block([a]);
  keepOwner(outer);
  assertStrictEquals(ownerOf(a.W), outer);
  assertEquals(unnamed(outer), []);
});

Deno.test("every file of lib/layers whose layer makes parameters keeps it as their owner", async () => {
  const made = (await filesBelow("lib/layers", ".ts"))
    .filter(({ text }) => /= param\(/.test(code(text)));
  assert(made.length >= 4);
  for (const { path, text } of made) {
    assert(/\bkeepOwner\(this\)/.test(code(text)), path);
  }
});
