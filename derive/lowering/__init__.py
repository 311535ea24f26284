"""The compiler: a loss and its gradients as one vectorised NumPy function for every size."""

from derive.lowering.compiler import Compiled, compile
from derive.lowering.inputs import InputError, InputIndexError, InputTypeError

__all__ = ["Compiled", "InputError", "InputIndexError", "InputTypeError", "compile"]
