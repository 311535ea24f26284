"""Shapes that an author tells of a symbol or of the value, in a set (U ∈ R^{d × V}) or in words (U is d × V), against those of the assignment."""

from collections.abc import Iterator
from itertools import pairwise

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.problem import Problem
from derive.reading.context import Convention, Notation
from derive.traversal import walk
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.script import Script

Told = tuple[str, ...]
"""One size for each dimension that is told, "?" for a letter that is no size of the assignment; () for a number."""
REALS = ("R", "mathbb R", "Re", "mathbf R")


def told(node: s.Syntax, notation: Notation) -> Told | None:
    r"""The sizes in \mathbb R^{d \times V}, \{0, 1\}^V, \mathbb R, d × V and (d, V); None for anything else."""
    inner = strip(node)
    if isinstance(inner, s.Scripted) and inner.above is not None and inner.below is None:
        if key(inner.base) in REALS or isinstance(strip(inner.base), s.Group):
            return sizes_of(inner.above, notation)
        return None
    if key(inner) in REALS:
        return ()
    if isinstance(inner, s.Listing):
        sizes = sizes_of(inner, notation)
        return sizes if "?" not in sizes else None
    pair = isinstance(inner, s.Juxtaposition) and set(inner.operators) <= {"times", "*"} and bool(inner.operators)
    return sizes_of(inner, notation) if pair else None


def sizes_in(node: s.Syntax, notation: Notation) -> Told:
    """The sizes that a formula gives where it can be nothing else: as `told`, or one size by itself."""
    found = told(node, notation)
    return sizes_of(node, notation) if found is None else found


def sizes_of(node: s.Syntax, notation: Notation) -> Told:
    """The sizes that stand above the sign of a space."""
    node = strip(node)
    if isinstance(node, s.Listing):
        items: tuple[s.Syntax, ...] = tuple(each for each in node.items if not isinstance(strip(each), s.Empty))
    elif isinstance(node, s.Juxtaposition) and set(node.operators) <= {"times", "*", "cdot"} and node.operators:
        items = node.factors
    else:
        items = (node,)
    return tuple(_size(item, notation) for item in items)


def _size(node: s.Syntax, notation: Notation) -> str:
    """The size that a letter stands for, if it is the assignment's own letter for it, or the name of the set of so many."""
    inner = strip(node)
    inner = strip(inner.inner) if isinstance(inner, s.Group) and inner.opening == "|" else inner
    word = key(inner) or "?"
    if word == "1":
        return "1"
    set_of = next((size for size, names in notation.sets.items() if word in names), "?")
    return word if word in notation.sizes else set_of


def of_shapes(equation: Equation, notation: Notation) -> bool:
    """Whether an equation says of what shape a product is, and says it right: (d × V)(V × 1) = d × 1."""
    if len(equation.sides) != 2 or equation.relations != ("=",):
        return False
    product, shape = strip(equation.sides[0]), told(equation.sides[1], notation)
    if not isinstance(product, s.Juxtaposition) or shape is None or len(shape) != 2:
        return False
    factors = [told(strip(each), notation) for each in product.factors]
    if any(each is None or len(each) != 2 or "?" in each for each in factors):
        return False
    known = [each for each in factors if each is not None]
    fit = all(left[1] == right[0] for left, right in pairwise(known))
    return fit and shape == (known[0][0], known[-1][1])


def fits(sizes: Told, shape: x.Shape) -> bool:
    """Whether told sizes can be those of a shape; one size alone is a column's, or a row's."""
    if sizes == ():
        return shape == x.SCALAR
    if len(sizes) == 1:
        long = [size for size in shape if size != "1"] or ["1"]
        return len(long) == 1 and sizes[0] in (long[0], "?")
    return len(sizes) == 2 and all(size in (own, "?") for size, own in zip(sizes, shape, strict=True))


def shapes_of(name: str, problem: Problem, convention: Convention) -> tuple[x.Shape, ...]:
    """The shapes that a symbol of the assignment has under a convention; a vector may be a row."""
    notation, letter = problem.notation, name.split("_")[0]
    if letter in notation.quantities:
        if name != letter:
            return ()
        shape = notation.quantities[letter].shape
        return (shape, shape[::-1])
    if name in notation.symbols:
        shape = notation.symbols[name]
        if name == notation.layout and convention.orientation == "rows":
            shape = shape[::-1]
        return (shape,)
    if letter in notation.families and name != letter:
        rows = notation.symbols[notation.families[letter]][0]
        return ((rows, "1"), ("1", rows))
    return ()


def misfits(script: Script, problem: Problem, convention: Convention, final: x.Expression | None) -> Iterator[str]:
    """Symbols that a line such as U ∈ R^{…} gives another shape than they have."""
    for chain in script.declarations:
        sizes = told(chain.sides[-1], problem.notation)
        if sizes is None:
            continue
        for side in chain.sides[:-1]:
            inner = strip(side)
            for each in inner.items if isinstance(inner, s.Listing) else (inner,):
                item = strip(each)
                if isinstance(item, s.Numeral) and item.text in ("0", "1") and final is not None:
                    lengths = {size for node in walk(final) if isinstance(node, x.Constant) for size in node.shape}
                    if len(sizes) != 1 or (sizes[0] != "?" and sizes[0] not in lengths):
                        yield item.text
                    continue
                name = (key(item) or "").replace("widehat ", "hat ")
                shapes = shapes_of(name, problem, convention)
                if shapes and not any(fits(sizes, each) for shape in shapes for each in (shape, shape[::-1])):
                    yield name  # a matrix that lies the other way is a convention, see conventions.Declared
