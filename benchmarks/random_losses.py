"""Random losses in LaTeX over the grammar of statements, each with a NumPy function that was made beside it and never reads the LaTeX.

>>> made = random_loss(3)
>>> made.value(made.draw(0)).shape
()
"""

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

Env = dict[str, np.ndarray]
Made = tuple[str, Callable[[Env], np.ndarray]]
SIZES = ({"m": 2, "n": 3, "N": 3, "K": 2}, {"m": 4, "n": 2, "N": 2, "K": 3})
"""Two sets of sizes; both are tried."""
DECLARED = {
    "t": ("t:", ()),
    "lambda": ("lambda:", ()),
    "x": ("x: n", ("n",)),
    "y": ("y: n", ("n",)),
    "b": ("b: m", ("m",)),
    "W": ("W: m x n", ("m", "n")),
    "A": ("A: n x n", ("n", "n")),
    "B": ("B: n x n", ("n", "n")),
    "S": ("S: n x n", ("n", "n")),
    "p": ("p[N]: n", ("N", "n")),
    "q": ("q[K]: n", ("K", "n")),
    "r": ("r: N", ("N",)),
    "c": ("c[N]: index K", ("N",)),
    "k": ("k: index K", ()),
}
"""Name → its declaration, and its shape as an array; families are arrays of rows."""
LATEX = {"lambda": r"\lambda"}
VARIABLES = ("t", "lambda", "x", "y", "b", "W", "A", "B", "S", "q", "r")
ERF = np.vectorize(math.erf, otypes=[float])
OF_NUMBERS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    r"\sigma": lambda z: 1 / (1 + np.exp(-z)),
    r"\tanh": np.tanh,
    r"\sin": np.sin,
    r"\cos": np.cos,
    r"\arctan": np.arctan,
    r"\operatorname{arsinh}": np.arcsinh,
    r"\operatorname{erf}": ERF,
    r"\operatorname{softsign}": lambda z: z / (1 + np.abs(z)),
    r"\Phi": lambda z: (1 + ERF(z / math.sqrt(2))) / 2,
    r"\exp": lambda z: np.exp(0.3 * z),
}
"""Functions of a number, and of every entry; exp is taken of 0.3 of its argument, so that nothing grows too much."""


@dataclass(frozen=True)
class Loss:
    """A loss: its LaTeX and by what, what must be declared and assumed, and its value at some numbers."""

    latex: str
    wrt: str
    variable: str
    names: tuple[str, ...]
    value: Callable[[Env], np.ndarray] = field(repr=False)

    @property
    def declare(self) -> list[str]:
        """The declarations of what it speaks of."""
        return [DECLARED[name][0] for name in self.names]

    @property
    def assume(self) -> list[str]:
        """What it assumes."""
        return ["S symmetric, positive definite"] if "S" in self.names else []

    def draw(self, which: int, seed: int = 0) -> Env:
        """Numbers for everything that is declared, at the `which`-th sizes."""
        sizes, chance = SIZES[which], np.random.default_rng([seed, which])
        env: Env = {}
        for name in self.names:
            shape = tuple(sizes[each] for each in DECLARED[name][1])
            env[name] = np.asarray(0.7 * chance.normal(size=shape))
            if name in ("c", "k"):
                env[name] = chance.integers(sizes["K"], size=shape)
            if name == "S":
                root = chance.normal(size=shape)
                env[name] = root @ root.T + 2 * np.eye(len(root))
        return env

    def slope(self, env: Env, step: float = 1e-5) -> np.ndarray:
        """The gradient by central differences, of the shape of what is differentiated by: for q_k one row."""
        place = (int(env["k"]),) if self.wrt == "q_k" else ()
        part = env[self.variable][place]
        found = np.zeros(np.shape(part))
        for at in np.ndindex(found.shape):
            ends = []
            for sign in (1, -1):
                moved = np.array(env[self.variable])
                moved[place + at] += sign * step  # of a number the place is ()
                ends.append(float(self.value({**env, self.variable: moved})))
            found[at] = (ends[0] - ends[1]) / (2 * step)
        return found


