r"""An answer written as a line of Python: `U @ (yhat - y)`, `np.outer(v_c, yhat - y)`, `np.where(x > 0, 1, alpha)`.

Nothing is run: Python's own parser gives the tree, and `python` turns it into the same syntax that a formula has. A line is read so
only where it says something in NumPy's way (`@`, a call with a dot, an index in square brackets, `… if … else …`); plain ASCII
mathematics is read as mathematics. What cannot be turned is no program, and is left as it stands.

>>> program("np.outer(v_c, yhat - y)")[0].sides[0].operators
('otimes',)
>>> program("U (yhat - y)") is None
True
"""

import ast
import re
import warnings
from dataclasses import replace

from derive.parsing import python_calls  # noqa: F401 - it fills in the table of calls
from derive.parsing.grammar import read
from derive.parsing.macros import NO_MACROS
from derive.parsing.python import Known, Names, NotMathematicsError, changed, masked, value_of
from derive.parsing.syntax import Chain, Empty, Group, Name, ReadingError, Relation, Span, Syntax, Words

MAX_LENGTH = 2_000
"""Characters of a program that is read as an answer; a formula of more is written as one."""
MAX_NESTED = 25
"""Brackets within brackets."""
_SIGN = re.compile(
    r"@|[\w)]\.\w+ ?\(|\.T\b|\w\[(?:[^\]]*[:,][^\]]*|[a-z]\w?)\]|\bif\b.*\belse\b|\*\*|^\(?\w+ ?[<>]=? ?-?\d\)?$"
    r"|^(?:grad|dJ_?d_?|d[A-Z](?![a-z]))\w* ?=(?!=)|\(\w+ ?[<>]=? ?-?[\d.]+\) ?\*|\* ?\(\w+ ?[<>]=? ?-?[\d.]+\)|\b(?:outer|einsum|where|dot|matmul|zeros|zeros_like)\(",
    re.MULTILINE,
)
"""What only a program has."""
_IN_BACKTICKS = re.compile(r"\b(?:sigmoid|sigma|softmax|exp|log|yhat|y_hat)\b")
"""What is mathematics where code stands in backticks."""
_NEVER = re.compile(r"[\\${}`;]|\b(?:def|import|lambda|for \w+ in [^()\[\]]*:)")
_GRADIENT = re.compile(r"(?:grad(?:ient)?_?(?:of_|J_|wrt_)?|nabla_?|dJ_?d_?|dL_?d_?|d_?)(?P<by>[A-Za-z]\w*)\Z")
_RESULT = re.compile(r"(?:grad(?:ient)?s?|g|result|res|ans(?:wer)?|out(?:put)?|dJ|derivative)\Z")
"""Names that say only that this is the answer."""
_BY = re.compile(r"(?:[A-Zx]|[a-z](?:_\w{1,3}|\w{1,2})(?:_\w)?)\Z")
_EQUALS = re.compile(r"(?<![=<>!:+*/-])=(?!=)")


def program(
    text: str, span: Span | None = None, sure: bool = False, known: Known | None = None
) -> tuple[Chain, ...] | None:
    """The statements of a program, their places in `text`; None where it is none that can be read as mathematics.

    `sure`: the author has marked it as code, so that a plain formula is one too. `known`: the names of the statement that it answers.
    """
    start, end = span or (0, len(text))
    source = text[start:end]
    if len(source) > MAX_LENGTH or _NEVER.search(source) or _nested(source) > MAX_NESTED:
        return None
    if not _SIGN.search(source) and not sure:
        return None
    chains: list[Chain] = []
    try:
        for line in re.finditer(r"[^\n]+", source):
            if line[0].strip():
                chains.append(_line(text, start + line.start(), start + line.end(), known))
    except (NotMathematicsError, RecursionError):
        return None
    if known is not None:
        chains = _answering(chains, Names(text, 0, known), known)
    return tuple(chains) or None


def says_mathematics(code: str) -> bool:
    """Whether code in backticks is mathematics, rather than a name of a function or a file."""
    return bool(_SIGN.search(code) or _IN_BACKTICKS.search(code))


