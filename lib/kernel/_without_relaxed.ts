/** How an instruction on vectors begins. */
const VECTOR = 0xfd;

/** The instruction that calls a function. */
const CALL = 0x10;

/**
 * Makes a WebAssembly module one that needs no relaxed SIMD, the instructions of which differ
 * between processors, or are not there.
 *
 * The fused multiply-add becomes a call of a function of the module, which takes and gives the
 * same; the lesser and the greater of two numbers, those that tell what comes of NaN. Each takes
 * three bytes before and after.
 *
 * An instruction is told by its bytes alone, wherever they lie: none of the kernel's constants
 * has them, as its tests show, which hold each function to the same bits with and without.
 *
 * @param wasm The module, which is changed.
 * @param softwareFma The function's number, below 2^14.
 */
export function withoutRelaxed(wasm: Uint8Array, softwareFma: number): void {
  // By their second bytes, as the third is 2: that makes 0x107, 0x10f and 0x110.
  const instead: Readonly<Record<number, readonly number[]>> = {
    // f64x2.relaxed_madd. A number has seven bits a byte, the low ones first; here two bytes.
    0x87: [CALL, (softwareFma & 0x7f) | 0x80, softwareFma >> 7],
    0x8f: [VECTOR, 0xf6, 1], // f64x2.relaxed_min: f64x2.pmin
    0x90: [VECTOR, 0xf7, 1], // f64x2.relaxed_max: f64x2.pmax
  };
  for (let at = wasm.indexOf(VECTOR); at >= 0;) {
    const bytes = wasm[at + 2] === 2 ? instead[wasm[at + 1]] : undefined;
    if (bytes) wasm.set(bytes, at);
    at = wasm.indexOf(VECTOR, at + 1);
  }
}
