"""exp and sigmoid of as many numbers as given, in NumPy, into an array that is there
already: nanoseconds a number, in the shortest run. Usage: functions_numpy.py 100000
"""

import json
import sys
import time

import numpy as np

count = int(sys.argv[1])
x = np.random.default_rng(1).standard_normal(count)
y = np.empty(count)


def exp():
    np.exp(x, out=y)


def sigmoid():
    np.negative(x, out=y)
    np.exp(y, out=y)
    np.add(y, 1, out=y)
    np.reciprocal(y, out=y)


def nanoseconds(function):
    times = []
    end = time.perf_counter() + 0.5
    while time.perf_counter() < end:
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return 1e9 * min(times) / count


print(json.dumps({"exp": nanoseconds(exp), "sigmoid": nanoseconds(sigmoid)}))
