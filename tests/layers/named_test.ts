import { assertEquals, assertThrows } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  Frozen,
  he,
  type Layer,
  Relu,
  Residual,
  seeded,
  Sequential,
} from "weightlab";
import {
  namedLayers,
  namesOf,
  refuseUnseen,
  unseen,
} from "../../lib/layers/named.ts";
import { Skip } from "./_composite.ts";

const affine = (fanIn = 2, fanOut = 2) =>
  new Affine(fanIn, fanOut, { init: he(), rng: seeded(1) });

function names(net: Layer): string[] {
  return namedLayers("look", net).map(({ name }) => name);
}

Deno.test("namedLayers() counts each kind, in Sequentials within as if they stood there", () => {
  const net = new Sequential([
    affine(),
    new Sequential([new Relu(), new Sequential([affine()])]),
    affine(),
  ]);
  assertEquals(names(net), ["Affine 1", "ReLU 1", "Affine 2", "Affine 3"]);
  assertEquals(names(affine()), ["Affine 1"]);
});

Deno.test("namedLayers() puts what a layer is made of before it, named behind it, three deep", () => {
  const deep = new Residual(new Skip([new Residual([affine(), affine()])]));
  const net = new Sequential([affine(), deep, new Residual([new Relu()])]);
  assertEquals(names(net), [
    "Affine 1",
    "Residual 1 > Skip 1 > Residual 1 > Affine 1",
    "Residual 1 > Skip 1 > Residual 1 > Affine 2",
    "Residual 1 > Skip 1 > Residual 1",
    "Residual 1 > Skip 1",
    "Residual 1",
    "Residual 2 > ReLU 1",
    "Residual 2",
  ]);
  const within = new Map(
    namedLayers("look", net).map(({ name, within }) => [name, within]),
  );
  assertEquals(
    within.get("Residual 1 > Skip 1 > Residual 1 > Affine 2")!
      .map(({ name }) => name),
    ["Residual 1", "Residual 1 > Skip 1", "Residual 1 > Skip 1 > Residual 1"],
  );
});

Deno.test("namedLayers() of a network that is one such layer names it last, and not before its layers", () => {
  assertEquals(names(new Residual([affine(), new Relu()])), [
    "Affine 1",
    "ReLU 1",
    "Residual",
  ]);
  const nested = new Residual(new Residual(affine()));
  assertEquals(names(nested), [
    "Residual 1 > Affine 1",
    "Residual 1",
    "Residual",
  ]);
});

Deno.test("namedLayers() takes a class that inherits Sequential for one of its own", () => {
  class Twice extends Sequential {
    override forward(...args: Parameters<Sequential["forward"]>) {
      return super.forward(...args).mul(2);
    }
  }
  class Named extends Sequential {
    readonly purpose = "a block";
  }
  const net = new Sequential([new Twice([affine()]), new Named([affine()])]);
  assertEquals(names(net), [
    "Sequential 1 > Affine 1",
    "Sequential 1",
    "Affine 1",
  ]);
});

Deno.test("namedLayers() takes no layers for none", () => {
  const leaf = Object.assign(affine(), { layers: [] });
  assertEquals(names(new Sequential([leaf])), ["Affine 1"]);
});

Deno.test("namedLayers() takes frozen layers for what they hold", () => {
  const layers = [affine(), new Relu(), new Residual(affine())];
  const frozen = layers.map((layer) => new Frozen(layer));
  assertEquals(names(new Sequential(frozen)), names(new Sequential(layers)));
  assertEquals(names(new Frozen(new Sequential(layers))), [
    ...["Affine 1", "ReLU 1", "Residual 1 > Affine 1", "Residual 1"],
  ]);
});

Deno.test("namesOf() has the name of each layer", () => {
  const inner = affine(), block = new Residual(inner);
  assertEquals([...namesOf("look", new Sequential([block]))], [
    [inner, "Residual 1 > Affine 1"],
    [block, "Residual 1"],
  ]);
});

Deno.test("namedLayers() refuses a layer that is named twice, in a circle too", () => {
  const shared = affine();
  assertThrows(
    () => names(new Skip([shared, new Relu(), shared])),
    RangeError,
    "Cannot look: the layers of a network must all be different, as each remembers one pass, got Affine 1 again as Affine 2; name another, such as its clone()",
  );
  const circle = new Skip([new Relu()]), net = new Sequential([circle]);
  Object.assign(circle, { layers: [circle] });
  assertThrows(
    () => names(net),
    RangeError,
    "got Skip 1 again as Skip 1 > Skip 1",
  );
  assertThrows(() => names(circle), RangeError, "got Skip again as Skip 1");
});

Deno.test("namedLayers() refuses a layer that has not the parameters of those that it names", () => {
  const forgetful = Object.assign(new Skip([affine(), new Relu()]), {
    params: [],
  });
  assertThrows(
    () => names(new Sequential([new Relu(), forgetful])),
    RangeError,
    "Cannot look: the params of Skip 1 must hold those of each layer that it names, got none that is W of its Affine; make them of layers.flatMap(({ params }) => params)",
  );
});

Deno.test("namedLayers() refuses layers that are none", () => {
  for (
    const [layers, message] of [
      ["ab", "layers of Skip must be an array, got "],
      [[affine(), Relu], "layers[1] of Skip must be a layer, such as mlp() or"],
    ]
  ) {
    const wrong = Object.assign(new Skip([]), { layers });
    assertThrows(
      () => names(wrong),
      TypeError,
      `Cannot look: ${message}`,
    );
  }
});

Deno.test("unseen() tells what is held and not named, by the innermost that holds it", () => {
  const norm = new BatchNormalization(2), inner = affine();
  const silent = new Skip([inner, norm], { names: false });
  const net = new Sequential([affine(), new Residual([new Skip([silent])])]);
  assertEquals(unseen("look", net), [
    { name: "Residual 1 > Skip 1 > Skip 1", holds: [inner, norm] },
  ]);
  assertEquals(unseen("look", new Sequential([affine()])), []);
});

Deno.test("refuseUnseen() refuses what matters", () => {
  const net = new Sequential([
    new Skip([affine(), new BatchNormalization(2)], { names: false }),
  ]);
  refuseUnseen("look", net, () => false);
  assertThrows(
    () => refuseUnseen("look", net, (l) => l instanceof BatchNormalization),
    RangeError,
    "Cannot look: Skip 1 must name the layers that it is made of, as its layers, got none that is the BatchNormalization whose parameters it has; give it a property layers that lists them",
  );
});
