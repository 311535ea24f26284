"""What an answer says, in order: statements with the conditions that stand before or beside them, and the prose between."""

import re
from dataclasses import dataclass, replace

from derive.reading import syntax as s
from derive.reading.context import every, key, strip
from derive.reading.macros import Macros
from derive.reading.passages import read_passages

OTHERWISE = re.compile(r"otherwise|\belse\b|否则|其他|其它|그 외|아니면", re.IGNORECASE)
COUNTING = re.compile(
    r"number of times|how (?:many|often)|times .{0,40}appear|appear\w* .{0,30}times|次数|出现.{0,8}次|重复|횟수",
    re.IGNORECASE,
)
SIDES = ("LHS", "RHS", "lhs", "rhs", "左边", "右边")
"""Names for the sides of what is to be shown."""
TRAILING = re.compile(r"[\s,，]*(?:[(（]\s*|(?:if|when|for|whenever|where|当|若|如果)(?: the case)?\s*)")
"""What stands between a formula and the condition that restricts it: f′ = 1 if x > 0."""
_FALSE = r"(?:wrong|false|incorrect|invalid|not (?:true|right|correct|the case))\b"
DENIED_AFTER = re.compile(
    rf"\W*(?:(?:but|which|and|however|this|that|it|answer|formula|result)\W+)*(?:is|are|would be) (?:\w+ )?{_FALSE}"
    r"|\W*(?:这)?是?(?:错的|错误的|不对|不正确)",
    re.IGNORECASE,
)
DENIED_BEFORE = re.compile(
    rf"(?:not (?:true|the case|correct|right) (?:that|to say that)|(?:is|are|would be) {_FALSE})[\s:：]*$"
    r"|\\(?:sout|st|xout|cancel)\s*\{\s*$",
    re.IGNORECASE,
)
"""Words, or a line through it, by which an author says that a formula does not hold."""
_FONT = re.compile(r"\\(?:text\w*|emph|underline)\s*\{([^{}]*)\}|\*+")
EQUALLY = re.compile(
    r"[\s,，;；.。(（]*(?:i\.e\.|that is|or equivalently|equivalently|which (?:is|equals)|equals"
    r"|(?:or )?in (?:matrix|vector(?:ized)?) (?:form|notation)|即|也就是|等于|等价于"
    r"|(?:可以?)?(?:写成|写作|表示为)|(?:写成)?(?:矩阵|向量)形式(?:为|是)?)[\s,，:：]*",
    re.IGNORECASE,
)
"""Words between two formulas that say that both are the same."""
EQUATION = ("=", "approx", "propto")
ARROWS = ("implies", "to", "iff")


@dataclass(frozen=True, slots=True)
class Statement:
    """One chain of equalities under conditions; `negated` conditions come from "otherwise"."""

    sides: tuple[s.Syntax, ...]
    places: tuple[s.Span, ...]
    conditions: tuple[s.Syntax, ...]
    negated: tuple[s.Syntax, ...] = ()
    display: bool = True
    inside: bool = False

    @property
    def span(self) -> s.Span:
        """From the first side to the last."""
        return (self.sides[0].span[0], self.sides[-1].span[1])


@dataclass(frozen=True, slots=True)
class Script:
    """All statements of a text, what could not be read as one, and the words."""

    statements: tuple[Statement, ...]
    declarations: tuple[s.Chain, ...]
    errors: tuple[s.ReadingError, ...]
    prose: str
    counts: bool


def is_index(node: s.Syntax) -> bool:
    """Whether something can only be an index: one letter, w_s, or a set of them."""
    word = key(strip(node))
    if word is None:
        return False
    return bool(re.fullmatch(r"(hat )?[a-z]'?|w_\w+'?", word)) and word not in (
        "u",
        "v",
        "x",
        "y",
        "z",
        "f",
        "e",
        "b",
        "hat y",
    )


def is_condition(chain: s.Chain) -> bool:
    """Whether a chain only restricts indices or the argument: w = o, w ≠ o, x > 0."""
    if len(chain.sides) < 2:
        return False
    if all(operator in ("<", "<=", ">", ">=") for operator in chain.operators):
        return True
    if not all(operator in ("=", "!=") for operator in chain.operators):
        return False
    return all(is_index(side) for side in chain.sides)


