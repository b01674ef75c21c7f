"""Records pytorch.json: what PyTorch makes of the cases in _recording.py.

PyTorch keeps W as fan-out x fan-in; here every W is written as x W wants it,
fan-in x fan-out.
"""

import base64

from _recording import (
    AFFINE, BATCHES, BETA, DIRECTIONS, DROPOUT, FAN_IN, FAN_OUT, FEATURES, GAMMA, GRID,
    GROUPS, INFERENCE, LOGITS, LOSS, NUMBERS, PROBABILITIES, PROBLEM, ROWS, SHARES,
    SLOPES, STEPS, drawn, moments, np, write,
)

import torch
from safetensors import torch as safetensors
from torch import nn
from torch.nn import functional as F
from torch.nn import init
from torch.optim import lr_scheduler

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def tensor(values, grad=False):
    return torch.tensor(values, requires_grad=grad)


def array(values):
    return values.detach().numpy()


# ---- Layers ----

def passes(module, x, dout, **params):
    """y and the gradients of x and of `params`, for the upstream gradient `dout`."""
    module.zero_grad()
    x = tensor(x, grad=True)
    y = module(x)
    y.backward(tensor(dout))
    grads = {f"d{name}": array(param.grad).copy() for name, param in params.items()}
    return {"y": array(y), "dx": array(x.grad), **grads}


def set_to(param, values):
    with torch.no_grad():
        param.copy_(tensor(values))


def affine():
    linear = nn.Linear(4, 3)
    set_to(linear.weight, AFFINE["W"].T)
    set_to(linear.bias, AFFINE["b"])
    out = passes(
        linear, AFFINE["x"], AFFINE["dout"], W=linear.weight, b=linear.bias
    )
    return {"call": "nn.Linear(4, 3)", **AFFINE, **out, "dW": out["dW"].T}


def scaled(module, gamma, beta=None):
    set_to(module.weight, gamma)
    if beta is not None:
        set_to(module.bias, beta)
    return module


def batch_normalization(call, forward=None, **options):
    layer = scaled(nn.BatchNorm1d(FEATURES, **options), GAMMA, BETA)
    run = layer if forward is None else forward(layer)
    params = {"gamma": layer.weight, "beta": layer.bias}
    batches = []
    for batch in BATCHES:
        out = passes(run, batch["x"], batch["dout"], **params)
        running = {
            "runningMean": array(layer.running_mean).copy(),
            "runningVariance": array(layer.running_var).copy(),
        }
        batches.append({**batch, **out, **running})
    layer.eval()
    inference = {**INFERENCE, **passes(layer, **INFERENCE, **params)}
    return {
        "call": call, "eps": layer.eps, "gamma": GAMMA, "beta": BETA,
        "batches": batches, "inference": inference,
    }


def recalibration():
    """The averages that update_bn measures over the data as one batch."""
    layer = scaled(nn.BatchNorm1d(FEATURES), GAMMA, BETA)
    layer(tensor(BATCHES[0]["x"]))  # leaves averages that are to be forgotten
    x = BATCHES[1]["x"]
    torch.optim.swa_utils.update_bn([tensor(x)], nn.Sequential(layer))
    return {
        "call": "torch.optim.swa_utils.update_bn([x], model)", "x": x,
        "runningMean": array(layer.running_mean),
        "runningVariance": array(layer.running_var),
    }


class Ghost(nn.Module):
    """Batch normalization of each chunk of a batch apart, in the order of its rows."""

    def __init__(self, layer, size):
        super().__init__()
        self.layer, self.size = layer, size

    def forward(self, x):
        return torch.cat([self.layer(chunk) for chunk in x.split(self.size)])


def ghost_batch_normalization():
    layer = scaled(nn.BatchNorm1d(FEATURES), GAMMA, BETA)
    batch = {key: BATCHES[0][key] for key in ("x", "dout")}
    out = passes(Ghost(layer, 3), **batch, gamma=layer.weight, beta=layer.bias)
    return {
        "call": "torch.cat([nn.BatchNorm1d(3)(chunk) for chunk in x.split(3)])",
        "eps": layer.eps, "ghostSize": 3, "gamma": GAMMA, "beta": BETA, **batch, **out,
        "runningMean": array(layer.running_mean),
        "runningVariance": array(layer.running_var),
    }


