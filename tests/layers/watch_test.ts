import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  Dropout,
  he,
  type Layer,
  Matrix,
  type Mode,
  Relu,
  Residual,
  seeded,
  Sequential,
} from "weightlab";
import { namesOf } from "../../lib/layers/named.ts";
import {
  backwardThrough,
  forwardThrough,
  gradientsThrough,
} from "../../lib/layers/pass.ts";
import { watch, type Watcher } from "../../lib/layers/watch.ts";
import { workspace } from "../../lib/storage/workspace.ts";
import { drawn } from "../_property.ts";
import { madeOf, Skip } from "./_composite.ts";

const affine = (fanIn = 3, fanOut = 3) =>
  new Affine(fanIn, fanOut, { init: he(), rng: seeded(`${fanIn}${fanOut}`) });

/** Everything at once: chains, blocks of the library's and of a user's, two deep. */
function rich() {
  return new Sequential([
    affine(),
    new Residual([
      affine(),
      new BatchNormalization(3),
      new Skip([affine(), new Relu()]),
    ], { shortcut: affine() }),
    new Relu(),
    affine(3, 2),
  ]);
}

const x = drawn("x", 5, 3), dout = drawn("dout", 5, 2);

/** What a watcher is told, by the layers' names. */
function told(net: Layer, run: () => void, more: Watcher = {}): string[] {
  const news: string[] = [], names = namesOf("watch", net);
  watch("watch", net, {
    before: (layer) => news.push(`before ${names.get(layer)}`),
    after: (layer) => news.push(`after ${names.get(layer)}`),
    back: (layer) => news.push(`back ${names.get(layer)}`),
    ...more,
  }, run);
  return news;
}

/** A network's layers, and those that they are made of. */
function all(net: Layer): Layer[] {
  return [net, ...net.layers?.flatMap(all) ?? []];
}

function ownKeys(net: Layer): PropertyKey[][] {
  return all(net).map((layer) => Reflect.ownKeys(layer));
}

Deno.test("watch() tells of each layer in the order in which they run, and back", () => {
  const net = new Sequential([affine(), new Residual([affine(), new Relu()])]);
  const news = told(net, () => {
    forwardThrough(net, x, "train");
    backwardThrough(net, x);
  });
  assertEquals(news, [
    "before Affine 1",
    "after Affine 1",
    "before Residual 1",
    "before Residual 1 > Affine 1",
    "after Residual 1 > Affine 1",
    "before Residual 1 > ReLU 1",
    "after Residual 1 > ReLU 1",
    "after Residual 1",
    "back Residual 1 > ReLU 1",
    "back Residual 1 > Affine 1",
    "back Residual 1",
    "back Affine 1",
  ]);
});

Deno.test("watch() changes no bit of a pass, in a workspace or not", () => {
  for (const inWorkspace of [false, true]) {
    for (const mode of ["train", "infer"] as const) {
      const run = (net: Layer) => {
        const passes = () => {
          const y = forwardThrough(net, x, mode).clone();
          return [y, backwardThrough(net, dout).clone()];
        };
        const matrices = inWorkspace ? workspace(passes) : passes();
        return [...matrices, ...net.params.map(({ grad }) => grad)]
          .map((matrix) => matrix.to2DArray());
      };
      const net = rich();
      let count = 0;
      const watcher = { after: () => count++, back: () => count++ };
      assertEquals(
        watch("watch", net, watcher, () => run(net)),
        run(rich()),
      );
      assertEquals(count, 2 * namesOf("watch", net).size);
    }
  }
});

Deno.test("watch() gives what arrived and what came of it, which stay", () => {
  const net = rich();
  const seen = new Map<Layer, Matrix[]>();
  const kept = () => [...seen.values()].flat().map((m) => m.to2DArray());
  let first: number[][][] = [];
  watch("watch", net, {
    after: (layer, x, y) => seen.set(layer, [x, y]),
    back: (layer, dout, dx) => seen.get(layer)!.push(dout, dx!),
  }, () =>
    workspace(() => {
      forwardThrough(net, x, "train");
      backwardThrough(net, dout);
      first = kept();
    }));
  workspace(() => forwardThrough(net, drawn("other", 5, 3), "train"));
  assertEquals(kept(), first);
  // Skip adds x to what its last layer gave, in place.
  const [skip] = [...seen.keys()].filter((layer) => layer instanceof Skip);
  const [, relu] = skip.layers!;
  const [given, y] = seen.get(skip)!;
  assertEquals(
    Matrix.add(seen.get(relu)![1], given).to2DArray(),
    y.to2DArray(),
  );
  for (const [layer, [x, y, , dx]] of seen) {
    const clone = layer.clone!();
    assertEquals(clone.forward(x, "train").to2DArray(), y.to2DArray());
    assertEquals([dx.rows, dx.columns], [x.rows, x.columns]);
  }
});

