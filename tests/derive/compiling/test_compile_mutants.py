"""The tests, tested: with one rule of the compiler broken, the comparison with finite differences must fail."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from general import logistic
from losses import exact, naive, naive_loss, negative, negative_loss

from derive.compiling.compiler import _compiled, compile_loss
from derive.expression import Symbol
from derive.tensors import algebra, axes, batches, common, contraction, passes, reverse, scattering
from derive.tensors.graph import make
from derive.tensors.writer import EMIT

v, U = Symbol("v", ("d", "1")), Symbol("U", ("d", "V"))


def agree() -> bool:
    """Whether three losses, compiled anew, have the values and gradients that finite differences give."""
    _compiled.cache_clear()
    r = np.random.default_rng(2)
    vector, rows, w = r.normal(size=4), r.normal(size=(5, 4)), np.array([4, 1, 4, 4])
    regression = (r.normal(size=3), r.normal(size=2), r.normal(size=(3, 2)), np.array(0.3))
    compared = (
        _differ(naive(v), [v, U], naive_loss, (vector, 2, rows), (0, 2)),
        _differ(negative(v), [v, U], negative_loss, (vector, 2, w, rows), (0, 3)),
        _differ(negative(v), [v, U], negative_loss, (vector, 2, w, np.asfortranarray(rows)), (0, 3)),
        _differ(logistic.tree, [logistic.wrt[0]], _by_points, regression, (1,)),
        _batch_differs(vector, rows),
    )
    return not any(compared)


def _by_points(t: Any, w: Any, points: Any, b: Any) -> Any:
    return logistic.loops(t, w, [list(row) for row in zip(*points, strict=True)], b)


def _differ(loss: Any, wrt: Any, loops: Callable[..., Any], arguments: tuple[Any, ...], at: tuple[int, ...]) -> bool:
    value, grads = compile_loss(loss, wrt, layout="rows")(*arguments)
    truth = exact(loops, *arguments, wrt=at)
    pairs = [(value, truth.value), *zip(grads.values(), truth.gradients, strict=True)]
    return not _close(pairs)


def _batch_differs(vector: Any, rows: Any) -> bool:
    """Whether a batch of the naive softmax is not its examples."""
    f, words = compile_loss(naive(v), [v, U], layout="rows"), np.array([3, 0])
    vectors = np.stack([vector, -vector])
    value, grads = f(vectors, words, rows)
    singles = [f(one, int(word), rows) for one, word in zip(vectors, words, strict=True)]
    pairs = [(value, [loss for loss, _ in singles]), (grads["U"], sum(each["U"] for _, each in singles))]
    return not _close([*pairs, (grads["v"], [each["v"] for _, each in singles])])


def _close(pairs: list[tuple[Any, Any]]) -> bool:
    return all(np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=1e-9) for a, b in pairs)


def _text(name: str, old: str, new: str) -> tuple[Any, str, str]:
    """A helper with another text."""
    assert passes.PASSES[name].count(old) == 1
    return passes.PASSES, name, passes.PASSES[name].replace(old, new)


def _no_minus(w: Any, node: Any, want: Any) -> Any:
    value, rest = algebra.coefficient(node)
    return PRODUCT(w, algebra.product(algebra.constant(abs(value)), rest), want)


PRODUCT = EMIT["product"]


def _sifted_without_rest(factors: Any, left: Any) -> Any:
    found, rest = PICKED(factors, left)
    return (found, rest) if len(rest) == len(left) else (found[:1], rest)


PICKED = axes._picked
LOGARITHM = algebra.FORMS["log"]


def _halved(node: Any, slope: Any) -> Any:
    return reverse._of_function(node, algebra.product(algebra.constant(HALF), slope))


HALF = Fraction(1, 2)

MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "a minus lost in a product": (EMIT, "product", _no_minus),
    "a gather one word further on": _text("rows", "M[words]", "M[(words + 1) % len(M)]"),
    "a gather of contiguous rows one word further on": _text(
        "rows", "M.take(words, 0)", "M.take((words + 1) % len(M), 0)"
    ),
    "a matrix not turned": (contraction, "ordered", lambda piece, axes: piece),
    "softplus 0.1 % too large": _text("softplus_sum_and_sigmoid", "x.dtype.type(total)", "x.dtype.type(1.001 * total)"),
    "repeats not counted": _text("add_rows", "target[word] += row", "target[word] = row"),
    "signs all alike": _text("signs", "[:1] = -1", "[:0] = -1"),
    "an outer product 0.1 % too small": _text("outer", "column, row = a[:, None]", "column, row = 0.999 * a[:, None]"),
    "a mean of other rows": _text("softmax_pass", "+ top, p, p @ M", "+ top, p, p[::-1] @ M"),
    "the samples before the word": _text("joined", "words[..., 1:] = rest", "words[..., 1:] = first"),
    "a δ sifted without the rest": (axes, "_picked", _sifted_without_rest),
    "a logarithm of σ of the opposite sign": (
        algebra.FORMS,
        "log",
        lambda x: algebra.negative(make("softplus", x.args)) if x.op == "sigmoid" else LOGARITHM(x),
    ),
    "a factor lost before a bracket": (common, "without", lambda term, factor: algebra.ONE),
    "rows added with the wrong sign": (scattering, "negative", lambda node: node),
    "a sum over a batch left out": (batches, "total", lambda axes, node: node),
    "a derivative halved": (reverse.RULES, "softplus", _halved),
    "a sum over an index left out": (reverse, "total", lambda axes, node: node),
}


def test_the_compiler_as_it_is_agrees():
    assert agree()


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_broken_rule_is_seen(mutant, monkeypatch):
    owner, name, broken = MUTANTS[mutant]
    if isinstance(owner, dict):
        monkeypatch.setitem(owner, name, broken)
    else:
        monkeypatch.setattr(owner, name, broken)
    try:
        seen = not agree()
    except (ValueError, TypeError, NameError, IndexError, AttributeError):
        seen = True
    finally:
        monkeypatch.undo()
        _compiled.cache_clear()
    assert seen