def layer_normalization():
    layer = scaled(nn.LayerNorm(5), ROWS["gamma"], ROWS["beta"])
    out = passes(
        layer, ROWS["x"], ROWS["dout"], gamma=layer.weight, beta=layer.bias
    )
    return {"call": "nn.LayerNorm(5)", "eps": layer.eps, **ROWS, **out}


def rms_normalization():
    layer = scaled(nn.RMSNorm(5, eps=1e-6), ROWS["gamma"])
    out = passes(layer, ROWS["x"], ROWS["dout"], gamma=layer.weight)
    inputs = {key: ROWS[key] for key in ("x", "gamma", "dout")}
    return {"call": "nn.RMSNorm(5, eps=1e-6)", "eps": layer.eps, **inputs, **out}


def group_normalization(groups):
    layer = scaled(nn.GroupNorm(groups, 6), GROUPS["gamma"], GROUPS["beta"])
    out = passes(
        layer, GROUPS["x"], GROUPS["dout"], gamma=layer.weight, beta=layer.bias
    )
    return {"call": f"nn.GroupNorm({groups}, 6)", "groups": groups, "eps": layer.eps,
            **GROUPS, **out}


def p_relu(call, layer, a):
    start = array(layer.weight).copy()
    set_to(layer.weight, a)
    out = passes(layer, SLOPES["x"], SLOPES["dout"], a=layer.weight)
    return {"call": call, "start": start, **SLOPES, "a": a, **out}


def weight_normalized_affine():
    torch.manual_seed(0)
    linear = nn.utils.parametrizations.weight_norm(nn.Linear(4, 3))
    weight = linear.parametrizations.weight
    g, v = weight.original0, weight.original1
    # W is what it was before: g starts at the lengths of v.
    start = {"v": array(v).T.copy(), "g": array(g)[:, 0].copy()}
    set_to(v, DIRECTIONS["v"].T)
    set_to(g, DIRECTIONS["g"][:, None])
    set_to(linear.bias, DIRECTIONS["b"])
    out = passes(linear, DIRECTIONS["x"], DIRECTIONS["dout"], v=v, g=g, b=linear.bias)
    return {
        "call": "nn.utils.parametrizations.weight_norm(nn.Linear(4, 3))",
        "start": start, **DIRECTIONS, **out, "W": array(linear.weight).T,
        "dv": out["dv"].T, "dg": out["dg"][:, 0],
    }


def dropout():
    torch.manual_seed(0)
    layer = nn.Dropout(DROPOUT["ratio"])
    train = passes(layer, DROPOUT["x"], DROPOUT["dout"])
    layer.eval()
    return {
        "call": "nn.Dropout(0.25)", **DROPOUT,
        "train": train, "infer": passes(layer, DROPOUT["x"], DROPOUT["dout"]),
    }


class Residual(nn.Module):
    """F(x) + x, or F(x) + shortcut(x)."""

    def __init__(self, inner, shortcut=None):
        super().__init__()
        self.inner, self.shortcut = inner, shortcut

    def forward(self, x):
        return self.inner(x) + (x if self.shortcut is None else self.shortcut(x))


def linear_of(fan_out, values):
    linear = nn.Linear(4, fan_out)
    set_to(linear.weight, values["W"].T)
    set_to(linear.bias, values["b"])
    return linear


def residual(call, fan_out, project):
    """A tanh layer 4 -> fan_out, and a projection past it if it is to be."""
    layers = [
        {"W": drawn(f"residual/{name}/W", 4, fan_out),
         "b": drawn(f"residual/{name}/b", fan_out)}
        for name in (["inner", "shortcut"] if project else ["inner"])
    ]
    linears = [linear_of(fan_out, values) for values in layers]
    block = Residual(nn.Sequential(linears[0], nn.Tanh()), *linears[1:])
    x, dout = AFFINE["x"], drawn(f"residual/dout/{fan_out}", 5, fan_out)
    out = passes(block, x, dout)
    for values, linear in zip(layers, linears):
        values["dW"] = array(linear.weight.grad).T
        values["db"] = array(linear.bias.grad)
    return {"call": call, "x": x, "dout": dout, "layers": layers, **out}


# ---- Loss and activations ----

