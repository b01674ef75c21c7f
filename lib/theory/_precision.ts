// What counts as nothing, and as without end, in double precision.

/** Relative differences below this are rounding's. */
export const NOTHING = 1e-12;
/** Where lengths are looked for; they stand for 0 and for Infinity in the means there. */
export const [SMALLEST, LARGEST] = [1e-20, 1e20];
/** Of two integrals inside one another each may be this much coarser than one alone. */
export const NESTED = 100;
