"""What an answer says, in order: statements with the conditions that stand before or beside them, and the prose between."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from derive.reading import syntax as s
from derive.reading.context import every, key, strip
from derive.reading.macros import NO_MACROS, Macros
from derive.reading.passages import read_passages, without_definitions
from derive.reading.phrases import OTHERWISE
from derive.reading.plain import plain
from derive.reading.segments import CONDITIONAL, CONNECTIVES
from derive.reading.worded_cases import Told, worded
from proofs.answers.counts import Count, counts_of
from proofs.identity.memory import Store

SIDES = ("LHS", "RHS", "lhs", "rhs", "左边", "右边")
"""Names for the sides of what is to be shown."""
TRAILING = re.compile(
    r"[\s,，]*(?:[(（]\s*)?(?:(?:exactly |precisely )?(?:if and only if|iff|if|when|for|whenever|where|当且仅当|当|若|如果)(?: the case| (?:every|all|each|any)(?: (?:words?|vectors?|index|indices))?)?\s*)?"
)
"""What stands between a formula and the condition that restricts it: f′ = 1 if x > 0."""
EQUALLY = re.compile(
    r"[\s,，;；.。(（]*(?:i\.e\.|that is|or equivalently|equivalently|which (?:is|equals)|equals"
    r"|(?:or )?in (?:matrix|vector(?:ized)?) (?:form|notation)|即|也就是|等于|等价于"
    r"|(?:可以?)?(?:写成|写作|表示为)|(?:写成)?(?:矩阵|向量)形式(?:为|是)?)[\s,，:：]*",
    re.IGNORECASE,
)
"""Words between two formulas that say that both are the same."""
_ANOTHER_CASE = re.compile(r"[\s,，;；]*(?:and|而|且|or)?[\s,，]*(?:is |equals |为|是)?\s*", re.IGNORECASE)
"""What stands between one case of a value and the next, which is a value alone."""
_EXCEPT_FOR = re.compile(
    r"\W*(?:except(?: for)?|but(?: for)?|apart from|save for|除了|只有|只是)\W*(?:that|where)?\W*", re.IGNORECASE
)
"""Words between a formula for all words and one for a word that it leaves out."""
_SIZES = re.compile(r"(?=.*[dDVKNnm])(?:\\times|\\cdot|[dDVKNnmM1|(){}\s×·*,])+")
"""A shape, d × V, which is said of a formula and is no form of it."""
_LEAD = re.compile(r"[.。!?]|⟦[^⟧]*⟧")
EQUATION = ("=", "approx", "propto")
ARROWS = ("implies", "to", "iff")


@dataclass(frozen=True, slots=True)
class Statement:
    """One chain of equalities under conditions; `negated` conditions come from "otherwise".

    `relations`: the sign before each side but the first; `other`: a relation at which the chain goes on as no equation (<, ∼); `member`: the set after ∈.
    `before`, `behind`: the words around it on the page, ⟦…⟧ for a formula, ⟦•⟧ for one that was read as a condition.
    """

    sides: tuple[s.Syntax, ...]
    places: tuple[s.Span, ...]
    conditions: tuple[s.Syntax, ...]
    negated: tuple[s.Syntax, ...] = ()
    display: bool = True
    inside: bool = False
    relations: tuple[str, ...] = ()
    other: str = ""
    member: s.Syntax | None = None
    before: str = ""
    behind: str = ""
    passage: int = 0

    @property
    def span(self) -> s.Span:
        """From the first side to the last."""
        return (self.sides[0].span[0], self.sides[-1].span[1])

    @property
    def goes_on(self) -> bool:
        """Whether it has no left side of its own: = …"""
        return isinstance(strip(self.sides[0]), s.Empty)

    @property
    def lead(self) -> str:
        """The words right before it, from the last formula or the end of a sentence on."""
        return _LEAD.split(self.before)[-1]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that stands in a formula and belongs to none of its statements; `passage`: in which formula."""

    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Script:
    """All statements of a text, what could not be read as one, and the words; `page`: the words with ⟦k⟧ for formula k of `formulas`.

    `counts`: what its words count.
    """

    statements: tuple[Statement, ...]
    declarations: tuple[s.Chain, ...]
    errors: tuple[s.ReadingError, ...]
    prose: str
    counts: tuple[Count, ...] = ()
    source: str = ""
    page: str = ""
    formulas: tuple[s.Passage, ...] = ()
    unread: tuple[tuple[s.ReadingError, int], ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    macros: Macros = NO_MACROS
    taken: frozenset[s.Span] = frozenset()
    """Where the conditions stand that belong to a statement, of this script or of the text that it is a part of."""


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


def of_subscripts(chain: s.Chain) -> s.Chain:
    """u_w = u_o as w = o: two vectors of one family are told apart by their words."""
    sides = [strip(side) for side in chain.sides]
    if len(sides) != 2 or chain.operators not in (("=",), ("!=",)) or chain.conditions:
        return chain
    left, right = sides
    if not (isinstance(left, s.Scripted) and isinstance(right, s.Scripted) and left.below and right.below):
        return chain
    if left.above or right.above or key(left.base) != key(right.base) or key(left.base) in ("w", "y", "hat y", None):
        return chain
    inner = replace(chain, sides=(strip(left.below), strip(right.below)))
    return inner if is_condition(inner) else chain


SCRIPTS: Store[Script] = Store(1024, 200_000)
"""So many texts are remembered as they were read, of so many characters together."""


def read_script(text: str, macros: Macros) -> Script:
    """The statements of a text."""
    return SCRIPTS.get((text, macros.within(text)), lambda: _read(text, macros), len(text))


def _read(text: str, macros: Macros) -> Script:
    statements: list[Statement] = []
    declarations: list[s.Chain] = []
    errors: list[s.ReadingError] = []
    prose: list[str] = []
    inside: list[str] = []
    standing: tuple[s.Syntax, ...] = ()
    negated: tuple[s.Syntax, ...] = ()
    trailed: tuple[s.Syntax, ...] = ()
    gap, latest, rest = "", 0, False
    passages = with_worded_cases(read_passages(text, macros))
    marks = [mark_of(passage) for passage in passages]
    for at, (passage, following) in enumerate(zip(passages, (*passages[1:], None), strict=False)):
        if passage.error is not None:
            errors.append(passage.error)
        if passage.prose:
            prose.append(passage.prose)
            gap += passage.prose
            if OTHERWISE.search(passage.prose) and (standing or trailed):
                standing, negated = (), standing or trailed
            elif OTHERWISE.search(passage.prose):  # y_o = 1 and y_w = 0 otherwise
                apart = statements and _apart(statements[-2:])
                if apart:
                    statements[-1] = replace(statements[-1], negated=(apart,))
                rest = not apart
        for chain in map(of_kernels, map(of_subscripts, passage.chains)):
            if full_run(chain) and TRAILING.fullmatch(gap) and _ends_there(statements[latest:], following):
                statements[latest:] = [replace(each, behind=_behind(marks, at)) for each in statements[latest:]]
                gap = ""  # for s = 1, …, K
                continue
            if is_condition(chain):
                if TRAILING.fullmatch(gap) and _ends_there(statements[latest:], following):
                    trailed = (s.Relation(chain.sides, chain.operators, span=chain.span),)
                    statements[latest:] = [
                        replace(each, conditions=trailed, behind=_behind(marks, at)) for each in statements[latest:]
                    ]
                    gap = ""
                    continue
                standing, negated = (s.Relation(chain.sides, chain.operators, span=chain.span),), ()
                continue
            if chain.operators and all(operator in ("in", "notin") for operator in chain.operators):
                declarations.append(chain)
                continue
            inside.append(
                " ".join(
                    each.text
                    for side in (*chain.sides, *chain.conditions)
                    for each in every(side)
                    if isinstance(each, s.Words)
                )
            )
            prose.append(inside[-1])
            bare = len(chain.sides) == 1 and not chain.conditions and not _SIZES.fullmatch(text[slice(*chain.span)])
            if EQUALLY.fullmatch(gap) and statements and bare:
                last = statements[-1]
                place = (chain.span[0], chain.span[0])
                statements[-1] = replace(
                    last,
                    sides=(*last.sides, *chain.sides),
                    places=(*last.places, place),
                    relations=(*last.relations, "="),
                    behind=_behind(marks, at),
                )
                gap = ""
                continue
            if bare and trailed and statements and _ANOTHER_CASE.fullmatch(gap) and len(statements[-1].sides) > 1:
                told = "" if following is None else following.prose.lstrip(" ,，")
                last = statements[-1]
                if OTHERWISE.match(told) or TRAILING.fullmatch(told):  # f'(x) = 1 if x > 0, and α otherwise
                    gap, latest = "", len(statements)
                    statements.append(
                        replace(
                            last,
                            sides=(*last.sides[:-1], *chain.sides),
                            conditions=(),
                            negated=trailed if OTHERWISE.match(told) else (),
                            behind=_behind(marks, at),
                            passage=at,
                        )
                    )
                    continue
            own, before = [], standing
            for each in chain.conditions:
                if isinstance(strip(each), s.Words) and OTHERWISE.search(getattr(strip(each), "text", "")):
                    before, negated = (), standing or negated
                else:
                    own.append(each)
            declarations += _declared(chain)
            excepted = bool(_EXCEPT_FOR.fullmatch(gap))
            gap, latest = "", len(statements)
            for cut in split(chain):
                conditions = tuple(own) or (() if isinstance(strip(cut.sides[-1]), s.Branches) else before)
                statements.append(
                    replace(
                        cut,
                        conditions=conditions,
                        negated=negated if not own else (),
                        display=passage.display,
                        before=_before(marks, at),
                        behind=_behind(marks, at),
                        passage=at,
                    )
                )
            if (
                excepted and latest and (apart := _apart([statements[latest], statements[latest - 1]]))
            ):  # y_w = 0 but y_o = 1
                statements[latest - 1] = replace(statements[latest - 1], negated=(apart,))
            if rest and latest < len(statements):  # y_o = 1, all others y_w = 0
                apart = _apart(statements[latest - 1 : latest + 1])
                if apart:
                    statements[latest] = replace(statements[latest], negated=(apart,))
                rest = False
            if own and all(is_case(each) for each in own) and not passage.display:
                standing, negated = tuple(own), ()
    return Script(
        tuple(statements),
        tuple(declarations),
        tuple(errors),
        " ".join(prose),
        counts_of(passages, " ".join(inside)),
        text,
        "".join(passage.prose or f"⟦{at}⟧" for at, passage in enumerate(passages)),
        passages,
        tuple((passage.error, at) for at, passage in enumerate(passages) if passage.error is not None),
        tuple(each for at, passage in enumerate(passages) for each in left_over(text, at, passage, macros)),
        macros,
        frozenset(each.span for one in statements for each in (*one.conditions, *one.negated)),
    )


INERT = frozenset(
    [
        "comma",
        "line",
        "quad",
        "period",
        "cell",
        "delimiter",
        "begin",
        "end",
        "lopen",
        "rclose",
        "open",
        "close",
        "{",
        "}",
        "bar",
        "eof",
        "boxed",
        "font",
        "accent",
        "_",
        "brace",
    ]
)
"""Tokens that separate, enclose or dress what stands beside them."""
LINKING = (
    CONNECTIVES | CONDITIONAL | {"时", "時", "的时候", "i.e.", "i.e", "namely", "consequently", "equivalently"}
) - {"or", "或", "或者", "unless", "only"}
_RANGE = re.compile(
    r"(?:for |对 ?)?\\?\w+ (?:=|in|∈|\\in) (?:\\?\{ )?\d (?:, )?(?:\d (?:, )?)?(?:\.\.\.|…|\\\w*dots\w*) (?:, )?\w+(?: \\?\})?"
)


def left_over(text: str, at: int, passage: s.Passage, macros: Macros) -> Iterator[Unplaced]:
    """What stands in a formula and none of its statements holds, in runs; words that only link, and ranges, hold nothing."""
    if not passage.chains:
        return
    held = sorted(
        piece
        for chain in passage.chains
        for piece in (*(each.span for each in (*chain.sides, *chain.conditions)), *chain.places)
    )
    starts, reach = [start for start, _ in held], list(accumulate((end for _, end in held), max))
    run: list[str] = []
    for token in (*macros.tokens(text, *passage.span), None):
        if token is not None and token.kind in INERT:
            continue
        before = 0 if token is None else bisect_right(starts, token.start)
        if token is not None and (not before or reach[before - 1] < token.end):
            run.append(text[token.start : token.end])
            continue
        found = "" if set(run) <= {"=", ":", "："} else " ".join(run)
        if found and not _RANGE.fullmatch(found) and not set(plain(found).replace(",", " ").split()) <= LINKING:
            yield Unplaced(found, at)
        run = []


def _apart(both: list[Statement]) -> s.Syntax | None:
    """For two statements about one letter, y_o and y_w: the condition w = o under which the second would be about the first's word."""
    sides = [strip(each.sides[0]) for each in both if len(each.sides) > 1]
    if len(sides) != 2 or not all(isinstance(each, s.Scripted) and each.below is not None for each in sides):
        return None
    first, second = (each for each in sides if isinstance(each, s.Scripted))
    if (
        key(first.base) != key(second.base)
        or first.above
        or second.above
        or first.below is None
        or second.below is None
    ):
        return None
    ends = strip(second.below), strip(first.below)
    return s.Relation(ends, ("=",), span=ends[0].span) if all(map(is_index, ends)) and ends[0] != ends[1] else None


def with_worded_cases(passages: tuple[s.Passage, ...]) -> tuple[s.Passage, ...]:
    """The passages with a condition in the place of each phrase that tells a case."""
    marks = [
        each.prose or (f"⟦{at}⟧" if is_name(each) else f"⟬{at}⟭" if mark_of(each) == "⟦•⟧" else f"⟪{at}⟫")
        for at, each in enumerate(passages)
    ]
    pieces = worded("".join(marks))
    if not any(told for _, told in pieces):
        return passages
    places: list[int] = []  # of the characters of the page in the text
    for each, mark in zip(passages, marks, strict=True):
        places += range(each.span[0], each.span[0] + len(mark)) if each.prose else [each.span[0]] * len(mark)
    places.append(passages[-1].span[1])
    out: list[s.Passage] = []
    place = 0
    for piece, told in pieces:
        if told is not None:
            span = (places[place], places[place + len(piece)])
            out.append(s.Passage("", (_condition(told, span),), False, span))
        else:
            for found in re.finditer(r"[⟦⟪⟬](\d+)[⟧⟫⟭]|[^⟦⟪⟬]+|.", piece):
                start = place + found.start()
                if found[1]:
                    out.append(passages[int(found[1])])
                else:
                    out.append(s.Passage(found[0], (), False, (places[start], places[start + len(found[0])])))
        place += len(piece)
    return tuple(out)


def is_name(passage: s.Passage) -> bool:
    """Whether a formula is one symbol or number."""
    return (
        len(passage.chains) == 1
        and len(passage.chains[0].sides) == 1
        and key(strip(passage.chains[0].sides[0])) is not None
    )


def _condition(told: Told, span: s.Span) -> s.Chain:
    left, sign, right = told
    end: s.Syntax = s.Numeral(right, span=span) if right.isdigit() else s.Name(right, span=span)
    return s.Chain((s.Name(left, span=span), end), (sign,), (span,), span=span)


def mark_of(passage: s.Passage) -> str:
    """What stands for a passage where the words around a formula are looked at."""
    if passage.prose:
        return without_definitions(passage.prose)
    if passage.chains and all(is_condition(chain) or whole_range(chain) for chain in passage.chains):
        return "⟦•⟧"
    sides = [strip(side) for chain in passage.chains for side in chain.sides]
    if len(sides) == 1 and isinstance(sides[0], s.Numeral) and sides[0].text == "0":
        return "⟦0⟧"
    return "⟦…⟧"


def full_run(chain: s.Chain) -> bool:
    """Whether a chain runs through numbers from 1 on: s = 1, …, K."""
    last = strip(chain.sides[-1])
    last = strip(last.inner) if isinstance(last, s.Group) and last.opening == "\\{" else last
    if len(chain.sides) != 2 or not set(chain.operators) <= {"=", "in"} or not isinstance(last, s.Listing):
        return False
    words = ["…" if isinstance(strip(item), s.Dots) else key(strip(item)) or "?" for item in last.items]
    ahead = words[: words.index("…")] if "…" in words else []
    counted = bool(ahead) and ahead == [str(k + 1) for k in range(len(ahead))] and len(words) == len(ahead) + 2
    return counted and not words[-1].isdigit() and is_index(chain.sides[0])


def whole_range(chain: s.Chain) -> bool:
    """Whether a chain says of what shape a symbol is, or that an index runs over all of a named set: U ∈ R^{d × V}, w ∈ Vocab."""
    if full_run(chain):
        return True
    if set(chain.operators) != {"in"}:
        return False
    last = strip(chain.sides[-1])
    return (
        key(last) is not None or isinstance(last, s.Scripted) or any(isinstance(each, s.Dots) for each in every(last))
    )


def _before(marks: list[str], at: int) -> str:
    return "".join(marks[max(0, at - 8) : at])


def _behind(marks: list[str], at: int) -> str:
    return "".join(marks[at + 1 : at + 9])


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


def split(chain: s.Chain) -> list[Statement]:
    """A chain cut where an arrow leads to a statement of its own.

    Signs of membership end a chain too: `= (ŷ − y)U ∈ R^{1×N}`; so does any other relation, which the statement keeps in mind.
    """
    links = _without_names_of_sides(list(zip(chain.operators, chain.places, chain.sides[1:], strict=True)))
    first = chain.sides[0]
    if key(strip(first)) in SIDES and links:
        first = links.pop(0)[2]
    pieces = [_Piece([first])]
    for operator, place, side in links:
        last = pieces[-1]
        if operator in ARROWS and (last.relations or isinstance(strip(last.sides[0]), s.Empty)):
            pieces.append(_Piece([side]))
        elif operator in ARROWS:
            last.sides.append(side)  # an arrow where = belongs says something else
            last.places.append(place)
            last.relations.append(operator)
        elif operator in EQUATION and not last.ended:
            last.sides.append(side)
            last.places.append(place)
            last.relations.append(operator)
        elif not last.ended:
            last.ended = True
            last.other = "" if operator == "in" else operator
            last.member = side if operator == "in" else None
    kept = [each for each in pieces if not (len(each.sides) == 1 and isinstance(strip(each.sides[0]), s.Empty))]
    return [
        Statement(
            tuple(each.sides),
            tuple(each.places),
            (),
            relations=tuple(each.relations),
            other=each.other,
            member=each.member,
        )
        for each in kept
    ]


KERNELS = ("ker", "Ker", "kernel", "Null", "null", "Nul", "mathcal N")


def of_kernels(chain: s.Chain) -> s.Chain:
    """A x = 0 for x ∈ ker A."""
    kernel = strip(chain.sides[-1])
    if chain.operators != ("in",) or not isinstance(kernel, s.Juxtaposition) or len(kernel.factors) != 2:
        return chain
    if key(kernel.factors[0]) not in KERNELS:
        return chain
    inside = s.Group("(", chain.sides[0], ")", span=chain.sides[0].span)
    image = s.Juxtaposition((kernel.factors[1], inside), ("",), span=chain.sides[0].span)
    return replace(chain, sides=(image, s.Numeral("0", span=kernel.span)), operators=("=",))


@dataclass(slots=True)
class _Piece:
    """A statement while it is cut out of a chain."""

    sides: list[s.Syntax]
    places: list[s.Span] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    other: str = ""
    member: s.Syntax | None = None
    ended: bool = False
