import { Matrix } from "weightlab";
import { type Case, holding, testRefusals, untyped } from "./_cases.ts";

const {
  SGD,
  backpropagate,
  depthSweep,
  he,
  joinTeam,
  outputScaleSweep,
  propagate,
  saveStudy,
  trainAll,
  trainTo,
  useTeam,
  weightScaleSweep,
  weightScales,
} = untyped;

const LEVEL = { level: 0.9, batchSize: 2 };
const optimizer = () => ({ optimizer: new SGD({ lr: 0.1 }) });

const TRIAL = [{ hiddenStd: 1, outputStd: 1 }];

const SWEEP = { depths: [2], sigmaWs: [1] };

const PLAN = {
  hidden: [3],
  activation: "relu",
  init: "he",
  optimizer: { name: "SGD", lr: 0.1 },
  batchSize: 2,
  updates: 1,
  weightSeed: 1,
  batchSeed: 1,
};
/** A good plan, and a second one of which something is wrong. */
const wrong = (more: object) => [PLAN, { ...PLAN, ...more }];

/** Of which the learning rate is wrong. */
const rated = (lr: unknown) => wrong({ optimizer: { name: "SGD", lr } });

const CASES: readonly Case[] = [
  [
    (it) => propagate([[1, 2]], it.parts),
    TypeError,
    "Cannot propagate: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => propagate(it.x),
    TypeError,
    "Cannot propagate: options must be an object { activation, init, rng, layers, batchNorm }, got undefined",
  ],
  [
    (it) => propagate(new Matrix(0, 4), it.parts),
    RangeError,
    "Cannot propagate: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => propagate(it.x, { ...it.parts, activation: Math.tanh }),
    TypeError,
    "Cannot propagate: activation must be an Activation, such as relu or what defineActivation() makes, got the function tanh",
  ],
  [
    (it) => propagate(it.x, { ...it.parts, activation: undefined }),
    TypeError,
    "Cannot propagate: activation must be a function, such as relu, got undefined",
  ],
  [
    (it) => propagate(it.x, { ...it.parts, init: he }),
    TypeError,
    "Cannot make he: options must be an object { mode, distribution, slope }, got a generator; he is called once to make an initializer, and that is what draws: he({ .. })(rng, fanIn, fanOut)",
  ],
  [
    (it) => propagate(it.x, { ...it.parts, init: () => new Matrix(2, 2) }),
    RangeError,
    "Cannot propagate: init must give 4 x 4 weights, got 2 x 2",
  ],
  [
    (it) => propagate(it.x, { ...it.parts, rng: undefined }),
    TypeError,
    "Cannot propagate: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    (it) => propagate(it.x, { ...it.parts, layers: 0 }),
    RangeError,
    "Cannot propagate: layers must be a whole number of at least 1, got 0",
  ],
  [
    (it) => propagate(it.x, { ...it.parts, layer: 3 }),
    TypeError,
    "Cannot propagate: options must be among { activation, init, rng, layers, batchNorm }, got layer",
  ],
  [
    () => weightScales({ from: 0 }),
    RangeError,
    "Cannot space weight scales: from must be a finite number above 0, got 0",
  ],
  [
    () => weightScales({ to: -1 }),
    RangeError,
    "Cannot space weight scales: to must be a finite number above 0, got -1",
  ],
  [
    () => weightScales({ count: 1 }),
    RangeError,
    "Cannot space weight scales: count must be a whole number of at least 2, got 1",
  ],
  [
    () => weightScales({ start: 1 }),
    TypeError,
    "Cannot space weight scales: options must be among { from, to, count }, got start",
  ],
  [
    () => weightScaleSweep(),
    TypeError,
    "Cannot sweep weight scales: options must be an object { stds, train, test, hidden, widths, lr, batchSize, epochs, seed, seeds, workers, store, network, onProgress }, got undefined",
  ],
  [
    (it) => weightScaleSweep({ train: it.data }),
    TypeError,
    "Cannot sweep weight scales: stds must be an array, got undefined",
  ],
  [
    (it) => weightScaleSweep({ stds: 0.1, train: it.data }),
    TypeError,
    "Cannot sweep weight scales: stds must be an array, got 0.1",
  ],
  [
    (it) => weightScaleSweep({ stds: [], train: it.data }),
    RangeError,
    "Cannot sweep weight scales: stds must hold at least one scale, got 0",
  ],
  [
    (it) => weightScaleSweep({ stds: [1, -1], train: it.data }),
    RangeError,
    "Cannot sweep weight scales: stds must be a finite number at least 0, got -1",
  ],
  [
    () => weightScaleSweep({ stds: [1] }),
    TypeError,
    "Cannot sweep weight scales: train must be examples and their labels, { x, t }, got undefined",
  ],
  [
    () =>
      weightScaleSweep({ stds: [1], train: { x: new Matrix(0, 4), t: [] } }),
    RangeError,
    "Cannot sweep weight scales: train must have a label for each row, and at least one row, got 0 rows and 0 labels",
  ],
  [
    (it) =>
      weightScaleSweep({
        stds: [1],
        train: { x: holding(it.x, NaN), t: it.data.t },
      }),
    RangeError,
    "Cannot sweep weight scales: train.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: { x: it.x, t: [0, 1, 0.5] } }),
    RangeError,
    "Cannot sweep weight scales: train.t must hold whole numbers from 0 up, got 0.5 for example 2",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, test: it.x }),
    TypeError,
    "Cannot sweep weight scales: test must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, batchSize: 1 }),
    RangeError,
    "Cannot sweep weight scales: batchSize must be a whole number of at least 2, got 1",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, seed: null }),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got null",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, workers: 0 }),
    RangeError,
    "Cannot sweep weight scales: workers must be a whole number of at least 1, got 0",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, hidden: 100 }),
    TypeError,
    "Cannot sweep weight scales: hidden must be an array, got 100",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, epoch: 2 }),
    TypeError,
    "Cannot sweep weight scales: options must be among { stds, train, test, hidden, widths, lr, batchSize, epochs, seed, seeds, workers, store, network, onProgress }, got epoch",
  ],
  [
    () => backpropagate(),
    TypeError,
    "Cannot backpropagate: options must be an object { activation, init, rng, layers }, got undefined",
  ],
  [
    (it) => backpropagate(it.x, it.x),
    TypeError,
    "Cannot backpropagate: options must be an object { activation, init, rng, layers }, got undefined",
  ],
  [
    (it) => backpropagate(it.x, undefined, it.parts),
    TypeError,
    "Cannot backpropagate: dout must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => backpropagate([[1]], it.x, it.parts),
    TypeError,
    "Cannot backpropagate: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => backpropagate(new Matrix(0, 4), new Matrix(0, 4), it.parts),
    RangeError,
    "Cannot backpropagate: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => backpropagate(it.x, new Matrix(3, 3), it.parts),
    RangeError,
    "Cannot backpropagate: x and dout must have one shape, got 3 x 4 and 3 x 3",
  ],
  [
    (it) => backpropagate(it.x, it.x, { ...it.parts, layers: 1.5 }),
    RangeError,
    "Cannot backpropagate: layers must be a whole number of at least 1, got 1.5",
  ],
  [
    (it) => backpropagate(it.x, it.x, { ...it.parts, batchNorm: true }),
    TypeError,
    "Cannot backpropagate: options must be among { activation, init, rng, layers }, got batchNorm",
  ],
  [
    (it) => backpropagate(it.x, it.x, { ...it.parts, activation: Math.tanh }),
    TypeError,
    "Cannot backpropagate: activation must be an Activation, such as relu or what defineActivation() makes, got the function tanh",
  ],
  [
    (it) => backpropagate(it.x, it.x, { ...it.parts, init: he }),
    TypeError,
    "Cannot make he: options must be an object { mode, distribution, slope }, got a generator; he is called once to make an initializer, and that is what draws: he({ .. })(rng, fanIn, fanOut)",
  ],
  [
    (it) => trainTo(it.net, it.data),
    TypeError,
    "Cannot train to a level: options must be an object { level, optimizer, batchSize, rng, every, atMost }, got undefined",
  ],
  [
    (it) => trainTo(it.net, it.data, { ...LEVEL, optimizer: SGD, rng: it.rng }),
    TypeError,
    "Cannot train: optimizer must be an optimizer, such as new SGD({ lr: 0.1 }), got the class SGD",
  ],
  [
    (it) =>
      trainTo(it.net, it.data, {
        ...LEVEL,
        ...optimizer(),
        rng: it.rng,
        level: 95,
      }),
    RangeError,
    "Cannot train to a level: level must be a finite number at least 0 and at most 1, got 95",
  ],
  [
    (it) =>
      trainTo(it.net, it.data, {
        ...LEVEL,
        ...optimizer(),
        rng: it.rng,
        every: 0,
      }),
    RangeError,
    "Cannot train to a level: every must be a whole number of at least 1, got 0",
  ],
  [
    (it) =>
      trainTo(it.net, it.data, {
        ...LEVEL,
        ...optimizer(),
        rng: it.rng,
        atMost: NaN,
      }),
    RangeError,
    "Cannot train to a level: atMost must be a whole number of at least 1, got NaN",
  ],
  [
    (it) =>
      trainTo(it.net, it.data, {
        ...LEVEL,
        ...optimizer(),
        rng: it.rng,
        updates: 10,
      }),
    TypeError,
    "Cannot train to a level: options must be among { level, optimizer, batchSize, rng, every, atMost }, got updates",
  ],
  [
    (it) =>
      trainTo(undefined, it.data, { ...LEVEL, ...optimizer(), rng: it.rng }),
    TypeError,
    "Cannot train: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => trainTo(it.net, it.x, { ...LEVEL, ...optimizer(), rng: it.rng }),
    TypeError,
    "Cannot train: data must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    () => outputScaleSweep(),
    TypeError,
    "Cannot sweep output scales: options must be an object { trials, seeds, train, hidden, widths, lr, batchSize, updates, workers, store, network, onProgress }, got undefined",
  ],
  [
    (it) => outputScaleSweep({ trials: TRIAL, train: it.data }),
    TypeError,
    "Cannot sweep output scales: seeds must be an array, got undefined",
  ],
  [
    (it) => outputScaleSweep({ trials: [], seeds: [1], train: it.data }),
    RangeError,
    "Cannot sweep output scales: trials must hold at least one, got 0",
  ],
  [
    (it) => outputScaleSweep({ trials: [1], seeds: [1], train: it.data }),
    TypeError,
    "Cannot sweep output scales: trials[0] must be an object { hiddenStd, outputStd, eps }, got 1",
  ],
  [
    (it) =>
      outputScaleSweep({
        trials: [...TRIAL, { hiddenStd: 1 }],
        seeds: [1],
        train: it.data,
      }),
    RangeError,
    "Cannot sweep output scales: trials[1].outputStd must be a finite number at least 0, got undefined",
  ],
  [
    (it) =>
      outputScaleSweep({
        trials: [{ hiddenStd: 1, outputStd: -1 }],
        seeds: [1],
        train: it.data,
      }),
    RangeError,
    "Cannot sweep output scales: trials[0].outputStd must be a finite number at least 0, got -1",
  ],
  [
    (it) =>
      outputScaleSweep({
        trials: [{ hidden: 1, outputStd: 1 }],
        seeds: [1],
        train: it.data,
      }),
    TypeError,
    "Cannot sweep output scales: trials[0] must be among { hiddenStd, outputStd, eps }, got hidden",
  ],
  [
    (it) => outputScaleSweep({ trials: TRIAL, seeds: [NaN], train: it.data }),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got NaN",
  ],
  [
    (it) => outputScaleSweep({ trials: TRIAL, seeds: [1], train: it.x }),
    TypeError,
    "Cannot sweep output scales: train must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    (it) =>
      outputScaleSweep({ trials: TRIAL, seeds: [1], train: it.data, lr: 0 }),
    RangeError,
    "Cannot sweep output scales: lr must be a finite number above 0, got 0",
  ],
  [
    (it) =>
      outputScaleSweep({
        trials: TRIAL,
        seeds: [1],
        train: it.data,
        batchSize: 1,
      }),
    RangeError,
    "Cannot sweep output scales: batchSize must be a whole number of at least 2, got 1",
  ],
  [
    (it) =>
      outputScaleSweep({
        trials: TRIAL,
        seeds: [1],
        train: it.data,
        epochs: 2,
      }),
    TypeError,
    "Cannot sweep output scales: options must be among { trials, seeds, train, hidden, widths, lr, batchSize, updates, workers, store, network, onProgress }, got epochs",
  ],
  [
    () => depthSweep(),
    TypeError,
    "Cannot sweep depths: options must be an object { depths, sigmaWs, sigmaB, train, width, widths, lr, batchSize, updates, seed, seeds, workers, store, network, onProgress }, got undefined",
  ],
  [
    (it) => depthSweep({ depths: [2], train: it.data }),
    TypeError,
    "Cannot sweep depths: sigmaWs must be an array, got undefined",
  ],
  [
    (it) => depthSweep({ depths: 2, sigmaWs: [1], train: it.data }),
    TypeError,
    "Cannot sweep depths: depths must be an array, got 2",
  ],
  [
    (it) => depthSweep({ depths: [], sigmaWs: [1], train: it.data }),
    RangeError,
    "Cannot sweep depths: depths must hold at least one number, got 0",
  ],
  [
    (it) => depthSweep({ depths: [2, 0], sigmaWs: [1], train: it.data }),
    RangeError,
    "Cannot sweep depths: depths must be a whole number of at least 1, got 0",
  ],
  [
    (it) => depthSweep({ depths: [2], sigmaWs: [1, -1], train: it.data }),
    RangeError,
    "Cannot sweep depths: sigmaWs must be a finite number above 0, got -1",
  ],
  [
    (it) => depthSweep({ depths: [2], sigmaWs: [1], train: it.x }),
    TypeError,
    "Cannot sweep depths: train must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    () => depthSweep({ depths: [2], sigmaWs: [1] }),
    TypeError,
    "Cannot sweep depths: train must be examples and their labels, { x, t }, got undefined",
  ],
  [
    () =>
      depthSweep({
        depths: [2],
        sigmaWs: [1],
        train: { x: new Matrix(0, 4), t: [] },
      }),
    RangeError,
    "Cannot sweep depths: train must have a label for each row, and at least one row, got 0 rows and 0 labels",
  ],
  [
    (it) =>
      depthSweep({
        depths: [2],
        sigmaWs: [1],
        train: { x: it.x, t: [0, 1, -1] },
      }),
    RangeError,
    "Cannot sweep depths: train.t must hold whole numbers from 0 up, got -1 for example 2",
  ],
  [
    (it) =>
      depthSweep({
        depths: [2],
        sigmaWs: [1],
        train: { x: holding(it.x, NaN), t: [0, 1, 1] },
      }),
    RangeError,
    "Cannot sweep depths: train.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) =>
      depthSweep({ depths: [2], sigmaWs: [1], train: it.data, sigmaB: -1 }),
    RangeError,
    "Cannot sweep depths: sigmaB must be a finite number at least 0, got -1",
  ],
  [
    (it) => depthSweep({ depths: [2], sigmaWs: [1], train: it.data, lr: 0 }),
    RangeError,
    "Cannot sweep depths: lr must be a finite number above 0, got 0",
  ],
  [
    (it) => depthSweep({ depths: [2], sigmaWs: [1], train: it.data, width: 0 }),
    RangeError,
    "Cannot sweep depths: width must be a whole number of at least 1, got 0",
  ],
  [
    (it) =>
      depthSweep({ depths: [2], sigmaWs: [1], train: it.data, seed: null }),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got null",
  ],
  [
    (it) =>
      depthSweep({
        depths: [2],
        sigmaWs: [1],
        train: it.data,
        onProgress: true,
      }),
    TypeError,
    "Cannot sweep depths: onProgress must be a function, got true",
  ],
  [
    (it) =>
      depthSweep({ depths: [2], sigmaWs: [1], train: it.data, epochs: 2 }),
    TypeError,
    "Cannot sweep depths: options must be among { depths, sigmaWs, sigmaB, train, width, widths, lr, batchSize, updates, seed, seeds, workers, store, network, onProgress }, got epochs",
  ],
  [
    (it) => depthSweep({ ...SWEEP, train: it.data, seed: 1, seeds: [2] }),
    RangeError,
    "Cannot sweep depths: there must be one of seed and seeds, got both",
  ],
  [
    (it) => depthSweep({ ...SWEEP, train: it.data, width: 1, widths: [2] }),
    RangeError,
    "Cannot sweep depths: there must be one of width and widths, got both",
  ],
  [
    (it) => depthSweep({ ...SWEEP, train: it.data, widths: [2, 0] }),
    RangeError,
    "Cannot sweep depths: widths must be a whole number of at least 1, got 0",
  ],
  [
    (it) => depthSweep({ ...SWEEP, train: it.data, seeds: [] }),
    RangeError,
    "Cannot sweep depths: seeds must hold at least one, got 0",
  ],
  [
    (it) => depthSweep({ ...SWEEP, train: it.data, seeds: [1, NaN] }),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got NaN",
  ],
  [
    (it) =>
      weightScaleSweep({ stds: [1], train: it.data, seed: 1, seeds: [1] }),
    RangeError,
    "Cannot sweep weight scales: there must be one of seed and seeds, got both",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, widths: [] }),
    RangeError,
    "Cannot sweep weight scales: widths must hold at least one, got 0",
  ],
  [
    (it) => weightScaleSweep({ stds: [1], train: it.data, widths: 3 }),
    TypeError,
    "Cannot sweep weight scales: widths must be an array, got 3",
  ],
  [
    (it) =>
      outputScaleSweep({
        trials: TRIAL,
        seeds: [1],
        train: it.data,
        widths: [1.5],
      }),
    RangeError,
    "Cannot sweep output scales: widths must be a whole number of at least 1, got 1.5",
  ],
  [
    () => trainAll(),
    TypeError,
    "Cannot train networks: options must be an object { train, test, workers, store, network, onProgress }, got undefined",
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, seed: 1 }),
    TypeError,
    "Cannot train networks: options must be among { train, test, workers, store, network, onProgress }, got seed",
  ],
  [
    (it) => trainAll([PLAN], { train: it.x }),
    TypeError,
    "Cannot train networks: train must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    (it) =>
      trainAll([PLAN], { train: { x: holding(it.x, NaN), t: [0, 1, 1] } }),
    RangeError,
    "Cannot train networks: train.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, test: it.x }),
    TypeError,
    "Cannot train networks: test must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    (it) =>
      trainAll([PLAN], {
        train: it.data,
        test: { x: new Matrix([[1, 2]]), t: [0] },
      }),
    RangeError,
    "Cannot train networks: test.x must have 4 columns, got 1 x 2",
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, workers: "2" }),
    RangeError,
    'Cannot train networks: workers must be a whole number, or the address of a Dask scheduler, "tcp://<host>:<port>" or "tls://<host>:<port>", got "2"',
  ],
  [
    (it) =>
      trainAll([PLAN], { train: it.data, workers: "http://127.0.0.1:8786" }),
    RangeError,
    'Cannot train networks: workers must be a whole number, or the address of a Dask scheduler, "tcp://<host>:<port>" or "tls://<host>:<port>", got "http://127.0.0.1:8786"',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, workers: "tcp://127.0.0.1" }),
    RangeError,
    'Cannot train networks: workers must be a whole number, or the address of a Dask scheduler, "tcp://<host>:<port>" or "tls://<host>:<port>", got "tcp://127.0.0.1"',
  ],
  [
    (it) =>
      trainAll([PLAN], { train: it.data, workers: "tcp://u@127.0.0.1:1" }),
    RangeError,
    'Cannot train networks: workers must be a whole number, or the address of a Dask scheduler, "tcp://<host>:<port>" or "tls://<host>:<port>", got "tcp://u@127.0.0.1:1"',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, workers: "tls://h:1/x" }),
    RangeError,
    'Cannot train networks: workers must be a whole number, or the address of a Dask scheduler, "tcp://<host>:<port>" or "tls://<host>:<port>", got "tls://h:1/x"',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, workers: "" }),
    RangeError,
    'Cannot train networks: workers must be a whole number, or the address of a Dask scheduler, "tcp://<host>:<port>" or "tls://<host>:<port>", got ""',
  ],
  [
    (it) =>
      trainAll([PLAN], { train: it.data, workers: "tcp://10.0.0.5:8786" }),
    RangeError,
    'Cannot train networks: workers at another machine must be at "tls://...", or network must be "trusted", since whoever reaches a port of plain tcp runs code there, got "tcp://10.0.0.5:8786"',
  ],
  [
    (it) =>
      trainAll([PLAN], {
        train: it.data,
        workers: "tcp://127.0.0.1.example.org:8786",
      }),
    RangeError,
    'Cannot train networks: workers at another machine must be at "tls://...", or network must be "trusted", since whoever reaches a port of plain tcp runs code there, got "tcp://127.0.0.1.example.org:8786"',
  ],
  [
    (it) =>
      trainAll([PLAN], {
        train: it.data,
        workers: "tcp://localhost.example.org:1",
      }),
    RangeError,
    'Cannot train networks: workers at another machine must be at "tls://...", or network must be "trusted", since whoever reaches a port of plain tcp runs code there, got "tcp://localhost.example.org:1"',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, workers: "TCP://[::2]:8786" }),
    RangeError,
    'Cannot train networks: workers at another machine must be at "tls://...", or network must be "trusted", since whoever reaches a port of plain tcp runs code there, got "TCP://[::2]:8786"',
  ],
  [
    (it) => depthSweep({ ...SWEEP, train: it.data, workers: "tcp://h:1" }),
    RangeError,
    'Cannot sweep depths: workers at another machine must be at "tls://...", or network must be "trusted", since whoever reaches a port of plain tcp runs code there, got "tcp://h:1"',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, network: "trust" }),
    RangeError,
    'Cannot train networks: network must be "trusted", got trust',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, network: true }),
    RangeError,
    'Cannot train networks: network must be "trusted", got true',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, store: 3 }),
    TypeError,
    "Cannot train networks: store must be a text, got 3",
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, store: "" }),
    RangeError,
    'Cannot train networks: store must be a file\'s path, such as "study.jsonl", got ""',
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, workers: null }),
    RangeError,
    "Cannot train networks: workers must be a whole number of at least 1, got null",
  ],
  [
    (it) => saveStudy(undefined, [PLAN], { train: it.data }),
    TypeError,
    "Cannot save a study: folder must be a text, got undefined",
  ],
  [
    () => saveStudy("study", [PLAN]),
    TypeError,
    "Cannot save a study: options must be an object { train, test }, got undefined",
  ],
  [
    (it) => saveStudy("study", [PLAN], { train: it.data, store: "s" }),
    TypeError,
    "Cannot save a study: options must be among { train, test }, got store",
  ],
  [
    (it) => saveStudy("study", wrong({ updates: 0 }), { train: it.data }),
    RangeError,
    "Cannot save a study: plans[1].updates must be a whole number of at least 1, got 0",
  ],
  [
    (it) =>
      saveStudy("study", [PLAN], {
        train: it.data,
        test: { x: new Matrix(1, 2), t: [0] },
      }),
    RangeError,
    "Cannot save a study: test.x must have 4 columns, got 1 x 2",
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, workers: 0 }),
    RangeError,
    "Cannot train networks: workers must be a whole number of at least 1, got 0",
  ],
  [
    (it) => trainAll([PLAN], { train: it.data, onProgress: true }),
    TypeError,
    "Cannot train networks: onProgress must be a function, got true",
  ],
  [
    (it) => trainAll(PLAN, { train: it.data }),
    TypeError,
    "Cannot train networks: plans must be an array, got { hidden, activation, init, optimizer, batchSize, updates, weightSeed, batchSeed }",
  ],
  [
    (it) => trainAll([PLAN, 3], { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1] must be an object { label, hidden, activation, init, biasInit, biasStd, normalization, affine, optimizer, loss, penalty, clipNorm, batchSize, updates, weightSeed, batchSeed, evaluateEvery, record }, got 3",
  ],
  [
    (it) => trainAll(wrong({ lr: 0.1 }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1] must be among { label, hidden, activation, init, biasInit, biasStd, normalization, affine, optimizer, loss, penalty, clipNorm, batchSize, updates, weightSeed, batchSeed, evaluateEvery, record }, got lr",
  ],
  [
    (it) => trainAll(wrong({ hidden: [3, 0] }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].hidden must be a whole number of at least 1, got 0",
  ],
  [
    (it) => trainAll(wrong({ label: { f: Math.tanh } }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1].label.f must be plain data, got the function tanh",
  ],
  [
    (it) => {
      const label = { all: [] as unknown[] };
      label.all.push(1, label);
      return trainAll(wrong({ label }), { train: it.data });
    },
    TypeError,
    "Cannot train networks: plans[1].label.all.1 must be plain data, got what it is within",
  ],
  [
    (it) => trainAll(wrong({ activation: undefined }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1].activation must be a name or an object { name, .. }, got undefined",
  ],
  [
    (it) => trainAll(wrong({ activation: he }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1].activation must be a name or an object { name, .. }, got the function he",
  ],
  [
    (it) => trainAll(wrong({ activation: "ReLU" }), { train: it.data }),
    RangeError,
    /^Cannot train networks: plans\[1\]\.activation must be "elu", .*"relu", .*, got ReLU$/,
  ],
  [
    (it) => trainAll(wrong({ activation: { slope: 1 } }), { train: it.data }),
    RangeError,
    /^Cannot train networks: plans\[1\]\.activation\.name must be "elu", .*"relu", .*, got undefined$/,
  ],
  [
    (it) =>
      trainAll(wrong({ activation: { name: "relu", slope: 1 } }), {
        train: it.data,
      }),
    TypeError,
    "Cannot train networks: plans[1].activation must be a name alone, got slope",
  ],
  [
    (it) =>
      trainAll(wrong({ activation: { name: "leakyRelu", slope: NaN } }), {
        train: it.data,
      }),
    RangeError,
    "Cannot train networks: plans[1].activation.slope must be a finite number, got NaN",
  ],
  [
    (it) => trainAll(wrong({ init: "normal" }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].init.std must be a finite number at least 0, got undefined",
  ],
  [
    (it) =>
      trainAll(wrong({ init: ["he", { name: "normal", std: -1 }] }), {
        train: it.data,
      }),
    RangeError,
    "Cannot train networks: plans[1].init[1].std must be a finite number at least 0, got -1",
  ],
  [
    (it) => trainAll(wrong({ init: ["he"] }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].init must be one for all layers, or one for each of the 2, got 1",
  ],
  [
    (it) =>
      trainAll(wrong({ biasInit: ["he", "he", "he"] }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].biasInit must be one for all layers, or one for each of the 2, got 3",
  ],
  [
    (it) =>
      trainAll(wrong({ biasInit: "ones", biasStd: 1 }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1] must have one of biasInit and biasStd, got both",
  ],
  [
    (it) => trainAll(wrong({ biasStd: -1 }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].biasStd must be a finite number at least 0, got -1",
  ],
  [
    (it) => trainAll(wrong({ normalization: true }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1].normalization must be a name or an object { name, .. }, got true",
  ],
  [
    (it) =>
      trainAll(
        wrong({ normalization: { name: "LayerNormalization", eps: -1 } }),
        { train: it.data },
      ),
    RangeError,
    "Cannot train networks: plans[1].normalization.eps must be a finite number at least 0, got -1",
  ],
  [
    (it) =>
      trainAll(
        wrong({ normalization: "GroupNormalization" }),
        { train: it.data },
      ),
    RangeError,
    "Cannot train networks: plans[1].normalization.groups must be a whole number of at least 1, got undefined",
  ],
  [
    (it) =>
      trainAll(
        wrong({
          hidden: [12, 7],
          normalization: { name: "GroupNormalization", groups: 3 },
        }),
        { train: it.data },
      ),
    RangeError,
    "Cannot train networks: plans[1].hidden must be widths that fill 3 equal groups of at least 2, got 7",
  ],
  [
    (it) =>
      trainAll(
        wrong({
          hidden: [3],
          normalization: { name: "GroupNormalization", groups: 3 },
        }),
        { train: it.data },
      ),
    RangeError,
    "Cannot train networks: plans[1].hidden must be widths that fill 3 equal groups of at least 2, got 3",
  ],
  [
    (it) =>
      trainAll(wrong({ normalization: "BatchNormalization", batchSize: 1 }), {
        train: it.data,
      }),
    RangeError,
    "Cannot train networks: plans[1].batchSize must be a whole number of at least 2, got 1",
  ],
  [
    (it) => {
      const normalization = { name: "BatchNormalization", ghostSize: 3 };
      return trainAll(wrong({ normalization, batchSize: 10 }), {
        train: it.data,
      });
    },
    RangeError,
    "Cannot train networks: plans[1].batchSize must not leave a ghost of one example, got 10 in ghosts of 3",
  ],
  [
    (it) => trainAll(wrong({ optimizer: "SGD" }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].optimizer.lr must be a finite number above 0, got undefined",
  ],
  [
    (it) =>
      trainAll(wrong({ optimizer: new SGD({ lr: 1 }) }), { train: it.data }),
    RangeError,
    /^Cannot train networks: plans\[1\]\.optimizer\.name must be "AdaGrad", .*"SGD".*, got undefined$/,
  ],
  [
    (it) =>
      trainAll(wrong({ optimizer: { name: "SGD", lr: 1, momentum: 0.9 } }), {
        train: it.data,
      }),
    TypeError,
    "Cannot train networks: plans[1].optimizer must be among { lr }, got momentum",
  ],
  [
    (it) =>
      trainAll(
        wrong({ optimizer: { name: "AdamW", lr: 1, decays: Math.tanh } }),
        { train: it.data },
      ),
    TypeError,
    "Cannot train networks: plans[1].optimizer.decays must be a number, a text, true or false, got the function tanh",
  ],
  [
    (it) =>
      trainAll(
        wrong({ optimizer: { name: "SGD", lr: Math.tanh } }),
        { train: it.data },
      ),
    TypeError,
    'Cannot train networks: plans[1].optimizer.lr must be a number, or a schedule such as { name: "cosineDecay", lr: 0.1, updates: 100 }, got the function tanh',
  ],
  [
    (it) =>
      trainAll(wrong({ optimizer: { name: "SGD", lr: 1, constructor: 1 } }), {
        train: it.data,
      }),
    TypeError,
    "Cannot train networks: plans[1].optimizer must be among { lr }, got constructor",
  ],
  [
    (it) => trainAll(rated("cosineDecay"), { train: it.data }),
    TypeError,
    'Cannot train networks: plans[1].optimizer.lr must be a number, or a schedule such as { name: "cosineDecay", lr: 0.1, updates: 100 }, got "cosineDecay"',
  ],
  [
    (it) => trainAll(rated(null), { train: it.data }),
    TypeError,
    'Cannot train networks: plans[1].optimizer.lr must be a number, or a schedule such as { name: "cosineDecay", lr: 0.1, updates: 100 }, got null',
  ],
  [
    (it) => trainAll(rated([0.1, 0.01]), { train: it.data }),
    TypeError,
    'Cannot train networks: plans[1].optimizer.lr must be a number, or a schedule such as { name: "cosineDecay", lr: 0.1, updates: 100 }, got an Array',
  ],
  [
    (it) => trainAll(rated(0), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].optimizer.lr must be a finite number above 0, got 0",
  ],
  [
    (it) => trainAll(rated({ lr: 0.1 }), { train: it.data }),
    RangeError,
    'Cannot train networks: plans[1].optimizer.lr.name must be "constantRate", "cosineDecay", "linearWarmup" or "stepDecay", got undefined',
  ],
  [
    (it) => trainAll(rated({ name: "cosine" }), { train: it.data }),
    RangeError,
    'Cannot train networks: plans[1].optimizer.lr.name must be "constantRate", "cosineDecay", "linearWarmup" or "stepDecay", got cosine',
  ],
  [
    (it) =>
      trainAll(rated({ name: "cosineDecay", lr: 0.1 }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].optimizer.lr.updates must be a whole number of at least 1, got undefined",
  ],
  [
    (it) =>
      trainAll(
        rated({ name: "cosineDecay", lr: 0.1, updates: 9, end: 1 }),
        { train: it.data },
      ),
    RangeError,
    "Cannot train networks: plans[1].optimizer.lr.end must be at most lr, 0.1, got 1",
  ],
  [
    (it) =>
      trainAll(rated({ name: "stepDecay", lr: 0.1, updates: 9 }), {
        train: it.data,
      }),
    TypeError,
    "Cannot train networks: plans[1].optimizer.lr must be among { lr, every, factor }, got updates",
  ],
  [
    (it) =>
      trainAll(
        rated({
          name: "cosineDecay",
          lr: { name: "constantRate", lr: 1 },
          updates: 9,
        }),
        { train: it.data },
      ),
    TypeError,
    "Cannot train networks: plans[1].optimizer.lr.lr must be a number, a text, true or false, got { name, lr }",
  ],
  [
    (it) =>
      trainAll(rated({ name: "linearWarmup", updates: 3 }), {
        train: it.data,
      }),
    RangeError,
    "Cannot train networks: plans[1].optimizer.lr.then must be a finite number above 0, got undefined",
  ],
  [
    (it) =>
      trainAll(
        rated({
          name: "linearWarmup",
          updates: 3,
          then: { name: "stepDecay", lr: 1, every: 3, factor: 2 },
        }),
        { train: it.data },
      ),
    RangeError,
    "Cannot train networks: plans[1].optimizer.lr.then.factor must be a finite number above 0 and at most 1, got 2",
  ],
  [
    (it) =>
      saveStudy(
        "study",
        rated({
          name: "linearWarmup",
          updates: 3,
          then: { name: "linearWarmup", updates: 3, then: () => 0.1 },
        }),
        { train: it.data },
      ),
    TypeError,
    'Cannot save a study: plans[1].optimizer.lr.then.then must be a number, or a schedule such as { name: "cosineDecay", lr: 0.1, updates: 100 }, got the function then',
  ],
  [
    (it) =>
      trainAll(
        wrong({
          init: { name: "normal", std: { name: "constantRate", lr: 1 } },
        }),
        { train: it.data },
      ),
    TypeError,
    "Cannot train networks: plans[1].init.std must be a number, a text, true or false, got { name, lr }",
  ],
  [
    (it) => trainAll(wrong({ clipNorm: 0 }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].clipNorm must be a finite number above 0, got 0",
  ],
  [
    (it) =>
      trainAll(wrong({ activation: { name: "PRelu", slope: NaN } }), {
        train: it.data,
      }),
    RangeError,
    "Cannot train networks: plans[1].activation.slope must be a finite number, got NaN",
  ],
  [
    (it) => trainAll(wrong({ affine: "Dense" }), { train: it.data }),
    RangeError,
    'Cannot train networks: plans[1].affine must be "Affine" or "WeightNormalizedAffine", got Dense',
  ],
  [
    (it) =>
      trainAll(wrong({ penalty: { name: "l2Penalty", lambda: -1 } }), {
        train: it.data,
      }),
    RangeError,
    "Cannot train networks: plans[1].penalty.lambda must be a finite number at least 0, got -1",
  ],
  [
    (it) => trainAll(wrong({ penalty: 0.1 }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1].penalty must be a name or an object { name, .. }, got 0.1",
  ],
  [
    (it) => trainAll(wrong({ batchSize: 0 }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].batchSize must be a whole number of at least 1, got 0",
  ],
  [
    (it) => trainAll(wrong({ updates: 1.5 }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].updates must be a whole number of at least 1, got 1.5",
  ],
  [
    (it) => trainAll(wrong({ weightSeed: NaN }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1].weightSeed must be a string or a finite number, got NaN",
  ],
  [
    (it) => trainAll(wrong({ batchSeed: null }), { train: it.data }),
    TypeError,
    "Cannot train networks: plans[1].batchSeed must be a string or a finite number, got null",
  ],
  [
    (it) => trainAll(wrong({ evaluateEvery: 0 }), { train: it.data }),
    RangeError,
    "Cannot train networks: plans[1].evaluateEvery must be a whole number of at least 1, got 0",
  ],
  [
    (it) => trainAll(wrong({ record: ["loss"] }), { train: it.data }),
    RangeError,
    'Cannot train networks: plans[1].record must be "losses" or "params", got loss',
  ],
  [
    () => useTeam(4),
    TypeError,
    "Cannot use a team: team must be an object { size, worker }, got 4",
  ],
  [
    () => useTeam({ size: 1.5, worker: () => null }),
    RangeError,
    "Cannot use a team: size must be a whole number of at least 0, got 1.5",
  ],
  [
    () => useTeam({ size: 2, worker: [] }),
    TypeError,
    "Cannot use a team: worker must be a function, got an Array",
  ],
  [
    () => useTeam({ size: 2, workers: () => null }),
    TypeError,
    "Cannot use a team: team must be among { size, worker }, got workers",
  ],
  [
    () => joinTeam(),
    TypeError,
    "Cannot join a team: it must be called in a worker, or given a MessagePort, got neither",
  ],
  [
    () => joinTeam("parent"),
    TypeError,
    'Cannot join a team: port must be a MessagePort, got "parent"',
  ],
];

testRefusals(CASES);
