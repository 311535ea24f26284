"""Losses and identities over sizes of any name: the true ones are decided for every size, those that hold at few sizes never."""

from itertools import permutations

import pytest
from identity_cases import minus

from derive import expression as x
from proofs.identity import Judge, Setting, find_witness

HALF, TWO, ONE = x.Number("1/2"), x.Number(2), x.Number(1)
P, T, I, N, D = x.Product, x.Transpose, x.Inverse, x.Negative, x.Derivative


def times(*factors):
    return P(factors)


def plus(*terms):
    return x.Add(terms)


def call(name, argument):
    return x.Call(name, argument)


def ones(*shape):
    return x.Constant(1, shape)


def unit(size):
    return x.Diagonal(ones(size, "1"))


def square(node):
    return times(T(node), node)


def number(size):
    return x.Dimension(size)


A, B, C, X = (x.Symbol(name, ("n", "n")) for name in "ABCX")
a, b = (x.Symbol(name, ("n", "1")) for name in "ab")
R, Z = x.Symbol("R", ("m", "n")), x.Symbol("Z", ("m", "n"))
w, y, z = x.Symbol("w", ("n", "1")), x.Symbol("y", ("m", "1")), x.Symbol("z", ("n", "1"))
W1, W2, b1 = x.Symbol("W_1", ("h", "n")), x.Symbol("W_2", ("k", "h")), x.Symbol("b_1", ("h", "1"))
t = x.Symbol("t", ("k", "1"))
S, mu, data = x.Symbol("S", ("d", "d")), x.Symbol("mu", ("d", "1")), x.Symbol("x", ("d", "N"))
theta, i, j, c, l = (
    x.Symbol("theta", ("d", "K")),
    x.Index("i", "N"),
    x.Index("j", "K"),
    x.Index("c", "K"),
    x.Index("l", "K"),
)
x_i, label = x.Column(data, i), x.Mapped("y", i, "K")
residual = minus(times(R, w), y)
hidden = call("sigmoid", plus(times(W1, z), b1))
guess = x.Softmax(times(W2, hidden))
delta = minus(times(times(T(ones("k", "1")), t), guess), t)
through = x.Hadamard(times(T(W2), delta), x.Hadamard(hidden, minus(ones("h", "1"), hidden)))
centred = minus(x_i, mu)
spread = x.Sum(i, times(centred, T(centred)))


def grown(index):
    return call("exp", times(T(x.Column(theta, index)), x_i))


share = x.Quotient(grown(l), x.Sum(c, grown(c)))
mean = x.Quotient(times(T(ones("n", "1")), z), number("n"))
off = minus(z, times(mean, ones("n", "1")))
scale = call("sqrt", plus(x.Quotient(square(off), number("n")), x.Symbol("epsilon")))
normal = x.Quotient(off, scale)
aw = x.Hadamard(w, a)
labels = Setting((l,), (("y", "N", "K"),))
trace = x.Trace(A)
norm = call("sqrt", square(z))
scores = plus(times(R, w), y)

