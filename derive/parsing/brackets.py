"""What stands in brackets, limits and cells: relations, listings, formulas with their conditions; and where a bar is a bracket."""

from derive.parsing.expressions import ENDS, Expressions
from derive.parsing.lexer import Token
from derive.parsing.syntax import (
    Applied,
    Dots,
    Empty,
    Fraction,
    Juxtaposition,
    Listing,
    Name,
    ReadingError,
    Relation,
    Syntax,
    Words,
)
from derive.parsing.vocabulary import only_leads

_BAR_AHEAD = 300  # tokens that are searched for the partner of a bar


class Brackets(Expressions):
    """The parser with `inside`, the rule for everything between an opening and a closing sign."""

    def inside(self, ends: frozenset[str] = ENDS) -> Syntax | None:
        """Everything up to the closing token: an expression, a relation, a listing, a formula with its condition."""
        tokens = self.tokens
        start = tokens[self.at].start
        first = self.sum()
        if tokens[self.at].kind in ends:
            return first
        items: list[Syntax] = []
        words: Syntax | None = None
        node = self.condition(first)
        stacked = False
        while True:
            if node is not None:
                self._item(items, node, words)
                words = None
            token = tokens[self.at]
            kind = token.kind
            if kind in ends:
                break
            if kind in ("comma", "line", "cell", "quad", "period", "delimiter"):
                if kind == "comma" and not items and words is None:
                    raise self.fail("nothing stands before this comma", "an item")
                stacked |= token.text == ";"
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
            elif kind == "relation" or kind == "forall" or kind == "sign" or kind in self.atoms:
                pass
            else:
                raise self.fail(f'"{token.text}" cannot stand here')
            at = self.at
            node = self.condition(self.sum())
            if self.at == at and node is None and tokens[at] is token:
                raise self.fail(f'"{token.text}" cannot stand here')
        if words is not None:
            if items and not (isinstance(words, Words) and words.text == "and"):
                items[-1] = Applied(items[-1], words, span=(items[-1].span[0], words.span[1]))
            elif not items:
                return words
        if not items:
            return None
        return items[0] if len(items) == 1 else Listing(tuple(items), stacked, span=self.span(start))

    def _item(self, items: list[Syntax], node: Syntax, words: Syntax | None) -> None:
        """One more item; behind words like "if" it is the condition of the item before."""
        joining = words is None or (isinstance(words, Words) and words.text == "and")
        if not joining and items and isinstance(words, Words):
            condition = (
                node if isinstance(node, Relation) else Words(self.slice(words.span[0], node.span[1]), span=words.span)
            )
            items[-1] = Applied(items[-1], condition, span=(items[-1].span[0], node.span[1]))
        elif not joining and words is not None and not isinstance(node, Relation):
            items.append(Words(self.slice(words.span[0], node.span[1]), span=(words.span[0], node.span[1])))
        elif not items and isinstance(words, Words) and isinstance(node, Relation) and not only_leads(words.text):
            items.append(Juxtaposition((words, node), ("",), span=(words.span[0], node.span[1])))  # unless w = o
        elif isinstance(node, Juxtaposition) and isinstance(node.factors[0], Dots) and not node.operators[0]:
            rest = node.factors[1:]
            items.append(node.factors[0])
            items.append(self.row(list(rest), list(node.operators[1:]), rest[0].span[0]))
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
        both = [
            *(upper.items if isinstance(upper, Listing) else [upper]),
            *(lower.items if isinstance(lower, Listing) else [lower]),
        ]
        return Listing(tuple(both), span=self.span(start))

    def condition(self, first: Syntax | None) -> Syntax | None:
        """Relations joined by ":" or "|"; `first` is the expression that was read already."""
        start = first.span[0] if first is not None else self.tokens[self.at].start
        if first is None and self._is_all():
            self.at += 1
            return Name(":", span=self.span(start))
        node = self.relation(first)
        sides: list[Syntax] | None = None
        while True:
            token = self.tokens[self.at]
            if not (token == ("relation", ":", *token[2:]) or (token.kind == "bar" and self.bar_divides(token))):
                break
            if sides is None:
                sides = [node or Empty(span=(token.start, token.start))]
            self.at += 1
            after = self.relation(self.sum())
            if after is not None:
                sides.append(after)
            elif token.kind == "bar":
                raise ReadingError("nothing stands behind this bar", token[2:], "a second bar, or P(w | c)")
            elif self.tokens[self.at].kind not in ("relation", "bar"):
                break
        if sides is None:
            return node
        if len(sides) == 1:
            return None if isinstance(sides[0], Empty) else sides[0]
        return Relation(tuple(sides), (":",) * (len(sides) - 1), span=self.span(start))

    def _is_all(self) -> bool:
        """The colon of X_{i,:}, which stands for every column."""
        token, following = self.tokens[self.at], self.tokens[self.at + 1 :][:1]
        return token[:2] == ("relation", ":") and bool(following) and following[0].kind in ENDS | {"comma"}

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

    def bar_opens(self, token: Token, after_operand: bool) -> bool:
        if token.text == "mid":
            return False
        if self.bars and after_operand:
            return False
        if after_operand and self.tokens[self.at + 1].kind == "_":
            return False  # f |_{w = o}
        if not after_operand:
            return not (self.bars and self.tokens[self.at + 1].kind in ENDS)
        return self._bar_ahead(token)

    def _bar_ahead(self, token: Token) -> bool:
        """Whether a second bar follows before the enclosing bracket ends."""
        depth = 0
        for other in self.tokens[self.at + 1 : self.at + _BAR_AHEAD]:
            if other.kind in ("open", "{", "lopen", "begin"):
                depth += 1
            elif other.kind in ENDS:
                depth -= 1
                if depth < 0:
                    return False
            elif not depth and other.kind == "bar" and other.text == token.text:
                return True
            elif not depth and other.kind in ("line", "cell"):
                return False
        return False

    def bar_divides(self, token: Token) -> bool:
        return token.text == "mid" or not self.bars
