"""Records what the kernel's elementary functions must give: tests/kernel/functions.bin.

    python tests/kernel/record_functions.py

Of each function of FUNCTIONS, in order: 10,000 times the double nearest to the true value
(mpmath, 60 digits), then 10,000 signed bytes, what that leaves in 254ths of a unit in
the true value's last place. The arguments are not in the file: `arguments` draws them as
tests/kernel/_arguments.ts does.
"""

import json
import os
import struct

from mpmath import erf, erfc, exp, expm1, floor, inf, isnan, log, log1p, log10, mp, mpf, nint, pi, sqrt, tanh

mp.dps = 60
COUNT = 10_000
HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = json.load(open(os.path.join(HERE, "functions.json")))


def arguments(ranges):
    """The special ones, then in turn uniform in each range and of random bits."""
    state = 1

    def draw():
        nonlocal state
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        return state

    x = [float(text) for text in TABLE["special"]]
    while len(x) < COUNT:
        turn = len(x) % (len(ranges) + 1)
        high, low = draw(), draw()
        if turn < len(ranges):
            a, b = ranges[turn]
            x.append(a + (b - a) * ((high * 2097152 + (low >> 11)) / 9007199254740992))
        else:
            x.append(struct.unpack("<d", struct.pack("<II", low, high))[0])
    return x


def sigmoid(z):
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


def phi(z):
    return exp(-z * z / 2) / sqrt(2 * pi)


def Phi(z):
    return erfc(-z / sqrt(mpf(2))) / 2


CUBIC, ALPHA, SCALE = mpf(0.044715), mpf(1.0507009873554805 * 1.6732632423543772), mpf(1.0507009873554805)


def gate(z, power=1):
    return 2 * sqrt(2 / pi) * (z + power * CUBIC * z**3)


def gatedSlope(p, q, u):
    return p * (1 + u * q)


def atEnds(f, left, right):
    """f, and its limits."""
    return lambda x: left if x == -inf else right if x == inf else f(x)


def positive(f):
    return lambda x: mp.nan if x < 0 else -inf if x == 0 else f(x)


def power(x, y):
    if y == 0 or x == 1:
        return mpf(1)
    if x < 0:
        if y != floor(y):
            return inf if x == -inf and y > 0 else mpf(0) if x == -inf else mp.nan
        return (-1) ** int(y) * power(-x, y)
    if x == 0:
        return mpf(0) if y > 0 else inf
    if x == inf:
        return inf if y > 0 else mpf(0)
    if abs(y) == inf:
        return inf if (x > 1) == (y > 0) else mpf(0)
    return exp(min(max(y * log(x), mpf(-2000)), mpf(2000)))


FAR = 2000


def far(f, left, right):
    """f within FAR of 0, beyond it what it has become to 60 digits."""
    return lambda x: left(x) if x < -FAR else right(x) if x > FAR else f(x)


zero, one, same = (lambda _: mpf(0)), (lambda _: mpf(1)), (lambda x: x)
FUNCTIONS = {
    "exp": far(exp, zero, lambda _: inf),
    "expm1": far(expm1, lambda _: mpf(-1), lambda _: inf),
    "log": positive(atEnds(log, 0, inf)),
    "log1p": lambda x: mp.nan if x < -1 else -inf if x == -1 else inf if x == inf else log1p(x),
    "log10": positive(atEnds(log10, 0, inf)),
    "tanh": far(tanh, lambda _: mpf(-1), one),
    "sigmoid": far(sigmoid, zero, one),
    "softplus": far(lambda z: max(z, 0) + log1p(exp(-abs(z))), zero, same),
    "erf": far(erf, lambda _: mpf(-1), one),
    "erfc": far(erfc, lambda _: mpf(2), zero),
    "normalDistribution": far(Phi, zero, one),
    "normalDensity": far(phi, zero, zero),
    "gelu": far(lambda z: z * Phi(z), zero, same),
    "geluDerivative": far(lambda z: Phi(z) + z * phi(z), zero, one),
    "geluTanh": far(lambda z: z * sigmoid(gate(z)), zero, same),
    "geluTanhDerivative": far(
        lambda z: gatedSlope(sigmoid(gate(z)), sigmoid(-gate(z)), gate(z, 3)), zero, one
    ),
    "silu": far(lambda z: z * sigmoid(z), zero, same),
    "siluDerivative": far(lambda z: gatedSlope(sigmoid(z), sigmoid(-z), z), zero, one),
    "elu": far(lambda z: ALPHA * expm1(z) if z <= 0 else SCALE * z, lambda _: -ALPHA, lambda z: SCALE * z),
    "eluDerivative": far(lambda z: ALPHA * exp(z) if z <= 0 else SCALE, zero, lambda _: SCALE),
}
for y in TABLE["powers"]:
    FUNCTIONS[f"pow {y}"] = lambda x, y=mpf(y): power(x, y)
for x in TABLE["bases"]:
    FUNCTIONS[f"base {x}"] = lambda y, x=mpf(x): power(x, y)


def rounded(y):
    """The double nearest to y, and the rest in units of y's last place."""
    if isnan(y):
        return float("nan"), 0
    if abs(y) == inf:
        return float(y), 0
    if y == 0:
        return 0.0, 0
    e = max(mp.mag(y) - 53, -1074)
    unit = mpf(2) ** e
    n = int(nint(y / unit))
    if abs(n) * unit >= mpf(2) ** 1024:
        return float("inf") if y > 0 else float("-inf"), 0
    from math import ldexp

    # n of 54 bits is 2^53, exactly.
    return ldexp(float(n), int(e)), float(y / unit - n)


if __name__ == "__main__":
    with open(os.path.join(HERE, "functions.bin"), "wb") as file:
        for name, f in FUNCTIONS.items():
            ranges = TABLE["ranges"][name.split(" ")[0]]
            results = []
            for x in arguments(ranges):
                results.append((float("nan"), 0) if x != x else rounded(f(mpf(x))))
            file.write(struct.pack(f"<{COUNT}d", *(y for y, _ in results)))
            file.write(struct.pack(f"{COUNT}b", *(round(r * 254) for _, r in results)))
            print(name, flush=True)
