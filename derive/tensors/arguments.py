"""What a function of a loss takes: the symbols, the index maps and the free indices of it.

>>> from derive.expression import Column, Product, Transpose
>>> U, v = Symbol("U", ("d", "V")), Symbol("v", ("d", "1"))
>>> for each in arguments_of([Product((Transpose(Column(U, Index("o", "V"))), v))], str).values():
...     print(each.name, each.sizes, each.points_at)
U ('d', 'V') None
v ('d',) None
o () V
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from derive.expression import Expression, Index, Mapped, Member, Size, Symbol
from derive.traversal import free_indices, walk

BATCH = "B"
"""The size of a batch: the first axis of an argument that varies over one."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: `sizes` are those of its axes; `points_at` is the size that an index or map points into, else None."""

    name: str
    sizes: tuple[Size, ...]
    points_at: Size | None = None
    symbol: str = ""

    @property
    def is_matrix(self) -> bool:
        """Whether it is a matrix, for each example of a batch too."""
        return self.points_at is None and len(self.sizes) - (BATCH in self.sizes) == 2


def arguments_of(trees: Iterable[Expression], name_of: Callable[[str], str]) -> dict[str, Argument]:
    """The arguments by the names of their symbols, in the order in which some trees mention them, free indices last."""
    trees = tuple(trees)
    nodes = [node for each in trees for node in walk(each)]
    free = frozenset().union(*map(free_indices, trees))
    found: dict[str, Argument] = {}
    for node in nodes:
        if isinstance(node, Symbol):
            sizes = tuple(size for size in node.declared if size != "1")
            found.setdefault(node.name, Argument(name_of(node.name), sizes, None, node.name))
        elif isinstance(node, Member):
            sizes = (node.index.over, *(size for size in node.matrix.declared if size != "1"))
            found.setdefault(node.matrix.name, Argument(name_of(node.matrix.name), sizes, None, node.matrix.name))
        elif isinstance(node, Mapped):
            own = Argument(name_of(node.name), (node.argument.over,), node.over, node.name)
            found.setdefault(node.name, own)
    for node in nodes:
        if isinstance(node, Index) and node in free:
            found.setdefault(node.name, Argument(name_of(node.name), (), node.over, node.name))
    return found
