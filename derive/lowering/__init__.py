"""The compiler: a loss and its gradients as one vectorised NumPy function for every size."""

from derive.lowering.compiler import Compiled, SparseRows
from derive.lowering.inputs import InputError, InputIndexError, InputTypeError
from derive.lowering.parts import compile

__all__ = ["Compiled", "InputError", "InputIndexError", "InputTypeError", "SparseRows", "compile"]
