"""What a loss of one's own takes for granted: that logarithms and powers are taken of positive numbers."""

from derive import expression as x
from derive.blocks import Block, Words
from derive.traversal import walk

Constraints = tuple[tuple[str, str], ...]


def domains(loss: x.Expression) -> tuple[Constraints, tuple[Block, ...]]:
    """The constraints on symbols, and the sentence that states them."""
    places = [place for node in walk(loss) for argument in _arguments(node) for place in _atoms(argument)]
    positive = {_symbol(place).name: place for place in places}
    below_one = {
        _symbol(term.operand).name
        for node in walk(loss)
        for argument in _arguments(node)
        if isinstance(argument, x.Add)
        for term in argument.terms
        if isinstance(term, x.Negative) and isinstance(term.operand, x.Symbol) and term.operand.name in positive
    }
    constraints = tuple(sorted((name, "fraction" if name in below_one else "positive") for name in positive))
    away = {_symbol(place).name: place for node in walk(loss) for place in _moduli(node)}
    away = {name: place for name, place in away.items() if name not in positive}
    constraints += tuple(sorted((name, "nonzero") for name in away))
    told = tuple(
        Words("Where this is defined, {0} is not 0.", "在其定义域内 {0} 不为 0。", (each,)) for each in away.values()
    )
    if not positive:
        return constraints, told
    facts = tuple(x.Compare(x.Number(0), "<", place) for place in positive.values())  # type: ignore[arg-type]
    facts += tuple(x.Compare(positive[name], "<", x.Number(1)) for name in sorted(below_one))  # type: ignore[arg-type]
    numbers = ", ".join(f"{{{number}}}" for number in range(len(facts)))
    return constraints, (Words(f"Where this is defined, {numbers}.", f"在其定义域内 {numbers}。", facts), *told)


def _moduli(node: x.Node) -> tuple[x.Expression, ...]:
    """The symbols whose modulus is raised to a power that is no number: |x|^p has no slope at 0 where p is small."""
    match node:
        case x.Power(x.Call("abs", x.Symbol() | x.Entry(x.Symbol()) as place), exponent) if not isinstance(
            exponent, x.Number
        ):
            return (place,)
    return ()


def _arguments(node: x.Node) -> tuple[x.Expression, ...]:
    """What a node takes the logarithm of, or raises to a power that is no number."""
    match node:
        case x.Call("log" | "sqrt" | "lgamma" | "digamma", argument):
            return (argument,)
        case x.Power(base, exponent) if not isinstance(exponent, x.Number) or exponent.value.denominator > 1:
            return (base,)
    return ()


def _atoms(argument: x.Expression) -> tuple[x.Expression, ...]:
    """The symbols and entries of which an argument is a product or a quotient; none if it is made of anything else."""
    match argument:
        case x.Symbol() | x.Entry(x.Symbol()):
            return (argument,)
        case x.Quotient(top, bottom):
            return (*_atoms(top), *_atoms(bottom))
        case x.Product(factors) if all(factor.shape == x.SCALAR for factor in factors):
            return tuple(atom for factor in factors for atom in _atoms(factor))
    return ()


def _symbol(atom: x.Expression) -> x.Symbol:
    inside = atom.matrix if isinstance(atom, x.Entry) else atom
    assert isinstance(inside, x.Symbol)
    return inside
