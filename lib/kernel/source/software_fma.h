INLINE V fma(V a, V b, V c) { return a * b + c; }
