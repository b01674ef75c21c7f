// The kernel's functions as native code knows them; WebAssembly's are called alike. What
// they do, the C sources say.

const at = "u32", count = "u32", number = "f64";

/** What each function takes, in C's order, and gives. Addresses are byte offsets. */
export const FUNCTIONS = {
  descend: { parameters: [at, at, count, number], result: "void" },
  relu: { parameters: [at, at, count], result: "void" },
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