def read_script(text: str, macros: Macros) -> Script:
    """The statements of a text."""
    statements: list[Statement] = []
    declarations: list[s.Chain] = []
    errors: list[s.ReadingError] = []
    prose: list[str] = []
    standing: tuple[s.Syntax, ...] = ()
    negated: tuple[s.Syntax, ...] = ()
    trailed: tuple[s.Syntax, ...] = ()
    gap, latest = "", 0
    passages = read_passages(text, macros)
    for passage, following in zip(passages, (*passages[1:], None), strict=False):
        if passage.error is not None:
            errors.append(passage.error)
        if passage.prose:
            prose.append(passage.prose)
            gap += passage.prose
            if OTHERWISE.search(passage.prose) and (standing or trailed):
                standing, negated = (), standing or trailed
        for chain in passage.chains:
            if is_condition(chain):
                if TRAILING.fullmatch(gap) and _ends_there(statements[latest:], following):
                    trailed = (s.Relation(chain.sides, chain.operators, span=chain.span),)
                    statements[latest:] = [replace(each, conditions=trailed) for each in statements[latest:]]
                    gap = ""
                    continue
                standing, negated = (s.Relation(chain.sides, chain.operators, span=chain.span),), ()
                continue
            if chain.operators and all(operator in ("in", "notin") for operator in chain.operators):
                declarations.append(chain)
                continue
            words = " ".join(
                each.text
                for side in (*chain.sides, *chain.conditions)
                for each in every(side)
                if isinstance(each, s.Words)
            )
            prose.append(words)
            if denied(gap, following, words):
                gap, latest = "", len(statements)
                continue
            if EQUALLY.fullmatch(gap) and statements and len(chain.sides) == 1 and not chain.conditions:
                last = statements[-1]
                place = (chain.span[0], chain.span[0])
                statements[-1] = replace(last, sides=(*last.sides, *chain.sides), places=(*last.places, place))
                gap = ""
                continue
            own, before = [], standing
            for each in chain.conditions:
                if isinstance(strip(each), s.Words) and OTHERWISE.search(getattr(strip(each), "text", "")):
                    before, negated = (), standing or negated
                else:
                    own.append(each)
            declarations += _declared(chain)
            gap, latest = "", len(statements)
            for sides, places in split(chain):
                conditions = tuple(own) or (() if isinstance(strip(sides[-1]), s.Branches) else before)
                statements.append(Statement(sides, places, conditions, negated if not own else (), passage.display))
            if own and all(is_case(each) for each in own) and not passage.display:
                standing, negated = tuple(own), ()
    return Script(
        tuple(statements), tuple(declarations), tuple(errors), " ".join(prose), bool(COUNTING.search(" ".join(prose)))
    )


def denied(before: str, following: s.Passage | None, inside: str) -> bool:
    """Whether the words around a formula, or in it, say that it is false: then it is no statement of the author's."""
    after = "" if following is None else _FONT.sub(r"\1", following.prose)
    ahead = _FONT.sub(r"\1", before)
    struck = before.rstrip().endswith("~~") and after.lstrip().startswith("~~")
    return struck or bool(DENIED_BEFORE.search(ahead) or DENIED_AFTER.match(after) or DENIED_AFTER.match(inside))


def _ends_there(before: list[Statement], following: s.Passage | None) -> bool:
    """Whether a condition can belong to the statements before it: they stand in the line, have none, and no colon comes after."""
    after = "" if following is None else following.prose.lstrip()
    return (
        bool(before)
        and not any(each.display or each.conditions or each.negated for each in before)
        and not after.startswith((":", "：", "时", "時"))
    )


def is_case(node: s.Syntax) -> bool:
    """Whether a condition is about indices alone: w = o."""
    node = strip(node)
    return isinstance(node, s.Relation) and all(is_index(side) for side in node.sides)


def _declared(chain: s.Chain) -> list[s.Chain]:
    """Declarations of shape that ride along with a statement, as conditions: U ∈ R^{d×V}."""
    found = []
    for node in chain.conditions:
        for each in every(node):
            if isinstance(each, s.Relation) and each.operators == ("in",):
                found.append(s.Chain(each.sides, each.operators, (each.span,), span=each.span))
    return found


Links = list[tuple[str, s.Span, s.Syntax]]


def _without_names_of_sides(links: Links) -> Links:
    """A chain without LHS and RHS: ⇒ LHS = x is ⇒ x."""
    kept: Links = []
    arrow = ""
    for operator, place, side in links:
        if key(strip(side)) in SIDES:
            arrow = operator if operator in ARROWS else arrow
            continue
        kept.append((arrow or operator, place, side))
        arrow = ""
    return kept


def split(chain: s.Chain) -> list[tuple[tuple[s.Syntax, ...], tuple[s.Span, ...]]]:
    """A chain cut where an arrow leads to a statement of its own; what an arrow leads to without an equation is left out.

    Signs of membership end a chain too: `= (ŷ − y)U ∈ R^{1×N}`.
    """
    links = _without_names_of_sides(list(zip(chain.operators, chain.places, chain.sides[1:], strict=True)))
    first = chain.sides[0]
    if key(strip(first)) in SIDES and links:
        first = links.pop(0)[2]
    pieces: list[tuple[list[s.Syntax], list[s.Span]]] = [([first], [])]
    skipping = False
    for operator, place, side in links:
        if operator in EQUATION:
            if not skipping:
                pieces[-1][0].append(side)
                pieces[-1][1].append(place)
        elif operator in ARROWS:
            skipping = False
            pieces.append(([side], []))
        else:
            skipping = True
    kept = [(tuple(sides), tuple(places)) for sides, places in pieces if places]
    return kept or ([] if isinstance(strip(first), s.Empty) else [(tuple(pieces[0][0]), ())])