RIGHT = {
    "least squares": (D(times(HALF, square(residual)), w), times(T(R), residual)),
    "a mean of squares": (D(x.Quotient(square(residual), number("m")), w), x.Quotient(times(TWO, T(R), residual), number("m"))),
    "factors of a matrix": (D(x.Trace(square(minus(Z, times(y, T(w))))), w), times(N(TWO), T(minus(Z, times(y, T(w)))), y)),
    "two layers": (D(N(times(T(t), call("log", guess))), W1), times(through, T(z))),
    "two layers by the input": (D(N(times(T(t), call("log", guess))), z), times(T(W1), through)),
    "softmax regression": (
        D(N(x.Sum(i, call("log", x.Quotient(grown(label), x.Sum(c, grown(c)))))), x.Column(theta, l)),
        x.Sum(i, times(minus(share, x.Delta(x.Same(label, l))), x_i)),
        labels,
    ),
    "layer normalisation": (
        D(times(T(aw), normal), z),
        x.Quotient(plus(aw, N(times(x.Quotient(times(T(ones("n", "1")), aw), number("n")), ones("n", "1"))), N(times(x.Quotient(times(T(normal), aw), number("n")), normal))), scale),
    ),
    "an outer square": (times(minus(a, b), T(minus(a, b))), plus(times(a, T(a)), N(times(a, T(b))), N(times(b, T(a))), times(b, T(b)))),
    "a unit vector's Jacobian": (D(x.Quotient(z, norm), z), minus(x.Quotient(unit("n"), norm), x.Quotient(times(z, T(z)), x.Power(norm, x.Number(3))))),
    "a square form": (D(times(T(z), A, z), z), times(plus(A, T(A)), z)),
    "a logistic layer by its weights": (D(times(T(y), call("sigmoid", scores)), R), times(x.Hadamard(y, x.Hadamard(call("sigmoid", scores), minus(ones("m", "1"), call("sigmoid", scores)))), T(w))),
    "a trace": (D(x.Trace(times(A, X, B, X)), X), plus(T(times(B, X, A)), T(times(A, X, B)))),
    "an inverse": (D(times(T(a), I(X), b), X), N(times(T(I(X)), a, T(b), T(I(X))))),
    "the logarithm of a determinant": (D(call("log", call("abs", x.Determinant(X))), X), T(I(X))),
    "a Gaussian by its covariance": (
        D(N(plus(times(HALF, number("N"), call("log", x.Determinant(S))), times(HALF, x.Sum(i, times(T(centred), I(S), centred))))), S),
        plus(N(times(HALF, number("N"), I(S))), times(HALF, I(S), spread, I(S))),
        Setting(constraints=(("S", "symmetric"), ("S", "positive-definite"))),
    ),
    "the inverse of a product": (I(times(A, B)), times(I(B), I(A))),
    "Woodbury's step": (times(I(plus(unit("n"), times(A, B))), A), times(A, I(plus(unit("n"), times(B, A))))),
    "the trace of the unit matrix": (x.Trace(unit("n")), number("n")),
    "a size in a function": (call("exp", times(number("n"), square(z))), x.Power(call("exp", square(z)), number("n"))),
}  # fmt: skip


def decided(case):
    left, right, *given = case
    setting = given[0] if given else Setting()
    judge = Judge([left, right], setting)
    return judge, judge.compare(left, right)


@pytest.mark.parametrize("name", RIGHT)
def test_true_for_every_size(name):
    _, found = decided(RIGHT[name])
    assert (found.equal, found.sizes) == (True, "every"), found.reason


def powers(node, most):
    return [P((node,) * k) for k in range(1, most + 1)]


def standard(*letters):
    """Σ ± of the products in all orders: 0 for matrices of half the size."""
    terms = []
    for order in permutations(range(len(letters))):
        odd = sum(order[p] > order[q] for p in range(len(order)) for q in range(p + 1, len(order))) % 2
        term = P(tuple(letters[k] for k in order))
        terms.append(N(term) if odd else term)
    return x.Add(tuple(terms))


