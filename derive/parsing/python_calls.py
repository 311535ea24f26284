"""Calls in a line of Python, read as mathematics: np.outer, a.dot(b), np.where, np.einsum, np.sum and sums over range."""

import ast
import re
from collections.abc import Callable

from derive.parsing.python import (
    ENTRY,
    VALUES,
    Names,
    NotMathematicsError,
    bracketed,
    called,
    either,
    paired,
    turned,
    value_of,
)
from derive.parsing.syntax import Big, Group, Listing, Name, Numeral, Relation, Span, Syntax

ENTRYWISE = {each: each for each in ("exp", "log", "tanh", "sqrt", "abs", "sinh", "cosh", "sin", "cos", "softmax")} | {
    "sigmoid": "sigma",
    "sigma": "sigma",
    "expit": "sigma",
    "relu": "relu",
    "sign": "sign",
    "logsumexp": "logsumexp",
}
"""Functions of one argument, and how they are written."""
EXTREMA = {"maximum": "max", "minimum": "min", "max": "max", "min": "min"}
SAME = frozenset({"array", "asarray", "float", "float64", "squeeze", "ravel", "flatten", "astype", "copy", "item"})
"""Calls that leave the value as it is."""
MODULES = frozenset({"np", "numpy", "torch", "math", "special", "scipy", "F"})


def call(node: ast.Call, names: Names) -> Syntax:
    """A call: of a module's function, or of a method of an array, whose first argument is the array."""
    arguments = list(node.args)
    if isinstance(node.func, ast.Attribute):
        word, owner = node.func.attr, node.func.value
        if not (ast.unparse(owner).split(".")[-1] in MODULES):
            arguments.insert(0, owner)
    elif isinstance(node.func, ast.Name):
        word = node.func.id
    else:
        raise NotMathematicsError
    span = names.span(node)
    options = {each.arg: each.value for each in node.keywords}
    array = isinstance(node.func, ast.Attribute) and word in ("max", "min", "amax", "amin")
    if names.known is not None and (array or (word in ("sum", "mean") and not _is_series(arguments))):
        return _along(word.removeprefix("a"), arguments, options, names, span)
    if word == "sum":
        return _summed(arguments, options, names, span)
    if set(options) - {"dtype"}:
        raise NotMathematicsError
    if word in ENTRYWISE and len(arguments) == 1:
        return called(ENTRYWISE[word], value_of(arguments[0], names), span)
    if word in EXTREMA and len(arguments) == 2:
        listed = Listing(tuple(value_of(each, names) for each in arguments), span=span)
        return paired(Name(EXTREMA[word], span=span), "", Group("(", listed, ")", span=span), span)
    if word in SAME and arguments:
        return value_of(arguments[0], names)
    known = CALLS.get((word, len(arguments)))
    if known is None:
        raise NotMathematicsError
    return known(arguments, names, span)


def _two(operator: str) -> Callable[[list[ast.expr], Names, Span], Syntax]:
    def made(arguments: list[ast.expr], names: Names, span: Span) -> Syntax:
        left, right = (bracketed(each, names) for each in arguments)
        return paired(left, operator, right, span)

    return made


def _chosen(arguments: list[ast.expr], names: Names, span: Span) -> Syntax:
    test, first, second = arguments
    return either(test, first, second, names, span)


def _transposed(arguments: list[ast.expr], names: Names, span: Span) -> Syntax:
    return turned(value_of(arguments[0], names), span)


def _zero(arguments: list[ast.expr], names: Names, span: Span) -> Syntax:
    return Numeral("0", span=span)


def _reshaped(arguments: list[ast.expr], names: Names, span: Span) -> Syntax:
    array, *sizes = arguments
    written = ",".join(ast.unparse(each).strip("()") for each in sizes).replace(" ", "")
    if written == "-1,1" or written == "-1":
        return value_of(array, names)
    if written == "1,-1":
        return turned(value_of(array, names), span)
    raise NotMathematicsError


EINSUM = {
    "i,j->ij": ("otimes", False, False),
    "i,j->ji": ("otimes", False, True),
    "ij,j->i": ("@", False, False),
    "j,ij->i": ("@", False, True),
    "ij,i->j": ("@", True, False),
    "i,ij->j": ("@", True, True),
    "i,i->": ("@", False, False),
}
"""For a pattern: the operator, whether the matrix is transposed, whether the two change places."""


def _contracted(arguments: list[ast.expr], names: Names, span: Span) -> Syntax:
    pattern, first, second = arguments
    if not isinstance(pattern, ast.Constant) or not isinstance(pattern.value, str):
        raise NotMathematicsError
    known = next((row for spelled, row in EINSUM.items() if _spelled(pattern.value) == _spelled(spelled)), None)
    if known is None:
        raise NotMathematicsError
    operator, transposed, swapped = known
    left, right = (bracketed(each, names) for each in ((second, first) if swapped else (first, second)))
    return paired(turned(left, left.span) if transposed else left, operator, right, span)


def _spelled(pattern: str) -> str:
    """A pattern with its letters numbered as they come, so that ab,b->a and ij,j->i are one."""
    letters = list(dict.fromkeys(re.findall(r"\w", pattern)))
    return re.sub(r"\w", lambda found: str(letters.index(found[0])), pattern.replace(" ", ""))


