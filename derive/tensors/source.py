"""NumPy source of a graph: one line for each value that has a name or is used more than once.

>>> from derive.tensors.graph import Axis, leaf, make, total
>>> i, j = Axis(1, "N"), Axis(2, "d")
>>> writer = Writer({"N": "N", "d": "d"})
>>> writer.write(total((j,), make("product", (leaf("X", (i, j)), leaf("w", (j,)))))).code
'X @ w'
"""

from derive.tensors.source_functions import FUNCTIONS
from derive.tensors.source_sums import SUMS
from derive.tensors.writer import EMIT, Writer

EMIT.update(SUMS | FUNCTIONS)

__all__ = ["EMIT", "Writer"]
