"""What an answer says, in order: equations with the conditions that stand before or beside them, and the prose between."""

import re
from dataclasses import dataclass, field, replace

from derive.elaboration.entries import indices_of
from derive.parsing import syntax as s
from derive.parsing.differentials import differentiates_by, stands_in
from derive.parsing.macros import NO_MACROS, Macros
from derive.parsing.passages import read_passages
from derive.parsing.row_labels import without_row_labels
from derive.parsing.trees import every, strip
from derive.words.case_values import closes
from derive.words.differentiated_by import of_the_formula, without_next_value
from derive.words.joins import (
    ANOTHER_CASE,
    AT_ONE_POINT,
    ENDS_A_CASE,
    EQUALLY,
    EXCEPT_FOR,
    EXCEPT_IN,
    NUMBER_SAID,
    OF_ALL_ENTRIES,
    ONE_TERM_MORE,
    ONLY_WHEN,
    UNLESS,
    WHEN,
)
from derive.words.phrases import OTHERWISE, SUPPOSING
from derive.words.pieces import goes_on, pieces
from derive.words.plain import plain
from derive.words.sentences import ends_in
from derive.words.spoken import spoken
from proofs.answers.claims.cases import of_what_is_named, set_apart, value_of_case
from proofs.answers.claims.counts import Count, counts_of
from proofs.answers.claims.equations import Equation, split
from proofs.answers.claims.leftovers import Unplaced, left_over
from proofs.answers.claims.restrictions import (
    Letters,
    full_run,
    is_case,
    is_condition,
    of_head,
    of_kernels,
    of_subscripts,
    shapes_beside,
    supposes_a_label,
)
from proofs.answers.claims.told_cases import mark_of, with_worded_cases
from proofs.identity.memory import Store

_BLANK = re.compile(r"\\(?:q?quad(?![A-Za-z])|[ ,;:!])|~")
"""Blanks of TeX among words."""
_SIZES = re.compile(r"(?=.*[dDVKNnm])(?:\\times|\\cdot|[dDVKNnmM1|(){}\s×·*,])+")
"""A shape, d × V, which is said of a formula and is no form of it."""


@dataclass(frozen=True, slots=True)
class Script:
    """All equations of a text, what could not be read as one, and the words; `page`: the words with ⟦k⟧ for formula k of `formulas`.

    `counts`: what its words count.
    """

    equations: tuple[Equation, ...]
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
    letters: Letters = None
    taken: frozenset[s.Span] = frozenset()
    """Where the conditions stand that belong to an equation, of this script or of the text that it is a part of."""

    def is_piece(self, equation: Equation) -> bool:
        """Whether an equation is a formula in the line that is a piece of a phrase behind a value, and none itself."""
        alone = not equation.display and len(equation.sides) == 1 and not equation.goes_on
        return alone and equation.passage in pieces(self.page) and len(self.formulas[equation.passage].chains) == 1

    def formula_at(self, offset: int) -> int | None:
        """The number of the formula that stands at a place."""
        return next(
            (at for at, each in enumerate(self.formulas) if not each.prose and each.span[0] <= offset < each.span[1]),
            None,
        )

    def around(self, at: int) -> tuple[str, str]:
        """The page ahead of formula `at`, and behind it."""
        ahead, _, behind = self.page.partition(f"⟦{at}⟧")
        return ahead, behind

    def between(self, first: int, last: int) -> str:
        """The page between two formulas."""
        return self.around(first)[1].partition(f"⟦{last}⟧")[0]

    def valued(self) -> frozenset[int]:
        """The formulas of which the words say a value that stands behind them: "where $y_w$ is $1$ if …"."""
        apart = [each.sides[0].span for each in self.equations if each.apart]
        return frozenset(at for span in apart if (at := self.formula_at(span[0])) is not None)


SCRIPTS: Store[Script] = Store(1024, 200_000)
"""So many texts are remembered as they were read, of so many characters together."""


