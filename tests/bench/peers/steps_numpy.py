"""One training step (forward, backward, update) of the networks in panels_numpy.py, in
NumPy with its default threads: for each {"width", "depth", "batch"} of the JSON list
given, the milliseconds of the shortest run: other work on the machine only ever adds
to it.
"""

import json
import sys
import time

import numpy as np
from panels_numpy import Network, draw_weights, load


def milliseconds(x, t, width, depth, batch):
    rng = np.random.default_rng(1)
    sizes = [x.shape[1], *[width] * depth, 10]
    weights = [
        W * np.sqrt(2 / W.shape[0]) for W in draw_weights(rng, 1, sizes)
    ]
    network = Network(weights, batch_norm=False)
    chosen = np.arange(batch) % len(t)
    xs, ts = x[chosen], t[chosen]
    network.train(xs, ts)
    times = []
    while len(times) < 5 or sum(times) < 0.5:
        start = time.perf_counter()
        network.train(xs, ts)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


folder, cases = sys.argv[1], json.loads(sys.argv[2])
x, t = load(folder, 1000)
print(json.dumps([milliseconds(x, t, **case) for case in cases]))
