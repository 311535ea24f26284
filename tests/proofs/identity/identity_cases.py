"""What the tests of the identity test share: letters, and trees of every kind of node."""

from fractions import Fraction

import interpreter
import numpy as np

from derive import expression as x
from proofs.identity.points import Point
from proofs.identity.witness import is_array

V, K = x.Dimension("V"), x.Dimension("K")
o, c, w, k, s = x.Index("o", "V"), x.Index("c", "V"), x.Index("w", "V"), x.Index("k", "K"), x.Index("s", "K")
U, C = x.Symbol("U", ("d", "V")), x.Symbol("C", ("d", "V"))
b, p = x.Symbol("b", ("V", "1")), x.Symbol("p", ("d", "1"))
a, e = x.Symbol("a"), x.Symbol("e")
M = x.Symbol("M", ("d", "V"))
M_s, M_k = x.Member(M, s), x.Member(M, k)
v, u_o, u_w = x.Column(C, c), x.Column(U, o), x.Column(U, w)
ONE = x.Number(1)


def dot(left, right):
    return x.Product((x.Transpose(left), right))


def minus(left, right):
    return x.Add((left, x.Negative(right)))


def word(index):
    return x.Mapped("w", index, "V")


up = x.Compare(x.Number(0), "<", a)
CASES = {
    "symbol": U,
    "number times": x.Product((x.Number(Fraction(3, 7)), a)),
    "size": x.Product((V, a)),
    "named": x.Named("q", x.Product((a, p))),
    "column": x.Product((a, u_o)),
    "member": x.Product((a, x.Sum(k, x.Product((M_k, b))))),
    "member of its own": x.Add((x.Product((a, M_s)), x.Sum(k, x.Hadamard(M_k, M_k)))),
    "entry": x.Product((x.Entry(b, o), x.Entry(U, x.Ordinal(2, "d"), o))),
    "add": x.Add((a, x.Product((a, e)), x.Number(2))),
    "negative": x.Negative(x.Product((a, b))),
    "matrix product": x.Product((a, x.Transpose(U), U, b)),
    "hadamard": x.Hadamard(b, x.Product((x.Transpose(U), p))),
    "quotient": x.Quotient(x.Product((a, b)), x.Add((ONE, x.Product((e, e))))),
    "power": x.Power(x.Add((a, e)), x.Number(3)),
    "negative power": x.Power(x.Add((x.Number(11), a)), x.Number(-2)),
    "variable power": x.Power(x.Number(3), x.Product((a, e))),
    "power of power": x.Power(x.Add((x.Number(9), a)), x.Quotient(e, x.Number(3))),
    "transpose": x.Transpose(x.Product((a, U))),
    "softmax": x.Softmax(x.Product((x.Transpose(U), p))),
    "sum": x.Sum(w, x.Product((x.Entry(b, w), dot(u_w, p)))),
    "sum with condition": x.Sum(w, x.Product((dot(u_w, p), u_w)), x.Not(x.Same(w, o))),
    "sum over samples": x.Sum(k, x.Call("exp", x.Product((x.Number(Fraction(1, 9)), dot(x.Column(U, word(k)), p))))),
    "delta": x.Sum(w, x.Product((x.Delta(x.Same(w, o)), dot(u_w, p)))),
    "cases": x.Cases(((x.Product((a, a)), x.Same(o, c)), (x.Power(a, x.Number(3)), x.ALWAYS))),
    "cases by sign": x.Cases(((x.Product((e, a)), x.Compare(x.Number(Fraction(1, 2)), "<=", a)), (e, x.ALWAYS))),
    "constant": dot(x.Constant(Fraction(2), ("V", "1")), b),
    "one hot": dot(x.OneHot(o), b),
    "table": x.Table(w, x.Product((x.Entry(b, w), u_w))),
    "beside": x.Beside((x.Product((a, u_o)), x.Negative(x.Table(k, x.Column(U, word(k)))))),
    "diagonal": x.Product((x.Diagonal(b), b)),
    "trace": x.Product((a, x.Trace(x.Product((x.Transpose(U), U, x.Diagonal(b)))))),
    "determinant": x.Determinant(x.Add((x.Diagonal(x.Constant(Fraction(20), ("V", "1"))), x.Product((x.Transpose(U), U)), x.Product((a, x.Diagonal(b)))))),
    "inverse": x.Inverse(x.Add((x.Diagonal(x.Constant(Fraction(20), ("V", "1"))), x.Product((x.Transpose(U), U)), x.Product((a, x.Diagonal(b)))))),
    "max": x.Extremum("max", (x.Product((a, a)), x.Add((e, x.Number(Fraction(1, 2)))))),
    "min": x.Extremum("min", (x.Product((a, e)), x.Add((e, x.Number(Fraction(1, 3)))))),
} | {
    name: x.Call(name, x.Add((x.Number(Fraction(1, 2)), x.Product((a, e))))) for name in ("exp", "sigmoid", "tanh", "abs", "sign", "relu", "sin", "cos", "sinh", "cosh", "softplus")
} | {name: x.Call(name, x.Add((x.Number(12), x.Product((a, e))))) for name in ("log", "sqrt")} | {
    name: x.Call(name, x.Add((x.Number(Fraction(1, 2)), x.Product((a, e))))) for name in ("arctan", "arcsinh", "erf")
} | {
    name: x.Call(name, x.Quotient(x.Pi(), x.Add((x.Number(4), x.Product((a, a)), x.Product((e, e)))))) for name in ("arcsin", "arccos", "arctanh")
} | {name: x.Call(name, x.Add((x.Number(2), x.Product((a, a)), x.Product((e, e))))) for name in ("lgamma", "digamma")} | {
    "position": x.Product((a, x.Position(o))),
} | {"arccosh": x.Call("arccosh", x.Add((x.Number(2), x.Product((a, a)), x.Product((e, e)))))}  # fmt: skip
"""A tree for each kind of node, with symbols in it."""


def scalar_of(node):
    """A scalar that every entry of a matrix moves: L·E·R with weights."""
    left = x.Symbol("L", ("1", node.shape[0]))
    right = x.Symbol("R", (node.shape[1], "1"))
    return x.Product(tuple(each for each in (left, node, right) if each is node or each.shape != x.SCALAR))


def point(random, sizes):
    """One draw of o, c and the samples."""
    at = {index: random.integers(0, sizes["V"], (1, 1, 1)) for index in (o, c)} | {
        s: random.integers(0, sizes["K"], (1, 1, 1))
    }
    return Point(sizes, at, {"w": random.integers(0, sizes["V"], (1, sizes["K"]))}, np.zeros(1, dtype=int))


def world(evaluation):
    """The same numbers for the plain interpreter."""
    values = {
        key.name: np.array([[float(each) for each in row] for row in drawn[0][0]])
        for key, drawn in evaluation._symbols.items()
        if isinstance(key, x.Symbol)
    }
    arrays = {key[1].name: drawn[0][:, 0] for key, drawn in evaluation._symbols.items() if is_array(key)}
    values |= {name: np.vectorize(float)(drawn) for name, drawn in arrays.items()}
    here = evaluation.point
    indices = {index: int(array.flat[0]) for index, array in here.indices.items()}
    return interpreter.World(here.sizes, values, indices, {name: array[0] for name, array in here.maps.items()})
