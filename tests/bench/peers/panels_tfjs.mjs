// The post's 16 panels in TensorFlow.js with its WASM backend, float32, the only float
// it has: tf.sequential of dense, batchNormalization and activation layers, its own loss
// and SGD. For each weight scale one network without and one with batch normalization,
// trained on the same batches. Usage: panels_tfjs.mjs data [panel ...]

import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import * as tf from "npm:@tensorflow/tfjs@4.22.0";
import {
  getThreadsCount,
  setWasmPaths,
} from "npm:@tensorflow/tfjs-backend-wasm@4.22.0";

const BINARIES = "npm:@tensorflow/tfjs-backend-wasm@4.22.0/dist/";

const HIDDEN = [100, 100, 100, 100, 100], CLASSES = 10;
const BATCH = 100, UPDATES = 191, EVERY = 10, LR = 0.01, EXAMPLES = 1000;

function network(std, batchNorm, seed) {
  const net = tf.sequential();
  [...HIDDEN, CLASSES].forEach((units, i) => {
    const last = i === HIDDEN.length;
    net.add(tf.layers.dense({
      units,
      inputShape: i === 0 ? [784] : undefined,
      kernelInitializer: tf.initializers.randomNormal({
        mean: 0,
        stddev: std,
        seed: seed + i,
      }),
      biasInitializer: "zeros",
      activation: last ? "softmax" : undefined,
    }));
    if (last) return;
    if (batchNorm) {
      net.add(tf.layers.batchNormalization({
        epsilon: 1e-6,
        momentum: 0.9,
        // The post starts its running variance from 0.
        movingVarianceInitializer: "zeros",
      }));
    }
    net.add(tf.layers.reLU());
  });
  net.compile({ optimizer: tf.train.sgd(LR), loss: "categoricalCrossentropy" });
  return net;
}

function accuracy(net, x, t) {
  return tf.tidy(() =>
    net.predictOnBatch(x).argMax(1).equal(t).mean().dataSync()[0]
  );
}

function load(folder) {
  const read = (name, header) =>
    gunzipSync(readFileSync(`${folder}/train-5000-${name}.gz`))
      .subarray(header);
  const pixels = read("images-idx3-ubyte", 16).subarray(0, EXAMPLES * 784);
  const labels = read("labels-idx1-ubyte", 8).subarray(0, EXAMPLES);
  return {
    x: tf.tensor2d(Float32Array.from(pixels, (p) => p / 255), [EXAMPLES, 784]),
    t: tf.tensor1d(Int32Array.from(labels), "int32"),
  };
}

async function panel(index, { x, t }) {
  const std = 10 ** (-4 * index / 15);
  const networks = [false, true].map((bn) => network(std, bn, 100 * index));
  const batches = tf.randomUniform([UPDATES, BATCH], 0, EXAMPLES, "int32", index)
    .arraySync();
  let final = [];
  for (const [update, batch] of batches.entries()) {
    const xs = tf.gather(x, batch);
    const ts = tf.tidy(() => tf.oneHot(tf.gather(t, batch), CLASSES));
    for (const net of networks) await net.trainOnBatch(xs, ts);
    tf.dispose([xs, ts]);
    if (update % EVERY === 0) {
      final = networks.map((net) => accuracy(net, x, t));
    }
  }
  networks.forEach((net) => net.dispose());
  return final;
}

const [folder, ...chosen] = process.argv.slice(2);
const start = performance.now();
const binary = import.meta.resolve(`${BINARIES}tfjs-backend-wasm.wasm`);
setWasmPaths(dirname(fileURLToPath(binary)) + "/");
await tf.setBackend("wasm");
const data = load(folder);
const panels = chosen.length > 0 ? chosen.map(Number) : [...Array(16).keys()];
const finals = [];
for (const index of panels) finals.push(await panel(index, data));
const seconds = (performance.now() - start) / 1000;
console.log(
  JSON.stringify({ seconds, finals, threads: getThreadsCount() }),
);
