export { columnMoments, normalize, normalizeBackward } from "./batch_norm";
export { addRow, columnSums, descend, relu, reluBackward } from "./elementwise";
export { isFused, madd } from "./fused";
export { gemm, gemmScratch, product } from "./gemm";
export { gemmListed, listMatrix, listsPerRow } from "./listed";
export { countNonzeros, density } from "./sparse";
