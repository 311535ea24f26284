r"""Sums over pairs, \sum_{i<j} and \sum_i \sum_{j=i+1}: where the terms are the same for (i, j) and (j, i), half of the sum over all i ≠ j.

An order of indices is a condition that is not decided by the argument for every size; where the terms do not depend on it, it is not needed.
"""

from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive import expression as x
from derive.elaboration.context import Scope
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.traversal import children, substitute

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

EVEN, ODD = frozenset({"cos", "cosh", "abs"}), frozenset({"sin", "sinh", "tan", "tanh"})


def over_pairs(reader: "Reader", node: s.Big, scope: Scope) -> x.Expression | None:
    """The value of a sum over pairs; None for any other sum."""
    found = _ordered(node) or _nested(node)
    if found is None:
        return None
    first, second, end, body = found
    given = [each.name for each in reader.context.declarations if each.kind == "index"]
    if any(name in scope or name in reader.context.open or name in given for name in (first, second)):
        return None
    size = key(strip(end)) if end is not None else f"?{node.span[0]}.{first}"
    if end is not None and size not in reader.context.sizes:
        raise s.ReadingError(f"{size or 'this'} is no size", end.span, "a declared size")
    over = reader.context.solver.size(size or "")
    i, j = x.Index(first, over), x.Index(second, over)
    value = reader.read(body, {**scope, first: i, second: j})
    swapped = substitute(value, {i: j, j: i})
    symmetric = reader.context.symmetric
    if canonical(mirrored(value, symmetric)) != canonical(mirrored(swapped, symmetric)):
        return x.Sum(i, x.Sum(j, value, x.Before(i, j), span=node.span), span=node.span)
    reader.context.note("pairs", first=first, second=second)
    whole = x.Sum(i, x.Sum(j, value, x.Not(x.Same(i, j)), span=node.span), span=node.span)
    return x.Product((x.Number(Fraction(1, 2)), whole), span=node.span)


def mirrored(node: Any, symmetric: frozenset[str]) -> Any:
    """An expression in which J_{ji} of a symmetric matrix is written J_{ij}."""
    if (
        isinstance(node, x.Entry)
        and isinstance(node.matrix, x.Symbol)
        and node.matrix.name in symmetric
        and node.column
    ):
        row, column = sorted((node.row, node.column), key=repr)
        return x.Entry(node.matrix, row, column)
    return rebuild(node, lambda child: mirrored(child, symmetric))


def _ordered(node: s.Big) -> tuple[str, str, s.Syntax | None, s.Syntax] | None:
    r"""\sum_{i<j}, \sum_{1 \le i < j \le n}: the letters, the size and the body."""
    below = strip(node.below) if node.below is not None else None
    if not isinstance(below, s.Relation):
        return None
    sides, end = list(below.sides), node.above
    if below.operators == ("<=", "<", "<=") and key(strip(sides[0])) == "1" and end is None:
        sides, end = sides[1:3], sides[3]
    elif below.operators != ("<",):
        return None
    first, second = (strip(each) for each in sides)
    if not isinstance(first, s.Name) or not isinstance(second, s.Name):
        return None
    return key(first) or "", key(second) or "", end, node.body


def _nested(node: s.Big) -> tuple[str, str, s.Syntax | None, s.Syntax] | None:
    r"""\sum_{i=1}^{n} \sum_{j=i+1}^{n}, where the outer sum may end at n − 1: the letters, the size and the body."""
    inner = strip(node.body)
    if not isinstance(inner, s.Big) or inner.operator != "sum" or inner.above is None or node.above is None:
        return None
    first, start = _from(node)
    second, behind = _from(inner)
    if first is None or second is None or key(strip(start)) != "1" or not _shifted(behind, first, "+"):
        return None
    end = key(strip(inner.above)) or ""
    if key(strip(node.above)) != end and not _shifted(node.above, end, "-"):
        return None
    return first, second, inner.above, inner.body