def softmax_cross_entropy():
    logits = tensor(LOSS["logits"], grad=True)
    loss = F.cross_entropy(logits, torch.tensor(LOSS["labels"]))
    loss.backward()
    return {
        "call": "F.cross_entropy(logits, labels)", **LOSS,
        "loss": loss.item(), "dlogits": array(logits.grad),
    }


def loss_of(call, f, outputs, targets):
    """A loss of `outputs`, and its gradient, for targets as they are given here."""
    y = tensor(outputs, grad=True)
    loss = f(y, torch.tensor(targets, dtype=torch.float64))
    loss.backward()
    return {
        "call": call, "outputs": outputs, "targets": targets,
        "loss": loss.item(), "doutputs": array(y.grad),
    }


def other_losses():
    """Of probabilities; of a sigmoid; of squared errors: matrices of targets, and arrays."""
    bce, mse = F.binary_cross_entropy_with_logits, F.mse_loss
    column = lambda f: lambda y, t: f(y, t[:, None])
    one_hot = lambda y, t: mse(y, F.one_hot(t.long(), 3).double())
    of_logits = "F.binary_cross_entropy_with_logits"
    cross_entropy = "F.cross_entropy(logits, probabilities)"
    return {
        "ofProbabilities": loss_of(
            cross_entropy, F.cross_entropy, LOGITS, PROBABILITIES
        ),
        "sigmoidCrossEntropy": loss_of(
            f"{of_logits}(logits, targets)", bce, LOGITS, SHARES
        ),
        "sigmoidOfClasses": loss_of(
            f"{of_logits}(logits, targets[:, None])", column(bce),
            LOGITS[:, 1:2], [0, 1, 1, 0, 0, 1],
        ),
        "meanSquaredError": loss_of("F.mse_loss(y, targets)", mse, LOGITS, NUMBERS),
        "squaresOfNumbers": loss_of(
            "F.mse_loss(y, targets[:, None])", column(mse),
            LOGITS[:, :1], NUMBERS[:, 0],
        ),
        "squaresOfClasses": loss_of(
            "F.mse_loss(y, F.one_hot(targets, 3))", one_hot, LOGITS, LOSS["labels"]
        ),
    }


ACTIVATIONS = {
    "sigmoid": ("torch.sigmoid(z)", torch.sigmoid),
    "tanh": ("torch.tanh(z)", torch.tanh),
    "relu": ("F.relu(z)", F.relu),
    "leakyRelu": ("F.leaky_relu(z, 0.01)", lambda z: F.leaky_relu(z, 0.01)),
    "elu": ("F.elu(z)", F.elu),
    "elu15": ("F.elu(z, alpha=1.5)", lambda z: F.elu(z, alpha=1.5)),
    "selu": ("F.selu(z)", F.selu),
    "gelu": ("F.gelu(z)", F.gelu),
    "geluTanh": (
        "F.gelu(z, approximate='tanh')", lambda z: F.gelu(z, approximate="tanh")
    ),
    "silu": ("F.silu(z)", F.silu),
    "softplus": ("F.softplus(z)", F.softplus),
}


def activation(call, f):
    z = tensor(GRID, grad=True)
    y = f(z)
    y.sum().backward()
    return {"call": call, "y": array(y), "derivative": array(z.grad)}


def gains():
    names = {
        "linear": (), "sigmoid": (), "tanh": (), "relu": (), "leaky_relu": (0.2,),
        "selu": (),
    }
    return {name: init.calculate_gain(name, *arg) for name, arg in names.items()}


# ---- Optimizers ----

OPTIMIZERS = {
    "sgd": ("SGD", dict(lr=0.5)),
    "momentum": ("SGD", dict(lr=0.2, momentum=0.9)),
    "nesterov": ("SGD", dict(lr=0.2, momentum=0.9, nesterov=True)),
    "l2": ("SGD", dict(lr=0.5, weight_decay=0.1)),
    "adaGrad": ("Adagrad", dict(lr=0.3)),
    "rmsProp": ("RMSprop", dict(lr=0.05)),
    "adam": ("Adam", dict(lr=0.1)),
    "adamL2": ("Adam", dict(lr=0.1, weight_decay=0.1)),
    "adamW": ("AdamW", dict(lr=0.1)),
}


