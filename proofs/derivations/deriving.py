"""Derivations of parts and of losses of one's own, each checked before it is given out."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from derive.assignments import DEFAULT
from derive.assignments.loading import load
from derive.blocks import Chain, Claim, Line, Step, Words
from derive.declarations import Declared
from derive.derivation import Derivation
from derive.deriving import OutsideError
from derive.expression import Constant, Node, Product, Symbol, Transpose
from derive.general import Generalising, NotGeneralError, Stand
from derive.lessons import derivation_of
from derive.outside import UnsupportedError
from derive.rule_by_rule import rule_by_rule
from derive.statement import Statement
from derive.stating import state
from derive.tasks import Tasks
from derive.through_quantities import passes_through_quantities, sums_to_one, through_quantities
from derive.traversal import walk
from proofs.derivations.checking import UncheckedError, check
from proofs.report.wording import say
from proofs.statements.setting import constraints_of
from proofs.verdict import Note


def derive(part: str, assignment: str = DEFAULT) -> Derivation:
    """The derivation of one part, checked. KeyError if there is no such part; UncheckedError if it does not pass."""
    problem = load(assignment)
    if isinstance(problem, Tasks):
        return derive_statement(problem.statement(part))
    return check(derivation_of(problem, problem.part(part)))


def derive_loss(
    loss: str,
    wrt: str,
    where: Sequence[str] = (),
    declare: Sequence[str] = (),
    assume: Sequence[str] = (),
    target: str = "gradient",
    convention: str = "columns",
) -> Derivation:
    r"""The derivation of ∂loss/∂wrt for a loss in LaTeX, checked.

    `where` are definitions, such as "z = W x"; `declare`, `assume`, `target` and `convention` are those of `derive.stating.state`.
    StatementError or OutsideError say what is not understood, UncheckedError what could not be decided.

    >>> derive_loss(r"a^\top X b", "X", declare=["X: m x n", "a: m", "b: n"]).checked
    True
    """
    return derive_stated(state(loss, wrt, where, declare, assume, target, convention), bool(declare))


def derive_stated(asked: Statement, declared: bool) -> Derivation:
    """The derivation of a loss of one's own: rule by rule where nothing is declared or assumed and no vector comes between, else as a statement."""
    plain = not declared and not asked.assumptions and asked.target == "gradient" and asked.convention == "columns"
    if plain and not passes_through_quantities(asked):
        try:
            return replace(_told(asked, check(rule_by_rule(asked))), from_zero=asked.from_zero)
        except (OutsideError, UncheckedError) as undecided:
            if isinstance(undecided, UncheckedError) and undecided.wrong:
                raise
    return derive_statement(asked)


def derive_statement(asked: Statement) -> Derivation:
    """The derivation that a statement asks for, checked; how it was read stands first.

    It goes through the quantities that are named in the loss; where that is not decided, rule by rule; where indices are worked out,
    also with arrays of their own for what is read at them.
    """
    found: Derivation | None
    try:
        found = _derived(asked)
    except (OutsideError, UncheckedError):
        found = _in_general(asked) or _without_names(asked)
        if found is None:
            raise
    return replace(found, from_zero=asked.from_zero)


def _in_general(asked: Statement) -> Derivation | None:
    """The derivation of a loss in which x_{t−1} is a vector of its own, checked as such, and then written as it is."""
    variables = frozenset(node.name for node in walk(asked.variable) if isinstance(node, Symbol))
    making = Generalising(variables)
    try:
        general = making.general(asked.loss)
        if general == asked.loss or asked.target != "gradient":
            return None
        stands = {each.name: Declared(each.name, *_kind(each)) for each in making.stands.values()}
        other = replace(asked, loss=general, declarations=asked.declarations.having(*stands.values()))
        found = _derived(other)
        return replace(found, blocks=_as_it_is(found.blocks, making), title=_as_it_is(found.title, making))
    except (NotGeneralError, OutsideError, UncheckedError):
        return None


