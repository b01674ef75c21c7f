import {
  assert,
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  accuracy,
  AdaGrad,
  Adam,
  AdamW,
  type Data,
  he,
  type Layer,
  loadMnist,
  mlp,
  Momentum,
  Nesterov,
  type Optimizer,
  readSafetensors,
  relu,
  restore,
  RMSProp,
  save,
  seeded,
  SGD,
  train,
  writeSafetensors,
} from "weightlab";
import { rows } from "../../lib/storage/rows.ts";
import { drawn, holds, seed } from "../_property.ts";
import {
  base64,
  bits,
  block,
  learned,
  make,
  own,
  plans,
  WIDTH,
} from "./_networks.ts";
import { Stateful } from "./_stateful.ts";

const made = (seed: string, batchNorm = true) =>
  mlp([WIDTH, 4, 2], {
    activation: relu,
    init: he(),
    rng: seeded(seed),
    batchNorm,
  });

Deno.test("restore() gives any network what another of its plan had, bit for bit", () => {
  holds(
    fc.property(plans, seed, (plan, seed) => {
      const net = make(plan), again = make(plan, seeded("another"));
      // Running averages and counts move; then all else is drawn, strange numbers among it.
      net.forward(drawn(seed, 5, WIDTH), "train");
      const rng = seeded(seed), strange = [NaN, -0, Infinity, -1e-320];
      for (const { value } of net.params) {
        for (const row of rows(value)) {
          row.forEach((_, j) =>
            row[j] = rng() < 0.2 ? strange[Math.floor(rng() * 4)] : rng() - 0.5
          );
        }
      }
      const matrices = learned(again), file = save(net);
      restore(again, file);
      assertEquals(bits(learned(again)), bits(learned(net)));
      // Into the matrices that were there.
      learned(again).forEach((x, i) => assertStrictEquals(x, matrices[i]));
      assertEquals(base64(save(again)), base64(file));
    }),
    150,
  );
});

Deno.test("restore() brings a network of digits back, running averages and all", async () => {
  const { train: digits, test } = await loadMnist({ train: 500, test: 500 });
  const digit = (seed: string) =>
    mlp([784, 30, 10], {
      activation: relu,
      init: he(),
      rng: seeded(seed),
      batchNorm: true,
    });
  const net = digit("a"), again = digit("b");
  const options = { batchSize: 50, updates: 60, rng: seeded("batches") };
  train(net, digits, { ...options, optimizer: new SGD({ lr: 0.1 }) });
  const file = save(net), share = accuracy(net, test);
  restore(again, file);
  assertEquals(accuracy(again, test), share);
  // What a network is worth whose averages are left behind.
  const lost = digit("c"), params = JSON.parse(JSON.stringify(net.params));
  lost.params.forEach(({ value }, i) => {
    params[i].value.forEach((row: number[], j: number) => value.setRow(j, row));
  });
  assert(accuracy(lost, test) < share - 0.05);
});

/** Numbers that follow a network's start: 12 updates, with or without a stop after 5. */
function trained(optimizer: () => Optimizer, stops: boolean): string[] {
  const data: Data = {
    x: drawn("data", 12, WIDTH),
    t: Uint8Array.from("010110011010"),
  };
  const rng = seeded("batches");
  const run = (net: Layer, optimizer: Optimizer, updates: number) =>
    train(net, data, { optimizer, batchSize: 4, updates, rng });
  let net = made("net"), rule = optimizer();
  run(net, rule, 5);
  if (stops) {
    const file = save(net, { optimizer: rule });
    [net, rule] = [made("another"), optimizer()];
    restore(net, file, { optimizer: rule });
  }
  run(net, rule, 7);
  return bits(learned(net));
}

const OPTIMIZERS: Readonly<Record<string, () => Optimizer>> = {
  "a user's": () => new Stateful(),
  SGD: () => new SGD({ lr: 0.1 }),
  Momentum: () => new Momentum({ lr: 0.1 }),
  Nesterov: () => new Nesterov({ lr: 0.1 }),
  AdaGrad: () => new AdaGrad({ lr: 0.1 }),
  RMSProp: () => new RMSProp({ lr: 0.1 }),
  Adam: () => new Adam({ lr: 0.1 }),
  AdamW: () => new AdamW({ lr: 0.1 }),
};

for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
  Deno.test(`training goes on to the same bits after restore() by ${name}`, () => {
    assertEquals(trained(optimizer, true), trained(optimizer, false));
  });
}

