"""Reads a file that the library wrote, answers as its network would, and writes it again.

    python _python.py IN OUT

IN is a safetensors file of an mlp with batch normalization: tensors as save() names them,
"x", a batch, and "y", what the library makes of it. OUT gets the same tensors with all
parameters doubled, and the "y" that NumPy then makes of x.
"""

import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load, save

EPS = 1e-6


def forward(t):
    x = t["x"] @ t["0.W"] + t["0.b"]
    x = (x - t["1.runningMean"]) / np.sqrt(t["1.runningVariance"] + EPS)
    x = np.maximum(0, t["1.gamma"] * x + t["1.beta"])
    return x @ t["3.W"] + t["3.b"]


source, target = map(Path, sys.argv[1:])
data = source.read_bytes()
tensors = load(data)
assert np.abs(forward(tensors) - tensors["y"]).max() < 1e-12
assert save(tensors) == data, "Python writes other bytes"

parameters = {name: 2 * value for name, value in tensors.items() if name[0].isdigit()}
again = {**parameters, "x": tensors["x"]}
target.write_bytes(save({**again, "y": forward(again)}, metadata={"by": "NumPy"}))
