"""Steps by what is clipped, so that an array of max(x, 0) may stand in the memory of x.

>>> from derive.tensors.graph import leaf
>>> x = leaf("x", ())
>>> step, clipped = steps_by_relu(make("less", (ZERO, x)), make("relu", (x,)))
>>> step.args[1] is clipped
True
"""

from derive.tensors.axes import rewritten
from derive.tensors.graph import ZERO, Node, make, walk


def steps_by_relu(*roots: Node) -> list[Node]:
    """The same values with 1[0 < max(x, 0)] for 1[0 < x], where max(x, 0) is among them: then x may be written over."""
    clipped = {node.args[0].digest for node in walk(*roots) if node.op == "relu"}

    def rule(node: Node) -> Node | None:
        if node.op == "less" and node.args[0] is ZERO and node.args[1].digest in clipped:
            return make("less", (ZERO, make("relu", node.args[1:])))
        return None

    return [rewritten(root, rule) for root in roots]
