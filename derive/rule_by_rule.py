"""A derivation of a loss of one's own by the common rules, one at a time; probabilities get names."""

from derive import expression as x
from derive.blocks import Block, Claim, Words
from derive.derivation import Derivation
from derive.deriving import OutsideError, gradient_chain
from derive.differentiate import NoDerivativeError
from derive.domains import domains
from derive.premises import Premises
from derive.statement import Statement
from derive.through_quantities import OWN, TITLES
from derive.traversal import substitute, walk
from derive.writing.text import text


def rule_by_rule(asked: Statement) -> Derivation:
    """The derivation of ∂loss/∂variable, unchecked. OutsideError where no rule reaches."""
    loss, variable = asked.loss, asked.variable
    names = probabilities(loss)
    try:
        chain = gradient_chain(loss, variable, Premises(variable, (), names))
    except NoDerivativeError as error:
        raise OutsideError(f"this is too long to derive: {error}") from error
    except x.ShapeError as error:
        raise OutsideError(f"no rule reaches this derivative ({error})") from error
    left = next((node for node in walk(chain.result) if isinstance(node, x.Derivative)), None)
    if left is not None:
        raise OutsideError(f"no rule reaches the derivative {text(left)}")
    used = set(walk(chain.result))
    explained: list[Block] = [_definition(each) for each in names if each in used]
    constraints, told = domains(loss)
    title = Words(*TITLES["gradient"], (x.Named(OWN, loss), variable))
    return Derivation(OWN, title, (*told, chain, *explained), constraints)


def _definition(named: x.Named) -> Claim:
    match named.value:
        case x.Transpose(x.Table(index, body)):
            return Claim(x.Entry(named, index), body, definition=True)
    return Claim(named, named.value, definition=True)


def probabilities(loss: x.Expression) -> tuple[x.Named, ...]:
    """ŷ for a softmax, and for exponentials over their sum."""
    taken = {node.name for node in walk(loss) if isinstance(node, x.Symbol)}
    name = "ŷ" if not {"ŷ", "hat y"} & taken else "p"
    for node in walk(loss):
        if isinstance(node, x.Softmax):
            return (x.Named(name, node),)
    for node in walk(loss):
        if isinstance(node, x.Sum) and isinstance(node.body, x.Call) and node.body.function == "exp":
            inner = x.Index(node.index.name + "'", node.index.over)
            total = x.Sum(inner, substitute(node.body, {node.index: inner}))
            return (x.Named(name, x.Transpose(x.Table(node.index, x.Quotient(node.body, total)))),)
    return ()
