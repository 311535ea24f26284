"""The compiler: a loss and its gradients as one vectorised NumPy function for every size."""

from derive.compiling.compiler import Compiled, SparseRows
from derive.compiling.inputs import InputError, InputIndexError, InputTypeError
from derive.compiling.parts import compile

__all__ = ["Compiled", "InputError", "InputIndexError", "InputTypeError", "SparseRows", "compile"]