def _without_names(asked: Statement) -> Derivation | None:
    """The derivation of a loss in which nothing has a name: a step by XᵀX would take it for any matrix, and it is a symmetric one."""
    try:
        found = _under_assumptions(
            through_quantities(replace(asked, loss=asked.spelled(asked.loss)), names=False), asked
        )
    except (OutsideError, UncheckedError, UnsupportedError, KeyError):
        return None
    return _told(asked, found)


def _as_it_is(part: Any, making: Generalising) -> Any:
    """The blocks of a derivation with what the symbols of the general form stand for."""
    if isinstance(part, Node):
        return making.back(part)
    if isinstance(part, tuple):
        return tuple(_as_it_is(each, making) for each in part)
    if isinstance(part, Chain | Claim | Line | Step | Words):
        told = {each.name: _as_it_is(getattr(part, each.name), making) for each in fields(part) if each.init}
        return replace(part, **told)
    return part


def _kind(stand: Stand) -> tuple[str, tuple[str, ...]]:
    """What stands for index arithmetic, as it would be declared."""
    counts = tuple(index.over for index in stand.axes)
    if stand.kind == "map":
        return "labels", (*counts, stand.what.over)
    if stand.whole is not None and stand.whole.declared[1] != "1":
        return "family", (*counts, stand.whole.declared[0])
    return ("matrix" if len(counts) == 2 else "vector"), counts


def _derived(asked: Statement) -> Derivation:
    """The derivation through the quantities, or rule by rule."""
    try:
        found = _under_assumptions(through_quantities(asked), asked)
    except UnsupportedError as error:
        if asked.target != "gradient":
            raise OutsideError(str(error)) from None
        found = check(rule_by_rule(asked))
    except KeyError as error:
        if not isinstance(error.args[0], type):
            raise
        raise OutsideError(f"a {error.args[0].__name__.lower()} cannot be checked yet") from None
    except UncheckedError as error:
        if asked.target != "gradient" or error.wrong:
            raise
        try:
            found = check(rule_by_rule(asked))
        except (OutsideError, UncheckedError):
            raise error from None
    return _told(asked, found)


def _under_assumptions(made: Derivation, asked: Statement) -> Derivation:
    """The derivation checked for any values, or else for those that the statement assumes: a positive definite matrix has no determinant 0."""
    try:
        return check(made, sums_to_one(asked))
    except UncheckedError:
        assumed = constraints_of(asked)
        if not assumed:
            raise
        return check(replace(made, constraints=assumed), sums_to_one(asked))


def _told(asked: Statement, found: Derivation) -> Derivation:
    """The derivation with how the statement was read before it, and behind it what 𝟏ᵀy is for a distribution, where that is left in it."""
    sums = (each for each in walk(found.chains[-1].result) if isinstance(each, Product))
    total = next(((y, each) for each in sums for y in [_summed(each)] if y is not None), None)
    behind = () if total is None else (Words(*OF_DISTRIBUTION, total),)
    return replace(found, blocks=(*_how_it_was_read(asked), *found.blocks, *behind))


OF_DISTRIBUTION = (
    "If {0} is a distribution its entries sum to 1, so {1} is 1.",
    "若 {0} 是概率分布，其分量之和为 1，即 {1} 为 1。",
)


def _summed(product: Product) -> Symbol | None:
    """The vector of which a product is the sum of the entries: 𝟏ᵀy or yᵀ𝟏."""
    match product:
        case Product((Transpose(Symbol() as y), Constant(value)) | (Transpose(Constant(value)), Symbol() as y)):
            return y if value == 1 else None
    return None


def _how_it_was_read(asked: Statement) -> Iterator[Words]:
    for each in asked.notes:
        note = Note.of(each)
        en, zh = say(note, "en"), say(note, "zh")
        if "{" not in en + zh:
            yield Words(en, zh)
