r"""A derivation through named quantities, the last first: ∂J/∂z₂, ∂J/∂h = W₂ᵀ ∂J/∂z₂, …, until the variable is reached.

What the author named keeps its name; what a function, an inverse or a norm is taken of gets one where it has none. Each chain is
∂J by one quantity, in terms of ∂J by those that come after it, and then with what was found for these.

>>> from derive.stating import state
>>> from derive.writing.text import text
>>> asked = state(r"\log\det(X^\top X)", "X", declare=["X: m x n"])
>>> made = through_quantities(asked)
>>> print(text(made.chains[-1].result))
2 X (Xᵀ X)⁻¹
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from derive import expression as x
from derive.blocks import Block, Chain, Claim, Line, Step, Words
from derive.derivation import Derivation
from derive.differentiate import places, put, run
from derive.domains import domains
from derive.finishing import finished
from derive.pattern import product as product_of
from derive.premises import Premises
from derive.rule import ONE, Rule
from derive.rules_notation import CALCULUS
from derive.statement import Statement
from derive.tensors.axes import same, substitute
from derive.tensors.entries import Entries
from derive.tensors.graph import Axis, Node, Position, fresh, walk
from derive.tensors.matrices import PageWriter, ones
from derive.tensors.reverse import Slopes
from derive.traversal import free_indices, replaced
from derive.traversal import walk as walk_tree

OWN = "J"
SLOPE = "∂"
CHAIN_RULE = Rule("chain rule", "Differentiate, from the outside in.", "由外向内求导。", (), CALCULUS)
FOUND = Rule("what was found", "What was found above.", "代入上面求得的结果。", (), "found above")
WRITTEN_OUT = Rule("written out", "In the terms of the loss.", "用损失中的量写出。", (), "definition")
SUMS_TO_ONE = Rule("sums to one", "It sums to 1, as assumed.", "按假设其和为 1。", (), "an assumption")
UNIT_DIAGONAL = Rule(
    "identity matrix", "The identity matrix changes nothing.", "单位矩阵不改变任何量。", (), "field axioms", grain="tidy",
    build=lambda node, premises: _unit_diagonal(node, premises),
)  # fmt: skip


def through_quantities(asked: Statement, names: bool = True) -> Derivation:
    """The derivation of the gradient that is asked for, unchecked. `names`: whether what a function is taken of gets one where it has none."""
    constraints, told = domains(asked.loss)
    loss = named_inside(asked.loss, asked.variable) if names and asked.target == "gradient" else asked.loss
    made = _Derivation(asked, loss)
    en, zh = TITLES[asked.target]
    title = Words(en, zh, (x.Named(OWN, loss), asked.variable))
    blocks = {"gradient": made.blocks, "jacobian": made.jacobian, "hessian": made.hessian}[asked.target]()
    return Derivation(OWN, title, (*told, *blocks), constraints)


TITLES = {
    "gradient": ("The derivative of {0} by {1}", "{0} 对 {1} 的导数"),
    "jacobian": ("The Jacobian of {0} by {1}", "{0} 对 {1} 的雅可比矩阵"),
    "hessian": ("The Hessian of {0} by {1}", "{0} 对 {1} 的黑塞矩阵"),
}


# ------------------------------------------------------------------------------------------------------------------- names


def named_inside(loss: x.Expression, variable: x.Expression) -> x.Expression:
    """The loss with a name for what functions, inverses, determinants and norms are taken of, as far as the variable is in it."""
    free = free_indices(loss) | free_indices(variable)
    depends = Premises(variable).depends
    letters = _letters(
        {node.name for node in walk_tree(loss) if isinstance(node, x.Symbol | x.Named | x.Index | x.Mapped)}
    )
    for _ in range(40):
        inside = next(
            (
                part
                for part in _arguments(loss)
                if free_indices(part) <= free and depends(part, variable) and part != variable
            ),
            None,
        )
        if inside is None:
            return loss
        loss = replaced(loss, inside, x.Named(next(letters), inside))
    return loss


def passes_through_quantities(asked: Statement) -> bool:
    """Whether the variable reaches the loss through a vector or a matrix that has, or deserves, a name."""
    depends = Premises(asked.variable).depends
    named = (n for n in walk_tree(named_inside(asked.loss, asked.variable)) if isinstance(n, x.Named))
    return any(each.shape != x.SCALAR and depends(each, asked.variable) for each in named)


def _letters(taken: set[str]) -> Iterator[str]:
    for letter in "zrsqabcpuvw":
        if letter not in taken:
            yield letter
    number = 1
    while True:
        yield f"z_{number}"
        number += 1


def _arguments(loss: x.Expression) -> Iterator[x.Expression]:
    """What deserves a name, the innermost last."""
    for node in walk_tree(loss):
        match node:
            case x.Call(_, inside) | x.Softmax(inside) if inside.shape != x.SCALAR and not isinstance(
                inside, x.Softmax
            ):
                found = inside
            case x.Inverse(inside) | x.Determinant(inside):
                found = inside
            case x.Product((x.Transpose(inside), other)) if inside == other and inside.shape[1] == "1":
                found = inside
            case x.Column(x.Transpose(inside), _) | x.Column(inside, _):
                found = inside
            case _:
                continue
        while isinstance(found, x.Transpose):
            found = found.operand
        if not isinstance(found, x.Symbol | x.Named | x.Constant | x.Column | x.Member):
            yield found


# ------------------------------------------------------------------------------------------------------------------ chains


@dataclass
class _Derivation:
    """The graph of a loss with its quantities whole, and what was found so far."""

    asked: Statement
    loss: x.Expression
    found: dict[str, x.Expression] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.families = [each.name for each in self.asked.declarations if each.kind == "family"]
        named = {node.name: node for node in walk_tree(self.loss) if isinstance(node, x.Named)}
        free = free_indices(self.loss) | free_indices(self.asked.variable)
        self.quantities = {name: node for name, node in named.items() if free_indices(node) <= free}
        told = self._told_by_log()
        whole = [name for name, node in self.quantities.items() if not (name in told and self._is_share(node))]
        self.entries = Entries(self.families, whole, windows=True)
        self.row = None if self.loss.shape[0] == "1" else fresh(self.loss.shape[0])
        self.result = self.entries.entry(self.loss, self.row, None, {})
        self.page = PageWriter(self._symbols(), self.families, self._over(), self.entries.letters)
        for node in self.quantities.values():
            axes = [None if size == "1" else fresh(size) for size in node.shape]
            value = self.entries.entry(node, axes[0], axes[1], {})
            self.page.name(value, node, axes[0], axes[1])
            if value.op == "named":
                self.page.name(value.args[0], node, axes[0], axes[1])

    def _told_by_log(self) -> set[str]:
        """Quantities, entries and shares of which a logarithm is taken."""
        logs = (node for node in walk_tree(self.loss) if isinstance(node, x.Call) and node.function == "log")
        return {name for node in logs for name in _told(node.argument)}

    def _is_share(self, node: x.Named) -> bool:
        """Whether a quantity is a softmax, a sigmoid or an exponential, whose logarithm is simple."""
        axes = [None if size == "1" else fresh(size) for size in node.shape]
        return Entries(self.families, windows=True).entry(node.value, axes[0], axes[1], {}).op in (
            "softmax",
            "sigmoid",
            "exp",
            "product",
        )

    def _symbols(self) -> dict[str, x.Expression]:
        found: dict[str, x.Expression] = {
            node.name: node
            for root in (self.loss, self.asked.variable)
            for node in walk_tree(root)
            if isinstance(node, x.Symbol)
        }
        found |= {
            node.matrix.name: node
            for root in (self.loss, self.asked.variable)
            for node in walk_tree(root)
            if isinstance(node, x.Member)
        }
        for name, node in self.quantities.items():
            found[SLOPE + name] = x.Derivative(x.Named(OWN, self.loss), node)
        return found

    def _over(self) -> dict[str, x.Size]:
        found: dict[str, x.Size] = {each.name: each.over for each in self.asked.free}
        for each in self.asked.declarations:
            if each.kind == "index":
                found[each.name] = each.sizes[0]
            elif each.kind == "labels":
                found[f"{each.name}[]"], found[each.name] = each.sizes
        return found

    def blocks(self) -> tuple[Block, ...]:
        """The loss as it was read, the names, and a chain for each quantity that the variable passes through."""
        depends = Premises(self.asked.variable).depends
        order = [node.data[0] for node in walk(self.result) if node.op == "named"]
        order = [name for name in order if depends(self.quantities[name], self.asked.variable)]
        slopes = Slopes(self.result, cut={name: SLOPE + name for name in order})
        chains: list[Chain] = []
        for name in reversed(order):
            quantity = self.quantities[name]
            axes = [None if size == "1" else fresh(size) for size in quantity.shape]
            node = self.entries.entry(quantity, axes[0], axes[1], {})
            slope = self._renamed(slopes, node)
            if slope is not None:
                chains.append(self._chain(quantity, slope, axes[0], axes[1]))
                self.found[name] = chains[-1].result
        chains.append(self._last(slopes))
        return (*self._definitions(), *chains)

    def jacobian(self) -> tuple[Block, ...]:
        """The derivative of a column by a column: one entry of it by one entry of the variable."""
        assert self.row is not None
        other = fresh(self.row.size)
        slopes = Slopes(self.result, same(self.row, other))
        start = x.Derivative(x.Named(OWN, self.loss), self.asked.variable)
        return (*self._definitions(), self._line(start, slopes, other))

    def hessian(self) -> tuple[Block, ...]:
        """The gradient, and its derivative by the variable once more."""
        slopes = Slopes(self.result)
        first = self._last(slopes)
        name, positions, row, _ = self._target()
        assert row is not None
        gradient = slopes.by(name, positions)
        other = fresh(row.size)
        start = x.Derivative(first.result, self.asked.variable)
        second = self._line(start, Slopes(gradient, same(row, other)), other)
        wanted = x.Derivative(x.Derivative(x.Named(OWN, self.loss), self.asked.variable), self.asked.variable)
        return (*self._definitions(), first, replace(second, left=wanted))

    def _line(self, start: x.Expression, slopes: Slopes, other: Axis) -> Chain:
        name, positions, row, _ = self._target()
        written = self.page.matrix(slopes.by(name, positions), other, row)
        steps = [Step(start, written, CHAIN_RULE, (), written)]
        steps += self._finished(written)
        return Chain(None, start, (Line(steps[-1].after, tuple(steps)),))

    def _definitions(self) -> tuple[Claim, ...]:
        """How the loss was read, and what the names in it stand for."""
        seen = {node.name: node for node in walk_tree(self.loss) if isinstance(node, x.Named)}
        names = (Claim(node, node.value, definition=True) for node in reversed(list(seen.values())))
        return (Claim(x.Named(OWN, self.loss), self.loss, definition=True), *names)

    def _renamed(self, slopes: Slopes, node: Node) -> Node | None:
        if node.digest not in slopes.named:
            return None
        first = slopes.first[node.digest]
        return substitute(slopes.named[node.digest], dict(zip(first.axes, node.axes, strict=True)))

    def _last(self, slopes: Slopes) -> Chain:
        name, positions, row, column = self._target()
        chain = self._chain(self.asked.variable, slopes.by(name, positions), row, column)
        steps = list(self._written_out(chain.result))
        if not steps:
            return chain
        steps += self._finished(steps[-1].after)
        return replace(chain, lines=(*chain.lines, Line(steps[-1].after, tuple(steps))))

    def _written_out(self, written: x.Expression) -> Iterator[Step]:
        """The steps that put what a name stands for, where the author gave none."""
        own = {node.name for node in walk_tree(self.asked.loss) if isinstance(node, x.Named)}
        while found := next(
            ((p, node) for p, node in places(written) if isinstance(node, x.Named) and node.name not in own), None
        ):
            where, named = found
            after = put(written, where, named.value)
            yield Step(written, after, WRITTEN_OUT, where, named.value)
            written = after

    def _target(self) -> tuple[str, tuple[Position, ...], Axis | None, Axis | None]:
        """The symbol that is differentiated by, the positions of what is asked for in it, and its row and column."""
        variable = self.asked.variable
        row, column = (None if size == "1" else fresh(size) for size in variable.shape)
        name, positions = self.entries.entry(variable, row, column, {}).data
        return name, positions, row, column

    def _chain(self, by: x.Expression, slope: Node, row: Axis | None, column: Axis | None) -> Chain:
        start = x.Derivative(x.Named(OWN, self.loss), by)  # type: ignore[arg-type]
        written = self.page.matrix(slope, row, column)
        after = sorted({node.name for node in self._slopes_in(written)}, key=list(self.quantities).index)
        first = [Step(start, written, CHAIN_RULE, (), written)]
        first += self._finished(written)
        lines = [Line(first[-1].after, tuple(first), _through([self.quantities[name] for name in after]))]
        written = lines[-1].expression
        assumed = tuple(self._assumed(written))
        if assumed:
            lines.append(Line(assumed[-1].after, assumed, _as_assumed(self.asked, assumed)))
        steps = list(self._filled_in(lines[-1].expression))
        if steps:
            steps += self._finished(steps[-1].after)
            lines.append(Line(steps[-1].after, tuple(steps)))
        return Chain(None, start, tuple(lines))

    def _finished(self, written: x.Expression) -> list[Step]:
        """The steps that tidy a result, with what the assumptions say is symmetric."""
        symmetric = {each.symbol for each in self.asked.assumptions if each.kind == "symmetric"}
        return finished(written, frozenset(symmetric), Premises(self.asked.variable), frozenset(self.families))

    def _assumed(self, written: x.Expression) -> Iterator[Step]:
        """The steps that put 1 for the sum of what sums to 1 by an assumption, and the algebra that follows."""
        sums = sums_to_one(self.asked)
        before = written
        while found := next(((place, node) for place, node in places(written) if node in sums), None):
            where, node = found
            after = put(written, where, sums[node])
            yield Step(written, after, SUMS_TO_ONE, where, sums[node])
            written = after
        if written != before:
            yield from run(written, ((UNIT_DIAGONAL,),), Premises(self.asked.variable))

    def _filled_in(self, written: x.Expression) -> Iterator[Step]:
        """The steps that put what was found for the derivatives by quantities."""
        while True:
            where, slope = next(
                (
                    (place, node)
                    for place, node in places(written)
                    if isinstance(node, x.Derivative) and isinstance(node.variable, x.Named)
                ),
                (None, None),
            )
            if where is None or not isinstance(slope, x.Derivative):
                return
            result = self.found[slope.variable.name]  # type: ignore[union-attr]
            after = put(written, where, result)
            yield Step(written, after, FOUND, where, result)
            written = after

    def _slopes_in(self, node: x.Expression) -> Iterator[x.Named]:
        for each in walk_tree(node):
            if isinstance(each, x.Derivative) and isinstance(each.variable, x.Named):
                yield each.variable


def sums_to_one(asked: Statement) -> dict[x.Expression, x.Expression]:
    """What is 1 by the assumptions: 𝟏ᵀy for a vector that sums to 1, and Y𝟏 = 𝟏 for a matrix whose rows do."""
    found: dict[x.Expression, x.Expression] = {}
    for each in asked.assumptions:
        symbol = next((n for n in walk_tree(asked.loss) if isinstance(n, x.Symbol) and n.name == each.symbol), None)
        if symbol is None or each.kind not in ("one-hot", "sums-to-1", "distribution"):
            continue
        rows, columns = symbol.shape
        if "1" not in symbol.shape:
            found[x.Product((symbol, ones(columns)))] = ones(rows)
        elif columns == "1":
            found[x.Product((ones(rows, lying=True), symbol))] = ONE
        else:
            found[x.Product((ones(columns, lying=True), x.Transpose(symbol)))] = ONE
    return found


def _as_assumed(asked: Statement, steps: Sequence[Step]) -> Words:
    """What the assumption says: 𝟏ᵀy = 1."""
    sums = sums_to_one(asked)
    used = list(dict.fromkeys(step.where for step in steps if step.rule == SUMS_TO_ONE))
    first = next(step for step in steps if step.where == used[0])
    node = next(node for place, node in places(first.before) if place == first.where)
    assert isinstance(node, x.Expression)
    return Words("{0} = {1}, as assumed.", "按假设 {0} = {1}。", (node, sums[node]))


def _unit_diagonal(node: x.Expression, premises: Premises) -> x.Expression | None:
    match node:
        case x.Product(factors):
            kept = [f for f in factors if not (isinstance(f, x.Diagonal) and f.operand == ones(f.operand.shape[0]))]
            return product_of(*kept) if kept and len(kept) < len(factors) else None
    return None


def _told(node: x.Expression) -> Iterator[str]:
    """The quantities that an expression is, entry by entry, a sum or a product of."""
    match node:
        case x.Named(name, _):
            yield name
        case x.Entry(inside) | x.Column(inside) | x.Transpose(inside) | x.Negative(inside):
            yield from _told(inside)
        case x.Add(parts):
            for part in parts:
                yield from _told(part)
        case x.Quotient(above, below):
            yield from _told(above)
            yield from _told(below)


def _through(after: Sequence[x.Named]) -> Words:
    if not after:
        return Words("Differentiate, from the outside in.", "由外向内求导。")
    names = ", ".join(f"{{{n}}}" for n in range(len(after)))
    return Words(f"Chain rule through {names}.", f"通过 {names} 的链式法则。", tuple(after))