def is_program(text: str) -> bool:
    """Whether a text is a program of several lines, whatever it does."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and bool(_SIGN.search(text)) and not _NEVER.search(text) and parsed(text.strip()) is not None


def _line(text: str, start: int, end: int, known: Known | None) -> Chain:
    """One line of a program, what a comment says of it a condition."""
    code, mark, remark = text[start:end].partition("#")
    stop = start + len(code)
    start, end = start + len(code) - len(code.lstrip()), start + len(code.rstrip())
    tree = parsed(text[start:end])
    if tree is not None:
        if len(tree.body) != 1:
            raise NotMathematicsError
        chain = _statement(tree.body[0], Names(text[start:end], start, known))
    else:
        chain = _with_formula(text, start, end, known)
    if not mark:
        return chain
    said = _said(text, stop, stop + 1 + len(remark))
    return Chain(chain.sides, chain.operators, chain.places, (said,), span=chain.span)


def _with_formula(text: str, start: int, end: int, known: Known | None) -> Chain:
    """dJ/dv_c = U @ (yhat - y): a left side that is a formula, and a program on the right."""
    sign = _EQUALS.search(text, start, end)
    tree = None if sign is None else parsed(text[sign.end() : end].strip())
    if sign is None or tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        raise NotMathematicsError
    try:
        left = read(text, (start, sign.start()), NO_MACROS).chains
    except ReadingError:
        raise NotMathematicsError from None
    if len(left) != 1 or len(left[0].sides) != 1 or left[0].conditions:
        raise NotMathematicsError
    behind = text[sign.end() : end]
    begin = sign.end() + len(behind) - len(behind.lstrip())
    value = _whole(tree.body[0].value, Names(text[begin:end], begin, known))
    return Chain((left[0].sides[0], value), ("=",), (sign.span(),), span=(start, end))


def _said(text: str, start: int, end: int) -> Syntax:
    """What a comment says, which begins with its mark: a condition such as w != o, or words."""
    try:
        found = read(text, (start + 1, end), NO_MACROS).chains
    except ReadingError:
        found = ()
    if len(found) == 1 and len(found[0].sides) > 1 and not found[0].conditions:
        return Relation(found[0].sides, found[0].operators, span=(start, end))
    return Words(text[start + 1 : end].strip(), span=(start, end))


def parsed(source: str) -> ast.Module | None:
    """Python's tree of a text, None where it is no Python; the text is never run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _nested(source: str) -> int:
    depth = most = 0
    for char in source:
        depth += (char in "([") - (char in ")]")
        most = max(most, depth)
    return most


def _statement(node: ast.stmt, names: Names) -> Chain:
    """One line: a value alone, or a name and its value."""
    if isinstance(node, ast.Expr):
        return Chain((_whole(node.value, names),), (), (), span=names.span(node))
    if isinstance(node, ast.Return) and node.value is not None:
        span, value = names.span(node), _whole(node.value, names)
        return Chain((Empty(span=span), value), ("=",), (span,), span=span)
    if isinstance(node, ast.AugAssign) and names.known is not None:
        return changed(node, names)
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        raise NotMathematicsError
    target = node.targets[0]
    if names.known is not None and isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Compare):
        return masked(node, names)
    value = _whole(node.value, names)
    place = (names.span(target)[1], names.span(node.value)[0])
    return Chain((_left(target, names), value), ("=",), (place,), span=names.span(node))


def _whole(node: ast.expr, names: Names) -> Syntax:
    """The value of a side, which reaches over all that is written of it."""
    value, span = value_of(node, names), names.span(node)
    return value if value.span == span else Group("", value, "", span=span)


def _left(target: ast.expr, names: Names) -> Syntax:
    """What stands on the left: a derivative for grad_v_c and grad_U[:, w], nothing for grad, else the name itself."""
    if names.known is not None:
        return _left_of(target, names.known, names.span(target))
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        found = _GRADIENT.match(target.value.id)
        if found is None or not _BY.match(found["by"]):
            raise NotMathematicsError
        return names.derivative(value_of(replaced(target, found["by"]), names), names.span(target))
    if not isinstance(target, ast.Name):
        raise NotMathematicsError
    span = names.span(target)
    if _RESULT.match(target.id):
        return Empty(span=span)
    found = _GRADIENT.match(target.id)
    if found and target.id not in NO_DERIVATIVES and len(target.id) > 1:
        if not _BY.match(found["by"]):
            raise NotMathematicsError
        return names.derivative(names.symbol(found["by"], span), span)
    return names.symbol(target.id, span)


def _left_of(target: ast.expr, known: Known, span: Span) -> Syntax:
    """What stands on the left in an answer to a statement: a name of the author's, new each time that it is given."""
    if not isinstance(target, ast.Name) or not known.may_give(target.id):
        raise NotMathematicsError
    return Name(known.given(target.id), span=span)


def _answering(chains: list[Chain], names: Names, known: Known) -> list[Chain]:
    """The lines of a program in which the last dW is the derivative by W, and the last grad a value alone."""
    last = {key: word for word, key in known.own.items()}
    out: list[Chain] = []
    for chain in chains:
        left = chain.sides[0]
        word = last.get(left.name) if isinstance(left, Name) and len(chain.sides) == 2 else None
        found = _GRADIENT.match(word or "")
        by = found["by"] if found and found["by"] in known.names and word not in NO_DERIVATIVES else None
        if by is None and not (word and _RESULT.match(word)):
            out.append(chain)
            continue
        if known.own[word or ""] in known.used:
            out.append(chain)
        side = names.derivative(names.symbol(by, left.span), left.span) if by else Empty(span=left.span)
        out.append(replace(chain, sides=(side, *chain.sides[1:])))
    return out


def replaced(target: ast.Subscript, by: str) -> ast.Subscript:
    """U[:, w] for grad_U[:, w]."""
    name = ast.copy_location(ast.Name(by, ast.Load()), target.value)
    return ast.copy_location(ast.Subscript(name, target.slice, ast.Load()), target)


NO_DERIVATIVES = frozenset(
    {"delta", "dim", "denom", "denominator", "dot", "diff", "difference", "dist", "distribution"}
)
"""Names that begin with d and are no derivatives."""
