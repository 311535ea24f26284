r"""The slopes f′(z) in a loss, written out: a loss is differentiated once more, and by then f′ must be an expression like any other.

>>> from derive.elaboration.calls import slope
>>> from derive.parsing.syntax import Name
>>> from derive.writing.text import text
>>> class Anyone:
...     def remark(self, code, **values): ...
>>> text(written_out(slope(Anyone(), "tanh", Symbol("z"), Name("z", span=(0, 1)))))
'1 − tanh(z)²'
"""

from typing import Any

from derive.differentiate import GRADIENT, NoDerivativeError, run
from derive.elaboration.calls import is_slope
from derive.expression import Derivative, Named, Symbol
from derive.nodes import rebuild
from derive.outside import OutsideError
from derive.premises import Premises
from derive.traversal import replaced, walk

_PLACE = Symbol("t′")


def written_out(node: Any) -> Any:
    """The tree with every slope in it as an expression; OutsideError for a function whose slope is not known."""
    if isinstance(node, Derivative) and is_slope(node) and isinstance(node.variable, Named):
        body = written_out(replaced(node.body, node.variable, _PLACE))
        try:
            steps = run(Derivative(body, _PLACE), GRADIENT, Premises(_PLACE))
        except NoDerivativeError as error:
            raise OutsideError("the slope of this function is not known", node.span) from error
        made = steps[-1].after if steps else Derivative(body, _PLACE)
        if any(isinstance(each, Derivative) for each in walk(made)):
            raise OutsideError("the slope of this function is not known", node.span)
        return replaced(made, _PLACE, written_out(node.variable.value))
    return rebuild(node, written_out)
