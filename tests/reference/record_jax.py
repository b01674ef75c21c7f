"""Records jax.json: what JAX (with Optax, its optimizers) makes of the same cases.

JAX has no layers with a state. What it has instead is recorded: `jax.nn.standardize`
along an axis, the dropout of `jax.example_libraries.stax`, and gradients of formulas
written out here. The file that it reads is that of pytorch.json, which `save` writes too.
"""

import base64
import json
from pathlib import Path

from _recording import (
    AFFINE, BATCHES, BETA, DROPOUT, FAN_IN, FAN_OUT, GAMMA, GRID, LOSS, PROBLEM, ROWS,
    STEPS, moments, np, write,
)

import jax
import jax.numpy as jnp
import optax
from jax import nn
from jax.example_libraries import stax
from jax.nn import initializers
from safetensors import flax as safetensors


# ---- Layers ----

def passes(f, dout, **inputs):
    """y, and d<name> for every input, for the upstream gradient `dout`."""
    names = list(inputs)
    y, vjp = jax.vjp(
        lambda *values: f(**dict(zip(names, values))),
        *(jnp.asarray(value) for value in inputs.values()),
    )
    grads = vjp(jnp.asarray(dout))
    return {"y": y, **{f"d{name}": grad for name, grad in zip(names, grads)}}


def affine():
    inputs = {key: AFFINE[key] for key in ("x", "W", "b")}
    out = passes(lambda x, W, b: x @ W + b, AFFINE["dout"], **inputs)
    return {"call": "x @ W + b", **AFFINE, **out}


def standardized(axis):
    return lambda x, gamma, beta: gamma * nn.standardize(x, axis=axis) + beta


def batch_normalization():
    batches = [
        {**batch, **passes(
            standardized(0), batch["dout"], x=batch["x"], gamma=GAMMA, beta=BETA)}
        for batch in BATCHES
    ]
    return {"call": "gamma * nn.standardize(x, axis=0) + beta", "eps": 1e-5,
            "gamma": GAMMA, "beta": BETA, "batches": batches}


def layer_normalization():
    inputs = {key: ROWS[key] for key in ("x", "gamma", "beta")}
    out = passes(standardized(-1), ROWS["dout"], **inputs)
    return {"call": "gamma * nn.standardize(x, axis=-1) + beta", "eps": 1e-5, **ROWS,
            **out}


def rms_normalization():
    eps = 1e-6

    def normalize(x, gamma):
        return gamma * x * jax.lax.rsqrt(
            jnp.mean(jnp.square(x), axis=-1, keepdims=True) + eps)

    inputs = {key: ROWS[key] for key in ("x", "gamma")}
    out = passes(normalize, ROWS["dout"], **inputs)
    return {"call": "gamma * x * lax.rsqrt(mean(square(x)) + 1e-6)", "eps": eps,
            **inputs, "dout": ROWS["dout"], **out}


def dropout():
    keep = 1 - DROPOUT["ratio"]

    def run(mode):
        _, apply = stax.Dropout(keep, mode=mode)
        return passes(
            lambda x: apply((), x, rng=jax.random.key(0)), DROPOUT["dout"],
            x=DROPOUT["x"])

    return {"call": "stax.Dropout(0.75)", "keep": keep, **DROPOUT,
            "train": run("train"), "infer": run("test")}


# ---- Loss and activations ----

