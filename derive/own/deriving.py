"""The derivation of a loss of one's own: layers and probabilities get names, then the common rules derive the gradient."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from derive import expression as x
from derive.blocks import Block, Chain, Claim, Line, Words
from derive.closed_form import CLOSE
from derive.derivation import Derivation
from derive.deriving import OutsideError, chain, given, gradient_chain
from derive.differentiate import NoDerivativeError
from derive.nodes import rebuild
from derive.own.domains import domains
from derive.own.layers import layered
from derive.pattern import add
from derive.premises import Premises
from derive.rewrites import COLLECT
from derive.rules_of_layers import LAYER_RULES
from derive.traversal import replaced, substitute, walk
from derive.writing.text import text

OWN = "J"
"""What stands for the part in a derivation of a loss of one's own."""
PLACES = 4
"""A variable that stands in more places than this is not derived place by place."""


class Own(Protocol):
    """What is derived: a loss and the variable, as a `derive.statement.Statement` has them."""

    @property
    def loss(self) -> x.Expression:
        """The loss."""

    @property
    def variable(self) -> x.Expression:
        """What it is differentiated by."""


@dataclass(frozen=True, slots=True)
class _At:
    """A loss and a variable that stands for one of its places."""

    loss: x.Expression
    variable: x.Expression


def derivation_of_own(own: Own) -> Derivation:
    """The derivation of ∂loss/∂variable, unchecked; layers such as z = Wx and probabilities get names."""
    own = _At(_norms_by_columns(own.loss), own.variable)
    title = Words("The derivative of {0} by {1}", "{0} 对 {1} 的导数", (x.Named("J", own.loss), own.variable))
    try:
        blocks = _blocks(own) or _place_by_place(own)
    except NoDerivativeError as error:
        raise OutsideError(f"this is too long to derive: {error}") from error
    except x.ShapeError as error:
        raise OutsideError(f"no rule reaches this derivative ({error})") from error
    if blocks is None:
        left = next(node for node in walk(_direct(own, (), own.loss).result) if isinstance(node, x.Derivative))
        raise OutsideError(f"no rule reaches the derivative {text(left)}")
    constraints, told = domains(own.loss)
    return Derivation(OWN, title, (*told, *blocks), constraints)


def _norms_by_columns(node: Any) -> Any:
    """‖A‖² of a matrix as the sum of ‖a_j‖² over its columns, which the rules know."""
    match node:
        case x.Trace(x.Product((x.Transpose(inside), other))) if inside == other:
            index = x.Index("j'", inside.shape[1])
            column = x.Column(inside, index)
            return x.Sum(index, x.Product((x.Transpose(column), column)))
    return rebuild(node, _norms_by_columns)


def _blocks(own: Own) -> tuple[Block, ...] | None:
    """The derivation through the layers where there are some, else at once; None where neither comes to an end."""
    layers, loss = layered(own.loss, own.variable)
    if layers and Premises(own.variable).depends(_without(loss, layers[-1]), own.variable):
        if _in_vectors(_without(loss, layers[-1]), own.variable):
            layers, loss = (), own.loss
        chains: tuple[Chain, ...] = (_direct(own, layers, loss),)
    else:
        chains = _through(own, layers, loss) if layers else (_direct(own, (), loss),)
    if _unfinished(chains) and layers:
        layers, loss = (), own.loss
        chains = (_direct(own, layers, loss),)
    if _unfinished(chains):
        return None
    used = {node for each in chains for node in walk(each.result) if isinstance(node, x.Named)}
    definitions = tuple(Claim(each, each.value, definition=True) for each in layers)
    explained = tuple(_definition(each) for each in probabilities(loss) if each in used)
    return (*definitions, *chains, *explained, *_total(chains[-1].result))


def _without(loss: x.Expression, layer: x.Named) -> x.Expression:
    return replaced(loss, layer, x.Symbol("", layer.shape))


def _in_vectors(loss: x.Expression, variable: x.Expression) -> bool:
    """Whether the variable is part of a sum of vectors: then one layer's name would tell only half."""
    sums = (node for node in walk(loss) if isinstance(node, x.Add) and node.shape != x.SCALAR)
    return any(part == variable for node in sums for part in walk(node))


def _unfinished(chains: Sequence[Chain]) -> bool:
    return any(isinstance(node, x.Derivative) for each in chains for node in walk(each.result))


def _direct(own: Own, layers: tuple[x.Named, ...], loss: x.Expression) -> Chain:
    """The gradient by the common tables."""
    return gradient_chain(loss, own.variable, Premises(own.variable, (), (*layers, *probabilities(loss))))


