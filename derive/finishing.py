r"""What a result is tidied by before it stands on a page: like terms, numbers that cancel, signs, what is symmetric by an assumption.

>>> w = x.Symbol("w", ("n", "1"))
>>> half = x.Quotient(w, x.Number(Fraction(2)))
>>> finished(x.Add((half, half)), frozenset(), Premises(w))[-1].after == w
True
"""

from fractions import Fraction
from math import gcd

from derive import expression as x
from derive.blocks import Step
from derive.differentiate import places, run
from derive.pattern import add, factors_of, product
from derive.premises import Premises
from derive.rule import Rule
from derive.traversal import walk

LARGEST = 250
"""An expression of more parts is left as it is: nobody tidies it by hand either."""


def like_terms(node: x.Expression, premises: Premises) -> x.Expression | None:
    """f/2 + f/2 = f, 2f − f = f."""
    if not isinstance(node, x.Add):
        return None
    found: dict[x.Expression, Fraction] = {}
    for term in node.terms:
        times, rest = counted(term)
        found[rest] = found.get(rest, Fraction(0)) + times
    if len(found) == len(node.terms):
        return None
    terms = [times_of(times, rest) for rest, times in found.items() if times]
    return add(*terms) if terms else x.filled(0, node.shape)


def common_number(node: x.Expression, premises: Premises) -> x.Expression | None:
    """(2a − 4b)/2 = a − 2b, 2f/4 = f/2."""
    match node:
        case x.Quotient(above, x.Number(below)) if below.denominator == 1 and below > 1:
            terms = [counted(term) for term in (above.terms if isinstance(above, x.Add) else (above,))]
            if any(times.denominator != 1 for times, _ in terms):
                return None
            shared = gcd(below.numerator, *(times.numerator for times, _ in terms))
            if shared == 1:
                return None
            inside = add(*(times_of(times / shared, rest) for times, rest in terms))
            return inside if below == shared else x.Quotient(inside, x.Number(below / shared))
    return None


def counted(term: x.Expression) -> tuple[Fraction, x.Expression]:
    """How often something stands in a term: −1/2 times f of −f/2."""
    match term:
        case x.Negative(inside):
            times, rest = counted(inside)
            return -times, rest
        case x.Quotient(above, x.Number(below)) if below:
            times, rest = counted(above)
            return times / below, rest
        case x.Quotient(above, x.Product((x.Number(number), *others))) if others and number:
            times, rest = counted(above)
            return times / number, x.Quotient(rest, product(*others))
        case x.Product((x.Number(number), *others)) if others:
            times, rest = counted(product(*others))
            return number * times, rest
    return Fraction(1), term


def times_of(times: Fraction, rest: x.Expression) -> x.Expression:
    """So many times something, as it is written: 2f, f/2, −f."""
    size = abs(times)
    made = rest if size.numerator == 1 else product(x.Number(Fraction(size.numerator)), *factors_of(rest))
    if size.denominator != 1:
        made = x.Quotient(made, x.Number(Fraction(size.denominator)))
    return x.Negative(made) if times < 0 else made


def signs_of_entries(node: x.Expression, premises: Premises) -> x.Expression | None:
    """(−a) ⊙ b = −(a ⊙ b)."""
    match node:
        case x.Hadamard(x.Negative(left), x.Negative(right)):
            return x.Hadamard(left, right)
        case x.Hadamard(x.Negative(left), right) | x.Hadamard(left, x.Negative(right)):
            return x.Negative(x.Hadamard(left, right))
    return None


def members(families: frozenset[str]) -> Rule:
    """The m-th entry of vᵀg, of a family v_1, …, v_n, as gᵀv_m: nobody declared a matrix v."""

    def build(node: x.Expression, premises: Premises) -> x.Expression | None:
        found = _of_family(node.matrix, families) if isinstance(node, x.Entry) and node.column is None else None
        return None if found is None else _member(*found, node.row)  # type: ignore[attr-defined]

    return Rule(
        "member", "One vector of the family.", "取族中的一个向量。", (), "definition", grain="tidy", build=build
    )