Deno.test("watch() leaves nothing on the layers, whatever is thrown, wherever", () => {
  const net = rich(), before = ownKeys(net);
  const fail = () => {
    throw new Error("enough");
  };
  const pass = () => void backwardThrough(net, forwardThrough(net, x, "train"));
  const cases: [Watcher, () => void][] = [
    [{}, fail],
    [{ before: fail }, pass],
    [{ after: fail }, pass],
    [{ mode: fail }, pass],
    [{}, () => forwardThrough(net, new Matrix(5, 4), "train")],
    [{}, () => {}],
    [{}, () => {
      forwardThrough(net, x, "train");
      backwardThrough(net, x); // of another width
    }],
  ];
  for (const [watcher, run] of cases) {
    assertThrows(() => watch("watch", net, watcher, run));
    assertEquals(ownKeys(net), before);
  }
  told(net, () => forwardThrough(net, x, "train"));
  assertEquals(ownKeys(net), before);
});

Deno.test("watch() puts back what somebody put in a pass's place, writable or not", () => {
  let ran = 0;
  const mine = (layer: Layer) => (x: Matrix, mode: Mode) => {
    ran++;
    return Object.getPrototypeOf(layer).forward.call(layer, x, mode);
  };
  const assigned = affine(), fixed = affine(), sealed = affine();
  Object.assign(assigned, { forward: mine(assigned) });
  Object.defineProperty(fixed, "forward", { value: mine(fixed) });
  Object.assign(sealed, { forward: mine(sealed) });
  sealed.backward = (dout) => Affine.prototype.backward.call(sealed, dout);
  sealed.setGradients = () => {};
  Object.seal(sealed);
  const net = new Sequential([assigned, fixed, sealed]);
  const was = net.layers.map((layer) =>
    Object.getOwnPropertyDescriptors(layer)
  );
  const news = told(net, () => forwardThrough(net, x, "infer"));
  assertEquals(news.length, 6);
  assertEquals(ran, 3);
  net.layers.forEach((layer, i) =>
    assertEquals(Object.getOwnPropertyDescriptors(layer), was[i])
  );
});

Deno.test("watch() of frozen layers: where the library runs them", () => {
  const inner = Object.freeze(affine()), outer = Object.freeze(affine());
  const net = new Sequential([outer, new Residual([inner, new Relu()])]);
  const news = told(net, () => {
    forwardThrough(net, x, "train");
    backwardThrough(net, x);
  });
  assertEquals(news.length, 3 * 4);
  // Nothing stands for them afterwards.
  const count = news.length;
  backwardThrough(net, forwardThrough(net, x, "train"));
  assertEquals(news.length, count);
});

Deno.test("watch() of a layer with private fields and a getter for a name", () => {
  class Counter implements Layer {
    #count = 0;
    readonly params = [];
    get name() {
      return "Counter";
    }
    forward(x: Matrix) {
      this.#count++;
      return x;
    }
    backward(dout: Matrix) {
      return dout;
    }
    count() {
      return this.#count;
    }
  }
  const counter = new Counter();
  assertEquals(told(counter, () => forwardThrough(counter, x, "infer")), [
    "before Counter 1",
    "after Counter 1",
  ]);
  assertEquals(counter.count(), 1);
});

Deno.test("watch({ of }) watches some, watch({ mode }) says how they run", () => {
  const net = new Sequential([
    affine(),
    new Residual(
      new Dropout(0.5, {
        rng: () => {
          throw new Error("drew a number");
        },
      }),
    ),
  ]);
  const isDropout = (layer: Layer) => layer instanceof Dropout;
  const news = told(net, () => forwardThrough(net, x, "train"), {
    of: isDropout,
    mode: () => "infer",
  });
  assertEquals(news, [
    "before Residual 1 > Dropout 1",
    "after Residual 1 > Dropout 1",
  ]);
});