def optimize(name, options, schedule=None, within=False):
    linear = nn.Linear(3, 2)
    set_to(linear.weight, PROBLEM["W"].T)
    set_to(linear.bias, PROBLEM["b"])
    optimizer = getattr(torch.optim, name)(linear.parameters(), **options)
    group = optimizer.param_groups[0]
    scheduler = schedule and schedule[1](optimizer)
    x, labels = tensor(PROBLEM["x"]), torch.tensor(PROBLEM["labels"])
    steps, rates = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = F.cross_entropy(linear(x), labels)
        loss.backward()
        gradients = {
            "dW": array(linear.weight.grad).T.copy(),
            "db": array(linear.bias.grad).copy(),
        }
        if within:
            # With a momentum of mu lr_(t-1) / lr_t PyTorch's v, times lr_t, is the one
            # that has lr within: lr_t v_t = mu lr_(t-1) v_(t-1) + lr_t g.
            before = rates[-1] if rates else group["lr"]
            group["momentum"] = options["momentum"] * before / group["lr"]
        rates.append(group["lr"])
        optimizer.step()
        if scheduler:
            scheduler.step()
        steps.append({
            "loss": loss.item(), **gradients,
            "W": array(linear.weight).T.copy(), "b": array(linear.bias).copy(),
        })
    arguments = ", ".join(f"{key}={value}" for key, value in options.items())
    used = {
        key: value for key, value in optimizer.defaults.items()
        if isinstance(value, (int, float, tuple)) and not isinstance(value, bool)
    }
    call = f"torch.optim.{name}({arguments})"
    if scheduler:
        return {"call": f"{call}, {schedule[0]}", "rates": rates, "steps": steps}
    return {"call": call, "defaults": used, "steps": steps}


# ---- Schedules ----

SCHEDULES = {
    "step": (
        "StepLR(step_size=3, gamma=0.5)",
        lambda o: lr_scheduler.StepLR(o, step_size=3, gamma=0.5)),
    "cosine": (
        f"CosineAnnealingLR(T_max={STEPS}, eta_min=0.01)",
        lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.01)),
    "warmup": (
        "LinearLR(start_factor=0.2, total_iters=4), then CosineAnnealingLR(T_max=6)",
        lambda o: lr_scheduler.SequentialLR(o, [
            lr_scheduler.LinearLR(o, start_factor=0.2, total_iters=4),
            lr_scheduler.CosineAnnealingLR(o, T_max=6),
        ], milestones=[4])),
}


def schedules():
    momentum = dict(lr=0.2, momentum=0.9)
    return {
        "sgdWarmup": optimize("SGD", dict(lr=0.5), SCHEDULES["warmup"]),
        "momentumStep": optimize("SGD", momentum, SCHEDULES["step"]),
        "momentumStepWithin": optimize("SGD", momentum, SCHEDULES["step"], within=True),
        "momentumCosineWithin": optimize(
            "SGD", momentum, SCHEDULES["cosine"], within=True),
        "adamCosine": optimize("Adam", dict(lr=0.1), SCHEDULES["cosine"]),
        "adamWWarmup": optimize("AdamW", dict(lr=0.1), SCHEDULES["warmup"]),
    }


# ---- Clipping ----

def clipping():
    """Two gradients, their norm, and what clip_grad_norm_ makes of them."""
    dW, db = PROBLEM["W"], PROBLEM["b"] + 0.5
    cases = []
    for norm in [0.3, 1.0, 100.0]:
        params = [nn.Parameter(torch.zeros(*g.shape)) for g in (dW, db)]
        for param, g in zip(params, (dW, db)):
            param.grad = tensor(g)
        total = nn.utils.clip_grad_norm_(params, norm)
        cases.append({
            "norm": norm, "total": total.item(),
            "clipped": [array(param.grad) for param in params],
        })
    return {"call": "nn.utils.clip_grad_norm_", "dW": dW, "db": db, "cases": cases}


# ---- Initializers ----

def initialized(call, fill, support=None):
    torch.manual_seed(0)
    weight = torch.empty(FAN_OUT, FAN_IN)
    fill(weight)
    return moments(call, array(weight).T, support)


def default_linear():
    torch.manual_seed(0)
    layer = nn.Linear(FAN_IN, FAN_OUT)
    limit = FAN_IN ** -0.5
    bias = array(layer.bias)
    return {
        **moments("nn.Linear(400, 300)", array(layer.weight).T, [-limit, limit]),
        "bias": {"mean": bias.mean(), "std": bias.std(),
                 "min": bias.min(), "max": bias.max()},
    }


