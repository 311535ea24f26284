"""Back from index notation to matrices and vectors, as one writes them by hand: Xᵀ(P − Y), Σ_i (σ(wᵀx_i) − y_i) x_i, A⁻ᵀ.

>>> from derive.expression import Symbol
>>> from derive.tensors.algebra import product
>>> from derive.tensors.axes import total
>>> from derive.tensors.graph import leaf
>>> from derive.writing.text import text
>>> i, j = Axis(1, "N"), Axis(2, "d")
>>> page = PageWriter({"X": Symbol("X", ("N", "d")), "r": Symbol("r", ("N", "1"))})
>>> print(text(page.matrix(total((i,), product(leaf("X", (i, j)), leaf("r", (i,)))), j, None)))
Xᵀ r
"""

from derive.tensors.graph import Axis
from derive.tensors.page import WRITE, PageWriter, ones
from derive.tensors.page_functions import FUNCTIONS_OF_MATRICES
from derive.tensors.page_sums import SUMS

WRITE.update(SUMS | FUNCTIONS_OF_MATRICES)

__all__ = ["WRITE", "Axis", "PageWriter", "ones"]
