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
  erf: { parameters: [at, at, count], result: "void" },
  erfc: { parameters: [at, at, count], result: "void" },
  exp: { parameters: [at, at, count], result: "void" },
  expm1: { parameters: [at, at, count], result: "void" },
  gelu: { parameters: [at, at, count], result: "void" },
  geluBackward: { parameters: [at, at, at, count], result: "void" },
  geluTanh: { parameters: [at, at, count], result: "void" },
  geluTanhBackward: { parameters: [at, at, at, count], result: "void" },
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
  leakyRelu: { parameters: [at, at, count, number], result: "void" },
  leakyReluBackward: {
    parameters: [at, at, at, count, number],
    result: "void",
  },
  listMatrix: { parameters: [at, count, count, at, at], result: "void" },
  listsPerRow: { parameters: [count], result: "u32" },
  log: { parameters: [at, at, count], result: "void" },
  log10: { parameters: [at, at, count], result: "void" },
  log1p: { parameters: [at, at, count], result: "void" },
  madd: { parameters: [number, number, number], result: "f64" },
  multiplyEach: { parameters: [at, at, at, count], result: "void" },
  multiplyRow: { parameters: [at, at, at, count, count], result: "void" },
  normalDensity: { parameters: [at, at, count], result: "void" },
  normalDistribution: { parameters: [at, at, count], result: "void" },
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
  pow: { parameters: [at, at, at, count], result: "void" },
  relu: { parameters: [at, at, count], result: "void" },
  reluBackward: { parameters: [at, at, at, count], result: "void" },
  rowMeans: { parameters: [at, at, count, count], result: "void" },
  rowVariances: { parameters: [at, at, at, count, count], result: "void" },
  sigmoid: { parameters: [at, at, count], result: "void" },
  sigmoidBackward: { parameters: [at, at, at, count], result: "void" },
  silu: { parameters: [at, at, count], result: "void" },
  siluBackward: { parameters: [at, at, at, count], result: "void" },
  softplus: { parameters: [at, at, count], result: "void" },
  softplusBackward: { parameters: [at, at, at, count], result: "void" },
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
} as const satisfies Record<string, Signature>;

/** The functions of one number, which WebAssembly alone exports. */
export type NumberFunctions =
  & {
    readonly [
      Name in
        | "erfOf"
        | "erfcOf"
        | "expOf"
        | "expm1Of"
        | "geluOf"
        | "geluDerivativeOf"
        | "geluTanhOf"
        | "geluTanhDerivativeOf"
        | "logOf"
        | "log10Of"
        | "log1pOf"
        | "normalDensityOf"
        | "normalDistributionOf"
        | "polarScaleOf"
        | "sigmoidOf"
        | "siluOf"
        | "siluDerivativeOf"
        | "softplusOf"
        | "tanhOf"
    ]: (x: number) => number;
  }
  & {
    readonly [Name in "eluOf" | "eluDerivativeOf"]: (
      x: number,
      alpha: number,
      slope: number,
    ) => number;
  }
  & {
    readonly powOf: (x: number, y: number) => number;
  };

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
