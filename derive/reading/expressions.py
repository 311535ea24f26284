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

from collections.abc import Callable

from derive.reading.lexer import Token
from derive.reading.styles import accented, styled
from derive.reading.syntax import (
    Additive,
    Applied,
    Big,
    Boxed,
    Braced,
    Branches,
    Dots,
    Empty,
    Fraction,
    Group,
    Juxtaposition,
    Listing,
    Matrix,
    Name,
    Numeral,
    ReadingError,
    Recovery,
    Relation,
    Root,
    Scripted,
    Signed,
    Span,
    Syntax,
    Words,
)
from derive.reading.vocabulary import ENVIRONMENTS

MAX_DEPTH = 40  # brackets in brackets; what people write has less than 12
_LIMITED = frozenset({"max", "min", "argmax", "argmin"})
_SCRIPTS = frozenset({"_", "^", "prime"})
_ENDS = frozenset({"}", "close", "rclose", "end", "eof"})
_ROW_ENDS = frozenset({"line", "cell"}) | _ENDS
_LABELS = frozenset({"naive-softmax", "neg-sample", "skip-gram", "naive softmax", "negative-sampling", "neg sample"})
_BAR_AHEAD = 300  # tokens that are searched for the partner of a bar
# What a bracket with a relation in it may follow without being a condition: P(O = o), 1(x > 0), E[…].
_TAKES_RELATION = frozenset({"P", "p", "Pr", "E", "I", "1", "delta", "mathbb", "Q", "q"})
_NOT_CONDITIONS = frozenset({":", "to", "approx", "implies", "propto"})


