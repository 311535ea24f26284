"""What an author says of names outside of the answers: that one of the assignment's stands for something else, or an entry of one for two values."""

from dataclasses import replace

from derive import expression as x
from derive.elaboration.context import Definition
from derive.elaboration.pages import equation, statements
from derive.parsing import syntax as s
from derive.parsing.macros import Macros
from derive.parsing.trees import every, key, strip
from derive.statement import Statement
from derive.tasks import Tasks
from proofs.answers.claims.script import Script
from proofs.statements.account import LOSSES, mathematics
from proofs.statements.claimed import Claimed
from proofs.statements.naming import entry_of
from proofs.statements.pieces import PlacedChain
from proofs.statements.placing import read


def contradicts(piece: PlacedChain, statement: Statement, tasks: Tasks, earlier: tuple[Definition, ...]) -> bool:
    """Whether an equation outside of the answers says something else of a name of the assignment than the assignment does."""
    name = key(strip(piece.chain.sides[0]))
    if name is None or set(piece.chain.operators) != {"="}:
        return False
    if name in statement.declarations or name in statement.definitions:
        return _false(piece.chain, statement, earlier)
    if name not in LOSSES or _is_call(piece.chain.sides[-1]):
        return False
    return not any(_may_be_loss(piece, tasks.statement(part), earlier) for part in tasks.part_ids)


def given_twice(script: Script, earlier: tuple[Definition, ...], statement: Statement, macros: Macros) -> str:
    """The first entry of a name that its author gives before an answer, where that name has another value there: v = w, and v_1 = 0."""
    names = {each.name for each in earlier}
    for each in earlier:
        chain = equation(each.text)
        left = strip(chain.sides[0])
        if entry_of(chain, names) and isinstance(left, s.Scripted):
            others = tuple(other for other in earlier if other is not each)
            if key(left.base) in _used(script, earlier, macros) and _false(chain, statement, others):
                return each.name
    return ""


def _used(script: Script, earlier: tuple[Definition, ...], macros: Macros) -> set[str]:
    """The letters in an answer, and in the values of the names in it."""
    try:
        waiting: list[s.Syntax] = [side for each in statements(mathematics(script), macros) for side in each.sides]
    except s.ReadingError:
        return {each.name for each in earlier}
    found: set[str] = set()
    while waiting:
        new = {key(each) or "" for each in every(waiting.pop()) if isinstance(each, s.Name)} - found
        waiting += [each.value for each in earlier if each.name in new]
        found |= new
    return found


def _is_call(node: s.Syntax) -> bool:
    """Whether a side only gives the loss a name: CE(y, ŷ)."""
    node = strip(node)
    return (
        isinstance(node, s.Juxtaposition)
        and len(node.factors) == 2
        and isinstance(node.factors[1], s.Group)
        and (key(node.factors[0]) or "2").isalpha()
    )


def _false(chain: s.Chain, statement: Statement, earlier: tuple[Definition, ...]) -> bool:
    """Whether an equation does not hold, as far as can be seen, in the words of a statement."""
    claim = read(statement, chain, earlier)
    if claim is None:
        return True
    links = Claimed(statement, claim, "").links_alone()
    return not links or any(link.holds is not True for link in links)


def _may_be_loss(piece: PlacedChain, statement: Statement, earlier: tuple[Definition, ...]) -> bool:
    """Whether what goes by a letter for losses is the loss of a statement, or no number and so no loss."""
    claim = read(statement, replace(piece.chain, sides=piece.chain.sides[-1:], operators=(), places=()), earlier)
    value = claim.sides[0].value if claim is not None else None
    if claim is None or value is None:
        return False
    return value.shape != x.SCALAR or Claimed(statement, claim, "").is_loss(value)