def orthogonal(fan_in, fan_out):
    """|W^T W - g^2 I| at its largest (W W^T where W is wider than tall)."""
    torch.manual_seed(0)
    weight = torch.empty(fan_out, fan_in)
    init.orthogonal_(weight, gain=1.5)
    w = array(weight).T
    gram = w.T @ w if fan_in >= fan_out else w @ w.T
    error = np.abs(gram - 1.5 ** 2 * np.eye(len(gram))).max()
    return {"call": "init.orthogonal_(W, gain=1.5)", "fanIn": fan_in,
            "fanOut": fan_out, "gain": 1.5, "gramError": error}


def sparse():
    """PyTorch's columns are inputs: every input is cut from a share of the units."""
    torch.manual_seed(0)
    weight = torch.empty(FAN_OUT, FAN_IN)
    init.sparse_(weight, sparsity=0.1, std=0.01)
    w = array(weight).T
    zeros = w == 0
    rows, columns = zeros.sum(axis=1), zeros.sum(axis=0)
    return {
        "call": "init.sparse_(W, sparsity=0.1, std=0.01)",
        "others": {"mean": w[~zeros].mean(), "std": w[~zeros].std()},
        "zerosOfAnInput": sorted(set(rows.tolist())),
        "zerosOfAUnit": {"min": int(columns.min()), "max": int(columns.max())},
    }


