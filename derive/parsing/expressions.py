r"""The expressions of written mathematics: a Pratt parser over balanced tokens, driven by the table `ATOMS`.

    inside     = condition { ("," | ";" | "\\" | words) condition }      in brackets, limits and cells
    condition  = relation { (":" | "|") relation }
    relation   = [ sum ] { ("=" | "!=" | "<" | "<=" | "in" | … ) [ sum ] }
    sum        = [ sign ] product { sign product }
    product    = factor { [ "\cdot" | "*" | "\times" | "/" | … ] factor }
    factor     = atom { "_" argument | "^" argument | "'" }
    atom       = name | number | dots | "(" inside ")" | "{" inside "}" | "|" inside "|" | \frac argument argument
               | \sum [ "_" argument ] [ "^" argument ] product | accent argument | font argument | \begin … \end | …

A sign after an operand is always a sum's: `\frac{\partial}{\partial v_c} - \log x` is a sum whose first term is the operator alone,
and the elaboration decides what the operator reaches. Behind `\cdot` and its like, and directly behind the limits of a \sum, a sign
belongs to the next factor. The body of a \sum is the rest of its product.
"""

from collections.abc import Callable, Mapping
from typing import Any

from derive.parsing.lexer import Token
from derive.parsing.syntax import (
    Additive,
    Applied,
    Empty,
    Group,
    Juxtaposition,
    Name,
    Numeral,
    ReadingError,
    Recovery,
    Relation,
    Scripted,
    Signed,
    Span,
    Syntax,
    Words,
)

MAX_DEPTH = 40  # brackets in brackets; what people write has less than 12
Atom = Callable[[Any, Token], Syntax | None]
SCRIPTS = frozenset({"_", "^", "prime"})
POSTFIX = SCRIPTS | {"factorial"}
ENDS = frozenset({"}", "close", "rclose", "end", "eof"})
_LABELS = frozenset({"naive-softmax", "neg-sample", "skip-gram", "naive softmax", "negative-sampling", "neg sample"})
# What a bracket with a relation in it may follow without being a condition: P(O = o), 1(x > 0), E[…].
_TAKES_RELATION = frozenset({"P", "p", "Pr", "E", "I", "delta", "Q", "q"})
_NOT_CONDITIONS = frozenset({":", "to", "approx", "implies", "propto"})


