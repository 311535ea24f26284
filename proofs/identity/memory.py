"""What is remembered from answer to answer: the same statements at the same sizes meet again, in repairs, documents and classes.

A store forgets what was not asked for longest once it holds too many things, or too much.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from derive import expression as x
from derive.nodes import once
from derive.traversal import children

Value = TypeVar("Value")


class Store(Generic[Value]):
    """Values by key, at most `most` of them, and no more than `heaviest` together where a weight is told with each.

    >>> store = Store(most=2)
    >>> [store.get(key, lambda: made) for key, made in (("a", 1), ("b", 2), ("a", 3), ("c", 4), ("b", 5))]
    [1, 2, 1, 4, 5]
    >>> store = Store(most=9, heaviest=10)
    >>> [store.get(key, lambda: key, weight=4) for key in "abca"], len(store)
    (['a', 'b', 'c', 'a'], 2)
    """

    def __init__(self, most: int, heaviest: int | None = None):
        self.most, self.heaviest = most, heaviest
        self.weight = 0
        self._held: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Hashable, make: Callable[[], Value], weight: int | Callable[[Value], int] = 0) -> Value:
        """What is kept under a key, or what `make` gives, which is kept from then on. What it raises is not kept."""
        known = self._held.get(key)
        if known is not None:
            self._held.move_to_end(key)
            return known[0]
        made = make()
        heavy = weight if isinstance(weight, int) else weight(made)
        self._held[key] = (made, heavy)
        self.weight += heavy
        self._forget()
        return made

    def heavier(self, key: Hashable, by: int) -> None:
        """What is kept under a key has grown; what is forgotten already weighs nothing."""
        if key in self._held:
            value, weight = self._held[key]
            self._held[key] = (value, weight + by)
            self.weight += by
            self._forget()

    def _forget(self) -> None:
        while len(self._held) > self.most or (
            self.heaviest is not None and self.weight > self.heaviest and len(self._held) > 1
        ):
            _, (_, weight) = self._held.popitem(last=False)
            self.weight -= weight


@once
def nodes(tree: x.Node) -> int:
    """How many nodes a tree has: what it weighs in a store."""
    return 1 + sum(map(nodes, children(tree)))
