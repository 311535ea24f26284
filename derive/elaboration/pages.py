r"""From LaTeX to statements, with an account: every sign of the source stands somewhere in the tree, or the formula is refused.

>>> formula(r"\Sigma^{-1} x").factors[1].name
'x'
>>> len(statements(r"a = b \\ b = c"))
2
>>> formula("(x + y")
Traceback (most recent call last):
    ...
derive.parsing.syntax.ReadingError: "(" is never closed and ends here
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from derive.parsing import syntax as s
from derive.parsing.atoms import ATOMS
from derive.parsing.balance import balance
from derive.parsing.grammar import Parsed, _Lines
from derive.parsing.lexer import Token
from derive.parsing.macros import NO_MACROS, Macros
from derive.parsing.statements import chains
from derive.parsing.trees import every, strip
from derive.words.inside import INERT, OF_CASES

LEAVES = (s.Name, s.Numeral, s.Words, s.Dots)
COUNTED = ("name", "number", "roman", "blackboard", "words", "dots")
"""Kinds of tokens that are leaves of the tree."""
LIMITED = ("max", "min", "argmax", "argmin")
"""Names of functions that are big signs where a range stands below them."""


def statements(source: str, macros: Macros = NO_MACROS) -> tuple[s.Chain, ...]:
    """The statements of a formula; ReadingError, with the place, for what cannot be read, was mended or is left over."""
    return read(source, (0, len(source)), macros).chains


def read(source: str, span: s.Span, macros: Macros) -> Parsed:
    """Those of source[span], one formula of a page."""
    found = macros.tokens(source, *span)
    tokens = [_letter(token, at, found) for at, token in enumerate(found)]
    tokens, notes = balance(_parted(tokens))
    if notes:
        raise s.ReadingError(
            notes[0].message.replace("closes nothing and is left out", "closes nothing"), notes[0].span
        )
    parser = _Lines(tokens, source, notes, ATOMS)
    made = chains(parser.pieces(), parser.slice)
    if notes:
        raise s.ReadingError(notes[0].message, notes[0].span)
    left_over = next(_left_over(tokens, made), None)
    if left_over is not None:
        raise s.ReadingError(f'"{left_over.text}" is not understood here', left_over[2:])
    return Parsed(made, ())


def equation(source: str) -> s.Chain:
    """The one statement of a formula."""
    made = statements(source)
    if len(made) != 1:
        span = made[1].span if len(made) > 1 else (0, len(source))
        raise s.ReadingError("one formula is wanted here", span, "one formula")
    return made[0]


def formula(source: str) -> s.Syntax:
    """A formula without any equals sign."""
    chain = equation(source)
    if chain.operators:
        raise s.ReadingError("an equation where an expression is wanted", chain.places[0], "an expression")
    if chain.conditions:
        raise s.ReadingError("a condition where an expression is wanted", chain.conditions[0].span, "an expression")
    return chain.sides[0]


def named_formula(source: str) -> s.Syntax:
    r"""A formula, perhaps with its name before it: the right side of L(w) = \frac12 w^\top w.

    >>> named_formula("L(w) = w") == formula("w")
    True
    """
    chain = naming(source)
    return formula(source) if chain is None else chain.sides[1]


def naming(source: str) -> s.Chain | None:
    """The equation of a formula that has its name before it; None where it has none."""
    chain = equation(source)
    left = strip(chain.sides[0])
    head = left.factors[0] if isinstance(left, s.Juxtaposition) and isinstance(left.factors[-1], s.Group) else left
    named = len(chain.sides) == 2 and chain.operators == ("=",) and isinstance(head, s.Name | s.Scripted)
    odd = chain.conditions or (isinstance(left, s.Juxtaposition) and len(left.factors) != 2)
    return chain if named and not odd else None


def _letter(token: Token, at: int, tokens: list[Token]) -> Token:
    r"""\Sigma is a sum where a range stands below it, and a letter otherwise."""
    if token[:2] != ("big", "sum") or token.end - token.start not in (1, len(r"\Sigma")) or _ranges(tokens, at):
        return token
    return Token("name", "Sigma", token.start, token.end)


def _parted(tokens: list[Token]) -> list[Token]:
    """The tokens with a comma inside of each subscript of one letter and a number, \\delta_{i1}."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        kinds = [each.kind for each in tokens[max(at - 3, 0) : at + 2]]
        if kinds == ["_", "{", "name", "number", "}"] and len(out[-1].text) == 1:
            out.append(Token("comma", ",", token.start, token.start))
        out.append(token)
    return out


def _ranges(tokens: list[Token], at: int) -> bool:
    """Whether a relation stands in the braces below a token."""
    if tokens[at].end - tokens[at].start != 1 and tokens[at].end - tokens[at].start != len(r"\Sigma"):
        return True
    if [token.kind for token in tokens[at + 1 : at + 3]] != ["_", "{"]:
        return False
    depth = 0
    for token in tokens[at + 2 :]:
        depth += (token.kind == "{") - (token.kind == "}")
        if token.kind == "relation" or not depth:
            return token.kind == "relation"
    return False


# ------------------------------------------------------------------------------------------------------------- the account


def _left_over(tokens: list[Token], made: Iterable[s.Chain]) -> Iterator[Token]:
    """Tokens that stand nowhere in the tree."""
    nodes = [node for chain in made for node in every(chain)]
    leaves = [node.span for node in nodes if isinstance(node, LEAVES)]
    cases = [node.span for node in nodes if isinstance(node, s.Branches)]
    limited = {node.span[0] for node in nodes if isinstance(node, s.Big) and node.operator in LIMITED}
    starts = {node.span[0] for node in nodes if isinstance(node, s.Signed | s.Big | s.Group | s.Name)}
    operators = Counter(
        each
        for node in nodes
        for each in (node.operators if isinstance(node, s.Juxtaposition | s.Relation | s.Chain) else ())
    )
    for token in tokens:
        if token.kind in COUNTED:
            word = token.text.strip(" ,.:，。：").lower() if token.kind == "words" else ""
            of_case = word in OF_CASES and any(start <= token.start < end for start, end in cases)
            held = token.text in LIMITED and token.start in limited
            if (
                word not in INERT
                and not of_case
                and not held
                and not any(start <= token.start < end for start, end in leaves)
            ):
                yield token
        elif token.start in starts:
            continue
        elif token.kind in ("sign", "big"):
            yield token
        elif token.kind == "times" or (token.kind == "relation" and token.text != ":"):
            operators[token.text] -= 1
            if operators[token.text] < 0:
                yield token
