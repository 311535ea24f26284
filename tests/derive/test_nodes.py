"""What nodes remember of themselves: it changes no value, goes into no pickle, and is asked for once."""

import copy
import gc
import pickle

import pytest

from derive import expression as x
from derive.nodes import Kept, once, rebuild
from derive.traversal import children, free_indices, walk

w, o = x.Index("w", "V"), x.Index("o", "V")
U, v = x.Symbol("U", ("d", "V")), x.Symbol("v_c", ("d", "1"))


def score(index: x.Index, span=None) -> x.Expression:
    return x.Product((x.Transpose(x.Column(U, index)), v), span=span)


def told(node: x.Node) -> tuple:
    """Everything that a node remembers once it was asked."""
    return hash(node), free_indices(node), children(node)


def test_a_span_is_no_part_of_the_value():
    here, there = score(o, span=(0, 3)), score(o, span=(5, 8))
    assert here == there
    assert hash(here) == hash(there)
    assert score(o) != score(w)


def test_equal_fields_of_another_kind_are_another_value():
    assert x.Transpose(v) != x.Negative(v)
    assert x.Transpose(v) != "v"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda node: pickle.loads(pickle.dumps(node))])
def test_a_copy_remembers_nothing(again):
    """The hash of a string is another one in another process."""
    node = score(o)
    told(node)
    twin = again(node)
    assert not any(hasattr(twin, name) for name in Kept.__slots__)
    assert twin == node


def test_free_indices_are_those_of_each_node():
    inside = score(w)
    total = x.Sum(w, inside)
    for _ in range(2):
        assert (free_indices(inside), free_indices(total)) == (frozenset({w}), frozenset())


def test_the_walk_goes_from_the_top_in_the_order_of_the_page():
    total = x.Product((score(w), v))
    assert [type(node).__name__ for node in walk(total)] == [
        "Product", "Product", "Transpose", "Column", "Symbol", "Index", "Symbol", "Symbol",
    ]  # fmt: skip


def test_a_function_of_a_node_is_worked_out_once_for_each():
    asked = []

    @once
    def name(node: x.Symbol) -> str:
        asked.append(node)
        return node.name

    first, twin = x.Symbol("a"), x.Symbol("a")
    assert [name(first), name(first), name(twin)] == ["a"] * 3
    assert [id(node) for node in asked] == [id(first), id(twin)]


class Counted(str):
    """A name that counts how often it is compared."""

    __slots__ = ()
    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)


def test_trees_that_were_found_equal_are_not_gone_through_again():
    first, twin, third = (x.Transpose(x.Symbol(Counted("a"), ("d", "V"))) for _ in range(3))
    other = x.Transpose(x.Symbol(Counted("b"), ("d", "V")))
    assert first == twin
    assert twin == third
    seen = Counted.compared
    assert first == twin
    assert first == third
    assert Counted.compared == seen
    assert first != other
    assert hash(first) == hash(third)


def test_nothing_that_is_remembered_holds_the_node_itself():
    """What holds itself is let go only when circles are looked for. Of what stood before, all tests, none is looked at: that takes seconds."""
    gc.disable()
    gc.freeze()
    try:
        for _ in range(50):
            told(x.Sum(x.Index("w", "V"), score(x.Index("w", "V"))))
            rebuild(score(o), lambda child: child)
        assert gc.collect() == 0
    finally:
        gc.unfreeze()
        gc.enable()