Deno.test("restore() leaves an optimizer's state in the file unless asked for it", () => {
  const net = made("a"), optimizer = new Stateful();
  optimizer.update(net.params);
  const again = made("b");
  restore(again, save(net, { optimizer }));
  assertEquals(bits(learned(again)), bits(learned(net)));
});

Deno.test("restore() takes single precision, and vectors and scalars as Python has them", () => {
  const net = make("paper"), again = make("paper");
  net.forward(drawn("x", 5, WIDTH), "train");
  const { tensors } = readSafetensors(save(net));
  const flat = new Map([...tensors].map(([name, tensor]) => [
    name,
    { ...tensor, shape: name === "batches" ? [] : [WIDTH] },
  ]));
  restore(again, writeSafetensors({ tensors: flat }));
  assertEquals(bits(learned(again)), bits(learned(net)));
  restore(again, save(net, { dtype: "F32" }));
  const rounded = learned(net).map((x) =>
    x.clone().apply(function (i, j) {
      this.set(i, j, Math.fround(this.get(i, j)));
    })
  );
  assertEquals(bits(learned(again)), bits(rounded));
});

/** What restore() says, having changed neither network nor optimizer. */
function refusal(
  net: Layer,
  file: Uint8Array,
  optimizer?: Stateful | Adam,
): string {
  const state =
    () => [bits(learned(net)), JSON.stringify(optimizer?.stateOf(net.params))];
  const before = state();
  const { message } = assertThrows(
    () => restore(net, file, { optimizer }),
    RangeError,
  );
  assertEquals(state(), before);
  return message;
}

Deno.test("restore() refuses a file of another network, and changes nothing", () => {
  const file = save(made("a"));
  assertEquals(
    refusal(made("b", false), file),
    'Cannot restore: the file must hold "2.W", "2.b", which net has, got "0.W", "0.b", "1.beta" and 5 more',
  );
  assertEquals(
    refusal(mlpOf([WIDTH, 5, 2]), save(made("a", false))),
    'Cannot restore: "0.W" must be 3 x 5, as in net, got 3 x 4',
  );
  assertEquals(
    refusal(mlpOf([WIDTH, 4]), file),
    'Cannot restore: the file must hold what net has learned and nothing else, got "1.beta", "1.gamma", "1.runningMean" and 3 more too',
  );
  const none = writeSafetensors({ tensors: new Map() });
  assertEquals(
    refusal(own(), none),
    'Cannot restore: the file must hold "shift", "count", which net has, got no tensors',
  );
  const { tensors } = readSafetensors(save(own()));
  const shift = { ...tensors.get("shift")!, shape: [1, 1, WIDTH] };
  assertEquals(
    refusal(
      own(),
      writeSafetensors({ tensors: new Map([...tensors, ["shift", shift]]) }),
    ),
    'Cannot restore: "shift" must be a matrix, as net has them, got 1 x 1 x 3',
  );
  const single = { ...shift, shape: [], values: Float64Array.of(1) };
  assertEquals(
    refusal(
      own(),
      writeSafetensors({ tensors: new Map([...tensors, ["shift", single]]) }),
    ),
    'Cannot restore: "shift" must be 1 x 3, as in net, got a single number',
  );
  assertEquals(
    refusal(block([own(), own()], "silent"), file),
    'Cannot restore: what a layer has learned must have names that differ, got two called "shift", in Block; if they belong to layers within it, let it name those in its layers',
  );
});