CALLS: dict[tuple[str, int], Callable[[list[ast.expr], Names, Span], Syntax]] = {
    ("outer", 2): _two("otimes"),
    ("dot", 2): _two("@"),
    ("matmul", 2): _two("@"),
    ("inner", 2): _two("@"),
    ("multiply", 2): _two(ENTRY),
    ("where", 3): _chosen,
    ("transpose", 1): _transposed,
    ("zeros", 1): _zero,
    ("zeros_like", 1): _zero,
    ("reshape", 2): _reshaped,
    ("reshape", 3): _reshaped,
    ("einsum", 3): _contracted,
}
"""Functions with the number of their arguments."""


def _summed(arguments: list[ast.expr], options: dict[str | None, ast.expr], names: Names, span: Span) -> Syntax:
    """sum(… for k in range(K)), np.sum(v), np.sum(A, axis=1)."""
    if len(arguments) == 2 and not options:
        options = {"axis": arguments.pop()}
    if len(arguments) != 1 or set(options) - {"axis"}:
        raise NotMathematicsError
    if isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
        return _series(arguments[0], names, span)
    value = value_of(arguments[0], names)
    inner = Group("(", value, ")", span=value.span)
    axis = options.get("axis")
    if axis is None:
        return paired(Name("np.sum", font="roman", span=span), "", inner, span)
    if not isinstance(axis, ast.Constant) or axis.value not in (0, 1):
        raise NotMathematicsError
    ones = Numeral("1", "bold", span=span)
    return paired(turned(inner, span) if axis.value == 0 else inner, "", ones, span)


def _is_series(arguments: list[ast.expr]) -> bool:
    return bool(arguments) and isinstance(arguments[0], ast.GeneratorExp | ast.ListComp)


def _along(
    word: str, arguments: list[ast.expr], options: dict[str | None, ast.expr], names: Names, span: Span
) -> Syntax:
    """np.sum(A, axis=1, keepdims=True) under the name that says so, which `elaboration` reads by the shapes."""
    if len(arguments) == 2 and "axis" not in options:
        options = {**options, "axis": arguments.pop()}
    axis, kept = (options.get(each, ast.Constant(None)) for each in ("axis", "keepdims"))
    given = [each.value if isinstance(each, ast.Constant) else "?" for each in (axis, kept)]
    if isinstance(axis, ast.UnaryOp) and isinstance(axis.op, ast.USub):
        given[0] = 1 if ast.unparse(axis) == "-1" else "?"
    if (
        len(arguments) != 1
        or set(options) - {"axis", "keepdims"}
        or given[0] not in (None, 0, 1)
        or given[1] not in (None, True, False)
    ):
        raise NotMathematicsError
    if given[1] and given[0] is None:
        raise NotMathematicsError
    value = value_of(arguments[0], names)
    name = f"np.{word}.{'' if given[0] is None else given[0]}{'k' if given[1] else ''}"
    return called(name, value, span)


def _index_alone(body: ast.expr, index: str) -> bool:
    """Whether a letter stands as an index only: Python counts from 0, so that as a number it is another one."""
    inside = {id(name) for each in ast.walk(body) if isinstance(each, ast.Subscript) for name in _places(each)}
    return all(id(name) in inside for name in ast.walk(body) if isinstance(name, ast.Name) and name.id == index)


def _places(node: ast.Subscript) -> list[ast.expr]:
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return [each for each in places if isinstance(each, ast.Name)]


def _series(node: ast.GeneratorExp | ast.ListComp, names: Names, span: Span) -> Syntax:
    if len(node.generators) != 1 or node.generators[0].ifs or not isinstance(node.generators[0].target, ast.Name):
        raise NotMathematicsError
    over, target = node.generators[0].iter, node.generators[0].target
    if names.known is not None and (target.id in names.known.own or not _index_alone(node.elt, target.id)):
        raise NotMathematicsError
    index = names.symbol(target.id, names.span(target))
    body = bracketed(node.elt, names)
    if isinstance(over, ast.Name):
        below = Relation((index, names.symbol(over.id, names.span(over))), ("in",), span=names.span(over))
        return Big("sum", below, None, body, span=span)
    if not isinstance(over, ast.Call) or not isinstance(over.func, ast.Name) or over.func.id != "range":
        raise NotMathematicsError
    last = over.args[-1]
    if len(over.args) == 2:  # range(1, K + 1)
        first_is_one = isinstance(over.args[0], ast.Constant) and over.args[0].value == 1
        plus_one = (
            isinstance(last, ast.BinOp)
            and isinstance(last.op, ast.Add)
            and isinstance(last.right, ast.Constant)
            and last.right.value == 1
        )
        if not first_is_one or not plus_one or not isinstance(last, ast.BinOp):
            raise NotMathematicsError
        last = last.left
    if len(over.args) > 2 or not isinstance(last, ast.Name):
        raise NotMathematicsError
    below = Relation((index, Numeral("1", span=names.span(over))), ("=",), span=names.span(over))
    return Big("sum", below, names.symbol(last.id, names.span(last)), body, span=span)


VALUES[ast.Call] = call
