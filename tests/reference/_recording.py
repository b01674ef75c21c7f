"""What the three recorders share: the inputs of every case, and the JSON they write.

Inputs are drawn here, rounded to three decimals, and stored beside what a framework
made of them, so that a reader of the JSON needs no generator.

To be imported before any framework: it sets what they read when they are imported.
"""

import json
import os
from importlib.metadata import version
from pathlib import Path

# One thread and no accelerator: sums in the same order, the same bytes again.
os.environ.update(
    OMP_NUM_THREADS="1",
    JAX_ENABLE_X64="1",
    JAX_PLATFORMS="cpu",
    KERAS_BACKEND="jax",
    XLA_FLAGS="--xla_cpu_multi_thread_eigen=false",
)

import numpy as np  # noqa: E402

# ---- Inputs ----

SEED = 2019


def drawn(name, *shape):
    """Standard normals, rounded; a seed of its own for each name."""
    rng = np.random.default_rng([SEED, *name.encode()])
    return np.round(rng.standard_normal(shape), 3)


def skewed(name, rows, columns):
    """Squares of normals, each column with a scale and a shift of its own."""
    j = np.arange(columns)
    return np.round(drawn(name, rows, columns) ** 2 * (1 + j) + 3 * j - 5, 3)


AFFINE = {
    "x": drawn("affine/x", 5, 4),
    "W": drawn("affine/W", 4, 3),
    "b": drawn("affine/b", 3),
    "dout": drawn("affine/dout", 5, 3),
}

FEATURES = 3
GAMMA, BETA = drawn("gamma", FEATURES), drawn("beta", FEATURES)

# Batches of different sizes tell the estimators of the variance apart.
BATCHES = [
    {"x": skewed(f"batch/{rows}/x", rows, FEATURES),
     "dout": drawn(f"batch/{rows}/dout", rows, FEATURES)}
    for rows in (6, 5, 4)
]
INFERENCE = {
    "x": skewed("inference/x", 4, FEATURES),
    "dout": drawn("inference/dout", 4, FEATURES),
}

ROWS = {
    "x": np.round(3 * drawn("rows/x", 4, 5) + 2, 3),
    "gamma": drawn("rows/gamma", 5),
    "beta": drawn("rows/beta", 5),
    "dout": drawn("rows/dout", 4, 5),
}

# Six features, in two groups or in three.
GROUPS = {
    "x": skewed("groups/x", 4, 6),
    "gamma": drawn("groups/gamma", 6),
    "beta": drawn("groups/beta", 6),
    "dout": drawn("groups/dout", 4, 6),
}

# The zeros show which slope is taken there.
SLOPES = {
    "x": np.vstack([drawn("slopes/x", 5, 3), [[0.0, 0.0, 0.0]]]),
    "a": drawn("slopes/a", 3),
    "dout": drawn("slopes/dout", 6, 3),
}

DIRECTIONS = {
    "x": drawn("directions/x", 5, 4),
    "v": drawn("directions/v", 4, 3),
    "g": drawn("directions/g", 3),
    "b": drawn("directions/b", 3),
    "dout": drawn("directions/dout", 5, 3),
}

# No element is 0, so that zeros in the output are what was dropped.
DROPOUT = {
    "ratio": 0.25,
    "x": np.round(np.abs(drawn("dropout/x", 4, 5)) + 0.5, 3),
    "dout": drawn("dropout/dout", 4, 5),
}

# The last rows hold logits so large that a naive softmax overflows.
LOSS = {
    "logits": np.vstack([
        3 * drawn("loss/logits", 4, 3),
        [[800.0, -700.0, 1.0], [-900.0, 30.0, 29.5]],
    ]).round(3),
    "labels": [2, 0, 1, 1, 2, 0],
}

# The same logits, with targets that are no classes of theirs, or numbers.
LOGITS = LOSS["logits"]
PROBABILITIES = np.array([
    [0.5, 0.25, 0.25], [0.125, 0.0, 0.875], [0.0, 1.0, 0.0],
    [0.25, 0.375, 0.375], [0.75, 0.25, 0.0], [0.0625, 0.9375, 0.0],
])
SHARES = np.array([
    [1.0, 0.0, 0.3], [0.0, 1.0, 1.0], [0.9, 0.0, 0.0],
    [0.2, 0.6, 1.0], [1.0, 0.5, 0.0], [0.0, 0.25, 1.0],
])
NUMBERS = drawn("loss/numbers", 6, 3)

# Both signs of: next to nothing, the bends, the tails, and far beyond overflow.
POSITIVE = [
    1e-12, 1e-3, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 19.5, 20.5, 30.0,
    40.0, 100.0, 800.0,
]
GRID = np.array([-z for z in reversed(POSITIVE)] + [0.0] + POSITIVE)

# A small problem for optimizers: softmax regression, 3 features into 2 classes.
PROBLEM = {
    "x": drawn("problem/x", 5, 3),
    "labels": [0, 1, 1, 0, 1],
    "W": drawn("problem/W", 3, 2),
    "b": drawn("problem/b", 2),
}
STEPS = 10

FAN_IN, FAN_OUT = 400, 300


# ---- Moments ----

def moments(call, w, support=None):
    """What can be compared of draws from different generators.

    `w` is fan-in x fan-out. `support` is the interval that the framework's
    documentation promises; None where it is unbounded.
    """
    w = np.asarray(w)
    assert w.shape == (FAN_IN, FAN_OUT) and w.dtype == np.float64, (call, w.dtype)
    if support is not None:
        low, high = support
        assert low <= w.min() and w.max() <= high, call
    return {
        "call": call,
        "mean": w.mean(),
        "std": w.std(),
        "min": w.min(),
        "max": w.max(),
        "support": support,
    }


# ---- JSON ----

def write(name, packages, recorded):
    """Writes `name`.json beside this file, with the packages' versions on top."""
    versions = {package: version(package).split("+")[0] for package in packages}
    path = Path(__file__).with_name(f"{name}.json")
    path.write_text(
        text(plain({"versions": versions, "seed": SEED, **recorded})) + "\n",
        encoding="utf-8",
    )


def plain(value):
    """Arrays of any framework as lists, and its numbers as numbers."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "dtype"):
        array = np.asarray(value)
        # Arrays of single precision would agree to 1e-7 and hide what differs.
        assert array.dtype in (np.float64, np.int64), array.dtype
        return array.tolist()
    return value


def text(value, indent=0, used=0):
    """JSON as `deno fmt` leaves it: on one line where that fits in 80 columns.

    `used` is what the line already holds, and what must follow on it.
    """
    line = json.dumps(value, allow_nan=False)
    is_list = isinstance(value, list)
    if not isinstance(value, (dict, list)) or not value:
        return line
    if is_list and indent + used + len(line) <= 80:
        return line
    inner = indent + 2
    items = [text(item, inner, 1) for item in value] if is_list else [
        f"{json.dumps(key)}: {text(item, inner, len(json.dumps(key)) + 3)}"
        for key, item in value.items()
    ]
    open_, close = "[]" if is_list else "{}"
    body = ",\n".join(" " * inner + item for item in items)
    return f"{open_}\n{body}\n{' ' * indent}{close}"