class Expressions:
    """The parser's state: the tokens, the place among them, and what was mended."""

    def __init__(self, tokens: list[Token], text: str, notes: list[Recovery], atoms: Mapping[str, Atom]):
        end = max((token.end for token in tokens), default=0)
        self.tokens = [*tokens, Token("eof", "", end, end)]
        self.text, self.notes, self.atoms = text, notes, atoms
        self.at = self.depth = 0
        self.bars: list[str] = []

    # -- places

    def span(self, start: int) -> Span:
        """From `start` to the end of the token read last."""
        return (start, max(start, self.tokens[self.at - 1].end))

    def fail(self, message: str, expected: str = "") -> ReadingError:
        token = self.tokens[self.at]
        return ReadingError(message, token[2:], expected)

    def note(self, message: str, span: Span, kind: str = "") -> None:
        self.notes.append(Recovery(message, span, kind))

    # -- sums and products

    def sum(self) -> Syntax | None:
        """A sum, a product, a factor, or None where no expression begins."""
        tokens = self.tokens
        start = tokens[self.at].start
        first = self.signed() if tokens[self.at].kind == "sign" else self.product()
        if first is None or tokens[self.at].kind != "sign":
            return first
        terms = [first]
        while tokens[self.at].kind == "sign":
            terms.append(self.signed())
        return Additive(tuple(terms), span=self.span(start))

    def signed(self) -> Syntax:
        signs = []
        while self.tokens[self.at].kind == "sign":
            signs.append(self.tokens[self.at])
            self.at += 1
        operand = self.product() or self.words()
        if operand is None:
            raise self.fail(f'a term is missing after "{signs[-1].text}"', "a term")
        return self._with_signs(signs, operand)

    def _with_signs(self, signs: list[Token], operand: Syntax) -> Syntax:
        for sign in reversed(signs):
            operand = Signed(sign.text, operand, span=(sign.start, max(sign.start, operand.span[1])))
        return operand

    def words(self) -> Words | None:
        """Words in the place of a symbol: `w = \\text{others}`."""
        token = self.tokens[self.at]
        if token.kind != "words":
            return None
        first = self.at
        while self.tokens[self.at].kind == "words":
            self.at += 1
        return Words(" ".join(each.text for each in self.tokens[first : self.at]), span=self.span(token.start))

    def signed_product(self) -> Syntax | None:
        """Factors in a row, with signs before the first: the −log x of Σ −log x."""
        return self.signed() if self.tokens[self.at].kind == "sign" else self.product()

    def product(self) -> Syntax | None:
        """Factors in a row."""
        tokens = self.tokens
        start = tokens[self.at].start
        factors: list[Syntax] = []
        operators: list[str] = []
        operator = ""
        while True:
            token = tokens[self.at]
            kind = token.kind
            if kind == "times":
                if not factors and tokens[self.at + 1].kind in ("close", "comma", "rclose", "bar", "}"):
                    self.at += 1
                    return Name(token.text, span=token[2:])  # \sigma(\cdot)
                if not factors or operator:
                    raise self.fail(f'a factor is missing before "{token.text}"', "a factor")
                operator = token.text
                self.at += 1
                continue
            if kind == "bar":
                if not self.bar_opens(token, bool(factors) and not operator):
                    if factors and not self.bars and tokens[self.at + 1].kind == "_":
                        self.at += 1
                        return Applied(self.row(factors, operators, start), self.script(), span=self.span(start))
                    break
            elif kind == "sign" and operator:
                marks = []
                while tokens[self.at].kind == "sign":
                    marks.append(tokens[self.at])
                    self.at += 1
                if tokens[self.at].kind not in self.atoms:
                    raise self.fail(f'a factor is missing after "{marks[-1].text}"', "a factor")
                inner = self.factor()
                if inner is None:
                    raise self.fail(f'a factor is missing after "{marks[-1].text}"', "a factor")
                self._add(factors, operators, operator, self._with_signs(marks, inner))
                operator = ""
                continue
            elif kind not in self.atoms:
                if kind == "words" and (operator or (factors and token.text in _LABELS)):
                    label = self.words()
                    assert label is not None
                    self._add(factors, operators, operator, label)
                    operator = ""
                    continue
                break
            elif kind == "begin" and not self.depth and self.transparent():
                break
            node = self.factor()
            if node is not None:
                self._add(factors, operators, operator, node)
                operator = ""
        if operator:
            raise self.fail("a factor is missing after the operator", "a factor")
        return self.row(factors, operators, start) if factors else None

    def _add(self, factors: list[Syntax], operators: list[str], operator: str, node: Syntax) -> None:
        if factors:
            last = factors[-1]
            if isinstance(node, Words) and node.text in _LABELS and isinstance(last, Name | Scripted):
                base = last if isinstance(last, Name) else last.base
                if isinstance(last, Name) or last.below is None:
                    self.note(f'"{node.text}" is read as a subscript', node.span)
                    above, primes = (None, 0) if isinstance(last, Name) else (last.above, last.primes)
                    factors[-1] = Scripted(base, node, above, primes, span=(last.span[0], node.span[1]))
                    return
            if not operator and isinstance(last, Name) and len(last.name) == 1:
                indicator = isinstance(node, Numeral) and node.text == "1" and self.tokens[self.at].text == "\\{"
                if isinstance(node, Numeral) and node.span[0] == last.span[1] and not indicator:
                    self.note("a digit behind a letter is read as its subscript", node.span)
                    factors[-1] = Scripted(last, node, span=(last.span[0], node.span[1]))
                    return
                late = _late_subscript(node)
                if late is not None:
                    subscript, node = late
                    self.note("a subscript inside of the bracket is read as one before it", subscript.span)
                    factors[-1] = Scripted(last, subscript, span=(last.span[0], subscript.span[1]))
            operators.append(operator)
        factors.append(node)

    def row(self, factors: list[Syntax], operators: list[str], start: int) -> Syntax:
        if len(factors) == 1:
            return factors[0]
        last = factors[-1]
        if isinstance(last, Group) and not operators[-1] and _is_condition(factors[-2], last):
            rest = self.row(factors[:-1], operators[:-1], start)
            return Applied(rest, last.inner, span=(start, last.span[1]))
        return Juxtaposition(tuple(factors), tuple(operators), span=(start, max(start, last.span[1])))

    # -- factors

    def factor(self, scripts: bool = True) -> Syntax | None:
        token = self.tokens[self.at]
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(f"nested deeper than {MAX_DEPTH} levels", "a simpler formula")
        node = self.atoms[token.kind](self, token)
        if scripts and node is not None:
            while self.tokens[self.at].kind in POSTFIX:
                node = self._factorial(node) if self.tokens[self.at].kind == "factorial" else self._scripted(node)
        self.depth -= 1
        return node

    def _factorial(self, base: Syntax) -> Syntax:
        """n! as a call of a function."""
        token = self.tokens[self.at]
        self.at += 1
        span = (base.span[0], token.end)
        bracket = base if isinstance(base, Group) else Group("(", base, ")", span=base.span)
        return Group("", Juxtaposition((Name("factorial", span=token[2:]), bracket), ("",), span=span), "", span=span)

    def _scripted(self, base: Syntax) -> Syntax:
        """One subscript, superscript or prime more on the base; `{u_o}^T` and `u^T_o` are the same."""
        token = self.tokens[self.at]
        below = above = None
        primes = 0
        if token.kind == "prime":
            primes = len(token.text)
            self.at += 1
        elif token.kind == "_":
            below = self.script()
        else:
            primes, above = self.superscript()
            if above is None and not primes:
                return base
        span = (min(base.span[0], token.start), self.tokens[self.at - 1].end)
        if isinstance(base, Scripted):
            free = (below is None or base.below is None) and (above is None or base.above is None)
            if free:
                return Scripted(
                    base.base,
                    below or base.below,
                    above or base.above,
                    base.primes + primes,
                    span=(base.span[0], max(span)),
                )
        return Scripted(base, below, above, primes, span=(span[0], max(span)))

    def superscript(self) -> tuple[int, Syntax | None]:
        tokens, primes = self.tokens, 0
        at = self.at + 1
        if tokens[at].kind == "prime":
            self.at += 2
            return len(tokens[at].text), None
        if tokens[at].kind == "{" and tokens[at + 1].kind == "prime":
            inner = at + 1
            while tokens[inner].kind == "prime":
                primes += len(tokens[inner].text)
                inner += 1
            if tokens[inner].kind == "}":
                self.at = inner + 1
                return primes, None
            self.at = inner
            node = self.inside()
            self.close("}")
            return primes, node
        if tokens[at].kind == "{" and tokens[at + 1].kind == "}":
            self.at += 3
            return 0, None
        if tokens[at].kind == "{" and tokens[at + 1].text in ("circ", "odot") and tokens[at + 2].kind != "}":
            self.at = at + 2
            power = self.inside() or Empty(span=tokens[at + 1][2:])
            self.close("}")
            return 0, Group("∘", power, "∘", span=(tokens[at + 1].start, self.tokens[self.at - 1].end))
        return 0, self.script()

    def script(self) -> Syntax:
        """The argument of `_` or `^`, which stands at the place."""
        self.at += 1
        token = self.tokens[self.at]
        if token.kind == "{" and [each.kind for each in self.tokens[self.at + 1 : self.at + 3]] == ["sign", "}"]:
            self.at += 3
            return Name(self.tokens[self.at - 2].text, span=self.tokens[self.at - 2][2:])
        if token.kind == "sign":
            self.at += 1
            following = self.tokens[self.at]
            if token.text == "+" or following.kind not in ("name", "number", "roman"):
                return Name(token.text, span=token[2:])
            self.note("a script of several signs is read without its braces", token[2:])
            return self._with_signs([token], self.argument())
        if token.kind == "times" and token.text == "*":
            self.at += 1
            return Name("*", span=token[2:])
        return self.argument()

    def argument(self) -> Syntax:
        """What a command takes: the inside of the braces that follow, or one symbol."""
        token = self.tokens[self.at]
        if token.kind == "{":
            self.at += 1
            node = self.inside()
            self.close("}")
            return node or Empty(span=(token.start, self.tokens[self.at - 1].end))
        if token.kind == "words":
            self.at += 1
            return Words(token.text, span=token[2:])
        digits = token.kind == "number" and token.text[0] != "." and token.end - token.start == len(token.text)
        if digits and len(token.text) > 1:
            rest = Token("number", token.text[1:], token.start + 1, token.end)
            self.tokens[self.at] = rest
            return Numeral(token.text[0], span=(token.start, token.start + 1))
        if token.kind in self.atoms and token.kind not in SCRIPTS:
            node = self.factor(scripts=False)
            if node is not None:
                return node
        raise self.fail("an argument is missing", "{…} or one symbol")

    def close(self, kind: str) -> Token:
        token = self.tokens[self.at]
        if token.kind != kind:
            raise self.fail(f'"{token.text}" cannot stand here' if token.text else "the formula ends too early", kind)
        self.at += 1
        return token

    # -- what `brackets` adds

    def inside(self) -> Syntax | None:
        raise NotImplementedError

    def transparent(self) -> bool:
        """Whether the environment that begins here only sets lines of statements."""
        return False

    def bar_opens(self, token: Token, after_operand: bool) -> bool:
        raise NotImplementedError


def _is_condition(before: Syntax, bracket: Group) -> bool:
    """Whether `x (w \\neq c)` is x under a condition, rather than a product or a call."""
    inner = bracket.inner.formula if isinstance(bracket.inner, Applied) else bracket.inner
    if (
        bracket.opening != "("
        or not isinstance(inner, Relation | Words)
        or (isinstance(inner, Relation) and _NOT_CONDITIONS & set(inner.operators))
    ):
        return False
    base = before.base if isinstance(before, Scripted) else before
    if isinstance(base, Name):
        return base.name not in _TAKES_RELATION
    return not (isinstance(base, Numeral) and base.text == "1")


def _late_subscript(node: Syntax) -> tuple[Syntax, Group] | None:
    """`J(_{skip-gram}(v_c, U))`, where `J_{skip-gram}(v_c, U)` is meant: the subscript, and the inner bracket."""
    if not (isinstance(node, Group) and isinstance(node.inner, Juxtaposition) and len(node.inner.factors) == 2):
        return None
    script, bracket = node.inner.factors
    if isinstance(script, Scripted) and isinstance(script.base, Empty) and script.below and isinstance(bracket, Group):
        return script.below, bracket
    return None
