"""Records keras.json: what Keras 3 (on JAX) makes of the cases in _recording.py."""

from _recording import (
    AFFINE, BATCHES, BETA, DROPOUT, FAN_IN, FAN_OUT, FEATURES, GAMMA, GRID, INFERENCE,
    LOSS, PROBLEM, ROWS, STEPS, moments, np, write,
)

import jax
import jax.numpy as jnp
import keras
from keras import activations, initializers, layers, losses, optimizers

from keras.src.backend.common import dtypes

keras.config.set_floatx("float64")
# On JAX, whatever the above, Keras brings results of mixed types down to 32 bits, to
# "be aligned with JAX's default behavior". JAX is told to compute with 64 here.
dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"


# ---- Layers ----

def passes(layer, x, dout, **mode):
    """y and dx, then the gradients of the parameters in their order; moves the state."""
    state = [v.value for v in layer.non_trainable_variables]

    def run(params, x):
        y, state_after = layer.stateless_call(params, state, x, **mode)
        return y, state_after

    params = [v.value for v in layer.trainable_variables]
    y, vjp, after = jax.vjp(run, params, jnp.asarray(x), has_aux=True)
    dparams, dx = vjp(jnp.asarray(dout))
    for variable, value in zip(layer.non_trainable_variables, after):
        variable.assign(value)
    return {"y": y, "dx": dx}, dparams


def built(layer, width, *params):
    layer.build((None, width))
    for variable, values in zip(layer.trainable_variables, params, strict=True):
        variable.assign(values)
    return layer


def affine():
    dense = built(layers.Dense(3), 4, AFFINE["W"], AFFINE["b"])
    out, (dW, db) = passes(dense, AFFINE["x"], AFFINE["dout"])
    return {"call": "layers.Dense(3)", **AFFINE, **out, "dW": dW, "db": db}


def batch_normalization(call, **options):
    layer = built(layers.BatchNormalization(**options), FEATURES, GAMMA, BETA)
    batches = []
    for batch in BATCHES:
        out, (dgamma, dbeta) = passes(layer, **batch, training=True)
        batches.append({
            **batch, **out, "dgamma": dgamma, "dbeta": dbeta,
            "runningMean": layer.moving_mean.value,
            "runningVariance": layer.moving_variance.value,
        })
    out, (dgamma, dbeta) = passes(layer, **INFERENCE, training=False)
    return {
        "call": call, "eps": layer.epsilon, "momentum": layer.momentum,
        "gamma": GAMMA, "beta": BETA, "batches": batches,
        "inference": {**INFERENCE, **out, "dgamma": dgamma, "dbeta": dbeta},
    }


def layer_normalization():
    layer = built(layers.LayerNormalization(), 5, ROWS["gamma"], ROWS["beta"])
    out, (dgamma, dbeta) = passes(layer, ROWS["x"], ROWS["dout"])
    return {"call": "layers.LayerNormalization()", "eps": layer.epsilon, **ROWS, **out,
            "dgamma": dgamma, "dbeta": dbeta}


def rms_normalization():
    layer = built(layers.RMSNormalization(), 5, ROWS["gamma"])
    out, (dgamma,) = passes(layer, ROWS["x"], ROWS["dout"])
    inputs = {key: ROWS[key] for key in ("x", "gamma", "dout")}
    return {"call": "layers.RMSNormalization()", "eps": layer.epsilon, **inputs, **out,
            "dgamma": dgamma}


def dropout():
    layer = layers.Dropout(DROPOUT["ratio"], seed=0)
    inputs = {key: DROPOUT[key] for key in ("x", "dout")}
    train, _ = passes(layer, **inputs, training=True)
    infer, _ = passes(layer, **inputs, training=False)
    return {"call": "layers.Dropout(0.25)", **DROPOUT, "train": train, "infer": infer}


# ---- Loss and activations ----

def cross_entropy(logits, labels):
    of = losses.SparseCategoricalCrossentropy(from_logits=True)
    return of(jnp.asarray(labels), logits)


def softmax_cross_entropy():
    loss, dlogits = jax.value_and_grad(cross_entropy)(
        jnp.asarray(LOSS["logits"]), LOSS["labels"])
    clipped = losses.SparseCategoricalCrossentropy()(
        jnp.asarray(LOSS["labels"]), activations.softmax(jnp.asarray(LOSS["logits"])))
    return {
        "call": "losses.SparseCategoricalCrossentropy(from_logits=True)", **LOSS,
        "loss": loss, "dlogits": dlogits,
        # Of probabilities, those below this one are raised to it first.
        "ofProbabilities": {"epsilon": keras.config.epsilon(), "loss": clipped},
    }