one, two, three = powers(A, 3)
second = times(HALF, minus(times(trace, trace), x.Trace(two)))
third = times(
    x.Number("1/6"),
    plus(P((trace,) * 3), N(times(x.Number(3), trace, x.Trace(two))), times(TWO, x.Trace(three))),
)
hall = square(minus(times(A, B), times(B, A)))
commutator = minus(times(A, B), times(B, A))
nothing = x.Constant(0, ("n", "n"))
zero = x.Number(0)
SMALL = {
    "Cayley and Hamilton at 2": (plus(two, N(times(trace, A)), times(second, unit("n"))), nothing),
    "Cayley and Hamilton at 3": (plus(three, N(times(trace, two)), times(second, A), N(times(third, unit("n")))), nothing),
    "the determinant at 2": (second, x.Determinant(A)),
    "a sign at even sizes": (x.Determinant(N(A)), x.Determinant(A)),
    "the standard identity at 2": (standard(A, B, C, X), nothing),
    "squares of commutators at 2": (times(commutator, commutator, C), times(C, commutator, commutator)),
    "the same with an inverse": (times(C, commutator, commutator, I(C)), times(commutator, commutator)),
    "numbers commute": (times(I(A), B, A), B),
    "a trace at 1": (times(T(ones("n", "1")), A, ones("n", "1")), trace),
    "an entrywise product at 1": (x.Hadamard(A, B), times(A, B)),
    "a diagonal at 1": (x.Hadamard(A, unit("n")), A),
    "a projection for square matrices": (times(R, I(square(R)), T(R)), unit("m")),
    "an inverse of one more vector": (times(T(a), I(plus(A, times(a, T(b)))), b), times(T(a), I(A), b)),
    "a layer of one unit": (times(T(t), W2, hidden), times(T(t), W2, plus(times(W1, z), b1))),
    "softmax of two": (x.Softmax(z), x.Softmax(N(z))),
    "a mean over one": (x.Quotient(x.Sum(i, x_i), number("N")), x.Sum(i, x_i)),
    "a label counted": (x.Sum(i, times(x.Delta(x.Same(label, l)), x_i)), x.Sum(i, x_i), labels),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_what_holds_at_few_sizes_is_refused(name):
    assert decided(SMALL[name])[1].equal is not True


@pytest.mark.parametrize("disguise", ["n", "1ᵀ1", "tr I", "Σδ", "softmax", "exp 0"])
@pytest.mark.parametrize("size", [3, 4, 6, 9, 12])
def test_a_number_that_is_a_size_at_one_size(disguise, size):
    q, p = x.Index("q", "n"), x.Index("p", "n")
    hides = {
        "n": number("n"),
        "1ᵀ1": square(ones("n", "1")),
        "tr I": x.Trace(unit("n")),
        "Σδ": x.Sum(q, x.Sum(p, x.Delta(x.Same(p, q)))),
        "softmax": x.Quotient(ONE, times(T(x.OneHot(x.Ordinal(1, "n"))), x.Softmax(times(zero, z)))),
        "exp 0": x.Sum(q, call("exp", times(zero, x.Entry(z, q)))),
    }[disguise]
    assert decided((times(minus(hides, x.Number(size)), z), times(zero, z)))[1].equal is not True


@pytest.mark.parametrize("hides", [x.Trace(unit("n")), square(ones("n", "1")), number("n")])
@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_a_number_hidden_beside_an_inverse(hides, size):
    form = times(T(a), I(plus(A, times(a, T(b)))), b)
    assert decided((plus(form, hides, x.Number(-size)), form))[1].equal is not True
    s = x.Symbol("s")
    by = D(plus(times(hides, s), times(zero, form)), s)
    assert decided((by, x.Number(size)))[1].equal is not True


def test_what_the_argument_does_not_reach_is_said_with_its_sizes():
    judge, found = decided((times(I(square(R)), square(R)), unit("n")))
    assert found.equal is True
    assert isinstance(found.sizes, dict)
    assert judge.plan.reason


ASSUMED = [
    (D(times(T(z), A, z), z), times(TWO, A, z), ("A", "symmetric")),
    (times(T(A), A), unit("n"), ("A", "orthogonal")),
    (D(N(times(T(w), call("log", x.Softmax(z)))), z), minus(x.Softmax(z), w), ("w", "one-hot")),
    (D(N(times(T(w), call("log", x.Softmax(z)))), z), minus(x.Softmax(z), w), ("w", "distribution")),
    (D(N(times(T(w), call("log", x.Softmax(z)))), z), minus(x.Softmax(z), w), ("w", "sums-to-1")),
    (x.Hadamard(w, w), w, ("w", "in", "0", "1")),
    (square(w), number("n"), ("w", "in", "-1", "1")),
    (call("abs", x.Entry(w, x.Ordinal(1, "n"))), x.Entry(w, x.Ordinal(1, "n")), ("w", "positive")),
    (times(R, ones("n", "1")), ones("m", "1"), ("R", "one-hot")),
]


@pytest.mark.parametrize(("left", "right", "assumed"), ASSUMED)
def test_what_is_assumed_is_needed_and_enough(left, right, assumed):
    judge, found = decided((left, right, Setting(constraints=(assumed,))))
    assert found.equal is True, found.reason
    judge, found = decided((left, right))
    assert found.equal is False
    assert find_witness(judge, left, right) is not None


def test_a_witness_is_what_is_assumed():
    setting = Setting(constraints=(("w", "one-hot"), ("A", "symmetric")))
    left, right = plus(times(A, w), z), times(TWO, A, w)
    witness = find_witness(Judge([left, right], setting), left, right)
    assert max(float(each) for each in witness.symbols["w"].flat) == 1
    assert sum(float(each) for each in witness.symbols["w"].flat) == 1
    matrix = witness.symbols["A"]
    assert all(matrix[p, q] == matrix[q, p] for p in range(len(matrix)) for q in range(len(matrix)))
