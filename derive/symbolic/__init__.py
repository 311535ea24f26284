"""Expression trees in SymPy: the index form, and the gradient by SymPy's `diff`.

index_form      an entry of an expression as a SymPy scalar in its free indices
gradient        ∂ loss / ∂ variable, one such scalar
"""

from derive.symbolic.forward import index_form
from derive.symbolic.gradients import Gradient, gradient

__all__ = ["Gradient", "gradient", "index_form"]