def _from(node: s.Big) -> tuple[str | None, s.Syntax]:
    """The letter of a sum and where it begins."""
    below = strip(node.below) if node.below is not None else node
    if not isinstance(below, s.Relation) or below.operators != ("=",) or not isinstance(strip(below.sides[0]), s.Name):
        return None, node
    return key(strip(below.sides[0])), below.sides[1]


def _shifted(node: s.Syntax, letter: str, sign: str) -> bool:
    """Whether this is i + 1, or n − 1."""
    node = strip(node)
    if not isinstance(node, s.Additive) or len(node.terms) != 2:
        return False
    one, other = (strip(each) for each in node.terms)
    signed = isinstance(other, s.Signed) and other.sign == sign and key(strip(other.operand)) == "1"
    return signed and key(one) == letter


# ------------------------------------------------------------------------------------------------------------- symmetry


def canonical(node: x.Node) -> tuple[int, str]:
    """A sign and a word that are the same for expressions which differ by the order of terms, of scalar factors, and by xᵀy = yᵀx.

    >>> a, b = x.Symbol("a", ("n", "1")), x.Symbol("b", ("n", "1"))
    >>> one, other = x.Product((x.Transpose(a), b)), x.Product((x.Transpose(b), a))
    >>> canonical(one) == canonical(other), canonical(x.Negative(one))[0]
    (True, -1)
    """
    match node:
        case x.Negative(inner):
            sign, word = canonical(inner)
            return -sign, word
        case x.Named(_, inner):
            return canonical(inner)
        case x.Transpose(x.Transpose(inner)):
            return canonical(inner)
        case x.Add(terms):
            found = sorted((canonical(each) for each in terms), key=lambda each: each[1])
            first = found[0][0]
            return first, f"({' + '.join(f'{sign * first}{word}' for sign, word in found)})"
        case x.Product(factors):
            return _product(factors)
        case x.Hadamard(left, right):
            pair = sorted((canonical(left), canonical(right)), key=lambda each: each[1])
            return pair[0][0] * pair[1][0], f"({pair[0][1]} ⊙ {pair[1][1]})"
        case x.Power(base, x.Number(value)) if value % 2 == 0:
            return 1, f"{canonical(base)[1]}^{value}"
        case x.Call(name, inner) if name in EVEN | ODD:
            sign, word = canonical(inner)
            return (1 if name in EVEN else sign), f"{name} {word}"
    below = children(node)
    if not below:
        return 1, repr(node)
    shown = repr(node) if isinstance(node, x.Column | x.Entry | x.Mapped) else type(node).__name__
    rest = ", ".join(f"{sign}{word}" for sign, word in map(canonical, below))
    plain = [value for each in fields(node) if isinstance(value := getattr(node, each.name), str | int | Fraction)]
    return 1, f"{shown}{plain}[{rest}]"


def _product(factors: tuple[x.Expression, ...]) -> tuple[int, str]:
    """The scalar factors sorted; runs of others that make a number are read from the end at which they are smaller."""
    sign = 1
    words: list[str] = []
    run: list[x.Expression] = []
    for factor in factors:
        if factor.shape == x.SCALAR:
            own, word = canonical(factor)
            sign *= own
            words.append(word)
            continue
        run.append(factor)
        if run[0].shape[0] == "1" and factor.shape[1] == "1":
            own, word = _run(run)
            sign *= own
            words.append(word)
            run = []
    if run:
        own, word = _chain(run)
        sign *= own
        words.append(f"|{word}")
    return sign, f"({' · '.join(sorted(words))})"


def _run(run: list[x.Expression]) -> tuple[int, str]:
    forward = _chain(run)
    back = _chain([each.operand if isinstance(each, x.Transpose) else x.Transpose(each) for each in reversed(run)])
    return min(forward, back, key=lambda each: each[1])


def _chain(run: list[x.Expression]) -> tuple[int, str]:
    sign, words = 1, []
    for each in run:
        own, word = canonical(each)
        if isinstance(each, x.Transpose):
            own, word = canonical(each.operand)
            word = f"{word}ᵀ"
        sign *= own
        words.append(word)
    return sign, " ".join(words)