Deno.test("restore() refuses at once a tensor of no numbers in many rows, or of many dimensions", () => {
  const net = made("a", false), optimizer = new Adam({ lr: 0.1 });
  optimizer.update(net.params);
  const read = readSafetensors(save(net, { optimizer }));
  const change = (name: string, shape: number[], values: number[]) => {
    const tensor = { dtype: "F64", shape, values: Float64Array.from(values) };
    return writeSafetensors({
      ...read,
      tensors: new Map([...read.tensors, [name, tensor]]),
    });
  };
  for (const rows of [5, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    for (const name of ["0.W", "optimizer.0.W.m"]) {
      assertEquals(
        refusal(made("b", false), change(name, [rows, 0], []), optimizer),
        `Cannot restore: "${name}" must be a matrix, as net has them, got ${rows} x 0`,
      );
    }
  }
  const dimensions = new Array(10_000).fill(1);
  assertEquals(
    refusal(made("b", false), change("0.W", dimensions, [1])),
    'Cannot restore: "0.W" must be a matrix, as net has them, got 1 x 1 x 1 x 1 x ...',
  );
});

function mlpOf(sizes: number[]): Layer {
  return mlp(sizes, { activation: relu, init: he(), rng: seeded("other") });
}

Deno.test("restore() refuses a file that is cut anywhere, and changes nothing", () => {
  const net = own();
  net.forward(drawn("x", 2, WIDTH), "train");
  const file = save(net), again = own(), before = bits(learned(again));
  for (let end = 0; end < file.length; end++) {
    const { message } = assertThrows(
      () => restore(again, file.slice(0, end)),
      RangeError,
    );
    assert(message.startsWith("Cannot restore: "), message);
    assertEquals(bits(learned(again)), before);
  }
  restore(again, file);
  assertNotEquals(bits(learned(again)), before);
});

Deno.test("restore() refuses another optimizer's state, and changes nothing", () => {
  const net = made("a"), optimizer = new Stateful();
  optimizer.update(net.params);
  const file = save(net, { optimizer });
  const read = readSafetensors(file);
  const other = new Stateful();
  other.update(made("c").params);
  const saying = (change: Partial<typeof read>) =>
    refusal(made("b"), writeSafetensors({ ...read, ...change }), other);

  assertEquals(
    refusal(made("b"), save(net), other),
    "Cannot restore: the file must hold an optimizer's state, got none; save(net, { optimizer }) writes it",
  );
  assertEquals(
    saying({ metadata: { ...read.metadata, optimizer: "Adam" } }),
    'Cannot restore: optimizer must be "Adam", whose state the file holds, got Stateful',
  );
  assertEquals(
    saying({ metadata: { ...read.metadata, "optimizer.0.W.updates": "-1" } }),
    'Cannot restore: "optimizer.0.W.updates" among the file\'s texts must be a whole number, got "-1"',
  );
  const { "optimizer.updates": _, ...rest } = read.metadata;
  assertEquals(
    saying({ metadata: rest }),
    'Cannot restore: "optimizer.updates" among the file\'s texts must be a whole number, got none',
  );
  const moment = read.tensors.get("optimizer.0.W.m")!;
  assertEquals(
    saying({
      tensors: new Map([...read.tensors, ["optimizer.9.W.m", moment]]),
    }),
    'Cannot restore: the optimizer\'s state must be of net.params alone, got "optimizer.9.W.m" too',
  );
  assertEquals(
    saying({ metadata: { ...read.metadata, "optimizer.9.W.updates": "1" } }),
    'Cannot restore: the optimizer\'s state must be of net.params alone, got "optimizer.9.W.updates" too',
  );
  // What the rule itself refuses.
  assertEquals(
    saying({
      tensors: new Map([...read.tensors, ["optimizer.0.W.v", moment]]),
    }),
    "Cannot set a state: must have m, got m,v",
  );
  // A user's class of another name, as another build has it, is for its setState to judge.
  const renamed = { ...read.metadata, optimizer: "t" };
  restore(made("b"), writeSafetensors({ ...read, metadata: renamed }), {
    optimizer: other,
  });
});

Deno.test("restore() tells rules apart whose moments have the same names", () => {
  const net = made("a"), momentum = new Momentum({ lr: 0.1 });
  momentum.update(net.params);
  const file = save(net, { optimizer: momentum });
  const { message } = assertThrows(
    () => restore(made("b"), file, { optimizer: new Nesterov({ lr: 0.1 }) }),
    RangeError,
  );
  assertEquals(
    message,
    'Cannot restore: optimizer must be "Momentum", whose state the file holds, got Nesterov',
  );
});

Deno.test("save() and restore() work in a callback of train(), which goes on from there", () => {
  const data: Data = {
    x: drawn("data", 8, WIDTH),
    t: Uint8Array.from("01011001"),
  };
  const net = made("a"), files: Uint8Array[] = [], then: string[][] = [];
  train(net, data, {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: 4,
    updates: 6,
    rng: seeded("batches"),
    onProgress() {
      if (files.length === 3) restore(net, files[1]);
      files.push(save(net));
      then.push(bits(learned(net)));
    },
  });
  for (const [i, file] of files.entries()) {
    const again = made("b");
    restore(again, file);
    assertEquals(bits(learned(again)), then[i]);
  }
  assertEquals(then[3], then[1]);
  assertNotEquals(then.at(-1), then[3]);
});
