import { type Case, testRefusals, untyped } from "./_cases.ts";

const {
  Relu,
  Tanh,
  chi,
  correlationMap,
  criticalSigmaW,
  lengthMap,
  meanField,
  outputDistribution,
  lengthByLayer,
  relu,
  signalPropagation,
  tanh,
} = untyped;

const CASES: readonly Case[] = [
  [
    () => lengthMap(),
    TypeError,
    "Cannot map lengths: activation must be an Activation, such as relu or what defineActivation() makes, got undefined",
  ],
  [
    () => lengthMap("tanh", { sigmaW: 1 }),
    TypeError,
    'Cannot map lengths: activation must be an Activation, such as relu or what defineActivation() makes, got "tanh"',
  ],
  [
    () => lengthMap(Math.tanh, { sigmaW: 1 }),
    TypeError,
    "Cannot map lengths: activation must be an Activation, such as relu or what defineActivation() makes, got the function tanh",
  ],
  [
    () => lengthMap(tanh),
    TypeError,
    "Cannot map lengths: ensemble must be an object { sigmaW, sigmaB }, got undefined",
  ],
  [
    () => lengthMap(tanh, 1.5),
    TypeError,
    "Cannot map lengths: ensemble must be an object { sigmaW, sigmaB }, got 1.5",
  ],
  [
    () => lengthMap(tanh, { sigmaW: 0 }),
    RangeError,
    "Cannot map lengths: sigmaW must be a finite number above 0, got 0",
  ],
  [
    () => lengthMap(tanh, { sigmaW: 1, sigmaB: -1 }),
    RangeError,
    "Cannot map lengths: sigmaB must be a finite number at least 0, got -1",
  ],
  [
    () => lengthMap(tanh, { sigma: 1 }),
    TypeError,
    "Cannot map lengths: ensemble must be among { sigmaW, sigmaB }, got sigma",
  ],
  [
    () => lengthMap(tanh, { sigmaW: 1 })(-1),
    RangeError,
    "Cannot map lengths: q must be a finite number at least 0, got -1",
  ],
  [
    () => lengthMap(tanh, { sigmaW: 1 })(),
    RangeError,
    "Cannot map lengths: q must be a finite number at least 0, got undefined",
  ],
  [
    () => correlationMap(tanh),
    TypeError,
    "Cannot map correlations: options must be an object { sigmaW, sigmaB, q }, got undefined",
  ],
  [
    () => correlationMap(undefined, { sigmaW: 1, q: 1 }),
    TypeError,
    "Cannot map correlations: activation must be an Activation, such as relu or what defineActivation() makes, got undefined",
  ],
  [
    () => correlationMap(tanh, { sigmaW: 1 }),
    RangeError,
    "Cannot map correlations: q must be a finite number above 0, got undefined",
  ],
  [
    () => correlationMap(tanh, { sigmaW: 1, q: 0 }),
    RangeError,
    "Cannot map correlations: q must be a finite number above 0, got 0",
  ],
  [
    () => correlationMap(tanh, { sigmaW: 1, q: 1, c: 1 }),
    TypeError,
    "Cannot map correlations: options must be among { sigmaW, sigmaB, q }, got c",
  ],
  [
    () => correlationMap(tanh, { sigmaW: 1, q: 1 })(1.1),
    RangeError,
    "Cannot map correlations: c must be a finite number at least -1 and at most 1, got 1.1",
  ],
  [
    () => lengthByLayer(tanh),
    TypeError,
    "Cannot propagate a length: options must be an object { sigmaW, sigmaB, q0, depth }, got undefined",
  ],
  [
    () => lengthByLayer(Relu, { sigmaW: 1, depth: 2 }),
    TypeError,
    "Cannot propagate a length: activation must be an Activation, such as relu or what defineActivation() makes, got the class Relu",
  ],
  [
    () => lengthByLayer(tanh, { sigmaW: 1 }),
    RangeError,
    "Cannot propagate a length: depth must be a whole number of at least 1, got undefined",
  ],
  [
    () => lengthByLayer(tanh, { sigmaW: 1, depth: 2.5 }),
    RangeError,
    "Cannot propagate a length: depth must be a whole number of at least 1, got 2.5",
  ],
  [
    () => lengthByLayer(tanh, { sigmaW: 1, depth: 2, q0: NaN }),
    RangeError,
    "Cannot propagate a length: q0 must be a finite number at least 0, got NaN",
  ],
  [
    () => lengthByLayer(tanh, { sigmaW: 1, depth: 2, q: 1 }),
    TypeError,
    "Cannot propagate a length: options must be among { sigmaW, sigmaB, q0, depth }, got q",
  ],
  [
    () => lengthByLayer(relu, { sigmaW: 1e100, depth: 9 }),
    RangeError,
    "Cannot map lengths: q must be a finite number at least 0, got Infinity",
  ],
  [
    () => chi(tanh),
    TypeError,
    "Cannot take chi: options must be an object { sigmaW, sigmaB, q }, got undefined",
  ],
  [
    () => chi(tanh, { sigmaW: 1 }),
    RangeError,
    "Cannot take chi: q must be a finite number at least 0, got undefined",
  ],
  [
    () => chi(tanh, { sigmaW: "1", q: 1 }),
    RangeError,
    'Cannot take chi: sigmaW must be a finite number above 0, got "1"',
  ],
  [
    () => chi(tanh, { sigmaW: 1, qStar: 1 }),
    TypeError,
    "Cannot take chi: options must be among { sigmaW, sigmaB, q }, got qStar",
  ],
  [
    () => chi([], { sigmaW: 1, q: 1 }),
    TypeError,
    "Cannot take chi: activation must be an Activation, such as relu or what defineActivation() makes, got an Array",
  ],
  [
    () => meanField(tanh),
    TypeError,
    "Cannot find the fixed points: ensemble must be an object { sigmaW, sigmaB }, got undefined",
  ],
  [
    () => meanField({ sigmaW: 1 }, tanh),
    TypeError,
    "Cannot find the fixed points: activation must be an Activation, such as relu or what defineActivation() makes, got { sigmaW }",
  ],
  [
    () => meanField(tanh, { sigmaW: NaN }),
    RangeError,
    "Cannot find the fixed points: sigmaW must be a finite number above 0, got NaN",
  ],
  [
    () => meanField(tanh, { sigmaW: 1, sigmab: 0 }),
    TypeError,
    "Cannot find the fixed points: ensemble must be among { sigmaW, sigmaB }, got sigmab",
  ],
  [
    () => meanField(tanh, { sigmaW: 1, q: 1 }),
    TypeError,
    "Cannot find the fixed points: ensemble must be among { sigmaW, sigmaB }, got q",
  ],
  [
    () => criticalSigmaW(tanh),
    TypeError,
    "Cannot find the critical sigmaW: options must be an object { sigmaB }, got undefined",
  ],
  [
    () => criticalSigmaW(tanh, 0.1),
    TypeError,
    "Cannot find the critical sigmaW: options must be an object { sigmaB }, got 0.1",
  ],
  [
    () => criticalSigmaW(tanh, { sigmaB: -0.1 }),
    RangeError,
    "Cannot find the critical sigmaW: sigmaB must be a finite number at least 0, got -0.1",
  ],
  [
    () => criticalSigmaW(tanh, { sigmaW: 1, sigmaB: 0.1 }),
    TypeError,
    "Cannot find the critical sigmaW: options must be among { sigmaB }, got sigmaW",
  ],
  [
    () => criticalSigmaW(Tanh, { sigmaB: 0.1 }),
    TypeError,
    "Cannot find the critical sigmaW: activation must be an Activation, such as relu or what defineActivation() makes, got the class Tanh",
  ],
  [
    () => outputDistribution(tanh),
    TypeError,
    "Cannot take the distribution of outputs: options must be an object { q }, got undefined",
  ],
  [
    () => outputDistribution(tanh, { q: -1 }),
    RangeError,
    "Cannot take the distribution of outputs: q must be a finite number at least 0, got -1",
  ],
  [
    () => outputDistribution(tanh, { variance: 1 }),
    TypeError,
    "Cannot take the distribution of outputs: options must be among { q }, got variance",
  ],
  [
    () => outputDistribution(undefined, { q: 1 }),
    TypeError,
    "Cannot take the distribution of outputs: activation must be an Activation, such as relu or what defineActivation() makes, got undefined",
  ],
  [
    () => outputDistribution(tanh, { q: 1 })(),
    RangeError,
    "Cannot take the distribution of outputs: y must be a number, got undefined",
  ],
  [
    () => outputDistribution(tanh, { q: 1 })(NaN),
    RangeError,
    "Cannot take the distribution of outputs: y must be a number, got NaN",
  ],
  [
    () => signalPropagation(tanh),
    TypeError,
    "Cannot predict signal propagation: options must be an object { sigmaW, sigmaB, q0, c0, depth }, got undefined",
  ],
  [
    () => signalPropagation(tanh, { sigmaW: 1, depth: 0 }),
    RangeError,
    "Cannot predict signal propagation: depth must be a whole number of at least 1, got 0",
  ],
  [
    () => signalPropagation(tanh, { sigmaW: 1, depth: 2, c0: 2 }),
    RangeError,
    "Cannot predict signal propagation: c0 must be a finite number at least 0 and at most 1, got 2",
  ],
  [
    () => signalPropagation(tanh, { sigmaW: 1, depth: 2, q0: -1 }),
    RangeError,
    "Cannot predict signal propagation: q0 must be a finite number at least 0, got -1",
  ],
  [
    () => signalPropagation(tanh, { sigmaW: 1, layers: 2 }),
    TypeError,
    "Cannot predict signal propagation: options must be among { sigmaW, sigmaB, q0, c0, depth }, got layers",
  ],
  [
    () => signalPropagation(null, { sigmaW: 1, depth: 2 }),
    TypeError,
    "Cannot predict signal propagation: activation must be an Activation, such as relu or what defineActivation() makes, got null",
  ],
];

testRefusals(CASES);