def cross_entropy(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(
        logits, jnp.asarray(labels)).mean()


def softmax_cross_entropy():
    loss, dlogits = jax.value_and_grad(cross_entropy)(
        jnp.asarray(LOSS["logits"]), LOSS["labels"])
    return {
        "call": "optax.softmax_cross_entropy_with_integer_labels(z, labels).mean()",
        **LOSS, "loss": loss, "dlogits": dlogits,
    }


ACTIVATIONS = {
    "sigmoid": ("nn.sigmoid(z)", nn.sigmoid),
    "tanh": ("nn.tanh(z)", nn.tanh),
    "relu": ("nn.relu(z)", nn.relu),
    "leakyRelu": ("nn.leaky_relu(z)", nn.leaky_relu),
    "elu": ("nn.elu(z)", nn.elu),
    "selu": ("nn.selu(z)", nn.selu),
    "gelu": (
        "nn.gelu(z, approximate=False)", lambda z: nn.gelu(z, approximate=False)),
    "geluTanh": ("nn.gelu(z)", nn.gelu),
    "silu": ("nn.silu(z)", nn.silu),
    "softplus": ("nn.softplus(z)", nn.softplus),
}


def activation(call, f):
    z = jnp.asarray(GRID)
    return {"call": call, "y": f(z), "derivative": jax.vmap(jax.grad(f))(z)}


def second_moment_gain(f):
    """1 / sqrt(E f(z)^2), z a standard normal: 32 Gauss-Legendre nodes a unit.

    Every bend of an activation lies on a bound of a panel; beyond 12 there is 1e-32.
    """
    nodes, weights = np.polynomial.legendre.leggauss(32)
    z = (np.arange(-12, 12)[:, None] + (nodes + 1) / 2).ravel()
    weight = np.tile(weights / 2, 24) * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    return float(np.sum(weight * np.asarray(f(jnp.asarray(z))) ** 2) ** -0.5)


# ---- Optimizers ----

OPTIMIZERS = {
    "sgd": ("sgd(0.5)", optax.sgd(0.5)),
    "momentum": ("sgd(0.2, momentum=0.9)", optax.sgd(0.2, momentum=0.9)),
    "nesterov": (
        "sgd(0.2, momentum=0.9, nesterov=True)",
        optax.sgd(0.2, momentum=0.9, nesterov=True)),
    "l2": (
        "chain(add_decayed_weights(0.1), sgd(0.5))",
        optax.chain(optax.add_decayed_weights(0.1), optax.sgd(0.5))),
    "adaGrad": ("adagrad(0.3)", optax.adagrad(0.3)),
    "adaGradFromZero": (
        "adagrad(0.3, initial_accumulator_value=0.0, eps=0.0)",
        optax.adagrad(0.3, initial_accumulator_value=0.0, eps=0.0)),
    "rmsProp": ("rmsprop(0.05)", optax.rmsprop(0.05)),
    "rmsPropEpsOutside": (
        "rmsprop(0.05, eps_in_sqrt=False)", optax.rmsprop(0.05, eps_in_sqrt=False)),
    "adam": ("adam(0.1)", optax.adam(0.1)),
    "adamW": ("adamw(0.1)", optax.adamw(0.1)),
}


def optimize(call, optimizer):
    x = jnp.asarray(PROBLEM["x"])
    params = {key: jnp.asarray(PROBLEM[key]) for key in ("W", "b")}
    state = optimizer.init(params)

    def cost(params):
        return cross_entropy(x @ params["W"] + params["b"], PROBLEM["labels"])

    steps = []
    for _ in range(STEPS):
        loss, grads = jax.value_and_grad(cost)(params)
        updates, state = optimizer.update(grads, state, params)
        params = optax.apply_updates(params, updates)
        steps.append(
            {"loss": loss, "dW": grads["W"], "db": grads["b"], **params})
    return {"call": f"optax.{call}", "steps": steps}


# ---- Schedules ----

SCHEDULES = {
    "cosine": (
        "cosine_decay_schedule(0.2, 10, alpha=0.05)",
        optax.cosine_decay_schedule(0.2, 10, alpha=0.05)),
    "warmup": (
        "warmup_cosine_decay_schedule(0.01, 0.2, 4, 10, end_value=0.02)",
        optax.warmup_cosine_decay_schedule(0.01, 0.2, 4, 10, end_value=0.02)),
    "staircase": (
        "exponential_decay(0.2, 3, 0.5, staircase=True)",
        optax.exponential_decay(0.2, 3, 0.5, staircase=True)),
}


def scheduled(call, schedule):
    """The rates of 12 updates, two of them beyond the schedule's last."""
    return {"call": f"optax.{call}", "rates": [schedule(step) for step in range(12)]}


# ---- Initializers ----

def initialized(call, initializer, support=None):
    w = initializer(jax.random.key(0), (FAN_IN, FAN_OUT), jnp.float64)
    return moments(f"initializers.{call}", w, support)


def orthogonal(fan_in, fan_out):
    """|W^T W - g^2 I| at its largest (W W^T where W is wider than tall)."""
    of = initializers.orthogonal(1.5)
    w = np.asarray(of(jax.random.key(0), (fan_in, fan_out), jnp.float64))
    gram = w.T @ w if fan_in >= fan_out else w @ w.T
    error = np.abs(gram - 1.5 ** 2 * np.eye(len(gram))).max()
    return {"call": "initializers.orthogonal(1.5)", "fanIn": fan_in,
            "fanOut": fan_out, "gain": 1.5, "gramError": error}


def around(limit):
    return [-limit, limit]


# The standard deviation of a standard normal cut at 2, as in jax.nn.initializers.
CUT = 0.87962566103423978


def jax_initializers():
    of = initializers
    average = (FAN_IN + FAN_OUT) / 2
    return {
        "fanIn": FAN_IN, "fanOut": FAN_OUT,
        "zeros": initialized("zeros", of.zeros, [0, 0]),
        "ones": initialized("ones", of.ones, [1, 1]),
        "constant": initialized("constant(0.3)", of.constant(0.3), [0.3, 0.3]),
        "normal": initialized("normal(0.02)", of.normal(0.02)),
        "uniform": initialized("uniform(0.1)", of.uniform(0.1), [0, 0.1]),
        "truncatedNormal": initialized(
            "truncated_normal(0.05)", of.truncated_normal(0.05), around(2 * 0.05)),
        "varianceScaling": initialized(
            "variance_scaling(3.0, 'fan_out', 'normal')",
            of.variance_scaling(3.0, "fan_out", "normal")),
        "xavierNormal": initialized(
            "glorot_normal()", of.glorot_normal(), around(2 / CUT / average ** 0.5)),
        "xavierUniform": initialized(
            "glorot_uniform()", of.glorot_uniform(), around((3 / average) ** 0.5)),
        "heNormal": initialized(
            "he_normal()", of.he_normal(), around(2 / CUT * (2 / FAN_IN) ** 0.5)),
        "heUniform": initialized(
            "he_uniform()", of.he_uniform(), around((6 / FAN_IN) ** 0.5)),
        "lecunNormal": initialized(
            "lecun_normal()", of.lecun_normal(), around(2 / CUT / FAN_IN ** 0.5)),
        "lecunUniform": initialized(
            "lecun_uniform()", of.lecun_uniform(), around((3 / FAN_IN) ** 0.5)),
        "orthogonal": [orthogonal(40, 25), orthogonal(25, 40), orthogonal(30, 30)],
    }


# ---- Files ----

def saving():
    """A file as the library writes it, read, answered of and written again; and one of JAX's.

    The reading is the one that README.md shows.
    """
    recorded = json.loads(Path(__file__).with_name("pytorch.json").read_text())["saving"]
    t = safetensors.load(base64.b64decode(recorded["file"]))
    x = jnp.asarray(recorded["x"])

    def net(t):
        z = x @ t["0.W"] + t["0.b"]
        z = (z - t["1.runningMean"]) / jnp.sqrt(t["1.runningVariance"] + 1e-6)
        z = nn.relu(t["1.gamma"] * z + t["1.beta"])
        return z @ t["3.W"] + t["3.b"]

    def written(t):
        return {"file": base64.b64encode(safetensors.save(t)).decode(), "y": net(t)}

    return {
        "call": "safetensors.flax.load(..), save(..)", "x": x, **written(t),
        "doubled": written(jax.tree.map(lambda value: 2 * value, t)),
    }


write("jax", ["jax", "optax", "numpy", "safetensors"], {
    "layers": {
        "affine": affine(),
        "batchNormalization": batch_normalization(),
        "layerNormalization": layer_normalization(),
        "rmsNormalization": rms_normalization(),
        "dropout": dropout(),
    },
    "losses": {"softmaxCrossEntropy": softmax_cross_entropy()},
    "activations": {
        "z": GRID,
        **{name: activation(*case) for name, case in ACTIVATIONS.items()},
    },
    "secondMomentGains": {
        name: second_moment_gain(f) for name, (_, f) in ACTIVATIONS.items()
    },
    "problem": PROBLEM,
    "optimizers": {name: optimize(*case) for name, case in OPTIMIZERS.items()},
    "schedules": {name: scheduled(*case) for name, case in SCHEDULES.items()},
    "initializers": jax_initializers(),
    "saving": saving(),
})