class Expressions:
    """The parser's state: the tokens, the place among them, and what was mended."""

    def __init__(self, tokens: list[Token], text: str, notes: list[Recovery]):
        end = max((token.end for token in tokens), default=0)
        self.tokens = [*tokens, Token("eof", "", end, end)]
        self.text, self.notes = text, notes
        self.at = self.depth = 0
        self.bars: list[str] = []

    # -- places

    def span(self, start: int) -> Span:
        """From `start` to the end of the token read last."""
        return (start, max(start, self.tokens[self.at - 1].end))

    def fail(self, message: str, expected: str = "") -> ReadingError:
        token = self.tokens[self.at]
        return ReadingError(message, token[2:], expected)

    def note(self, message: str, span: Span) -> None:
        self.notes.append(Recovery(message, span))

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

    def product(self, signs: bool = False) -> Syntax | None:
        """Factors in a row. `signs`: a sign may stand before the first (directly behind the limits of a \\sum)."""
        tokens = self.tokens
        start = tokens[self.at].start
        factors: list[Syntax] = []
        operators: list[str] = []
        operator = ""
        while True:
            token = tokens[self.at]
            kind = token.kind
            if kind == "times":
                if not factors or operator:
                    raise self.fail(f'a factor is missing before "{token.text}"', "a factor")
                operator = token.text
                self.at += 1
                continue
            if kind == "bar":
                if not self._bar_opens(token, bool(factors) and not operator):
                    if factors and tokens[self.at + 1].kind == "_":
                        self.at += 1
                        return Applied(self._row(factors, operators, start), self.script(), span=self.span(start))
                    break
            elif kind == "sign" and (operator or (signs and not factors)):
                marks = []
                while tokens[self.at].kind == "sign":
                    marks.append(tokens[self.at])
                    self.at += 1
                if tokens[self.at].kind not in ATOMS:
                    raise self.fail(f'a factor is missing after "{marks[-1].text}"', "a factor")
                inner = self.factor()
                if inner is None:
                    raise self.fail(f'a factor is missing after "{marks[-1].text}"', "a factor")
                self._add(factors, operators, operator, self._with_signs(marks, inner))
                operator = ""
                continue
            elif kind not in ATOMS:
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
        return self._row(factors, operators, start) if factors else None

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
            operators.append(operator)
        factors.append(node)

    def _row(self, factors: list[Syntax], operators: list[str], start: int) -> Syntax:
        if len(factors) == 1:
            return factors[0]
        last = factors[-1]
        if isinstance(last, Group) and not operators[-1] and _is_condition(factors[-2], last):
            rest = self._row(factors[:-1], operators[:-1], start)
            return Applied(rest, last.inner, span=(start, last.span[1]))
        return Juxtaposition(tuple(factors), tuple(operators), span=(start, max(start, last.span[1])))

    # -- factors

    def factor(self, scripts: bool = True) -> Syntax | None:
        token = self.tokens[self.at]
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(f"nested deeper than {MAX_DEPTH} levels", "a simpler formula")
        node = ATOMS[token.kind](self, token)
        if scripts and node is not None:
            while self.tokens[self.at].kind in _SCRIPTS:
                node = self._scripted(node)
        self.depth -= 1
        return node

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
            primes, above = self._superscript()
            if above is None and not primes:
                return base
        span = (min(base.span[0], token.start), self.tokens[self.at - 1].end)
        if isinstance(base, Scripted):
            free = (below is None or base.below is None) and (above is None or base.above is None)
            if free:
                return Scripted(
                    base.base, below or base.below, above or base.above, base.primes + primes, span=(base.span[0], max(span))
                )
        return Scripted(base, below, above, primes, span=(span[0], max(span)))

    def _superscript(self) -> tuple[int, Syntax | None]:
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
        return 0, self.script()

    def script(self) -> Syntax:
        """The argument of `_` or `^`, which stands at the place."""
        self.at += 1
        token = self.tokens[self.at]
        if token.kind == "sign":
            self.at += 1
            following = self.tokens[self.at]
            if following.kind not in ("name", "number", "roman"):
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
        if token.kind == "number" and len(token.text) > 1 and token.end - token.start == len(token.text):
            rest = Token("number", token.text[1:], token.start + 1, token.end)
            self.tokens[self.at] = rest
            return Numeral(token.text[0], span=(token.start, token.start + 1))
        if token.kind in ATOMS and token.kind not in _SCRIPTS:
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

    # -- what stands in brackets, limits and cells

    def inside(self, ends: frozenset[str] = _ENDS) -> Syntax | None:
        """Everything up to the closing token: an expression, a relation, a listing, a formula with its condition."""
        tokens = self.tokens
        start = tokens[self.at].start
        first = self.sum()
        if tokens[self.at].kind in ends:
            return first
        items: list[Syntax] = []
        words: Syntax | None = None
        node = self.condition(first)
        while True:
            if node is not None:
                self._item(items, node, words)
                words = None
            token = tokens[self.at]
            kind = token.kind
            if kind in ends:
                break
            if kind in ("comma", "line", "cell", "quad", "period", "delimiter"):
                self.at += 1
            elif kind == "words":
                if words is not None:
                    items.append(words)
                words = self.words()
            elif kind == "infix":
                return self._infix(token, items, start)
            elif kind in ("unknown", "parameter", "macro"):
                raise self.fail(f'"{token.text}" is not understood here')
            elif kind == "bar":
                raise self.fail("this bar has no partner", "a second bar")
            elif kind == "relation" or kind == "forall" or kind == "sign" or kind in ATOMS:
                pass
            else:
                raise self.fail(f'"{token.text}" cannot stand here')
            node = self.condition(self.sum())
        if words is not None:
            if items and not (isinstance(words, Words) and words.text == "and"):
                items[-1] = Applied(items[-1], words, span=(items[-1].span[0], words.span[1]))
            elif not items:
                return words
        if not items:
            return None
        return items[0] if len(items) == 1 else Listing(tuple(items), span=self.span(start))

    def _item(self, items: list[Syntax], node: Syntax, words: Syntax | None) -> None:
        """One more item; behind words like "if" it is the condition of the item before."""
        joining = words is None or (isinstance(words, Words) and words.text == "and")
        if not joining and items and isinstance(words, Words):
            condition = node if isinstance(node, Relation) else Words(self.slice(words.span[0], node.span[1]), span=words.span)
            items[-1] = Applied(items[-1], condition, span=(items[-1].span[0], node.span[1]))
        elif not joining and words is not None and not isinstance(node, Relation):
            items.append(Words(self.slice(words.span[0], node.span[1]), span=(words.span[0], node.span[1])))
        elif isinstance(node, Juxtaposition) and isinstance(node.factors[0], Dots) and not node.operators[0]:
            rest = node.factors[1:]
            items.append(node.factors[0])
            items.append(self._row(list(rest), list(node.operators[1:]), rest[0].span[0]))
        elif isinstance(node, Listing):
            items.extend(node.items)
        else:
            items.append(node)

    def _infix(self, token: Token, items: list[Syntax], start: int) -> Syntax:
        """`{a \\over b}` and `{a \\atop b}`."""
        self.at += 1
        upper = items[0] if len(items) == 1 else (Listing(tuple(items), span=self.span(start)) if items else None)
        lower = self.inside()
        upper = upper or Empty(span=(start, start))
        lower = lower or Empty(span=(token.end, token.end))
        if token.text == "over":
            return Fraction(upper, lower, span=self.span(start))
        both = [*(upper.items if isinstance(upper, Listing) else [upper]), *(lower.items if isinstance(lower, Listing) else [lower])]
        return Listing(tuple(both), span=self.span(start))

    def condition(self, first: Syntax | None) -> Syntax | None:
        """Relations joined by ":" or "|"; `first` is the expression that was read already."""
        start = first.span[0] if first is not None else self.tokens[self.at].start
        node = self.relation(first)
        sides: list[Syntax] | None = None
        while True:
            token = self.tokens[self.at]
            if not (token == ("relation", ":", *token[2:]) or (token.kind == "bar" and self._bar_divides(token))):
                break
            if sides is None:
                sides = [node or Empty(span=(token.start, token.start))]
            self.at += 1
            after = self.relation(self.sum())
            if after is not None:
                sides.append(after)
            elif self.tokens[self.at].kind not in ("relation", "bar"):
                break
        if sides is None:
            return node
        if len(sides) == 1:
            return None if isinstance(sides[0], Empty) else sides[0]
        return Relation(tuple(sides), (":",) * (len(sides) - 1), span=self.span(start))

    def relation(self, first: Syntax | None) -> Syntax | None:
        tokens = self.tokens
        token = tokens[self.at]
        if not (token.kind == "forall" or (token.kind == "relation" and token.text != ":")):
            return first
        start = first.span[0] if first is not None else token.start
        sides: list[Syntax] = [first or Empty(span=(start, start))]
        operators: list[str] = []
        while token.kind == "forall" or (token.kind == "relation" and token.text != ":"):
            self.at += 1
            side = self.sum() or self.words()
            if side is None and tokens[self.at].kind == "relation" and tokens[self.at].text == token.text:
                token = tokens[self.at]  # "= =" is one sign
                continue
            operators.append(token.text)
            sides.append(side or Empty(span=(token.end, token.end)))
            token = tokens[self.at]
        return Relation(tuple(sides), tuple(operators), span=self.span(start))

    def slice(self, start: int, end: int) -> str:
        """The author's own words, their spacing made plain."""
        text = self.text[start:end]
        for mark in ("\\space", "\\ ", "\\,", "\\;", "~", "\\quad", "\\text", "$", "{", "}", "&"):
            text = text.replace(mark, " ")
        return " ".join(text.split())

    # -- atoms

    def _name(self, token: Token) -> Syntax:
        self.at += 1
        if token.text in _LIMITED and self.tokens[self.at].kind == "_":
            self.at -= 1
            return self._big(token)
        return Name(token.text, span=token[2:])

    def _roman(self, token: Token) -> Syntax:
        self.at += 1
        return Name(token.text, font="roman", span=token[2:])

    def _blackboard(self, token: Token) -> Syntax:
        self.at += 1
        if token.text == "1":
            return Numeral("1", "blackboard", span=token[2:])
        return Name(token.text, font="blackboard", span=token[2:])

    def _number(self, token: Token) -> Syntax:
        self.at += 1
        return Numeral(token.text, span=token[2:])

    def _dots(self, token: Token) -> Syntax:
        self.at += 1
        return Dots(span=token[2:])

    def _no_base(self, token: Token) -> Syntax:
        return Empty(span=(token.start, token.start))

    def _group(self, token: Token) -> Syntax | None:
        """Bare braces: kept as a Group only where they hold more than a product, or carry a script."""
        self.at += 1
        bars, self.bars = self.bars, []
        node = self.inside()
        self.bars = bars
        self.close("}")
        scripted = self.tokens[self.at].kind in _SCRIPTS
        if node is None:
            return Empty(span=self.span(token.start)) if scripted else None
        if isinstance(node, Additive | Relation | Signed | Listing | Applied) or (scripted and isinstance(node, Juxtaposition | Big | Fraction)):
            return Group("", node, "", span=self.span(token.start))
        return node

    def _bracket(self, token: Token) -> Syntax:
        self.at += 1
        bars, self.bars = self.bars, []
        inner = self.inside()
        self.bars = bars
        closing = self.close("rclose" if token.kind == "lopen" else "close")
        inner = inner or Empty(span=(token.end, closing.start))
        return Group(token.text, inner, closing.text, span=self.span(token.start))

    def _fence(self, token: Token) -> Syntax:
        """\\left … \\right; with \\left\\{ … \\right. around rows they are branches."""
        self.at += 1
        first = self.tokens[self.at]
        bars, self.bars = self.bars, []
        if token.text == "\\{" and first.kind == "begin" and ENVIRONMENTS.get(first.text, "lines") in ("lines", "array"):
            self.at += 1
            while self.tokens[self.at].kind == "begin" and ENVIRONMENTS.get(self.tokens[self.at].text) == "lines":
                self.at += 1
            rows = self._rows()
            while self.tokens[self.at].kind == "end":
                self.at += 1
            if self.tokens[self.at].kind == "rclose":
                self.at += 1
                self.bars = bars
                return self._branches(rows, token)
            raise self.fail("something stands between the rows and \\right", "\\right.")
        inner = self.inside()
        self.bars = bars
        closing = self.close("rclose")
        if token.text == "." and closing.text == ".":
            return Group("", inner or Empty(span=self.span(token.start)), "", span=self.span(token.start))
        if token.text == "." and closing.text == "|" and self.tokens[self.at].kind == "_" and inner is not None:
            return Applied(inner, self.script(), span=self.span(token.start))
        if isinstance(inner, Matrix) and token.text in "([" and token.text:
            return Matrix(inner.rows, span=self.span(token.start))
        inner = inner or Empty(span=(token.end, closing.start))
        opening = "" if token.text == "." else token.text
        return Group(opening, inner, "" if closing.text == "." else closing.text, span=self.span(token.start))

    # -- bars

    def _bar_opens(self, token: Token, after_operand: bool) -> bool:
        if token.text == "mid":
            return False
        if self.bars and after_operand:
            return False
        if not after_operand:
            return not (self.bars and self.tokens[self.at + 1].kind in _ENDS)
        return self._bar_ahead(token)

    def _bar_ahead(self, token: Token) -> bool:
        """Whether a second bar follows before the enclosing bracket ends."""
        depth = 0
        for other in self.tokens[self.at + 1 : self.at + _BAR_AHEAD]:
            if other.kind in ("open", "{", "lopen", "begin"):
                depth += 1
            elif other.kind in _ENDS:
                depth -= 1
                if depth < 0:
                    return False
            elif not depth and other.kind == "bar" and other.text == token.text:
                return True
            elif not depth and other.kind in ("line", "cell"):
                return False
        return False

    def _bar_divides(self, token: Token) -> bool:
        return token.text == "mid" or not self.bars

    def _bar(self, token: Token) -> Syntax:
        """|x| and ‖x‖."""
        self.at += 1
        double = token.text == "|" and self.tokens[self.at][:2] == ("bar", "|") and self.tokens[self.at].start == token.end
        self.at += double
        self.bars.append(token.text)
        inner = self.inside(_ENDS | {"bar"})
        self.bars.pop()
        closing = self.tokens[self.at]
        if closing.kind != "bar" or inner is None:
            raise ReadingError("this bar has no partner", token[2:], "a second bar")
        self.at += 1
        if double and self.tokens[self.at][:2] == ("bar", "|"):
            self.at += 1
        sign = "‖" if double else token.text
        return Group(sign, inner, sign, span=self.span(token.start))

    # -- commands

    def _fraction(self, token: Token) -> Syntax:
        self.at += 1
        numerator = self.argument()
        return Fraction(numerator, self.argument(), span=self.span(token.start))

    def _root(self, token: Token) -> Syntax:
        self.at += 1
        if self.tokens[self.at][:2] == ("open", "["):
            raise self.fail("roots other than the square root are not read", "\\sqrt{…}")
        return Root(self.argument(), span=self.span(token.start))

    def _styled(self, token: Token) -> Syntax | None:
        """A font or an accent over one symbol or a group; before a sign or a bracket it shows nothing and is left out."""
        self.at += 1
        following = self.tokens[self.at]
        if token.kind == "font" and following.kind not in ATOMS and following.kind != "words":
            return None
        if token.kind == "font" and following.kind in ("open", "lopen", "bar", "_", "^", "prime", "begin"):
            return None
        node = self.argument()
        if token.kind == "font":
            return self._bare(styled(node, token.text))
        dropped: list[Syntax] = []
        result = accented(node, token.text, dropped)
        for each in dropped:
            self.note(f"the {token.text} over a whole expression is left out", each.span)
        return self._bare(result)

    def _bare(self, node: Syntax) -> Syntax | None:
        if isinstance(node, Empty):
            return None
        if isinstance(node, Additive | Signed | Relation | Applied):
            return Group("", node, "", span=node.span)
        return node

    def _switch(self, token: Token) -> Syntax | None:
        """{\\bf U}: the rest of the group."""
        self.at += 1
        node = self.product()
        return None if node is None else styled(node, token.text)

    def _big(self, token: Token) -> Syntax:
        self.at += 1
        below = above = None
        while self.tokens[self.at].kind in ("_", "^"):
            if self.tokens[self.at].kind == "_":
                if below is not None:
                    break
                below = _limits(self.script())
            else:
                _, limit = self._superscript()
                above = limit if above is None else above
        body = self.product(signs=True)
        if body is None and token.text == "sum" and below is None and above is None and self.tokens[self.at - 1] is token:
            return Name("Sigma", span=token[2:])
        end = self.tokens[self.at - 1].end
        return Big(token.text, below, above, body or Empty(span=(end, end)), span=self.span(token.start))

    def _braced(self, token: Token) -> Syntax:
        self.at += 1
        inner = self.argument()
        label = None
        if self.tokens[self.at].kind in ("_", "^"):
            label = self.script()
        return Braced(inner, label, span=self.span(token.start))

    def _boxed(self, token: Token) -> Syntax:
        self.at += 1
        return Boxed(self.argument(), span=self.span(token.start))

    def _substack(self, token: Token) -> Syntax:
        self.at += 1
        node = self.argument()
        return node if isinstance(node, Listing) else Listing((node,), span=self.span(token.start))

    # -- environments

    def transparent(self) -> bool:
        """Whether the environment that begins here only sets lines of statements."""
        kind = ENVIRONMENTS.get(self.tokens[self.at].text, "lines")
        if kind != "array":
            return kind == "lines"
        depth = 0
        before = "line"
        for token in self.tokens[self.at : self.at + 2000]:
            depth += (token.kind == "begin") - (token.kind == "end")
            if not depth:
                return False
            if depth == 1:
                if (token.kind == "relation" and before in ("line", "cell", "begin")) or (token.kind == "cell" and before == "relation"):
                    return True
                before = token.kind
        return False

    def _environment(self, token: Token) -> Syntax | None:
        self.at += 1
        kind = ENVIRONMENTS.get(token.text, "lines")
        bars, self.bars = self.bars, []
        rows = self._rows()
        self.bars = bars
        self.close("end")
        if kind == "cases":
            return self._branches(rows, token)
        rows = [row for row in rows if any(cell is not None for cell in row)]
        if not rows:
            return None
        if len(rows) == 1 and len(rows[0]) == 1 and kind != "matrix":
            return rows[0][0]
        empty = Empty(span=(token.end, token.end))
        return Matrix(tuple(tuple(cell or empty for cell in row) for row in rows), span=self.span(token.start))

    def _rows(self) -> list[list[Syntax | None]]:
        """Rows of cells up to the \\end."""
        rows: list[list[Syntax | None]] = [[]]
        while True:
            rows[-1].append(self.inside(_ROW_ENDS))
            kind = self.tokens[self.at].kind
            if kind not in ("line", "cell"):
                break
            self.at += 1
            if kind == "line":
                rows.append([])
        if rows[-1] == [None]:
            rows.pop()
        return rows

    def _branches(self, rows: list[list[Syntax | None]], token: Token) -> Syntax:
        branches: list[tuple[Syntax, Syntax | None]] = []
        for row in rows:
            cells = [cell for cell in row if cell is not None]
            if not cells:
                continue
            value, *rest = cells
            if not rest:
                if isinstance(value, Applied):
                    value, rest = value.formula, [value.condition]
                elif isinstance(value, Listing) and len(value.items) == 2:
                    value, rest = value.items[0], [value.items[1]]
            condition = rest[0] if len(rest) == 1 else (Listing(tuple(rest), span=(rest[0].span[0], rest[-1].span[1])) if rest else None)
            if isinstance(condition, Group) and isinstance(condition.inner, Relation | Words):
                condition = condition.inner
            branches.append((value, condition))
        return Branches(tuple(branches), span=self.span(token.start))


