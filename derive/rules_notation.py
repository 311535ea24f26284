"""What the rows of the derivative rules are written in: holes that must not depend on the variable, and ∂ itself."""

from derive.expression import Derivative, Expression, filled
from derive.pattern import Hole, Made, Several, any_index, hole

X = hole("X", "any")
x, X_matrix = hole("X", "n×1"), hole("X", "n×m")
f, g, h = hole("f"), hole("g"), hole("h")
part = hole("g", "any")
c, k = hole("c", constant=True), hole("k", constant=True)
a, A = hole("a", "n×1", constant=True), hole("A", "n×n", constant=True)
more = Several("more")
from_left, from_right = Several("A", ("1", "n"), constant=True), Several("A", ("n", "1"), constant=True)
left_row, right_row = Several("L", ("1", "n"), constant=True), Several("R", ("m", "1"), constant=True)
left_wide, right_tall = Several("L", ("1", "m"), constant=True), Several("R", ("n", "1"), constant=True)
i, j = any_index("i"), any_index("j")
M = hole("M", "n×m")

CALCULUS = "Spivak, Calculus, ch. 10"
MATRIX = "Petersen and Pedersen, The Matrix Cookbook, sec. 2"


def d(body: Expression, by: Expression = X) -> Derivative:
    """∂ body / ∂ by."""
    return Derivative(body, by)  # type: ignore[arg-type]


def zero_like(like: Expression) -> Expression:
    """The number 0, or the zero matrix of the shape of what a hole was filled with."""
    return Made(like, zero_like) if isinstance(like, Hole) else filled(0, like.shape)