def listed(written: x.Expression, families: frozenset[str]) -> list[Step]:
    """The step that writes vᵀg as the list of the gᵀv_j, where it is the whole result."""
    found = _of_family(written, families)
    if found is None:
        return []
    taken = {each.name for each in walk(written) if isinstance(each, x.Index | x.Symbol)}
    index = x.Index(next(each for each in "jiklrst" if each not in taken), found[0].shape[1])
    made = x.Transpose(x.Table(index, _member(*found, index)))
    return [Step(written, made, LISTED, (), made)]


LISTED = Rule("list", "One vector after the other.", "逐个向量写出。", (), "definition", grain="tidy")


def _of_family(node: x.Expression, families: frozenset[str]) -> tuple[x.Symbol, x.Expression] | None:
    """The v and the g of vᵀg, where v is a family."""
    match node:
        case x.Product((x.Transpose(x.Symbol(name) as whole), *others)) if name in families and others:
            vector = product(*others)
            return (whole, vector) if vector.shape[1] == "1" and vector.shape != x.SCALAR else None
    return None


def _member(whole: x.Symbol, vector: x.Expression, index: x.IndexTerm) -> x.Expression:
    return product(x.Transpose(vector), x.Column(whole, index))


def turned_inverse(node: x.Expression, premises: Premises) -> x.Expression | None:
    """(A⁻¹)ᵀ of A = Bᵀ is B⁻¹."""
    match node:
        case x.Transpose(x.Inverse(x.Transpose(inside))):
            return x.Inverse(inside)
    return None


FINISH: tuple[Rule, ...] = tuple(
    Rule(name, en, zh, (), "field axioms", grain="tidy", build=build)
    for name, en, zh, build in (
        ("like terms", "Like terms are added.", "合并同类项。", like_terms),
        ("common number", "A common number cancels.", "约去公因数。", common_number),
        ("signs of entries", "Signs move to the front.", "负号移到最前。", signs_of_entries),
        (
            "inverse of a transpose",
            "Inverting and transposing may change places.",
            "求逆与转置可交换。",
            turned_inverse,
        ),
    )
)


def by_symmetry(names: frozenset[str]) -> Rule:
    """Sᵀ = S and S⁻ᵀ = S⁻¹, for the symbols of some names and what is made of them."""

    def build(node: x.Expression, premises: Premises) -> x.Expression | None:
        match node:
            case x.Transpose(inside) if inside.shape != x.SCALAR and is_symmetric(inside, names):
                return inside
        return None

    return Rule("symmetry", "It is symmetric, as assumed.", "按假设其对称。", (), "an assumption", build=build)


def is_symmetric(node: x.Expression, names: frozenset[str]) -> bool:
    """Whether something is symmetric by its form, where the symbols of some names are: S, S⁻¹, S + λI, S₁ + S₂."""
    match node:
        case x.Symbol(name):
            return name in names
        case x.Diagonal():
            return True
        case x.Named(_, value) | x.Inverse(value) | x.Negative(value) | x.Transpose(value):
            return is_symmetric(value, names)
        case x.Quotient(value, x.Expression() as below) if below.shape == x.SCALAR:
            return is_symmetric(value, names)
        case x.Add(terms):
            return all(is_symmetric(term, names) for term in terms)
        case x.Product((left, x.Transpose(right))) | x.Product((x.Transpose(left), right)) if left == right:
            return True
        case x.Product(factors):
            whole = [each for each in factors if each.shape != x.SCALAR]
            return len(whole) == 1 and is_symmetric(whole[0], names)
    return False


def finished(
    written: x.Expression, symmetric: frozenset[str], premises: Premises, families: frozenset[str] = frozenset()
) -> list[Step]:
    """The steps that tidy a result."""
    if sum(1 for _ in places(written)) > LARGEST:
        return []
    steps = run(written, ((*FINISH, members(families), by_symmetry(symmetric)),), premises)
    return [*steps, *listed(steps[-1].after if steps else written, families)]
