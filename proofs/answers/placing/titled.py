"""What the title of a part says of the answer below it, by its formulas and by the names of losses: another derivative, one case, another loss."""

from collections.abc import Iterator, Sequence

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.differentials import stands_in
from derive.parsing.macros import Macros
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.elaborate import Reader
from derive.words.plain import plain
from proofs.answers.claims.conditions import read_condition
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.script import Script, read_script
from proofs.answers.placing.looks import named_by


def titled(title: str, problem: Problem, part: Part, macros: Macros, below: Sequence[Equation]) -> str | None:
    """The words of a title, without its label, that make the answer `below` it one to something else than the part asks for."""
    if part.kind != "gradient":
        return None
    script = read_script(title, macros)
    cases = () if _one_case(below, part) else _cases(script, problem, part)
    odd = next(filter(None, (*_derivatives(script, problem, part), *cases)), None)
    return odd or _other_loss(plain(title), part)


def _derivatives(script: Script, problem: Problem, part: Part) -> Iterator[str | None]:
    """Derivatives in the title that are not the one asked for, where it names no other."""
    told = [each for each in script.equations if stands_in(each.sides[0])]
    at = problem.parts.index(part)
    if told and not any(named_by(each, problem)[at].exact for each in told):
        yield script.source[slice(*told[0].span)]


def _cases(script: Script, problem: Problem, part: Part) -> Iterator[str | None]:
    """Relations in the title that single a case out: w = o, α > 1."""
    reader = Reader(problem.notation, part.place)
    for chain in (each for formula in script.formulas for each in formula.chains if each.operators):
        if chain.operators[0] == "=" and not _is_number(chain.sides[0], problem):
            continue  # a definition, f(x) = …
        relation = s.Relation(chain.sides, chain.operators, span=chain.span)
        held, _ = read_condition(reader, relation)
        known = (each for other in problem.parts if other.loss_name == part.loss_name for each in other.assumptions)
        if held is None or held not in known:
            between = len(chain.operators) == 2 and set(chain.operators) <= {"<", "<="} and part.constraints
            yield None if between else script.source[slice(*chain.span)]


def _one_case(below: Sequence[Equation], part: Part) -> bool:
    """Whether what stands below is by its own left sides the one case that a part tells apart: u_o, where u_w is asked for."""
    told = [each.sides[0] for each in below if stands_in(each.sides[0])]
    return bool(part.special and told) and all(
        any((key(node) or "").endswith(f"_{part.special}") for node in every(each)) for each in told
    )


def _is_number(side: s.Syntax, problem: Problem) -> bool:
    """Whether a side is an index or a number: what is said of it is a case."""
    letter = key(strip(side)) or ""
    symbols = problem.notation.symbols
    return letter in problem.notation.letters or letter in problem.notation.sizes or symbols.get(letter) == x.SCALAR


def _other_loss(title: str, part: Part) -> str | None:
    """The name of a loss in the title, where none of those named is the part's."""
    notation = part.notation
    if part.loss_name not in notation.loss_names.values():
        return None
    words = [(stem, loss) for stem, loss in notation.loss_names.items() if len(stem) > 2 or not stem.isascii()]
    named = {loss: stem for stem, loss in words if stem in title}
    own = {part.loss_name, notation.forms.get(part.loss_name, "")}
    return None if not named or own & set(named) else next(iter(named.values()))