def read_script(text: str, macros: Macros) -> Script:
    """The equations of a text."""

    def made() -> Script:
        return script_of(text, with_worded_cases(read_passages(text, macros)), macros)

    return SCRIPTS.get((text, macros.within(text)), made, len(text))


def script_of(text: str, passages: tuple[s.Passage, ...], macros: Macros, letters: Letters = None) -> Script:
    """The equations of a text of which the passages are known, and perhaps the letters that are indices in it."""
    reading = _Reading(text, passages, letters)
    for at, passage in enumerate(reading.passages):
        reading.at = at
        if passage.prose:
            reading.words(passage.prose)
        for chain in map(of_head, map(of_kernels, map(of_subscripts, passage.chains))):
            reading.chain(chain)
    return reading.script(macros)


@dataclass(slots=True)
class _Reading:
    """A text while it is read, passage by passage.

    `at`: the number of the passage; `gap`: the words since the last chain; `latest`: where the equations of the last chain begin.
    `standing`: conditions of what follows, `negated`: those that do not hold there; `trailed`: the condition behind the last formula.
    `rest`: "otherwise" was said where the next equation is about all other words. `past`: a sentence has ended since the condition that
    stands was told, `stood`: the last equations are under it none the less; what is told behind them stands in its place.
    """

    text: str
    passages: tuple[s.Passage, ...]
    letters: Letters = None
    equations: list[Equation] = field(default_factory=list)
    declarations: list[s.Chain] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    at: int = 0
    gap: str = ""
    latest: int = 0
    standing: tuple[s.Syntax, ...] = ()
    negated: tuple[s.Syntax, ...] = ()
    trailed: tuple[s.Syntax, ...] = ()
    rest: bool = False
    past: bool = False
    stood: bool = False

    def __post_init__(self) -> None:
        self.marks = [
            mark_of(each) if each.prose else spoken(self.text[slice(*each.span)]) or mark_of(each, self.letters)
            for each in self.passages
        ]

    @property
    def before(self) -> str:
        """The words before this passage."""
        return "".join(self.marks[max(0, self.at - 8) : self.at])

    @property
    def behind(self) -> str:
        """The words behind this passage, but for those that only lead to the value of another variable."""
        ahead = self.marks[self.at + 1 : self.at + 13]
        return without_next_value("".join(ahead))[: len("".join(ahead[:8]))]

    @property
    def next_words(self) -> str:
        """What the next passage says, where it is words."""
        return self.passages[self.at + 1].prose if self.at + 1 < len(self.passages) else ""

    def words(self, prose: str) -> None:
        """Words between formulas; "otherwise" turns the condition that stands."""
        self.prose.append(prose)
        read = self._value_in_words(prose)
        self.gap = _BLANK.sub(" ", prose[read:]) if read else self.gap + _BLANK.sub(" ", prose)
        self.past = self.past or ends_in(prose)
        if not OTHERWISE.search(prose):
            return
        last = self.equations[-1] if self.equations else None
        if last and self._closes(last, prose):
            return
        told = self.standing or self.trailed or (last.conditions if last else ())
        if told:
            self.standing, self.negated = (), told
        else:  # y_o = 1 and y_w = 0 otherwise
            apart = set_apart(self.equations[-2:])
            if apart:
                self.equations[-1] = replace(self.equations[-1], negated=(apart,))
            self.rest = not apart

    def _value_in_words(self, prose: str) -> int:
        """Where the number ends that the words right behind a symbol give it as its value: "$y_w$ is 1 if …"; 0 where they do not."""
        found, last = NUMBER_SAID(prose), self.equations[-1] if self.equations else None
        if not found or last is None or last.passage != self.at - 1 or len(last.sides) > 1 or last.goes_on:
            return 0
        start, number = self.passages[self.at].span[0], found["value"]
        span = (start + found.start("value"), start + found.end("value"))
        if not isinstance(strip(last.sides[0]), s.Scripted) or self.text[slice(*span)] != number:
            return 0
        value = s.Numeral({"one": "1", "zero": "0"}.get(number.lower(), number), span=span)
        self.equations[-1] = replace(
            last, sides=(*last.sides, value), places=((span[0], span[0]),), relations=("=",), behind=self.behind
        )
        return found.end("value")

    def _closes(self, last: Equation, prose: str) -> bool:
        """Whether the last equation is the one for all the rest: …, and y_w = 0 otherwise."""
        if last.negated and last.passage == self.at - 1 and self.gap == prose and closes(f"{prose}{self.behind}"):
            return True  # read with the value
        stood = self.stood and len(self.equations) - 1 >= self.latest
        free = not (last.conditions or last.negated) or stood
        if not free or last.passage != self.at - 1 or not closes(f"{prose}{self.behind}"):
            return False
        cased = [each.conditions for each in self.equations[: self.latest] if each.conditions]
        cases = self.trailed or last.conditions or (cased[-1] if cased else ())
        if not cases or self.latest < len(self.equations) - 1:
            return False
        before = self.equations[-2] if len(self.equations) > 1 else None
        self.equations[-1] = value_of_case(replace(last, conditions=(), negated=cases), before, f"{prose}{self.behind}")
        self.trailed, self.stood = (), False
        return True

    def chain(self, chain: s.Chain) -> None:
        """A chain: what restricts the equations around it, what declares something, or equations."""
        if full_run(chain) and self._trails():  # for s = 1, …, K
            self._belongs_to_the_last()
        elif is_condition(chain, self.letters) or (supposes_a_label(chain) and SUPPOSING.search(plain(self.gap))):
            self._condition(s.Relation(chain.sides, chain.operators, span=chain.span))
        elif chain.operators and set(chain.operators) <= {"in", "notin"}:
            self.declarations.append(chain)
        else:
            nodes = [each for side in (*chain.sides, *chain.conditions) for each in every(side)]
            self.inside.append(" ".join(each.text for each in nodes if isinstance(each, s.Words)))
            self.prose.append(self.inside[-1])
            if not (self._same_again(chain) or self._next_case(chain) or self._one_term_more(chain)):
                self._statements(chain)

    def _trails(self) -> bool:
        """Whether a condition belongs to the equations before it: they stand in the line, have none, and no colon comes after."""
        return (
            bool(WHEN(self.gap))
            and self._open_ended()
            and not self.next_words.lstrip().startswith((":", "：", "时", "時"))
        )

    def _open_ended(self) -> bool:
        """Whether there are equations before, in the line, that have no condition yet."""
        ahead = self.equations[self.latest :]
        behind_it = self.stood and bool(ENDS_A_CASE(self.next_words))
        told = not behind_it and any(each.conditions or each.negated for each in ahead)
        apart = any(each.display for each in ahead) and not self._goes_on_from_a_display(ahead[-1])
        return bool(ahead) and not told and not apart

    def _goes_on_from_a_display(self, last: Equation) -> bool:
        """Whether the sentence of a display goes on with a condition and ends with it: "$$A$$ if $w = o$."; or, for a derivative, goes on."""
        if not re.search(r"[\w(（]", self.gap):
            return False
        more = stands_in(last.sides[0]) and not self.next_words.strip(" \n,，")
        return bool(more or ENDS_A_CASE(self.next_words))

    def _about_a_symbol(self) -> bool:
        """Whether the equations before say of one symbol of the author's, or of the assignment, what it is."""
        ahead = self.equations[self.latest :]
        return self._open_ended() and all(
            isinstance(strip(each.sides[0]), s.Scripted) and len(each.sides) == 2 for each in ahead
        )

    def _belongs_to_the_last(self, conditions: tuple[s.Syntax, ...] = (), negated: tuple[s.Syntax, ...] = ()) -> None:
        """The last equations go on to here, under some conditions, or but for some."""
        last = self.equations[self.latest :]
        if self.stood and (conditions or negated):  # told anew
            last, self.stood = [replace(each, conditions=(), negated=()) for each in last], False
        before = self.equations[self.latest - 1] if self.latest else None
        found = [
            replace(each, conditions=each.conditions or conditions, negated=each.negated or negated, behind=self.behind)
            for each in last
        ]
        self.equations[self.latest :] = [value_of_case(each, before, "") for each in found]
        self.gap = ""

    def _condition(self, condition: s.Syntax) -> None:
        if self._trails() or (ONLY_WHEN(self.gap) and self._about_a_symbol()):
            self.trailed = (condition,)
            self._belongs_to_the_last(self.trailed)
        elif UNLESS(self.gap) and self._about_a_symbol():
            self._belongs_to_the_last(negated=(condition,))
        elif EXCEPT_IN(self.gap):
            self.standing, self.negated, self.past = (), (condition,), False
        else:
            self.standing, self.negated, self.past = (condition,), (), False

    def _is_value(self, chain: s.Chain) -> bool:
        """Whether a chain is a value alone, and no shape that is said of one."""
        return len(chain.sides) == 1 and not chain.conditions and not _SIZES.fullmatch(self.text[slice(*chain.span)])

    def _same_again(self, chain: s.Chain) -> bool:
        """The last equation goes on in another formula: "…, which equals …"."""
        again = EQUALLY(self.gap) and self.equations and self._is_value(chain)
        if not again or goes_on(self.behind) or AT_ONE_POINT(self.next_words):
            return False
        if WHEN(self.next_words) and self.marks[self.at + 2 : self.at + 3] == ["⟦•⟧"]:
            return False  # "that is, A for w = o and B for w ≠ o"
        last = self.equations[-1]
        if OF_ALL_ENTRIES(self.gap) and _is_of_an_entry(last.sides[0]):
            return False
        self.equations[-1] = replace(
            last,
            sides=(*last.sides, *chain.sides),
            places=(*last.places, (chain.span[0], chain.span[0])),
            relations=(*last.relations, "="),
            behind=self.behind,
        )
        self.gap = ""
        return True

    def _next_case(self, chain: s.Chain) -> bool:
        """A value of the last left side in another case: f'(x) = 1 if x > 0, and α otherwise."""
        told = self.next_words.lstrip(" ,，")
        otherwise = OTHERWISE.match(told)
        cased = self.trailed and self.equations and len(self.equations[-1].sides) > 1
        if not (cased and ANOTHER_CASE(self.gap) and self._is_value(chain)):
            return False
        if not (otherwise or WHEN(told)):
            return False
        last = self.equations[-1]
        self.gap, self.latest = "", len(self.equations)
        self.equations.append(
            replace(
                last,
                sides=(*last.sides[:-1], *chain.sides),
                conditions=(),
                negated=self.trailed if otherwise else (),
                behind=self.behind,
                passage=self.at,
            )
        )
        return True

    def _one_term_more(self, chain: s.Chain) -> bool:
        """A term that the last value has in one case only: "$A$ in general, minus $B$ if $w = o$"."""
        sign = ONE_TERM_MORE(self.gap)
        follows = self.marks[self.at + 2 : self.at + 3] == ["⟦•⟧"] and WHEN(self.next_words)
        if not (sign and follows and self._open_ended() and self._is_value(chain)):
            return False
        test = self.passages[self.at + 2].chains[0]
        condition = s.Relation(test.sides, test.operators, span=test.span)
        last, value = self.equations[-1], chain.sides[0]
        term = s.Signed("-" if sign["minus"] else "+", value, span=value.span)
        whole = s.Additive((last.sides[-1], term), span=(last.sides[-1].span[0], value.span[1]))
        told = "".join(self.marks[self.at + 1 : self.at + 9])
        self.equations[-1] = replace(last, negated=(condition,), behind=told)
        self.equations.append(replace(last, sides=(*last.sides[:-1], whole), conditions=(condition,), behind=told))
        self.gap, self.trailed, self.latest = "", (condition,), len(self.equations) - 1
        return True

    def _statements(self, chain: s.Chain) -> None:
        """The equations of a chain, under its own conditions or those that stand."""
        own: list[s.Syntax] = []
        standing = self.standing
        for each in chain.conditions:
            inner = strip(each)
            if isinstance(inner, s.Words) and OTHERWISE.search(inner.text):
                last = self.equations[-1].conditions if self.equations else ()
                standing, self.negated = (), self.standing or self.negated or last
            else:
                own.append(each)
        self.declarations += shapes_beside(chain)
        excepted, named = bool(EXCEPT_FOR(self.gap)), self._given_to()
        self.gap, self.latest, self.stood = "", len(self.equations), self.past and not own
        display = self.passages[self.at].display
        for cut in split(chain):
            branches = isinstance(strip(cut.sides[-1]), s.Branches)
            new = replace(
                cut,
                conditions=tuple(own) or (() if branches else standing),
                negated=self.negated if not own else (),
                display=display,
                before=self.before,
                behind=self.behind,
                passage=self.at,
            )
            made = value_of_case(new, self.equations[-1] if self.equations else None, self.behind)
            self.equations.append(of_what_is_named(made, named) if named else made)
        if self.latest < len(self.equations):
            self._excepted(excepted)
        if own and all(map(is_case, own)) and not display:
            self.standing, self.negated = tuple(own), ()

    def _given_to(self) -> Equation | None:
        """The formula alone in the words before this one, a variable or a derivative, to which they give what stands here as its value."""
        last = self.equations[-1] if self.equations else None
        if last is None or len(last.sides) > 1 or last.goes_on or last.display:
            return None
        between = self.marks[last.passage + 1 : self.at]
        near = len(between) == 1 or (len(between) == 3 and between[1] == "⟦•⟧")
        return last if near and of_the_formula(self.before) else None

    def _excepted(self, excepted: bool) -> None:
        """An equation for one word beside another for all the others: y_w = 0 but y_o = 1; y_o = 1, all others y_w = 0."""
        rest, self.rest = self.rest, False
        if not self.latest:
            return
        before, new = self.equations[self.latest - 1], self.equations[self.latest]
        if excepted and (apart := set_apart([new, before])):
            self.equations[self.latest - 1] = replace(before, negated=(apart,))
        if rest and (apart := set_apart([before, new])):
            self.equations[self.latest] = replace(new, negated=(apart,))

    def script(self, macros: Macros) -> Script:
        """All that was read."""
        errors = tuple((each.error, at) for at, each in enumerate(self.passages) if each.error is not None)
        return Script(
            tuple(self.equations),
            tuple(self.declarations),
            tuple(error for error, _ in errors),
            " ".join(self.prose),
            counts_of(self.passages, " ".join(self.inside)),
            self.text,
            "".join(passage.prose or f"⟦{at}⟧" for at, passage in enumerate(self.passages)),
            self.passages,
            errors,
            tuple(
                each
                for at, one in enumerate(self.passages)
                for each in left_over(
                    without_row_labels(self.text, one.span) if one.display else self.text, at, one, macros
                )
            ),
            macros,
            self.letters,
            frozenset(each.span for one in self.equations for each in (*one.conditions, *one.negated)),
        )


def _is_of_an_entry(left: s.Syntax) -> bool:
    """Whether a left side is differentiated by one entry of a vector or a matrix: ∂J/∂v_{c,i}."""
    by = differentiates_by(strip(left))
    names = [each for each in every(by) if isinstance(each, s.Scripted)] if by is not None else []
    return any(each.below is not None and len(indices_of(each.below)) > 1 for each in names)
