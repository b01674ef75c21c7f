// The kernel's functions as native code knows them; WebAssembly's are called alike. What
// they do, the C sources say.

const at = "u32", count = "u32", flag = "u32", number = "f64";

/** What each function takes, in C's order, and gives. Addresses are byte offsets. */
export const FUNCTIONS = {
  addRow: { parameters: [at, at, at, count, count], result: "void" },
  columnDots: { parameters: [at, at, at, count, count], result: "void" },
  columnMoments: { parameters: [at, at, at, count, count], result: "void" },
  columnSums: { parameters: [at, at, count, count], result: "void" },
  countNonzeros: { parameters: [at, count], result: "u32" },
  descend: { parameters: [at, at, count, number], result: "void" },
  elu: { parameters: [at, at, count, number, number], result: "void" },
  eluBackward: {
    parameters: [at, at, at, count, number, number],
    result: "void",
  },
  eluDerivativeOf: { parameters: [number, number, number], result: "f64" },
  eluOf: { parameters: [number, number, number], result: "f64" },
  erf: { parameters: [at, at, count], result: "void" },
  erfc: { parameters: [at, at, count], result: "void" },
  erfcOf: { parameters: [number], result: "f64" },
  erfOf: { parameters: [number], result: "f64" },
  exp: { parameters: [at, at, count], result: "void" },
  expm1: { parameters: [at, at, count], result: "void" },
  expm1Of: { parameters: [number], result: "f64" },
  expOf: { parameters: [number], result: "f64" },
  gelu: { parameters: [at, at, count], result: "void" },
  geluBackward: { parameters: [at, at, at, count], result: "void" },
  geluDerivativeOf: { parameters: [number], result: "f64" },
  geluOf: { parameters: [number], result: "f64" },
  geluTanh: { parameters: [at, at, count], result: "void" },
  geluTanhBackward: { parameters: [at, at, at, count], result: "void" },
  geluTanhDerivativeOf: { parameters: [number], result: "f64" },
  geluTanhOf: { parameters: [number], result: "f64" },
  gemm: {
    // deno-fmt-ignore
    parameters: [
      at, at, at, count, count, count, flag, flag, count, count, count, count, at,
    ],
    result: "void",
  },
  gemmListed: {
    parameters: [at, at, at, at, count, count, count, flag, count, at],
    result: "u32",
  },
  gemmScratch: { parameters: [], result: "u32" },
  isFused: { parameters: [number], result: "u32" },
  leakyRelu: { parameters: [at, at, count, number], result: "void" },
  leakyReluBackward: {
    parameters: [at, at, at, count, number],
    result: "void",
  },
  listMatrix: { parameters: [at, count, count, at, at], result: "void" },
  listsPerRow: { parameters: [count], result: "u32" },
  log: { parameters: [at, at, count], result: "void" },
  log10: { parameters: [at, at, count], result: "void" },
  log10Of: { parameters: [number], result: "f64" },
  log1p: { parameters: [at, at, count], result: "void" },
  log1pOf: { parameters: [number], result: "f64" },
  logOf: { parameters: [number], result: "f64" },
  madd: { parameters: [number, number, number], result: "f64" },
  multiplyEach: { parameters: [at, at, at, count], result: "void" },
  multiplyRow: { parameters: [at, at, at, count, count], result: "void" },
  normalDensity: { parameters: [at, at, count], result: "void" },
  normalDensityOf: { parameters: [number], result: "f64" },
  normalDistribution: { parameters: [at, at, count], result: "void" },
  normalDistributionOf: { parameters: [number], result: "f64" },
  normalize: {
    parameters: [at, at, at, at, at, at, at, count, count],
    result: "void",
  },
  normalizeBackward: {
    parameters: [at, at, at, at, at, at, at, count, count],
    result: "void",
  },
  normalizeRows: {
    parameters: [at, at, at, at, at, at, at, count, count],
    result: "void",
  },
  normalizeRowsBackward: {
    parameters: [at, at, at, at, at, count, count, flag],
    result: "void",
  },
  polarScale: { parameters: [at, at, count], result: "void" },
  polarScaleOf: { parameters: [number], result: "f64" },
  pow: { parameters: [at, at, at, count], result: "void" },
  powOf: { parameters: [number, number], result: "f64" },
  relu: { parameters: [at, at, count], result: "void" },
  reluBackward: { parameters: [at, at, at, count], result: "void" },
  rowMeans: { parameters: [at, at, count, count], result: "void" },
  rowVariances: { parameters: [at, at, at, count, count], result: "void" },
  sigmoid: { parameters: [at, at, count], result: "void" },
  sigmoidBackward: { parameters: [at, at, at, count], result: "void" },
  sigmoidOf: { parameters: [number], result: "f64" },
  silu: { parameters: [at, at, count], result: "void" },
  siluBackward: { parameters: [at, at, at, count], result: "void" },
  siluDerivativeOf: { parameters: [number], result: "f64" },
  siluOf: { parameters: [number], result: "f64" },
  softplus: { parameters: [at, at, count], result: "void" },
  softplusBackward: { parameters: [at, at, at, count], result: "void" },
  softplusOf: { parameters: [number], result: "f64" },
  stepAdam: {
    // deno-fmt-ignore
    parameters: [
      at, at, at, at, count, number, number, number, number, number, number,
    ],
    result: "void",
  },
  stepMomentum: {
    parameters: [at, at, at, count, number, number],
    result: "void",
  },
  stepNesterov: {
    parameters: [at, at, at, count, number, number],
    result: "void",
  },
  stepRMSProp: {
    parameters: [at, at, at, count, number, number, number, number],
    result: "void",
  },
  sumOfSquares: { parameters: [at, count, number], result: "f64" },
  tanh: { parameters: [at, at, count], result: "void" },
  tanhBackward: { parameters: [at, at, at, count], result: "void" },
  tanhOf: { parameters: [number], result: "f64" },
} as const satisfies Record<string, Signature>;

interface Signature {
  readonly parameters: readonly ("u32" | "f64")[];
  readonly result: "void" | "u32" | "f64";
}

/** A build of the kernel, whichever it is. */
export type Kernel = {
  readonly [Name in keyof typeof FUNCTIONS]: KernelFunction<
    (typeof FUNCTIONS)[Name]
  >;
};

type KernelFunction<S extends Signature> = (
  ...args: Numbers<S["parameters"]>
) => S["result"] extends "void" ? void : number;

type Numbers<P extends readonly unknown[]> = {
  -readonly [I in keyof P]: number;
};