ACTIVATIONS = {
    "sigmoid": ("sigmoid(z)", activations.sigmoid),
    "tanh": ("tanh(z)", activations.tanh),
    "relu": ("relu(z)", activations.relu),
    "leakyRelu": ("leaky_relu(z)", activations.leaky_relu),
    "elu": ("elu(z)", activations.elu),
    "selu": ("selu(z)", activations.selu),
    "gelu": ("gelu(z)", activations.gelu),
    "geluTanh": (
        "gelu(z, approximate=True)", lambda z: activations.gelu(z, approximate=True)),
    "silu": ("silu(z)", activations.silu),
    "softplus": ("softplus(z)", activations.softplus),
}


def activation(call, f):
    z = jnp.asarray(GRID)
    return {"call": f"activations.{call}", "y": f(z),
            "derivative": jax.vmap(jax.grad(f))(z)}


# ---- Optimizers ----

# "NoEps" leaves eps out, to tell what it does from what the rest of the rule does.
OPTIMIZERS = {
    "sgd": ("SGD", dict(learning_rate=0.5)),
    "momentum": ("SGD", dict(learning_rate=0.2, momentum=0.9)),
    "nesterov": ("SGD", dict(learning_rate=0.2, momentum=0.9, nesterov=True)),
    "l2": ("SGD", dict(learning_rate=0.5)),
    "adaGrad": ("Adagrad", dict(learning_rate=0.3)),
    "rmsProp": ("RMSprop", dict(learning_rate=0.05)),
    "adam": ("Adam", dict(learning_rate=0.1)),
    "adamNoEps": ("Adam", dict(learning_rate=0.1, epsilon=0.0)),
    "adamW": ("AdamW", dict(learning_rate=0.1)),
}
L2 = 0.05


def optimize(key, name, options):
    x = jnp.asarray(PROBLEM["x"])
    W = keras.Variable(PROBLEM["W"], dtype="float64")
    b = keras.Variable(PROBLEM["b"], dtype="float64")
    penalty = keras.regularizers.L2(L2) if key == "l2" else lambda w: 0.0
    optimizer = getattr(optimizers, name)(**options)

    def cost(W, b):
        loss = cross_entropy(x @ W + b, PROBLEM["labels"])
        return loss + penalty(W), loss

    steps = []
    for _ in range(STEPS):
        (_, loss), (dW, db) = jax.value_and_grad(cost, (0, 1), has_aux=True)(
            W.value, b.value)
        optimizer.apply_gradients([(dW, W), (db, b)])
        steps.append({"loss": loss, "dW": dW, "db": db, "W": W.value, "b": b.value})
    arguments = ", ".join(f"{key}={value}" for key, value in options.items())
    if key in SCHEDULED:
        call, schedule = SCHEDULED[key]
        arguments = arguments.replace(str(options["learning_rate"]), call)
        rates = [schedule(step) for step in range(STEPS)]
        return {"call": f"optimizers.{name}({arguments})", "rates": rates, "steps": steps}
    config = optimizer.get_config()
    used = {
        key: config[key] for key in (
            "learning_rate", "momentum", "rho", "beta_1", "beta_2", "epsilon",
            "initial_accumulator_value", "weight_decay")
        if config.get(key) is not None
    }
    # The configuration gives the rate back in single precision.
    used["learning_rate"] = options["learning_rate"]
    regularized = {"kernelRegularizer": f"L2({L2})"} if key == "l2" else {}
    return {"call": f"optimizers.{name}({arguments})", **regularized,
            "defaults": used, "steps": steps}


# ---- Schedules ----

schedules = optimizers.schedules
COSINE = (
    f"CosineDecay(0.2, {STEPS}, alpha=0.05)",
    schedules.CosineDecay(0.2, STEPS, alpha=0.05))
WARMUP = (
    "CosineDecay(0.0, 6, warmup_target=0.2, warmup_steps=4)",
    schedules.CosineDecay(0.0, 6, warmup_target=0.2, warmup_steps=4))
STAIRCASE = (
    "ExponentialDecay(0.2, 3, 0.5, staircase=True)",
    schedules.ExponentialDecay(0.2, 3, 0.5, staircase=True))
