// The post's 16 panels in numpy-ts, float64: the program in panels_numpy.py with
// numpy-ts in NumPy's place. It has no assignment through a boolean mask, so ReLU is a
// where(). Transposes are copied and its memory is raised to 2 GB, since it would else
// leave WebAssembly for plain JavaScript, at half the speed.
// Usage: panels_numpy_ts.mjs data [panel ...]

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as np from "npm:numpy-ts@1.4.0";

np.configureWasm({ maxMemory: 2 ** 31 });

const HIDDEN = [100, 100, 100, 100, 100], CLASSES = 10;
const BATCH = 100, UPDATES = 191, EVERY = 10, LR = 0.01, EXAMPLES = 1000;

class Affine {
  constructor(W) {
    this.params = [W, np.zeros([W.shape[1]])];
  }
  forward(x) {
    this.x = x;
    const [W, b] = this.params;
    return x.matmul(W).add(b);
  }
  backward(dout) {
    this.grads = [this.x.T.copy().matmul(dout), dout.sum(0)];
    return dout.matmul(this.params[0].T.copy());
  }
}

class BatchNormalization {
  constructor(features, eps = 1e-6, momentum = 0.9) {
    this.params = [np.ones([features]), np.zeros([features])];
    this.runningMean = np.zeros([features]);
    this.runningVar = np.zeros([features]);
    Object.assign(this, { eps, momentum });
  }
  forward(x, training) {
    const [gamma, beta] = this.params;
    if (!training) {
      const std = np.sqrt(this.runningVar.add(this.eps));
      return gamma.multiply(x.subtract(this.runningMean)).divide(std).add(beta);
    }
    const mean = x.mean(0);
    const centred = x.subtract(mean);
    const variance = centred.multiply(centred).mean(0);
    this.std = np.sqrt(variance.add(this.eps));
    this.xHat = centred.divide(this.std);
    const moved = (running, now) =>
      running.multiply(this.momentum).add(now.multiply(1 - this.momentum));
    this.runningMean = moved(this.runningMean, mean);
    this.runningVar = moved(this.runningVar, variance);
    return gamma.multiply(this.xHat).add(beta);
  }
  backward(dout) {
    this.grads = [dout.multiply(this.xHat).sum(0), dout.sum(0)];
    const g = this.params[0].multiply(dout);
    return g.subtract(g.mean(0))
      .subtract(this.xHat.multiply(g.multiply(this.xHat).mean(0)))
      .divide(this.std);
  }
}

class Relu {
  params = [];
  grads = [];
  forward(x) {
    this.mask = np.greater(x, 0);
    return np.asarray(np.where(this.mask, x, 0));
  }
  backward(dout) {
    return np.asarray(np.where(this.mask, dout, 0));
  }
}

class Network {
  constructor(weights, batchNorm) {
    this.layers = weights.flatMap((W, i) => {
      if (i === HIDDEN.length) return [new Affine(W)];
      const normal = batchNorm ? [new BatchNormalization(W.shape[1])] : [];
      return [new Affine(W), ...normal, new Relu()];
    });
  }
  forward(x, training) {
    return this.layers.reduce((x, layer) => layer.forward(x, training), x);
  }
  /** One step of gradient descent on the mean cross-entropy; t is one-hot. */
  train(x, t) {
    const logits = this.forward(x, true);
    const e = np.exp(logits.subtract(np.amax(logits, 1, true)));
    let dout = e.divide(np.sum(e, 1, true)).subtract(t).divide(BATCH);
    for (const layer of this.layers.toReversed()) dout = layer.backward(dout);
    for (const layer of this.layers) {
      layer.params = layer.params.map((param, i) =>
        param.subtract(layer.grads[i].multiply(LR))
      );
    }
  }
  accuracy(x, labels) {
    const answers = np.argmax(this.forward(x, false), 1).toArray();
    return answers.filter((a, i) => Number(a) === labels[i]).length / EXAMPLES;
  }
}

function load(folder) {
  const read = (name, header) =>
    gunzipSync(readFileSync(`${folder}/train-5000-${name}.gz`))
      .subarray(header);
  const pixels = read("images-idx3-ubyte", 16).subarray(0, EXAMPLES * 784);
  const labels = [...read("labels-idx1-ubyte", 8).subarray(0, EXAMPLES)];
  const x = np.array([...pixels]).reshape([EXAMPLES, 784]).divide(255);
  return { x, labels, t: np.take(np.eye(CLASSES), labels, 0) };
}

function panel(index, { x, t, labels }) {
  np.random.seed(index);
  const std = 10 ** (-4 * index / 15);
  const sizes = [784, ...HIDDEN, CLASSES];
  const weights = sizes.slice(1).map((units, i) =>
    np.random.normal(0, std, [sizes[i], units])
  );
  const networks = [false, true].map((bn) => new Network(weights, bn));
  let final = [];
  for (let update = 0; update < UPDATES; update++) {
    const batch = np.random.randint(0, EXAMPLES, [BATCH]).toArray().map(Number);
    const xs = np.take(x, batch, 0), ts = np.take(t, batch, 0);
    for (const net of networks) net.train(xs, ts);
    if (update % EVERY === 0) {
      final = networks.map((net) => net.accuracy(x, labels));
    }
  }
  return final;
}

const [folder, ...chosen] = process.argv.slice(2);
const start = performance.now();
const data = load(folder);
const panels = chosen.length > 0 ? chosen.map(Number) : [...Array(16).keys()];
const finals = panels.map((index) => panel(index, data));
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, finals }));
