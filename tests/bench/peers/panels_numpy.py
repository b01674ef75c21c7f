"""The post's 16 panels in plain NumPy, float64: for each weight scale one network
without and one with batch normalization, trained on the same batches. Layers are
classes with forward and backward, products are np.dot, ReLU is a boolean mask, and
batch normalization is its formulas, one array operation after the other. With
--processes N the scales are divided among N processes.
"""

import argparse
import gzip
import json
import multiprocessing
import time

import numpy as np

HIDDEN = [100] * 5
CLASSES = 10
BATCH, UPDATES, EVERY = 100, 191, 10
LR = 0.01


class Affine:
    def __init__(self, W):
        self.params = [W, np.zeros(W.shape[1])]

    def forward(self, x, training):
        self.x = x
        W, b = self.params
        return np.dot(x, W) + b

    def backward(self, dout):
        self.grads = [np.dot(self.x.T, dout), dout.sum(axis=0)]
        return np.dot(dout, self.params[0].T)


class BatchNormalization:
    def __init__(self, features, eps=1e-6, momentum=0.9):
        self.params = [np.ones(features), np.zeros(features)]
        self.running_mean = np.zeros(features)
        self.running_var = np.zeros(features)
        self.eps, self.momentum = eps, momentum

    def forward(self, x, training):
        gamma, beta = self.params
        if not training:
            std = np.sqrt(self.running_var + self.eps)
            return gamma * (x - self.running_mean) / std + beta
        mean = x.mean(axis=0)
        centred = x - mean
        var = (centred**2).mean(axis=0)
        self.std = np.sqrt(var + self.eps)
        self.x_hat = centred / self.std
        keep = self.momentum
        self.running_mean = keep * self.running_mean + (1 - keep) * mean
        self.running_var = keep * self.running_var + (1 - keep) * var
        return gamma * self.x_hat + beta

    def backward(self, dout):
        self.grads = [(dout * self.x_hat).sum(axis=0), dout.sum(axis=0)]
        g = self.params[0] * dout
        centred = g - g.mean(axis=0) - self.x_hat * (g * self.x_hat).mean(axis=0)
        return centred / self.std


class Relu:
    params = grads = []

    def forward(self, x, training):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx


class Network:
    def __init__(self, weights, batch_norm):
        self.layers = []
        for W in weights[:-1]:
            self.layers.append(Affine(W.copy()))
            if batch_norm:
                self.layers.append(BatchNormalization(W.shape[1]))
            self.layers.append(Relu())
        self.layers.append(Affine(weights[-1].copy()))

    def forward(self, x, training):
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def train(self, x, t):
        """One step of gradient descent on the mean cross-entropy."""
        logits = self.forward(x, training=True)
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        dout = e / e.sum(axis=1, keepdims=True)
        dout[np.arange(len(t)), t] -= 1
        dout /= len(t)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        for layer in self.layers:
            for param, grad in zip(layer.params, layer.grads):
                param -= LR * grad

    def accuracy(self, x, t):
        return float((self.forward(x, training=False).argmax(axis=1) == t).mean())


def draw_weights(rng, std, sizes):
    return [std * rng.standard_normal(shape) for shape in zip(sizes[:-1], sizes[1:])]


def panel(args):
    index, std, x, t = args
    rng = np.random.default_rng(index)
    weights = draw_weights(rng, std, [x.shape[1], *HIDDEN, CLASSES])
    networks = [Network(weights, batch_norm) for batch_norm in (False, True)]
    final = []
    for update in range(UPDATES):
        batch = rng.integers(len(t), size=BATCH)
        for network in networks:
            network.train(x[batch], t[batch])
        if update % EVERY == 0:
            final = [network.accuracy(x, t) for network in networks]
    return final


def load(folder, count):
    with gzip.open(f"{folder}/train-5000-images-idx3-ubyte.gz") as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(f"{folder}/train-5000-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return pixels[:count] / 255, labels[:count]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--panels", type=int, nargs="*", default=range(16))
    args = parser.parse_args()

    start = time.perf_counter()
    x, t = load(args.data, 1000)
    scales = np.logspace(0, -4, 16)
    jobs = [(i, scales[i], x, t) for i in args.panels]
    if args.processes == 1:
        finals = [panel(job) for job in jobs]
    else:
        with multiprocessing.Pool(args.processes) as pool:
            finals = pool.map(panel, jobs, chunksize=1)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "finals": finals}))


if __name__ == "__main__":
    # A scale of 1 overflows on purpose: that is what its panel shows.
    np.seterr(all="ignore")
    main()