class _Maker:
    """Builds pieces; `used` are the names that were met, `row` the index of a sum that is open (i over N) or not."""

    def __init__(self, chance: random.Random):
        self.chance, self.used = chance, set[str]()

    def name(self, name: str) -> Made:
        self.used.add(name)
        return LATEX.get(name, name), lambda env: env[name]

    # ------------------------------------------------------------------------------------------------------------- numbers

    def number(self, depth: int, inside: bool = False) -> Made:
        """A number. `inside` of a sum over i, p_i and r_i may stand in it."""
        if depth <= 0:
            kind = self.chance.choice(("t", "lambda", "dot", "r_i" if inside else "norm"))
            if kind == "dot":
                return self.dot(*self.pair(0, inside))
            if kind == "norm":
                return self.norm(self.vector("n", 0, inside))
            if kind == "r_i":
                self.used |= {"r"}
                return "r_i", lambda env: env["r"][int(env["i"])]
            return self.name(kind)
        kinds = [
            "add",
            "times",
            "function",
            "square",
            "quotient",
            "dot",
            "norm",
            "softplus",
            "negative",
            "quadratic",
            "max",
        ]
        kinds += ["label"] if inside else ["sum", "sum", "trace", "logdet", "logsum", "ones", "entries", "frobenius"]
        return getattr(self, "_" + self.chance.choice(kinds))(depth, inside)

    def _add(self, depth: int, inside: bool) -> Made:
        (a, f), (b, g) = self.number(depth - 1, inside), self.number(depth - 1, inside)
        sign = self.chance.choice("+-")
        return f"({a} {sign} {b})", lambda env: f(env) + g(env) if sign == "+" else f(env) - g(env)

    def _times(self, depth: int, inside: bool) -> Made:
        (a, f), (b, g) = self.number(depth - 1, inside), self.number(0, inside)
        return f"({a}) ({b})", lambda env: f(env) * g(env)

    def _negative(self, depth: int, inside: bool) -> Made:
        a, f = self.number(depth - 1, inside)
        return f"(-({a}))", lambda env: -f(env)

    def _function(self, depth: int, inside: bool) -> Made:
        name = self.chance.choice(list(OF_NUMBERS))
        a, f = self.number(depth - 1, inside)
        factor = "0.3 " if name == r"\exp" else ""
        return rf"{name}\left({factor}({a})\right)", lambda env: OF_NUMBERS[name](f(env))

    def _square(self, depth: int, inside: bool) -> Made:
        a, f = self.number(depth - 1, inside)
        power = self.chance.choice((2, 3))
        return f"({a})^{power}", lambda env: f(env) ** power

    def _quotient(self, depth: int, inside: bool) -> Made:
        (a, f), (b, g) = self.number(depth - 1, inside), self.number(0, inside)
        return rf"\frac{{{a}}}{{1 + ({b})^2}}", lambda env: f(env) / (1 + g(env) ** 2)

    def _softplus(self, depth: int, inside: bool) -> Made:
        a, f = self.number(depth - 1, inside)
        return rf"\log(1 + e^{{{a}}})", lambda env: np.logaddexp(0, f(env))

    def _max(self, depth: int, inside: bool) -> Made:
        a, f = self.number(depth - 1, inside)
        return rf"\max(0, {a})", lambda env: np.maximum(0, f(env))

    def _dot(self, depth: int, inside: bool) -> Made:
        return self.dot(*self.pair(depth - 1, inside))

    def _norm(self, depth: int, inside: bool) -> Made:
        return self.norm(self.vector(self.chance.choice("mn"), depth - 1, inside))

    def _quadratic(self, depth: int, inside: bool) -> Made:
        (a, f), (m, g) = self.vector("n", 0, inside), self.matrix("n", "n", depth - 1)
        return rf"({a})^\top {m} ({a})", lambda env: f(env) @ g(env) @ f(env)

    def _trace(self, depth: int, inside: bool) -> Made:
        m, g = self.matrix("n", "n", depth)
        return rf"\operatorname{{tr}}({m})", lambda env: np.trace(g(env))

    def _logdet(self, depth: int, inside: bool) -> Made:
        s, g = self.name("S")
        return rf"\log\det({s})", lambda env: np.linalg.slogdet(g(env))[1]

    def _frobenius(self, depth: int, inside: bool) -> Made:
        m, g = self.matrix(self.chance.choice("mn"), "n", depth - 1)
        return rf"\lVert {m} \rVert_F^2", lambda env: np.sum(g(env) ** 2)

    def _logsum(self, depth: int, inside: bool) -> Made:
        a, f = self.vector("n", 0, False)
        if a not in ("x", "y"):
            return self._ones(depth, inside)
        return rf"\log\sum_{{j=1}}^{{n}} e^{{{a}_j}}", lambda env: np.log(np.sum(np.exp(f(env))))

    def _entries(self, depth: int, inside: bool) -> Made:
        (a, f), (m, g) = self.name(self.chance.choice("xy")), self.name("W")
        self.used |= {"b"}
        return (
            rf"\sum_{{a=1}}^{{m}}\sum_{{j=1}}^{{n}} b_a {m}_{{aj}} {a}_j^2",
            lambda env: env["b"] @ g(env) @ f(env) ** 2,
        )

    def _ones(self, depth: int, inside: bool) -> Made:
        a, f = self.vector(self.chance.choice("mn"), depth - 1, inside)
        return rf"\mathbf{{1}}^\top ({a})", lambda env: np.sum(f(env))

    def _sum(self, depth: int, inside: bool) -> Made:
        a, f = self.number(depth - 1, True)
        self.used |= {"p"}
        mean, p = self.chance.random() < 0.5, self.name("p")[1]
        front = r"\frac{1}{N}" if mean else ""

        def value(env: Env) -> np.ndarray:
            count = len(p(env))
            whole = sum(f({**env, "i": np.array(i)}) for i in range(count))
            return whole / count if mean else whole

        return rf"{front}\sum_{{i=1}}^{{N}} ({a})", value

    def _label(self, depth: int, inside: bool) -> Made:
        self.used |= {"p", "q", "c"}

        def scores(env: Env) -> np.ndarray:
            return env["q"] @ env["p"][int(env["i"])]

        if self.chance.random() < 0.5:
            return r"q_{c_i}^\top p_i", lambda env: scores(env)[env["c"][int(env["i"])]]
        return (
            r"\log\frac{e^{q_{c_i}^\top p_i}}{\sum_{l=1}^{K} e^{q_l^\top p_i}}",
            lambda env: scores(env)[env["c"][int(env["i"])]] - np.log(np.sum(np.exp(scores(env)))),
        )

    def dot(self, one: Made, other: Made) -> Made:
        (a, f), (b, g) = one, other
        return rf"({a})^\top ({b})", lambda env: f(env) @ g(env)

    def norm(self, one: Made) -> Made:
        a, f = one
        return rf"\lVert {a} \rVert^2", lambda env: f(env) @ f(env)

    def pair(self, depth: int, inside: bool) -> tuple[Made, Made]:
        size = self.chance.choice("mn") if depth > 0 else "n"
        return self.vector(size, depth, inside), self.vector(size, 0, inside)

    # ----------------------------------------------------------------------------------------------- vectors and matrices

    def vector(self, size: str, depth: int, inside: bool) -> Made:
        """A column of a size."""
        if depth <= 0:
            if inside and size == "n" and self.chance.random() < 0.5:
                self.used |= {"p"}
                return "p_i", lambda env: env["p"][int(env["i"])]
            return self.name("b" if size == "m" else self.chance.choice("xy"))
        kind = self.chance.choice(("product", "product", "add", "function", "softmax", "hadamard", "scaled"))
        a, f = self.vector(size, depth - 1, inside)
        if kind == "product":
            (m, h), (b, g) = self.matrix(size, "n", 0), self.vector("n", depth - 1, inside)
            return f"{m} ({b})", lambda env: h(env) @ g(env)
        if kind == "scaled":
            s, h = self.number(0, inside)
            return f"({s}) ({a})", lambda env: h(env) * f(env)
        if kind == "function":
            name = self.chance.choice([each for each in OF_NUMBERS if each != r"\exp"])
            return rf"{name}({a})", lambda env: OF_NUMBERS[name](f(env))
        if kind == "softmax":
            return rf"\operatorname{{softmax}}({a})", lambda env: np.exp(f(env)) / np.sum(np.exp(f(env)))
        b, g = self.vector(size, 0, inside)
        if kind == "add":
            return f"({a} + {b})", lambda env: f(env) + g(env)
        return rf"(({a}) \odot ({b}))", lambda env: f(env) * g(env)

    def matrix(self, rows: str, columns: str, depth: int) -> Made:
        """A matrix of a shape."""
        if depth <= 0:
            if rows == "m":
                return self.name("W")
            return self.name(self.chance.choice("AB"))
        kind = self.chance.choice(("product", "add", "outer", "transpose", "inverse", "name"))
        if rows == "m" and kind in ("transpose", "inverse", "outer"):
            kind = "product"
        a, f = self.matrix(rows, columns, depth - 1)
        if kind == "product":
            b, g = self.matrix(columns, columns, 0)
            return f"{a} {b}", lambda env: f(env) @ g(env)
        if kind == "add":
            b, g = self.matrix(rows, columns, 0)
            return f"({a} + {b})", lambda env: f(env) + g(env)
        if kind == "outer":
            (u, h), (v, g) = self.vector("n", 0, False), self.vector("n", 0, False)
            return rf"{u} {v}^\top", lambda env: np.outer(h(env), g(env))
        if kind == "transpose":
            return rf"({a})^\top", lambda env: f(env).T
        if kind == "inverse":
            s, g = self.name("S")
            return f"{s}^{{-1}}", lambda env: np.linalg.inv(g(env))
        return self.matrix(rows, columns, 0)


def random_loss(seed: int, depth: int = 3) -> Loss:
    """The loss of a seed: a number that depends on something to differentiate by."""
    chance = random.Random(seed)
    while True:
        maker = _Maker(chance)
        latex, value = maker.number(depth)
        met = {
            name
            for name in DECLARED
            if re.search(rf"(?<![A-Za-z\\]){name}(?![A-Za-z])", latex.replace(r"\lambda", " lambda "))
        }
        choices = [name for name in VARIABLES if name in met]
        if not choices or len(latex) > 400:
            continue
        variable = chance.choice(choices)
        if variable == "q":
            met |= {"k"}
        if "p_i" not in latex and "i=1" in latex:
            met |= {"p"}  # the value counts the members of the family
        names = tuple(name for name in DECLARED if name in met)
        return Loss(latex, "q_k" if variable == "q" else LATEX.get(variable, variable), variable, names, value)
