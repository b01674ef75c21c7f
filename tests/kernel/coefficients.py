"""Derives every constant of the kernel's elementary functions: lib/kernel/source/coefficients.h.

    python tests/kernel/coefficients.py > lib/kernel/source/coefficients.h

Polynomials are found by Remez' exchange in 60 digits (mpmath), then rounded to doubles.
What is printed beside each is its degree, its interval and its largest weighted error
there, the rounding of its coefficients included.
"""

from mpmath import (mp, mpf, matrix, lu_solve, linspace, cos, erfc, exp, expm1, log, log1p, pi, sqrt)

mp.dps = 60


def remez(f, weight, degree, a, b):
    """The polynomial p of least max |weight (p - f)| on [a, b]: its coefficients from x^0 up."""
    n = degree + 2
    xs = [(a + b) / 2 - (b - a) / 2 * cos(pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    grid = [(a + b) / 2 - (b - a) / 2 * cos(pi * i / (40 * n)) for i in range(40 * n + 1)]
    wanted = [f(x) for x in grid]
    weights = [weight(x) for x in grid]
    for _ in range(12):
        rows = matrix(n, n)
        right = matrix(n, 1)
        for i, x in enumerate(xs):
            for j in range(degree + 1):
                rows[i, j] = x**j
            rows[i, degree + 1] = (-1) ** i / weight(x)
            right[i] = f(x)
        solution = lu_solve(rows, right)
        c = list(solution[: degree + 1])
        errors = [w * (value(c, x) - y) for x, y, w in zip(grid, wanted, weights)]
        # The extremum of every stretch of one sign.
        peaks = []
        for x, e in zip(grid, errors):
            if peaks and (peaks[-1][1] > 0) == (e > 0):
                if abs(e) > abs(peaks[-1][1]):
                    peaks[-1] = (x, e)
            else:
                peaks.append((x, e))
        while len(peaks) > n:
            peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
        if len(peaks) < n:
            break
        xs = [x for x, _ in peaks]
        sizes = [abs(e) for _, e in peaks]
        if max(sizes) < min(sizes) * mpf("1.001"):
            break
    return c


def value(c, x):
    y = mpf(0)
    for a in reversed(c):
        y = y * x + a
    return y


def pair(x):
    """x as the nearest double, and the nearest double to what that leaves."""
    high = float(x)
    return high, float(x - mpf(high))


def short(x, bits):
    """x with its first bits only, and the nearest double to what that leaves."""
    scale = mpf(2) ** (bits - 1 - int(mp.floor(log(x, 2))))
    high = mp.nint(x * scale) / scale
    return float(high), float(x - high)


def table(name, comment, f, weight, degree, a, b, pairs=0):
    """A polynomial as a C table; the constant term's low part beside it if `pairs`."""
    a, b = mpf(a), mpf(b)
    exact = remez(f, weight, degree, a, b)
    c = [float(x) for x in exact]
    lows = [float(x - mpf(y)) for x, y in zip(exact, c)][:pairs]
    worst = max(
        abs(weight(x) * (value(c, x) + sum(lows) - f(x))) for x in linspace(a, b, 1001)
    )
    print(f"/** {comment}")
    print(
        f" * Degree {degree} on [{mp.nstr(a, 6)}, {mp.nstr(b, 6)}]; error 2^{mp.nstr(log(worst, 2), 4)}. */"
    )
    print(f"static const f64 {name}[{degree + 1}] = {{")
    for x in c:
        print(f"  {x.hex()},")
    print("};")
    for x in lows:
        print(f"/** What {name}[0] leaves. */")
        print(f"#define {name}_LOW {x.hex()}")


def constant(name, comment, *values):
    print(f"/** {comment} */")
    for suffix, x in zip(["", "_LOW"] if len(values) == 2 else [""], values):
        print(f"#define {name}{suffix} {x.hex()}")


print("// The constants of the elementary functions, as tests/kernel/coefficients.py derives them.")
print()

constant("LOG2_E", "1 / ln 2.", float(1 / log(2)))
constant("LN2", "ln 2, of 40 bits, so that k ln 2 is exact, and the rest.", *short(log(2), 40))
constant("LOG10_E", "1 / ln 10.", *pair(1 / log(10)))
constant("TWO_OVER_ROOT_PI", "2 / sqrt(pi).", *pair(2 / sqrt(pi)))
constant("ONE_OVER_ROOT_2_PI", "1 / sqrt(2 pi).", *pair(1 / sqrt(2 * pi)))
constant("ROOT_2", "sqrt(2).", *pair(sqrt(mpf(2))))
constant("ROOT_2_OVER_PI", "sqrt(2 / pi).", *pair(sqrt(2 / pi)))
constant("TWO_ROOT_2_OVER_PI", "2 sqrt(2 / pi).", *pair(2 * sqrt(2 / pi)))
constant("THIRD", "1 / 3.", *pair(mpf(1) / 3))
constant("FIFTH", "1 / 5.", *pair(mpf(1) / 5))
print()


def series(f, g, x, terms):
    """f(x), or near 0, where it cancels, the sum of terms g(n) x^n."""
    if abs(x) > mpf(10) ** -3:
        return f(x)
    return sum(g(n) * x**n for n in range(terms))


half = log(2) / 2 * mpf("1.0001")
table(
    "EXP",
    "Q of exp(r) = 1 + r + r^2 / 2 + r^3 Q(r), |r| <= ln 2 / 2; the error is r^2 Q's.",
    lambda r: series(
        lambda r: (expm1(r) - r - r * r / 2) / r**3, lambda n: 1 / mp.factorial(n + 3), r, 18
    ),
    lambda r: max(r * r, mpf(10) ** -6),
    9,
    -half,
    half,
)

most = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf("1.0001")


def atanh_rest(first):
    """sum_n 2 z^n / (2 n + first): what is left of 2 atanh(s) / s after its first terms, z = s^2."""
    return lambda z: sum(2 * z**n / (2 * n + first) for n in range(40))


table(
    "LOG",
    "L of ln((1 + s) / (1 - s)) = 2 s + s^3 L(s^2); the error is s^2 L's.",
    atanh_rest(3),
    lambda z: max(z, mpf(10) ** -6),
    7,
    0,
    most,
)
table(
    "LOG_REST",
    "L of ln((1 + s) / (1 - s)) = 2 (s + s^3 / 3 + s^5 / 5) + s^7 L(s^2); the error is s^6 L's.",
    atanh_rest(7),
    lambda z: max(z**3, mpf(10) ** -9),
    8,
    0,
    most,
)

table(
    "ERF",
    "B of erf(x) = 2 x / sqrt(pi) (1 + w B(w)), w = x^2, |x| <= 1/2; the error is w B's.",
    lambda w: sum((-w) ** n * -1 / mp.factorial(n + 1) / (2 * n + 3) for n in range(40)),
    lambda w: max(w, mpf(10) ** -6),
    8,
    0,
    "0.2501",
)

K = mpf(4)


def at(t):
    return K * (1 + t) / (1 - t)


constant("ERFC_K", "K of ERFC.", float(K), 0.0)
constant("NORMAL_K", "K sqrt(2).", *pair(K * sqrt(mpf(2))))
ends = [(x - K) / (x + K) for x in (mpf("0.499"), mpf("28.1"))]


def tail(t):
    return (1 + 2 * at(t)) * exp(at(t) ** 2) * erfc(at(t))


table(
    "ERFC",
    "T of erfc(x) = exp(-x^2) / (1 + 2 x) T(t), t = (x - K) / (x + K), x >= 1/2.",
    tail,
    lambda t: 1,
    22,
    *ends,
    pairs=1,
)
table("ERFC_SLOPE", "Roughly dT / dt.", lambda t: mp.diff(tail, t), lambda t: 1, 3, *ends)