def initializers():
    uniform_limit = (6 / (FAN_IN + FAN_OUT)) ** 0.5
    he_limit = (6 / FAN_IN) ** 0.5
    return {
        "fanIn": FAN_IN, "fanOut": FAN_OUT,
        "zeros": initialized("init.zeros_(W)", init.zeros_, [0, 0]),
        "ones": initialized("init.ones_(W)", init.ones_, [1, 1]),
        "constant": initialized(
            "init.constant_(W, 0.3)", lambda w: init.constant_(w, 0.3), [0.3, 0.3]),
        "identity": initialized("init.eye_(W)", init.eye_, [0, 1]),
        "normal": initialized(
            "init.normal_(W, std=0.02)", lambda w: init.normal_(w, std=0.02)),
        "uniform": initialized(
            "init.uniform_(W, -0.1, 0.1)", lambda w: init.uniform_(w, -0.1, 0.1),
            [-0.1, 0.1]),
        "truncatedNormal": initialized(
            "init.trunc_normal_(W, std=0.05, a=-0.1, b=0.1)",
            lambda w: init.trunc_normal_(w, std=0.05, a=-0.1, b=0.1), [-0.1, 0.1]),
        "xavierNormal": initialized(
            "init.xavier_normal_(W)", init.xavier_normal_),
        "xavierUniform": initialized(
            "init.xavier_uniform_(W)", init.xavier_uniform_,
            [-uniform_limit, uniform_limit]),
        "heNormal": initialized(
            "init.kaiming_normal_(W, nonlinearity='relu')",
            lambda w: init.kaiming_normal_(w, nonlinearity="relu")),
        "heUniform": initialized(
            "init.kaiming_uniform_(W, nonlinearity='relu')",
            lambda w: init.kaiming_uniform_(w, nonlinearity="relu"),
            [-he_limit, he_limit]),
        "heFanOut": initialized(
            "init.kaiming_normal_(W, mode='fan_out', nonlinearity='relu')",
            lambda w: init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")),
        "heSlope": initialized(
            "init.kaiming_normal_(W, a=0.25)",
            lambda w: init.kaiming_normal_(w, a=0.25)),
        "lecunNormal": initialized(
            "init.kaiming_normal_(W, nonlinearity='linear')",
            lambda w: init.kaiming_normal_(w, nonlinearity="linear")),
        "linear": default_linear(),
        "sparse": sparse(),
        "orthogonal": [orthogonal(40, 25), orthogonal(25, 40), orthogonal(30, 30)],
    }


# ---- Files ----

def network():
    return nn.Sequential(
        nn.Linear(4, 3), nn.BatchNorm1d(3, eps=1e-6), nn.ReLU(), nn.Linear(3, 2)
    )


def saving():
    """A network in a file as the library writes it, and what a network read from it gives.

    The reading is the one that README.md shows.
    """
    net = network()
    for name, param in net.named_parameters():
        set_to(param, drawn(f"saving/{name}", *param.shape))
    net(tensor(AFFINE["x"]))  # moves the running averages
    norm = net[1]
    file = safetensors.save({
        "0.W": net[0].weight.T.contiguous(), "0.b": net[0].bias[None],
        "1.gamma": norm.weight[None], "1.beta": norm.bias[None],
        "1.runningMean": norm.running_mean[None],
        "1.runningVariance": norm.running_var[None],
        "3.W": net[3].weight.T.contiguous(), "3.b": net[3].bias[None],
    })
    t = safetensors.load(file)
    again = network()
    again.double().eval().load_state_dict({
        "0.weight": t["0.W"].T, "0.bias": t["0.b"][0],
        "1.weight": t["1.gamma"][0], "1.bias": t["1.beta"][0],
        "1.running_mean": t["1.runningMean"][0],
        "1.running_var": t["1.runningVariance"][0],
        "3.weight": t["3.W"].T, "3.bias": t["3.b"][0],
    }, strict=False)
    x = drawn("saving/x", 5, 4)
    return {
        "call": "safetensors.torch.save(..), load(..), load_state_dict(..), eval()",
        "file": base64.b64encode(file).decode(),
        "stateDict": base64.b64encode(safetensors.save(net.state_dict())).decode(),
        "x": x, "y": array(again(tensor(x))), **element_types(),
    }


def element_types():
    """A tensor of each type that float64 has a place for, and its numbers there."""
    numbers = {
        torch.float64: [0.1, -1e300, 5e-324], torch.float32: [0.1, -3e38, 1e-45],
        torch.float16: [0.1, -65504, 6e-8], torch.bfloat16: [0.1, -3e38, 1e-40],
        torch.int64: [-(2**53) + 1, 7], torch.uint64: [2**53 - 1, 7],
        torch.int32: [-(2**31), 7], torch.uint32: [2**32 - 1, 7],
        torch.int16: [-(2**15), 7], torch.uint16: [2**16 - 1, 7],
        torch.int8: [-128, 7], torch.uint8: [255, 7], torch.bool: [True, False],
    }
    tensors = {
        str(dtype).removeprefix("torch."): torch.tensor(values, dtype=dtype)
        for dtype, values in numbers.items()
    }
    return {
        "elementTypes": base64.b64encode(safetensors.save(tensors)).decode(),
        "numbers": {name: array(values.double()) for name, values in tensors.items()},
    }


write("pytorch", ["torch", "numpy", "safetensors"], {
    "layers": {
        "affine": affine(),
        "batchNormalization": batch_normalization("nn.BatchNorm1d(3)"),
        "batchNormalizationCumulative": batch_normalization(
            "nn.BatchNorm1d(3, momentum=None)", momentum=None),
        "recalibration": recalibration(),
        "ghostBatchNormalization": ghost_batch_normalization(),
        "layerNormalization": layer_normalization(),
        "rmsNormalization": rms_normalization(),
        "dropout": dropout(),
        "residual": residual("nn.Sequential(nn.Linear(4, 4), nn.Tanh())(x) + x", 4, False),
        "residualProjection": residual(
            "nn.Sequential(nn.Linear(4, 3), nn.Tanh())(x) + nn.Linear(4, 3)(x)", 3, True),
        "groupNormalizations": [group_normalization(groups) for groups in (1, 2, 3)],
        "pRelus": [
            p_relu("nn.PReLU(3)", nn.PReLU(3), SLOPES["a"]),
            p_relu("nn.PReLU()", nn.PReLU(), SLOPES["a"][:1]),
        ],
        "weightNormalizedAffine": weight_normalized_affine(),
    },
    "losses": {"softmaxCrossEntropy": softmax_cross_entropy(), **other_losses()},
    "activations": {
        "z": GRID,
        **{name: activation(*case) for name, case in ACTIVATIONS.items()},
    },
    "gains": gains(),
    "problem": PROBLEM,
    "optimizers": {name: optimize(*case) for name, case in OPTIMIZERS.items()},
    "schedules": schedules(),
    "clipping": clipping(),
    "initializers": initializers(),
    "saving": saving(),
})
