// The kernel's functions as native code knows them; WebAssembly's are called alike. What
// they do, the C sources say.

type Parameters = readonly ("u32" | "f64")[];

interface Signature {
  readonly parameters: Parameters;
  readonly result: "void" | "u32" | "f64";
}

/** What gives such a result, of parameters in C's order. */
const gives =
  <R extends Signature["result"]>(result: R) =>
  <const P extends Parameters>(...parameters: P) => ({ parameters, result });
const nothing = gives("void"), whole = gives("u32"), number = gives("f64");

/** Addresses are byte offsets. */
const at = "u32", count = "u32", flag = "u32", real = "f64";
/** Rows and columns. */
const size = [count, count] as const;

/** y = f(x); c = f(a, b); a number of a number. */
const map = nothing(at, at, count), zip = nothing(at, at, at, count);
const ofOne = number(real);

/**
 * What networks of ReLU train with: products, passes, steps, and of the elementary functions
 * those of the loss, of normal draws and of Adam. In WebAssembly they are a module of their own.
 */
export const CORE = {
  addRow: nothing(at, at, at, ...size),
  columnDots: nothing(at, at, at, ...size),
  columnMoments: nothing(at, at, at, ...size),
  columnSums: nothing(at, at, ...size),
  countNonzeros: whole(at, count),
  descend: nothing(at, at, count, real),
  exp: map,
  expOf: ofOne,
  // deno-fmt-ignore
  gemm: nothing(at, at, at, count, count, count, flag, flag, count, count, count, count, at),
  gemmListed: whole(at, at, at, at, count, count, count, flag, count, at),
  gemmScratch: whole(),
  leakyRelu: nothing(at, at, count, real),
  leakyReluBackward: nothing(at, at, at, count, real),
  listMatrix: nothing(at, count, count, at, at),
  listsPerRow: whole(count),
  logOf: ofOne,
  madd: number(real, real, real),
  multiplyEach: zip,
  multiplyRow: nothing(at, at, at, ...size),
  normalize: nothing(at, at, at, at, at, at, at, ...size),
  normalizeBackward: nothing(at, at, at, at, at, at, at, ...size),
  normalizeRows: nothing(at, at, at, at, at, at, at, ...size),
  normalizeRowsBackward: nothing(at, at, at, at, at, count, count, flag),
  polarScaleOf: ofOne,
  powOf: number(real, real),
  relu: map,
  reluBackward: zip,
  rowMeans: nothing(at, at, ...size),
  rowVariances: nothing(at, at, at, ...size),
  stepAdam: nothing(at, at, at, at, count, real, real, real, real, real, real),
  stepMomentum: nothing(at, at, at, count, real, real),
  stepNesterov: nothing(at, at, at, count, real, real),
  stepRMSProp: nothing(at, at, at, count, real, real, real, real),
  sumOfSquares: number(at, count, real),
} satisfies Record<string, Signature>;

/** The other elementary functions, and the activations made of them: another module. */
export const FUNCTIONS = {
  elu: nothing(at, at, count, real, real),
  eluBackward: nothing(at, at, at, count, real, real),
  eluDerivativeOf: number(real, real, real),
  eluOf: number(real, real, real),
  erf: map,
  erfc: map,
  erfcOf: ofOne,
  erfOf: ofOne,
  expm1: map,
  expm1Of: ofOne,
  gelu: map,
  geluBackward: zip,
  geluDerivativeOf: ofOne,
  geluOf: ofOne,
  geluTanh: map,
  geluTanhBackward: zip,
  geluTanhDerivativeOf: ofOne,
  geluTanhOf: ofOne,
  log: map,
  log10: map,
  log10Of: ofOne,
  log1p: map,
  log1pOf: ofOne,
  normalDensity: map,
  normalDensityOf: ofOne,
  normalDistribution: map,
  normalDistributionOf: ofOne,
  polarScale: map,
  pow: zip,
  sigmoid: map,
  sigmoidBackward: zip,
  sigmoidOf: ofOne,
  silu: map,
  siluBackward: zip,
  siluDerivativeOf: ofOne,
  siluOf: ofOne,
  softplus: map,
  softplusBackward: zip,
  softplusOf: ofOne,
  tanh: map,
  tanhBackward: zip,
  tanhOf: ofOne,
} satisfies Record<string, Signature>;

/** What each function takes and gives. */
export const KERNEL = { ...CORE, ...FUNCTIONS };

/**
 * Whether a function takes numbers alone, no addresses: to call native code for one takes
 * longer than WebAssembly.
 */
export function isOfNumbers(name: keyof Kernel): boolean {
  const { parameters }: Signature = KERNEL[name];
  return parameters.length > 0 && parameters.every((one) => one === real);
}

/** The functions of a table, as a build has them. */
type Of<Table extends Record<string, Signature>> = {
  readonly [Name in keyof Table]: KernelFunction<Table[Name]>;
};

/** What networks of ReLU train with, of a build of the kernel. */
export type Core = Of<typeof CORE>;
/** The other functions of a build. */
export type Functions = Of<typeof FUNCTIONS>;
/** A build of the kernel, whichever it is. */
export type Kernel = Core & Functions;

type KernelFunction<S extends Signature> = (
  ...args: Numbers<S["parameters"]>
) => S["result"] extends "void" ? void : number;

type Numbers<P extends readonly unknown[]> = {
  -readonly [I in keyof P]: number;
};