SCHEDULED = {
    "momentumCosine": COSINE, "momentumWarmup": WARMUP, "nesterovStaircase": STAIRCASE,
}


def scheduled(key, **options):
    return optimize(key, "SGD", dict(learning_rate=SCHEDULED[key][1], **options))


# ---- Initializers ----

def initialized(call, initializer, support=None):
    w = initializer((FAN_IN, FAN_OUT), dtype="float64")
    return moments(f"initializers.{call}", w, support)


def orthogonal(fan_in, fan_out):
    """|W^T W - g^2 I| at its largest (W W^T where W is wider than tall)."""
    of = initializers.Orthogonal(gain=1.5, seed=0)
    w = np.asarray(of((fan_in, fan_out), dtype="float64"))
    gram = w.T @ w if fan_in >= fan_out else w @ w.T
    error = np.abs(gram - 1.5 ** 2 * np.eye(len(gram))).max()
    return {"call": "initializers.Orthogonal(gain=1.5)", "fanIn": fan_in,
            "fanOut": fan_out, "gain": 1.5, "gramError": error}


def around(limit):
    return [-limit, limit]


# The standard deviation of a standard normal cut at 2, as in keras.initializers.
CUT = 0.87962566103423978


def keras_initializers():
    of = initializers
    average = (FAN_IN + FAN_OUT) / 2
    return {
        "fanIn": FAN_IN, "fanOut": FAN_OUT,
        "zeros": initialized("Zeros()", of.Zeros(), [0, 0]),
        "ones": initialized("Ones()", of.Ones(), [1, 1]),
        "constant": initialized("Constant(0.3)", of.Constant(0.3), [0.3, 0.3]),
        "identity": initialized("Identity()", of.Identity(), [0, 1]),
        "normal": initialized(
            "RandomNormal(stddev=0.02)", of.RandomNormal(stddev=0.02, seed=0)),
        "uniform": initialized(
            "RandomUniform(-0.1, 0.1)", of.RandomUniform(-0.1, 0.1, seed=0),
            around(0.1)),
        "truncatedNormal": initialized(
            "TruncatedNormal(stddev=0.05)", of.TruncatedNormal(stddev=0.05, seed=0),
            around(2 * 0.05)),
        "xavierNormal": initialized(
            "GlorotNormal()", of.GlorotNormal(seed=0), around(2 / CUT / average ** 0.5)),
        "xavierUniform": initialized(
            "GlorotUniform()", of.GlorotUniform(seed=0), around((3 / average) ** 0.5)),
        "heNormal": initialized(
            "HeNormal()", of.HeNormal(seed=0), around(2 / CUT * (2 / FAN_IN) ** 0.5)),
        "heUniform": initialized(
            "HeUniform()", of.HeUniform(seed=0), around((6 / FAN_IN) ** 0.5)),
        "lecunNormal": initialized(
            "LecunNormal()", of.LecunNormal(seed=0), around(2 / CUT / FAN_IN ** 0.5)),
        "lecunUniform": initialized(
            "LecunUniform()", of.LecunUniform(seed=0), around((3 / FAN_IN) ** 0.5)),
        "orthogonal": [orthogonal(40, 25), orthogonal(25, 40), orthogonal(30, 30)],
    }


write("keras", ["keras", "jax", "numpy"], {
    "layers": {
        "affine": affine(),
        "batchNormalization": batch_normalization("layers.BatchNormalization()"),
        "batchNormalizationBook": batch_normalization(
            "layers.BatchNormalization(momentum=0.9, epsilon=1e-6, "
            "moving_variance_initializer='zeros')",
            momentum=0.9, epsilon=1e-6, moving_variance_initializer="zeros"),
        "layerNormalization": layer_normalization(),
        "rmsNormalization": rms_normalization(),
        "dropout": dropout(),
    },
    "losses": {"softmaxCrossEntropy": softmax_cross_entropy()},
    "activations": {
        "z": GRID,
        **{name: activation(*case) for name, case in ACTIVATIONS.items()},
    },
    "problem": PROBLEM,
    "optimizers": {key: optimize(key, *case) for key, case in OPTIMIZERS.items()},
    "schedules": {
        "momentumCosine": scheduled("momentumCosine", momentum=0.9),
        "momentumWarmup": scheduled("momentumWarmup", momentum=0.9),
        "nesterovStaircase": scheduled(
            "nesterovStaircase", momentum=0.9, nesterov=True),
    },
    "initializers": keras_initializers(),
})
