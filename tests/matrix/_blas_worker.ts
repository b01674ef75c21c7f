/// <reference lib="webworker" />
import { type Blas, matmul, Matrix, useBlas } from "weightlab";

// Uses the library that it is sent, with one thread; answers with how many it got.
self.onmessage = async ({ data: { library } }: MessageEvent<Blas>) => {
  const { threads } = await useBlas({ library, threads: 1 });
  matmul(Matrix.ones(260, 260), Matrix.ones(260, 260));
  self.postMessage(threads);
};
