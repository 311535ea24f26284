"""TABLE of the slips that people make, each as the edits that would undo it at one node of the answer's tree.

A row's function gives, for a node, what may have been meant instead; it proposes and never decides, that is for the identity test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from derive import expression as x
from derive.problem import Part
from derive.traversal import substitute, walk


@dataclass(frozen=True, slots=True)
class Mistake:
    """A slip by its stable code, and the edits that undo it; its sentence stands in `proofs.report.wording`."""

    code: str
    edits: Callable[[x.Expression, Part], Iterator[x.Expression]]


def sign(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """−a for a, and a for −a, of a term or a factor."""
    if isinstance(node, x.Negative):
        yield node.operand
    elif not isinstance(node, x.Number | x.Constant):
        yield x.Negative(node)


def sigmoid_argument(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """σ(−z) for σ(z), which is 1 − σ(z), and the other way round."""
    if isinstance(node, x.Call) and node.function == "sigmoid":
        inner = node.argument
        yield replace(node, argument=inner.operand if isinstance(inner, x.Negative) else x.Negative(inner))


def prediction(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """ŷ for y, and y for ŷ."""
    quantities = part.notation.quantities
    if isinstance(node, x.Named) and node.name in quantities:
        yield from (other for name, other in quantities.items() if name != node.name)


def vector(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """A vector of another family for a vector: v_c where an outside vector stands, the outside vectors of the part where v_c stands."""
    if not isinstance(node, x.Column) or not isinstance(node.matrix, x.Symbol) or part.loss is None:
        return
    asked = (part.variable,) if isinstance(part.variable, x.Column) else ()
    own = dict.fromkeys(each for each in (*walk(part.loss), *asked) if isinstance(each, x.Column))
    yield from (each for each in own if each.index in part.free and each.matrix != node.matrix)


def index(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """Another free index at a vector or an entry."""
    if isinstance(node, x.Column):
        yield from (replace(node, index=other) for other in part.free if other.over == node.index.over != node.index)
    elif isinstance(node, x.Entry):
        yield from (replace(node, row=other) for other in part.free if other.over == node.row.over != node.row)


def summation(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """One term for a sum that was kept though one sample is asked."""
    if isinstance(node, x.Sum):
        yield from (substitute(node.body, {node.index: other}) for other in part.free if other.over == node.index.over)


def repetition(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """The sum over the samples equal to w_s, where each repetition was to be counted."""
    sample = _sample(part)
    if sample is not None and node.shape == (part.notation.dimension, "1"):
        other = x.Index("t", sample.over)
        yield x.Sum(other, node, _same_word(other, sample, part))


def every_sample(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """A sum over all samples, where those equal to w_s were meant."""
    sample = _sample(part)
    if isinstance(node, x.Sum) and sample is not None and node.index.over == sample.over:
        yield replace(node, condition=_same_word(node.index, sample, part))


def _sample(part: Part) -> x.Index | None:
    """The sample that a part asks about."""
    return next((each for each in part.free if part.place.samples and each.over == part.notation.draws), None)


def _same_word(one: x.Index, other: x.Index, part: Part) -> x.Same:
    """w_r = w_s."""
    into = part.notation.words
    assert part.notation.samples
    return x.Same(*(x.Mapped(part.notation.samples, each, into) for each in (one, other)))


def label(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """ŷ − y for ŷ."""
    notation = part.notation
    known = notation.quantities.get(notation.label)
    if known is None:
        return
    if isinstance(node, x.Named) and node.name == notation.prediction:
        yield x.Add((node, x.Negative(known)))
    elif isinstance(node, x.Entry) and isinstance(node.matrix, x.Named) and node.matrix.name == notation.prediction:
        yield x.Add((node, x.Negative(replace(node, matrix=known))))


def mean(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """A sum for a mean: the number of samples, of words, or of the words around the centre was divided by."""
    if isinstance(node, x.Quotient):
        yield node.numerator
    elif isinstance(node, x.Product) and len(node.factors) > 1:
        for k, each in enumerate(node.factors):
            if isinstance(each, x.Quotient) and each.numerator == x.Number(Fraction(1)):
                yield _without(x.Product, node.factors, k)


def limits(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """A sum over its whole range, where a value was left out."""
    if isinstance(node, x.Sum) and node.condition != x.ALWAYS:
        yield replace(node, condition=x.ALWAYS)


def branches(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """Two cases exchanged."""
    if isinstance(node, x.Cases) and len(node.branches) == 2:
        (one, first), (other, second) = node.branches
        yield x.Cases(((other, first), (one, second)))


def factor(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """A vector of the part that a number was not multiplied by."""
    if node.shape == x.SCALAR and part.loss is not None:
        found = [each for each in walk(part.loss) if isinstance(each, x.Column) and isinstance(each.matrix, x.Symbol)]
        yield from (x.Product((node, each)) for each in dict.fromkeys(found) if isinstance(each.index, x.Index))


def window(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """The centre of the window left out of a sum over it."""
    if isinstance(node, x.Sum) and node.index.over.startswith("±"):
        yield replace(node, condition=x.Not(x.Same(node.index, x.Ordinal(0, node.index.over))))


def term(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """A sum without one of its terms, a product without one of its factors."""
    if isinstance(node, x.Add) and len(node.terms) > 1:
        yield from (_without(x.Add, node.terms, k) for k in range(len(node.terms)))
    elif isinstance(node, x.Product) and len(node.factors) > 1:
        for k, each in enumerate(node.factors):
            if each.shape == x.SCALAR:
                yield _without(x.Product, node.factors, k)


def bracket(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """f(a) − 1 for f(a − 1): a bracket that closes too late."""
    if isinstance(node, x.Call) and isinstance(node.argument, x.Add):
        terms = node.argument.terms
        for k in range(1, len(terms)):
            inner = terms[0] if k == 1 else x.Add(terms[:k])
            if {each.shape for each in terms} == {x.SCALAR}:
                yield x.Add((replace(node, argument=inner), *terms[k:]))


def function(node: x.Expression, part: Part) -> Iterator[x.Expression]:
    """z for f(z): a function too many."""
    if isinstance(node, x.Call):
        yield node.argument


def _without(made: type[x.Add] | type[x.Product], parts: tuple[x.Expression, ...], k: int) -> x.Expression:
    """A sum or a product without its k-th part; what is left alone stands for itself."""
    rest = parts[:k] + parts[k + 1 :]
    return rest[0] if len(rest) == 1 else made(rest)


TABLE = (
    Mistake("minus-in-sigmoid", sigmoid_argument),
    Mistake("sign", sign),
    Mistake("bracket", bracket),
    Mistake("function-too-many", function),
    Mistake("prediction-for-label", prediction),
    Mistake("vector", vector),
    Mistake("index", index),
    Mistake("sum-kept", summation),
    Mistake("repetition-not-counted", repetition),
    Mistake("every-sample-counted", every_sample),
    Mistake("label-missing", label),
    Mistake("mean-for-sum", mean),
    Mistake("range", limits),
    Mistake("cases-exchanged", branches),
    Mistake("window-center", window),
    Mistake("term-too-many", term),
    Mistake("vector-missing", factor),
)
