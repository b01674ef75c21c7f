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
  madd: { parameters: [number, number, number], result: "f64" },
  multiply: { parameters: [at, at, at, count], result: "void" },
  multiplyRow: { parameters: [at, at, at, count, count], result: "void" },
  normalize: {
    parameters: [at, at, at, at, at, at, at, count, count],
    result: "void",
  },
  normalizeBackward: {
    parameters: [at, at, at, at, at, at, at, count, count],
    result: "void",
  },
  relu: { parameters: [at, at, count], result: "void" },
  reluBackward: { parameters: [at, at, at, count], result: "void" },
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
} as const satisfies Record<string, Signature>;

/** The functions of one number, which WebAssembly alone exports. */
export type NumberFunctions = {
  readonly madd: (a: number, b: number, c: number) => number;
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
