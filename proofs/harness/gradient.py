"""Any gradient, not only word2vec's: a function of one's own against a loss stated in LaTeX or taken from an assignment."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import hypothesis
import numpy as np
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

import derive
from derive.expression import Expression, Symbol
from derive.lowering import InputError
from derive.problem import load
from derive.reading.context import Notation, Place
from derive.reading.elaborate import Reader
from derive.reading.grammar import read_formula
from proofs.harness import tolerance
from proofs.harness.findings import dumps, jsonable
from proofs.harness.strategies import KINDS, blobs, decoded

Array = np.ndarray[Any, np.dtype[Any]]
NUDGE = (
    2.0**-26
)  # relative change of the inputs that the condition is measured by: the square root of the unit roundoff
SEED = 224


class WrongGradient(AssertionError):  # noqa: N818 (the name that a failed test shows)
    """The function is not the loss or not its gradient; `name`, `example`, `expected` and `got` hold the evidence."""

    def __init__(self, name: str, example: dict[str, Any], expected: Any, got: Any, source: str) -> None:
        self.name, self.example, self.expected, self.got = name, example, expected, got
        inputs = "\n".join(f"  {k} = {dumps(jsonable(v))}" for k, v in example.items())
        super().__init__(
            f"{name} is not the derived one; smallest input:\n{inputs}\n"
            f"expected {dumps(jsonable(expected))}\ngot      {dumps(jsonable(got))}\nderived:\n{source.rstrip()}"
        )


def check_gradient(
    function: Callable[..., Any],
    loss: str,
    wrt: Sequence[str] = (),
    *,
    shapes: Mapping[str, tuple[str, ...]] | None = None,
    assignment: str = "cs224n-a2",
    layout: str | None = None,
    arrays: str = "numpy",
    examples: int = 50,
    seed: int | None = None,
) -> int:
    """Hold `function` against the derived gradient of `loss`; returns the number of examples tried.

    `loss` is the id of a part ("b.1", "h"), or LaTeX; then `shapes` declares its symbols by named sizes, () for a number,
    ("d",) for a column, ("d", "n") for a matrix, and `wrt` names the variables. `function` is called with the arguments that
    `derive.compile` takes, in that order (vectors, indices, matrices, numbers), as arrays of `arrays` ("numpy", "torch" or
    "jax"), and returns (loss, gradients): a dict by name, a sequence in the order of `wrt`, or one array where there is one.
    A part's matrices hold words as rows, as in the course's code; `layout="columns"` changes that.

    Raises WrongGradient, with the smallest input found; ValueError for a loss or a variable that it does not know.

    >>> def squares(x):
    ...     return x @ x, 2 * x
    >>> check_gradient(squares, r"x^\\top x", ["x"], shapes={"x": ("d",)}, examples=10)
    10
    >>> check_gradient(lambda x: (x @ x, x), r"x^\\top x", ["x"], shapes={"x": ("d",)})
    Traceback (most recent call last):
    ...
    proofs.harness.gradient.WrongGradient: the gradient by x is not the derived one; smallest input:
      x = [1]
    expected [2]
    got      [1]
    ...
    """
    compiled, names = _compiled(loss, wrt, shapes, assignment, layout)
    to = _converter(arrays)
    checked = 0

    @hypothesis.seed(SEED if seed is None else seed)
    @hypothesis.settings(
        max_examples=examples,
        phases=(Phase.generate, Phase.shrink),
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(st.composite(_inputs)(compiled.arguments))
    def compare(example: dict[str, Any]) -> None:
        nonlocal checked
        try:
            value, gradients = compiled(*example.values())
        except InputError:  # a pair that must not meet has met
            hypothesis.reject()
        expected = {"the loss": np.asarray(value)} | {f"the gradient by {n}": gradients[n] for n in names}
        got = _read(function(*(to(np.copy(v) if np.ndim(v) else v) for v in example.values())), names)
        bounds = _bounds(compiled, example, expected, names)
        checked += 1
        for name, truth in expected.items():
            if tolerance.worst_ratio(got[name], truth, np.asarray(bounds[name])) > 1:
                raise WrongGradient(name, example, truth, got[name], compiled.source)

    compare()
    return checked


def _compiled(
    loss: str, wrt: Sequence[str], shapes: Mapping[str, tuple[str, ...]] | None, assignment: str, layout: str | None
) -> tuple[Any, list[str]]:
    """The compiled loss, and the names of the gradients asked for."""
    if shapes is None:
        parts = {p.id for p in load(assignment).parts}
        if loss not in parts:
            raise ValueError(
                f"{loss!r} is no part of {assignment}; for a loss in LaTeX declare its symbols with shapes="
            )
        compiled: Any = derive.compile(loss, assignment=assignment, layout=layout or "rows")
        example = _smallest(compiled.arguments)
        known = list(compiled(*example.values())[1])
    else:
        symbols = {n: _shape(s) for n, s in shapes.items()}
        known = list(symbols)
        if not wrt:
            raise ValueError("wrt names no variable to differentiate by")
        if unknown := set(wrt) - set(known):
            raise ValueError(f"wrt names {', '.join(sorted(unknown))}, which shapes does not declare")
        expression = _reading(loss, symbols)
        compiled = derive.compile(expression, [Symbol(n, symbols[n]) for n in wrt], layout=layout or "columns")
    if unknown := set(wrt) - set(known):
        raise ValueError(f"{loss} has no gradient by {', '.join(sorted(unknown))}; it has {', '.join(known)}")
    return compiled, list(wrt or known)


def _shape(sizes: tuple[str, ...]) -> tuple[str, str]:
    rows, columns = (*sizes, "1", "1")[:2]
    return rows, columns


def _reading(latex: str, symbols: dict[str, tuple[str, str]]) -> Expression:
    (chain,) = read_formula(latex)
    return Reader(Notation(symbols=symbols), Place()).read(chain.sides[-1])


def _inputs(draw: st.DrawFn, arguments: Sequence[Any]) -> dict[str, Any]:
    """Arrays of the sizes declared, small integers first; indices within their size."""
    sizes: dict[Any, int] = {}
    for a in arguments:
        for size in (*a.sizes, *([a.points_at] if a.points_at is not None else [])):
            if not str(size).isdigit() and size not in sizes:
                sizes[size] = draw(st.integers(2 if a.points_at == size else 1, 4))
    kind = draw(st.sampled_from(KINDS["course"]))
    example: dict[str, Any] = {}
    for a in arguments:
        shape = tuple(int(str(s)) if str(s).isdigit() else sizes[s] for s in a.sizes)
        count = int(np.prod(shape))
        if a.points_at is not None:
            flat = np.array(list(draw(st.binary(min_size=count, max_size=count))), dtype=np.intp) % sizes[a.points_at]
        else:
            flat = decoded(draw(blobs(count)), kind)
        example[a.name] = flat.reshape(shape) if shape else flat[0].item()
    return example


def _smallest(arguments: Sequence[Any]) -> dict[str, Any]:
    """Any input at all, to see which gradients come out: every size 3, the i-th index or map at word i."""
    example: dict[str, Any] = {}
    for i, a in enumerate(arguments):
        shape = tuple(int(str(s)) if str(s).isdigit() else 3 for s in a.sizes)
        filled = np.full(shape, i % 3, dtype=np.intp) if a.points_at is not None else np.ones(shape)
        example[a.name] = filled if shape else filled.item()
    return example


def _bounds(
    compiled: Any, example: dict[str, Any], expected: dict[str, Array], names: Sequence[str]
) -> dict[str, Array]:
    """A bound for a loss of which nothing is known: its condition, measured by nudging the inputs, times the operations.

    Intermediate results may be as large as products of two inputs (scores) and as 1 (probabilities), whatever they cancel to.
    """
    rng = np.random.default_rng(0)
    floats = {k: v for k, v in example.items() if np.asarray(v).dtype.kind == "f"}
    operations = sum(np.size(v) for v in example.values()) + tolerance.LIBRARY
    size = 1.0 + max((float(np.max(np.abs(v), initial=0.0)) for v in floats.values()), default=0.0)
    spread = dict.fromkeys(expected, 0.0)
    for _ in range(3):
        nudged = {
            k: v * (1 + NUDGE * rng.choice([-1.0, 1.0], np.shape(v))) if k in floats else v for k, v in example.items()
        }
        value, gradients = compiled(
            *(v.item() if np.ndim(v) == 0 and hasattr(v, "item") else v for v in nudged.values())
        )
        moved = {"the loss": np.asarray(value)} | {f"the gradient by {n}": gradients[n] for n in names}
        for k, v in moved.items():
            spread[k] = max(spread[k], float(np.max(np.abs(v - expected[k]), initial=0.0)) / NUDGE)
    u = tolerance.UNIT["float64"]
    return {
        k: np.full(
            np.shape(v),
            tolerance.relation_bound(u, operations, float(np.max(np.abs(v), initial=0.0)), spread[k], size**2),
        )
        for k, v in expected.items()
    }


def _read(returned: Any, names: Sequence[str]) -> dict[str, Array]:
    """(loss, gradients) in any of the forms allowed, as NumPy arrays by the names that messages use."""
    if not isinstance(returned, tuple | list) or len(returned) < 2:
        raise TypeError("the function is to return (loss, gradients)")
    value, gradients = returned[0], returned[1] if len(returned) == 2 else returned[1:]
    if isinstance(gradients, Mapping):
        found = [gradients[n] for n in names]
    elif isinstance(gradients, tuple | list):
        found = list(gradients)
    else:
        found = [gradients]
    if len(found) != len(names):
        raise TypeError(f"the function returns {len(found)} gradients, for {', '.join(names)}")
    if missing := [n for n, g in zip(names, found, strict=True) if g is None]:
        raise TypeError(f"the function returns None for the gradient by {', '.join(missing)}")
    return {"the loss": _numpy(value)} | {f"the gradient by {n}": _numpy(g) for n, g in zip(names, found, strict=True)}


def _numpy(value: Any) -> Array:
    if hasattr(value, "detach"):  # a tensor that remembers how it came about
        value = value.detach().cpu().double().numpy()  # NumPy has no bfloat16
    return np.asarray(value, dtype=np.float64)


def _converter(arrays: str) -> Callable[[Any], Any]:
    """From NumPy arrays to those of the library asked for; ImportError where it is not installed."""
    if arrays == "numpy":
        return lambda a: a
    if arrays == "torch":
        import torch  # type: ignore[import-not-found]

        return lambda a: torch.as_tensor(a) if isinstance(a, np.ndarray) else a
    if arrays == "jax":
        import jax  # type: ignore[import-not-found]

        jax.config.update("jax_enable_x64", True)
        return lambda a: jax.numpy.asarray(a) if isinstance(a, np.ndarray) else a
    raise ValueError(f'arrays is "numpy", "torch" or "jax", not {arrays!r}')