def _limits(node: Syntax) -> Syntax:
    """Conditions under a \\sum as a Listing, however they were stacked."""
    if isinstance(node, Relation) and set(node.operators) == {":"}:
        return Listing(node.sides, span=node.span)
    if isinstance(node, Matrix) and all(len(row) == 1 for row in node.rows):
        return Listing(tuple(row[0] for row in node.rows), span=node.span)
    return node


def _is_condition(before: Syntax, bracket: Group) -> bool:
    """Whether `x (w \\neq c)` is x under a condition, rather than a product or a call."""
    inner = bracket.inner
    if bracket.opening != "(" or not isinstance(inner, Relation | Words) or (isinstance(inner, Relation) and _NOT_CONDITIONS & set(inner.operators)):
        return False
    base = before.base if isinstance(before, Scripted) else before
    if isinstance(base, Name):
        return base.name not in _TAKES_RELATION
    return not (isinstance(base, Numeral) and base.text == "1")


Atom = Callable[[Expressions, Token], Syntax | None]
ATOMS: dict[str, Atom] = {
    "name": Expressions._name,
    "roman": Expressions._roman,
    "blackboard": Expressions._blackboard,
    "number": Expressions._number,
    "dots": Expressions._dots,
    "{": Expressions._group,
    "open": Expressions._bracket,
    "lopen": Expressions._fence,
    "bar": Expressions._bar,
    "frac": Expressions._fraction,
    "sqrt": Expressions._root,
    "accent": Expressions._styled,
    "font": Expressions._styled,
    "switch": Expressions._switch,
    "big": Expressions._big,
    "brace": Expressions._braced,
    "boxed": Expressions._boxed,
    "substack": Expressions._substack,
    "begin": Expressions._environment,
    "_": Expressions._no_base,
    "^": Expressions._no_base,
    "prime": Expressions._no_base,
}
