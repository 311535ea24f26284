"""Expression trees in SymPy: the index form, the gradient by SymPy's `diff`, and the way back to the tree.

index_form      an entry of an expression as a SymPy scalar in its free indices
gradient        ∂ loss / ∂ variable, one such scalar
gradient_tree   the same as an expression tree of the variable's shape
from_sympy      any index form as a tree
"""

from derive.symbolic.backward import from_sympy, shapes_in
from derive.symbolic.forward import index_form
from derive.symbolic.gradients import Gradient, gradient, gradient_tree

__all__ = ["Gradient", "from_sympy", "gradient", "gradient_tree", "index_form", "shapes_in"]
