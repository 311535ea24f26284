"""The tests, tested: with one rule of the compiler broken, the comparison with finite differences must fail."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy as sp
from general import logistic
from losses import exact, naive, naive_loss, negative, negative_loss

from derive.expression import Symbol
from derive.lowering import binders, exponentials, nodes, normal, recognise, results, runtime, words
from derive.lowering.compiler import _compiled, compile_loss
from derive.lowering.printer import ArrayPrinter
from derive.symbolic import gradients

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
        _differ(logistic.tree, [logistic.wrt[0]], _by_points, regression, (1,)),
    )
    return not any(compared)


def _by_points(t: Any, w: Any, points: Any, b: Any) -> Any:
    return logistic.loops(t, w, [list(row) for row in zip(*points, strict=True)], b)


def _differ(loss: Any, wrt: Any, loops: Callable[..., Any], arguments: tuple[Any, ...], at: tuple[int, ...]) -> bool:
    value, grads = compile_loss(loss, wrt, layout="rows")(*arguments)
    truth = exact(loops, *arguments, wrt=at)
    pairs = [(value, truth.value), *zip(grads.values(), truth.gradients, strict=True)]
    return not all(np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=1e-9) for a, b in pairs)


def _scaled(function: Callable[..., Any], by: float) -> Callable[..., Any]:
    return lambda *arguments: by * function(*arguments)


def _last_repeat_only(target: Any, index: Any, rows: Any) -> None:
    target[index] += rows


def _sift_without_rest(total: Any) -> Any:
    return sp.Integer(1) if normal.sift(total) is not None else None


def _constants_lost(total: Any) -> Any:
    found = normal.pull_constants(total)
    return (
        next((f for f in sp.Mul.make_args(found) if isinstance(f, binders.Total)), None) if found is not None else None
    )


MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "a minus lost in a product": (ArrayPrinter, "_print_Mul", lambda p, e: _no_minus(p, e)),
    "a gather one word further on": (
        words,
        "gather",
        lambda x, index, axis: x.take((index + 1) % x.shape[axis], axis),
    ),
    "a contraction of the wrong pair": (
        ArrayPrinter,
        "_print_Dot",
        lambda p, e: " @ ".join(map(p._operand, e.args[::-1])) + " * 1",
    ),
    "softplus 0.1 % too large": (
        exponentials,
        "_one_by_one",
        lambda x: ([1.001 * float(np.logaddexp(0, z)) for z in x], [1 / (1 + np.exp(-z)) for z in x]),
    ),
    "repeats not counted": (words, "_add_rows", _last_repeat_only),
    "signs all alike": (words, "signs", lambda joined, like: np.ones(joined.shape[-1], like.dtype)),
    "an outer product 0.1 % too small": (results, "outer_into", lambda like, out, a, b: 0.999 * (a * b)),
    "a δ sifted without the rest": (
        normal,
        "RULES",
        {**normal.RULES, binders.Total: (_sift_without_rest, *normal.RULES[binders.Total][1:])},
    ),
    "constants lost before a sum": (
        normal,
        "RULES",
        {
            **normal.RULES,
            binders.Total: tuple(
                _constants_lost if rule is normal.pull_constants else rule for rule in normal.RULES[binders.Total]
            ),
        },
    ),
    "σ of the opposite sign": (recognise, "Logistic", lambda z: binders.Logistic(-z)),
    "a scatter at the wrong axis": (
        nodes,
        "ScatterInto",
        lambda variable, out, axis, *rest: nodes.Into(
            variable, out, nodes.Zeros(*sp.symbols("d V", integer=True, positive=True))
        ),
    ),
    "a derivative halved": (gradients, "derivative", _scaled(gradients.derivative, 0.5)),
}


def _no_minus(printer: ArrayPrinter, product: Any) -> str:
    return super(ArrayPrinter, printer)._print_Mul(-product if product.could_extract_minus_sign() else product)


def test_the_compiler_as_it_is_agrees():
    assert agree()


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_broken_rule_is_seen(mutant, monkeypatch):
    owner, name, broken = MUTANTS[mutant]
    from derive.lowering import program

    monkeypatch.setattr(owner, name, broken, raising=name != "_print_Mul")
    if name in runtime.NAMESPACE:
        monkeypatch.setitem(runtime.NAMESPACE, name, broken)
    if owner is gradients:
        monkeypatch.setattr(program, name, broken)
    try:
        seen = not agree()
    except (ValueError, TypeError, NameError):
        seen = True
    finally:
        monkeypatch.undo()
        _compiled.cache_clear()
    assert seen