Deno.test("watch() is not told of what the watcher runs itself", () => {
  const net = new Sequential([affine(), affine()]), seen: Layer[] = [];
  watch("watch", net, {
    before(layer, x) {
      seen.push(layer);
      layer.forward(x, "infer");
      layer.forward(x, "infer");
    },
  }, () => forwardThrough(net, x, "infer"));
  assertEquals(seen, net.layers);
});

Deno.test("watch() sees a pass without dx", () => {
  const net = new Sequential([affine(), new Relu(), affine()]);
  const without: boolean[] = [];
  watch("watch", net, {
    back: (_, __, dx) => without.push(dx === undefined),
  }, () => {
    forwardThrough(net, x, "train");
    gradientsThrough(net, x);
  });
  assertEquals(without, [false, false, true]);
});

Deno.test("watch() refuses a layer whose pass runs twice, or never", () => {
  const [a, b] = [affine(), affine()];
  const plain = {
    forward: (x: Matrix) => a.forward(x),
    backward: (d: Matrix) => d,
  };
  const cases: [Layer, string][] = [
    [
      madeOf([a], { ...plain, forward: (x) => a.forward(a.forward(x)) }),
      "Made 1 > Affine 1 must run forward once in a pass, as it remembers one pass, got a second run; name another for that, such as its clone()",
    ],
    [
      madeOf([a, b], { ...plain }),
      "Made 1 > Affine 2 must run forward once in a pass, as it is named in layers, got no run; call its forward as its method wherever the other's runs, or leave it out of layers",
    ],
    [
      madeOf([a], plain),
      "Made 1 > Affine 1 must run backward once in a pass, as it is named in layers, got no run",
    ],
    [
      madeOf([a], { ...plain, backward: (d) => a.backward(a.backward(d)) }),
      "Made 1 > Affine 1 must run backward once in a pass, as it remembers one pass, got a second run",
    ],
  ];
  for (const [made, message] of cases) {
    const net = new Sequential([made]);
    assertThrows(
      () =>
        told(net, () => {
          forwardThrough(net, x, "train");
          backwardThrough(net, x);
        }),
      RangeError,
      `Cannot watch: ${message}`,
    );
  }
  const frozen = Object.freeze(affine());
  const net = new Sequential([new Skip([frozen])]);
  assertThrows(
    () => told(net, () => forwardThrough(net, x, "infer")),
    RangeError,
    "Cannot watch: Skip 1 > Affine 1 must run forward once in a pass, as it is named in layers, got no run; it is frozen, and only where the library runs it can that be seen",
  );
});

/** A watch that ends as by an interrupt, which runs no `finally`; the task that it left. */
function interrupted(net: Layer, watcher: Watcher): () => void {
  const { setTimeout, clearTimeout } = globalThis;
  const late: (() => void)[] = [];
  try {
    Object.assign(globalThis, {
      setTimeout: (task: () => void) => late.push(task),
      clearTimeout() {
        throw new Error("Interrupted");
      },
    });
    assertThrows(
      () => told(net, () => forwardThrough(net, x, "train"), watcher),
      Error,
      "Interrupted",
    );
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
  }
  assertEquals(late.length, 1);
  return late[0];
}

Deno.test("watch() takes in a task of its own away what an interrupt has left", () => {
  const frozen = Object.freeze(affine());
  const net = new Sequential([frozen, new Residual(affine()), new Relu()]);
  const before = ownKeys(net), want = net.forward(x, "train");
  let news = 0;
  const late = interrupted(net, { before: () => news++ });
  assertNotEquals(ownKeys(net), before);
  late();
  assertEquals(ownKeys(net), before);
  news = 0;
  assertEquals(net.forward(x, "train"), want);
  assertEquals(net.forward(x, "train"), want);
  assertEquals(news, 0);
});

Deno.test("watch() of layers that an interrupted one has left something on", () => {
  const net = rich(), before = ownKeys(net);
  let news = 0;
  const late = interrupted(net, { before: () => news++ });
  news = 0;
  const count = told(net, () => forwardThrough(net, x, "train")).length;
  assertEquals(count, 2 * namesOf("watch", net).size);
  assertEquals(ownKeys(net), before);
  late();
  assertEquals(ownKeys(net), before);
  assertEquals(news, 0);
});
