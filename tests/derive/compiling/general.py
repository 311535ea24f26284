"""Losses beyond word2vec, each twice: as an expression tree, and written out with loops over mpmath numbers.

A case names its arguments in the order of the compiled function, with their sizes; "map V" is an index map into V, "index V" an
index. `loops` takes them in that order, matrices as lists of rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath as mp

from derive.expression import (
    Add,
    Call,
    Column,
    Dimension,
    Entry,
    Expression,
    Extremum,
    Index,
    Mapped,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Softmax,
    Sum,
    Symbol,
    Transpose,
)

two = Number(Fraction(2))


@dataclass(frozen=True)
class Case:
    """A loss, what it is differentiated by, its arguments, and the loss in loops."""

    name: str
    tree: Expression
    wrt: tuple[Symbol, ...]
    arguments: tuple[tuple[str, str], ...]
    loops: Callable[..., Any]


def vector(name: str, size: str) -> Symbol:
    return Symbol(name, (size, "1"))


def times(*factors: Expression) -> Expression:
    return Product(factors)


def plus(*terms: Expression) -> Expression:
    return Add(terms)


def T(x: Expression) -> Expression:
    return Transpose(x)


def log(x: Expression) -> Expression:
    return Call("log", x)


def dot(a: Any, b: Any) -> Any:
    return mp.fsum(x * y for x, y in zip(a, b, strict=True))


def column(M: Any, j: int) -> list[Any]:
    return [row[j] for row in M]


def log_sum_exp(xs: Any) -> Any:
    return mp.log(mp.fsum(mp.exp(x) for x in xs))


def sigma(x: Any) -> Any:
    return 1 / (1 + mp.exp(-x))


# --------------------------------------------------------------------------------------------------------- regressions

w, b, x, t = vector("w", "d"), Symbol("b"), vector("x", "d"), vector("t", "N")
X, y = Symbol("X", ("d", "N")), Index("y", "C")
n = Index("n", "N")
margin = times(Entry(t, n), plus(times(T(w), Column(X, n)), b))
logistic = Case(
    "logistic regression",
    Sum(n, log(plus(Number(Fraction(1)), Call("exp", Negative(margin))))),
    (w, b),
    (("t", "N"), ("w", "d"), ("X", "d N"), ("b", "")),
    lambda t, w, X, b: mp.fsum(mp.log(1 + mp.exp(-t[k] * (dot(w, column(X, k)) + b))) for k in range(len(t))),
)

W = Symbol("W", ("d", "C"))
softmax_regression = Case(
    "softmax regression",
    Negative(log(Entry(Softmax(times(T(W), x)), y))),
    (W,),
    (("x", "d"), ("y", "index C"), ("W", "d C")),
    lambda x, y, W: log_sum_exp([dot(column(W, k), x) for k in range(len(W[0]))]) - dot(column(W, y), x),
)

penalty = Symbol("lam")
residual = plus(times(T(w), Column(X, n)), Negative(Entry(t, n)))
ridge = Case(
    "squared error and L2",
    plus(Sum(n, Power(residual, two)), times(penalty, T(w), w)),
    (w, penalty),
    (("w", "d"), ("t", "N"), ("X", "d N"), ("lam", "")),
    lambda w, t, X, lam: mp.fsum((dot(w, column(X, k)) - t[k]) ** 2 for k in range(len(t))) + lam * dot(w, w),
)

# ------------------------------------------------------------------------------------------------------------ networks

W1, W2, b1 = Symbol("W1", ("H", "d")), Symbol("W2", ("C", "H")), vector("b1", "H")


def network(function: str, outer: Callable[[Any], Any]) -> Case:
    hidden = Call(function, plus(times(W1, x), b1))

    def loops(x: Any, b1: Any, y: int, W2: Any, W1: Any) -> Any:
        h = [outer(dot(row, x) + shift) for row, shift in zip(W1, b1, strict=True)]
        z = [dot(row, h) for row in W2]
        return log_sum_exp(z) - z[y]

    return Case(
        f"two layers, {function}",
        Negative(log(Entry(Softmax(times(W2, hidden)), y))),
        (W1, b1, W2, x),
        (("x", "d"), ("b1", "H"), ("y", "index C"), ("W2", "C H"), ("W1", "H d")),
        loops,
    )


q, keys, values, g = vector("q", "d"), Symbol("keys", ("d", "N")), Symbol("values", ("E", "N")), vector("g", "E")
attention = Case(
    "one row of softmax attention",
    times(T(g), values, Softmax(Quotient(times(T(keys), q), Call("sqrt", Dimension("d"))))),
    (q, keys, values),
    (("g", "E"), ("q", "d"), ("values", "E N"), ("keys", "d N")),
    lambda g, q, values, keys: _attention(g, q, values, keys),
)


def _attention(g: Any, q: Any, values: Any, keys: Any) -> Any:
    scores = [dot(column(keys, k), q) / mp.sqrt(len(q)) for k in range(len(keys[0]))]
    top = log_sum_exp(scores)
    return mp.fsum(mp.exp(s - top) * dot(g, column(values, k)) for k, s in enumerate(scores))


# ------------------------------------------------------------------------------------------------------------ embeddings

A, M, F, L = Symbol("A", ("d", "V")), Symbol("M", ("d", "V")), Symbol("F", ("V", "V")), Symbol("L", ("V", "V"))
p, r = vector("p", "V"), vector("r", "V")
i, j = Index("i", "V"), Index("j", "V")
error = plus(times(T(Column(A, i)), Column(M, j)), Entry(p, i), Entry(r, j), Negative(Entry(L, i, j)))
glove = Case(
    "GloVe",
    Sum(i, Sum(j, times(Entry(F, i, j), Power(error, two)))),
    (A, M, p, r),
    (("p", "V"), ("r", "V"), ("F", "V V"), ("A", "d V"), ("M", "d V"), ("L", "V V")),
    lambda p, r, F, A, M, L: mp.fsum(
        F[a][c] * (dot(column(A, a), column(M, c)) + p[a] + r[c] - L[a][c]) ** 2
        for a in range(len(p))
        for c in range(len(p))
    ),
)

U, C = Symbol("U", ("d", "V")), Symbol("Ctx", ("d", "V"))
o, k, s, word = Index("o", "V"), Index("k", "S"), Index("s", "K"), Index("w", "V")
mean = Quotient(Sum(k, Column(C, Mapped("ctx", k, "V"))), Dimension("S"))


def _mean(ctx: Any, C: Any) -> list[Any]:
    return [mp.fsum(row[c] for c in ctx) / len(ctx) for row in C]


cbow = Case(
    "CBOW, naive softmax",
    Negative(
        log(
            Quotient(
                Call("exp", times(T(Column(U, o)), mean)),
                Sum(word, Call("exp", times(T(Column(U, word)), mean))),
            )
        )
    ),
    (U, C),
    (("o", "index V"), ("ctx", "map S V"), ("U", "d V"), ("Ctx", "d V")),
    lambda o, ctx, U, C: (
        log_sum_exp([dot(column(U, a), _mean(ctx, C)) for a in range(len(U[0]))]) - dot(column(U, o), _mean(ctx, C))
    ),
)

cbow_negative = Case(
    "CBOW, negative sampling",
    plus(
        Negative(log(Call("sigmoid", times(T(Column(U, o)), mean)))),
        Negative(Sum(s, log(Call("sigmoid", Negative(times(T(Column(U, Mapped("neg", s, "V"))), mean)))))),
    ),
    (U, C),
    (("o", "index V"), ("ctx", "map S V"), ("neg", "map K V"), ("U", "d V"), ("Ctx", "d V")),
    lambda o, ctx, neg, U, C: (
        -mp.log(sigma(dot(column(U, o), _mean(ctx, C))))
        - mp.fsum(mp.log(sigma(-dot(column(U, a), _mean(ctx, C)))) for a in neg)
    ),
)

leaky = Case(
    "leaky units",
    Sum(n, Extremum("max", (times(Number(Fraction(1, 100)), T(w), Column(X, n)), times(T(w), Column(X, n))))),
    (w, X),
    (("w", "d"), ("X", "d N")),
    lambda w, X: mp.fsum(max(z, z / 100) for z in (dot(w, column(X, k)) for k in range(len(X[0])))),
)

smooth = Case(
    "tanh, absolute values and a square root",
    plus(
        Sum(n, Call("abs", Call("tanh", times(T(w), Column(X, n))))),
        Call("sqrt", plus(times(T(w), w), Number(Fraction(1)))),
    ),
    (w, X),
    (("w", "d"), ("X", "d N")),
    lambda w, X: mp.fsum(abs(mp.tanh(dot(w, column(X, k)))) for k in range(len(X[0]))) + mp.sqrt(dot(w, w) + 1),
)

CASES = (
    *(logistic, softmax_regression, ridge, network("sigmoid", sigma), network("relu", lambda z: max(z, mp.mpf(0)))),
    *(attention, glove, cbow, cbow_negative, leaky, smooth),
)
