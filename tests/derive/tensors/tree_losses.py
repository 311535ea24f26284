"""Losses as expression trees, each beside the same loss in plain NumPy: what the written files are held against."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from derive.expression import (
    Add,
    Call,
    Column,
    Compare,
    Constant,
    Delta,
    Determinant,
    Diagonal,
    Dimension,
    Entry,
    Expression,
    Extremum,
    Hadamard,
    Index,
    Inverse,
    Mapped,
    Named,
    Negative,
    Not,
    Number,
    Power,
    Product,
    Quotient,
    Same,
    Softmax,
    Sum,
    Symbol,
    Table,
    Trace,
    Transpose,
)

SIZES = {"n": 3, "m": 4, "N": 5, "d": 3, "K": 4, "C": 4}
ONE, TWO, HALF = Number(1), Number(2), Number(Fraction(1, 2))


@dataclass(frozen=True)
class Case:
    """A loss, what it is differentiated by, how its arrays are stored, and its value in NumPy."""

    name: str
    loss: Expression
    variable: Expression
    value: Callable[..., Any]
    families: tuple[str, ...] = ()
    domain: str = ""


def minus(left: Expression, right: Expression) -> Expression:
    return Add((left, Negative(right)))


def log(argument: Expression) -> Expression:
    return Call("log", argument)


def exp(argument: Expression) -> Expression:
    return Call("exp", argument)


def dot(left: Expression, right: Expression) -> Expression:
    return Product((Transpose(left), right))


def by_rows(matrix: Expression) -> Expression:
    """softmax of every row."""
    i = Index("i", matrix.shape[0])
    return Transpose(Table(i, Softmax(Column(Transpose(matrix), i))))


def log_softmax(z: Any) -> Any:
    return z - np.log(np.exp(z).sum(-1, keepdims=True))


i, j, k, c = Index("i", "N"), Index("j", "K"), Index("k", "K"), Index("c", "K")
x, w, a, b = Symbol("x", ("d", "1")), Symbol("w", ("d", "1")), Symbol("a", ("n", "1")), Symbol("b", ("m", "1"))
A, B, M = Symbol("A", ("n", "n")), Symbol("B", ("n", "n")), Symbol("M", ("n", "m"))
X, Y, W = Symbol("X", ("N", "d")), Symbol("Y", ("N", "K")), Symbol("W", ("d", "K"))
xs, theta, t = Symbol("x", ("d", "N")), Symbol("theta", ("d", "K")), Symbol("t", ("N", "1"))
y_i = Mapped("y", i, "K")
lam = Symbol("lambda")
softmax_over_batch = Negative(
    Product(
        (
            Quotient(ONE, Dimension("N")),
            Sum(i, Sum(j, Product((Entry(Y, i, j), log(Entry(Named("P", by_rows(Product((X, W)))), i, j)))))),
        )
    )
)
ones = Constant(Fraction(1), ("N", "1"))
W1, b1, W2, b2 = (
    Symbol(n, s) for n, s in (("W_1", ("d", "m")), ("b_1", ("1", "m")), ("W_2", ("m", "K")), ("b_2", ("1", "K")))
)
hidden = Named("H", Call("relu", Add((Product((X, W1)), Product((ones, b1))))))
network = Named("P", by_rows(Add((Product((hidden, W2)), Product((ones, b2))))))
Q, Kk, V, G = Symbol("Q", ("N", "d")), Symbol("K_1", ("m", "d")), Symbol("V", ("m", "K")), Symbol("G", ("N", "K"))
attention = Trace(
    Product((Transpose(G), Named("A", by_rows(Quotient(Product((Q, Transpose(Kk))), Call("sqrt", Dimension("d"))))), V))
)
mu = Named("mu", Quotient(Sum(Index("j", "d"), Entry(x, Index("j", "d"))), Dimension("d")))
variance = Named("v", Quotient(Sum(Index("j", "d"), Power(minus(Entry(x, Index("j", "d")), mu), TWO)), Dimension("d")))
centred = minus(x, Product((mu, Constant(Fraction(1), ("d", "1")))))
normed = Named("x_hat", Quotient(centred, Call("sqrt", Add((variance, Symbol("epsilon"))))))
z = Symbol("z", ("K", "1"))
o, other = Index("o", "N"), Index("l", "N")


def net(X, W_1, b_1, W_2, b_2, Y):
    return -(Y * log_softmax(np.maximum(X @ W_1 + b_1, 0) @ W_2 + b_2)).sum() / len(X)


def layer_norm(w, x, epsilon):
    return w @ ((x - x.mean()) / np.sqrt(x.var() + epsilon))


cases = [
    Case("bilinear", Product((Transpose(a), M, b)), M, lambda a, M, b: a @ M @ b),
    Case("quadratic", Product((Transpose(a), A, a)), a, lambda a, A: a @ A @ a),
    Case("trace", Trace(Product((A, B, A, B))), B, lambda A, B: np.trace(A @ B @ A @ B)),
    Case("inverse", Product((Transpose(a), Inverse(A), a)), A, lambda a, A: a @ np.linalg.inv(A) @ a, domain="spd"),
    Case("trace of an inverse", Trace(Inverse(A)), A, lambda A: np.trace(np.linalg.inv(A)), domain="spd"),
    Case("log det", log(Determinant(Product((A, Transpose(A))))), A, lambda A: np.linalg.slogdet(A @ A.T)[1], domain="spd"),
    Case("det", Determinant(A), A, np.linalg.det, domain="spd"),
    Case("norm", Call("sqrt", dot(x, x)), x, lambda x: np.linalg.norm(x)),
    Case("least squares", Product((HALF, dot(minus(Product((X, w)), t), minus(Product((X, w)), t)))), w,
         lambda X, w, t: 0.5 * ((X @ w - t) ** 2).sum()),
    Case("logistic", Quotient(Sum(i, log(Add((ONE, exp(Negative(Product((Entry(t, i), Transpose(w), Column(xs, i))))))))), Dimension("N")),
         w, lambda x, w, t: np.log1p(np.exp(-t * (x @ w))).mean(), ("x",)),
    Case("softmax regression, one class", Negative(Sum(i, log(Quotient(
        exp(dot(Column(theta, y_i), Column(xs, i))), Sum(c, exp(dot(Column(theta, c), Column(xs, i)))))))), Column(theta, k),
         lambda x, theta, y, k: -log_softmax(x @ theta.T)[np.arange(len(x)), y].sum(), ("x", "theta")),
    Case("softmax regression, all classes", Negative(Sum(i, log(Quotient(
        exp(dot(Column(theta, y_i), Column(xs, i))), Sum(c, exp(dot(Column(theta, c), Column(xs, i)))))))), theta,
         lambda x, theta, y: -log_softmax(x @ theta.T)[np.arange(len(x)), y].sum(), ("x", "theta")),
    Case("softmax over a batch", softmax_over_batch, W, lambda X, W, Y: -(Y * log_softmax(X @ W)).sum() / len(X)),
    Case("two layers, first", Negative(Quotient(Sum(i, Sum(j, Product((Entry(Y, i, j), log(Entry(network, i, j)))))), Dimension("N"))), W1, net),
    Case("two layers, bias", Negative(Quotient(Sum(i, Sum(j, Product((Entry(Y, i, j), log(Entry(network, i, j)))))), Dimension("N"))), b1, net),
    Case("attention", attention, Q, lambda Q, K_1, V, G: (G * (np.exp(log_softmax(Q @ K_1.T / np.sqrt(Q.shape[1]))) @ V)).sum()),
    Case("attention keys", attention, Kk, lambda Q, K_1, V, G: (G * (np.exp(log_softmax(Q @ K_1.T / np.sqrt(Q.shape[1]))) @ V)).sum()),
    Case("layer norm", dot(w, normed), x, layer_norm),
    Case("Frobenius", Add((Sum(Index("k", "K"), dot(Column(minus(Y, Product((X, W))), Index("k", "K")), Column(minus(Y, Product((X, W))), Index("k", "K")))),
                           Product((lam, Sum(Index("k", "K"), dot(Column(W, Index("k", "K")), Column(W, Index("k", "K")))))))), W,
         lambda X, W, Y, lambda_: ((Y - X @ W) ** 2).sum() + lambda_ * (W**2).sum()),
    Case("hinge", Sum(k, Extremum("max", (Number(0), minus(Add((dot(Column(theta, k), x), lam)), dot(Column(theta, c), x)))), Not(Same(k, c))),
         theta, lambda theta, x, c, lambda_: np.maximum(0, np.delete(theta @ x + lambda_ - theta[c] @ x, c)).sum(), ("theta",)),
    Case("contrastive", Negative(log(Quotient(exp(dot(Column(xs, o), Column(xs, other))), Sum(i, exp(dot(Column(xs, o), Column(xs, i))), Not(Same(i, o)))))),
         xs, lambda x, o, l: np.log(np.exp(np.delete(x @ x[o], o)).sum()) - x[o] @ x[l], ("x",)),
    Case("entries by label", log(Entry(Softmax(z), k)), z, lambda z, k: log_softmax(z)[k]),
    Case("mixture", log(Sum(j, Product((Entry(Softmax(z), j), exp(Negative(Power(minus(lam, Entry(Symbol("r", ("K", "1")), j)), TWO))))))), z,
         lambda z, lambda_, r: np.log((np.exp(log_softmax(z)) * np.exp(-((lambda_ - r) ** 2))).sum())),
    Case("diagonal", Product((Transpose(x), Diagonal(w), x)), x, lambda x, w: x @ np.diag(w) @ x),
    Case("functions", dot(w, Hadamard(Call("sin", x), Call("softplus", x))), x, lambda w, x: w @ (np.sin(x) * np.log1p(np.exp(x)))),
    Case("steps", Product((Delta(Compare(Number(0), "<", lam)), lam, dot(x, w))), w, lambda lambda_, x, w: max(lambda_, 0) * (x @ w)),
    Case("sum of pairs", Sum(Index("p", "N"), Sum(Index("q", "d"), Sum(i, Sum(Index("r", "d"), Product((Entry(X, Index("p", "N"), Index("q", "d")), Entry(X, i, Index("r", "d")))))))), X,
         lambda X: X.sum() ** 2),
    Case("linear", dot(w, x), w, lambda w, x: w @ x),
    Case("constant slope", Sum(Index("q", "d"), Entry(w, Index("q", "d"))), w, lambda w: w.sum()),
]  # fmt: skip