def _through(own: Own, layers: tuple[x.Named, ...], loss: x.Expression) -> tuple[Chain, Chain]:
    """The gradient by the last layer, then the chain rule back to the variable."""
    last, name = layers[-1], x.Named("J", loss)
    inner = gradient_chain(loss, last, Premises(last, (), (last, *probabilities(loss))))
    known = given(
        "what was found", "What was found above.", "代入上面求得的结果。", x.Derivative(name, last), inner.result
    )
    start = x.Derivative(name, own.variable)  # type: ignore[arg-type]
    premises = Premises(own.variable, (), (*layers, *probabilities(loss)))
    return inner, chain(None, start, premises, (LAYER_RULES, (known,), COLLECT, CLOSE))


# ---------------------------------------------------------------------------------------------------------- place by place


def _place_by_place(own: Own) -> tuple[Block, ...] | None:
    """The derivative by a variable that reaches the loss on several ways: the sum over its places, the others held fixed."""
    if not isinstance(own.variable, x.Symbol):
        return None
    loss, copies = _apart(_squares_named(own), own.variable)
    if not 1 < len(copies) <= PLACES:
        return None
    named = [node for node in dict.fromkeys(walk(loss)) if isinstance(node, x.Named)]
    blocks: list[Block] = [
        Words(
            "The variable stands in several places. Its derivative is the sum of the derivatives by each, the others held fixed; here they have names of their own: {0}.",
            "该变量出现在多处，其导数等于对各处分别求导（其余视为常数）之和；这里各处分别命名：{0}。",
            (named[0].value if named else loss,),
        )
    ]
    found: list[x.Expression] = []
    for copy in copies:
        made = _blocks(_At(loss, copy))
        if made is None:
            return None
        blocks += [block for block in made if block not in blocks]
        last = next(block for block in reversed(made) if isinstance(block, Chain))
        found.append(_put_back(last.result, copies, own.variable))
    return (*blocks, _summed(own, found))


def _squares_named(own: Own) -> x.Expression:
    """The loss with a name for the vector of a squared norm, so that what stands in it counts once."""
    taken = {node.name for node in walk(own.loss) if isinstance(node, x.Symbol)}
    letter = next(each for each in "zrsqp" if each not in taken)
    for node in walk(own.loss):
        match node:
            case x.Product((x.Transpose(inside), other)) if inside == other and Premises(own.variable).depends(
                inside, own.variable
            ):
                return replaced(own.loss, inside, x.Named(letter, inside))
    return own.loss


def _apart(loss: x.Expression, variable: x.Symbol) -> tuple[x.Expression, list[x.Symbol]]:
    """The loss with a symbol of its own for the variable at each place: W′, W″."""
    copies: list[x.Symbol] = []
    done: dict[x.Node, x.Node] = {}

    def change(node: Any) -> Any:
        if node == variable:
            base, _, below = variable.name.partition("_")
            name = base + "'" * (len(copies) + 1) + (f"_{below}" if below else "")
            copies.append(x.Symbol(name, variable.shape))
            return copies[-1]
        if isinstance(node, x.Named):
            return done.setdefault(node, rebuild(node, change)) if node not in done else done[node]
        return rebuild(node, change)

    return change(loss), copies


def _put_back(node: Any, copies: list[x.Symbol], variable: x.Expression) -> Any:
    """What was found for one place, in terms of the variable, its layers written out."""
    if isinstance(node, x.Named) and any(copy in set(walk(node.value)) for copy in copies):
        return _put_back(node.value, copies, variable)
    return variable if node in copies else rebuild(node, lambda child: _put_back(child, copies, variable))


def _summed(own: Own, found: list[x.Expression]) -> Chain:
    told = Words("The sum over the places.", "各处之和。")
    start = x.Derivative(own.loss, own.variable)  # type: ignore[arg-type]
    left = x.Derivative(x.Named("J", own.loss), own.variable)  # type: ignore[arg-type]
    return Chain(left, start, (Line(add(*found), (), told),))


# ------------------------------------------------------------------------------------------------------------------- names


def _definition(named: x.Named) -> Claim:
    match named.value:
        case x.Transpose(x.Table(index, body)):
            return Claim(x.Entry(named, index), body, definition=True)
    return Claim(named, named.value, definition=True)


def _total(result: x.Expression) -> tuple[Block, ...]:
    """What 1ᵀy is for a distribution y, where it stands in a result."""
    for node in walk(result):
        match node:
            case x.Product((x.Transpose(x.Symbol() as target), x.Constant(value))) if value == 1:
                return (
                    Words(
                        "If {0} is a distribution its entries sum to 1, so {1} is 1.",
                        "若 {0} 是概率分布，其分量之和为 1，即 {1} 为 1。",
                        (target, node),
                    ),
                )
    return ()


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
