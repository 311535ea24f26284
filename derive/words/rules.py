"""The RULES by which a clause near a claim speaks against it, each by what the clause is about and what its words do.

A word that could change a claim does so only where its clause reaches it: where the claim is what is spoken of, or nothing else is.
docs/soundness.md shows the table, and the tests run it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from derive.words import remade, still_to_do
from derive.words.clauses import Clause
from derive.words.given import said_of
from derive.words.left_out import left_out
from derive.words.lexicon import DANGERS, Tagged

ALARM = frozenset(["wrong", "back", "doubt", "heard"])
"""Judged, taken back, doubted, heard from others."""
CHANGE = frozenset(["deny", "only", "cond", "instead", "another", "factor"])
"""What changes a thing that is spoken of."""
FREE_OF_KIND = frozenset(["only", "cond"])
"""What an answer that is a condition, or a choice of terms, is made of."""


@dataclass(frozen=True)
class Near:
    """Where a clause stands, and what says nothing there: `place` is lead, tail, before, after or far; ahead of all answers; or wherever it names an answer.

    `leads_on`: its sentence ends in another formula; `loose`: the sentence is a long one, apart from a displayed claim, which may be of anything.
    """

    place: str
    kind: str = "gradient"
    fitting: frozenset[str] = frozenset()
    leads_on: bool = False
    loose: bool = False

    def dangers(self, clause: Clause, tags: frozenset[str]) -> list[Tagged]:
        """The words of a clause that have one of these tags, but for those that fit."""
        if self.kind != "gradient":
            tags = tags - FREE_OF_KIND
        return [each for each in clause.tokens[clause.start :] if each.tags & tags and each.text not in self.free]

    @property
    def free(self) -> frozenset[str]:
        """Words that say nothing here; a condition is one for zero, a quantity to use again is calculated once."""
        return self.fitting if self.kind == "gradient" else self.fitting | {"zero", "零", "vanishing", "once"}

    def dangers_of(self, word: Tagged) -> bool:
        """Whether one word may change a claim here."""
        tags = word.tags & DANGERS - (frozenset() if self.kind == "gradient" else FREE_OF_KIND)
        return bool(tags) and word.text not in self.free


@dataclass(frozen=True)
class Objection:
    """What a clause says against a claim, where it must stand, and how it is found."""

    name: str
    places: str
    speaks: Callable[[Clause, Near], bool]
    example: str
    harmless: str


def _alarms(clause: Clause, near: Near) -> bool:
    """A judgment, that it is taken back or heard, wherever it stands; a doubt where the claim is doubted."""
    if (
        near.place in ("before", "after")
        and clause.verb == "cop"
        and clause.body[0] == clause.head
        and clause.subject == "mark"
    ):
        return False  # of another formula
    if near.dangers(clause, ALARM - {"doubt"}):
        return True
    return bool(near.dangers(clause, frozenset(["doubt"]))) and (about_the_claim(clause) or _of_mine(clause, near))


def _of_mine(clause: Clause, near: Near) -> bool:
    """Whether what we do in a clause, we do with the claim."""
    if clause.subject != "person":
        return False
    told = clause.predicate or clause.body
    return near.place in ("lead", "tail") or len(clause.body) < 5 or any(each.tags & {"it", "answer"} for each in told)


def about_the_claim(clause: Clause) -> bool:
    """Whether the claim is what a clause speaks of, or nothing else is."""
    head = clause.head
    return clause.subject in ("answer", "it", "") or (head is not None and bool(head.tags & {"factor", "op"}))


def _changes(clause: Clause, near: Near) -> bool:
    """Something that changes the claim, in a clause about it."""
    if near.loose and clause.subject == "it" and _denied(clause):
        return True
    if _elsewhere(clause, near) or (near.loose and clause.subject != "answer"):
        return False
    if clause.subject in ("answer", "it") and _narrowed(clause):
        return near.kind == "gradient"
    if clause.subject in ("answer", "it") and near.dangers(clause, CHANGE):
        long = (
            near.place == "lead" and len(clause.body) > LONG and not clause.has("deny", "another", "instead", "factor")
        )
        return not long and (clause.verb != "rel" or clause.has("deny", "another", "instead"))
    if clause.reason and clause.subject not in ("", "person"):
        return False
    if clause.verb == "step":
        mine = clause.subject != "person" or _of_mine(clause, near)
        changed = ["deny", "instead", "only"] if near.place == "tail" else ["deny", "instead"]
        return mine and not near.loose and bool(near.dangers(clause, frozenset(changed)))
    if clause.verb == "rel" or not (clause.subject == "" or _of_mine(clause, near)):
        return False
    if clause.subject == "person" and near.place == "lead" and len(clause.body) > LONG:
        return False
    return bool(near.dangers(clause, CHANGE))


_TRUE = frozenset(["right", "correct", "true", "so", "valid", "it"])


def _denied(clause: Clause) -> bool:
    """Whether a clause denies what it speaks of, and says nothing else: "but it is not", "this isn't true"."""
    denied = [at for at, each in enumerate(clause.tokens) if "deny" in each.tags]
    return clause.verb == "cop" and bool(denied) and all(each.text in _TRUE for each in clause.tokens[denied[-1] + 1 :])


LONG = 8
"""A clause of so many words before a claim tells of what went before."""


def _narrowed(clause: Clause) -> bool:
    """Whether a clause says that the claim holds somewhere, and not for all."""
    words = [each.text for each in clause.tokens]
    at = next((at for at, word in enumerate(words) if word in ("holds", "hold", "valid", "true", "works")), None)
    return (
        at is not None and bool({"for", "at", "in", "on", "under"} & set(words[at:])) and not clause.has("all", "case")
    )


def _elsewhere(clause: Clause, near: Near) -> bool:
    """Whether a clause behind a claim tells what happens in some case: "if the model is sure"."""
    if clause.tokens[-1].text.startswith("wrong_in_the"):
        return True  # of the slides, the notes
    words = [each.text for each in clause.body]
    if near.place == "before" and words[:1] == ["whose"] and words[-1] in ("zero", "0", "⟦0⟧"):
        return True  # of the rest, whose derivative is zero
    return (
        near.place in ("after", "ahead", "named")
        and clause.has("cond")
        and "cond" in clause.body[0].tags
        and clause.subject not in ("answer", "it")
    )


_MAKES = ("us", "tak", "choos", "set", "let", "defin", "treat", "count", "by", "from", "with", "用", "取", "由", "从")
"""How a word begins by which something is taken as something."""


_OF_ITS_PARTS = ("_columns", "_rows", "_length", "_vectors")
"""How a phrase ends that says what an array is made of: unit columns."""
_AT_WORK = frozenset(["used", "involved", "present", "there"])


def _takes_another(clause: Clause, near: Near) -> bool:
    """Another thing than the assignment's is taken, or a thing of it is made another."""
    has = clause.verb == "find" and clause.predicate[0].text in ("has", "have", "有")
    if clause.verb and clause.subject == "mark" and any("instead" in each.tags for each in clause.subjects[:2]):
        return True  # the roles of ⟦1⟧ and ⟦2⟧ are exchanged
    if near.place == "ahead" and clause.subject in ("given", "math", "mark", "answer"):
        free = clause.subject == "math" and clause.verb in ("op", "find", "rel")  # the update adds a term
        made = ["another"] if free else ["another", "op", "instead"]
        return not _elsewhere(clause, near) and bool(near.dangers(clause, frozenset(made)))
    told = clause.reason and clause.subject in ("mark", "given", "math") and (has or clause.verb in ("", "cop"))
    if clause.reason and clause.subject == "mark" and clause.verb == "rel" and not clause.has("deny"):
        return bool(near.dangers(clause, frozenset(["another", "factor"])))  # where u counts twice
    if told and clause.subject == "mark" and any(each.text in _AT_WORK for each in clause.predicate):
        return False  # since it isn't used
    if told:
        tags = (
            ["another", "op", "instead"]
            if clause.subject == "math"
            else ["another", "op", "instead", "cond", "deny", "factor", "omit"]
        )
    else:
        tags = ["another"] if clause.subject == "mark" else ["another", "instead"]
    dangers = near.dangers(clause, frozenset(tags))
    if not dangers or near.leads_on or _elsewhere(clause, near):
        return False
    opening = clause.body[0]
    if opening.text in ("let", "denote", "write") and "mark" in clause.body[1].tags:
        return False  # a name of the author's own
    if told or (clause.reason and clause.subject == "person"):
        return True
    if clause.subject in ("mark", "given"):
        like = has and any(each.text.endswith(_OF_ITS_PARTS) and "as" not in each.text.split("_") for each in dangers)
        return like or clause.verb not in ("rel", "find")
    if clause.subject == "math" and (clause.verb or opening.text not in ("with", "under")):
        return bool(near.dangers(clause, frozenset(["instead"]))) and clause.verb not in ("rel", "step", "op")
    return opening.text.startswith(_MAKES) or (clause.verb == "step" and clause.predicate[0].text.startswith(_MAKES))


_CALLED = frozenset(["vector", "matrix", "symbol", "letter", "variable", "quantity"])
_ENTRIES = frozenset(["entry", "entries", "component", "components", "sum", "sums", "和式", "求和", "分量", "元素"])
"""What is told of a thing that is given, by its parts."""


def _tells_anew(clause: Clause, near: Near) -> bool:
    """A thing that is given is said to be something that is not known of it."""
    if clause.body[:1] and clause.body[0].text.endswith("is_why"):
        return False  # it follows from the claim
    described = (
        near.place == "tail" and clause.reason and clause.subject == "math" and clause.body[0].text in ("where", "其中")
    )
    parts = clause.head is not None and clause.head.text in _ENTRIES and near.kind == "gradient"
    if (
        clause.subject == "mark"
        and "case" in clause.tokens[-1].tags
        and [each.text for each in clause.predicate[-2:-1]] == ["only"]
    ):
        return False  # is 1 only if w = o, which is held as an equation
    named = [each.text in _CALLED or "mark" in each.tags for each in clause.subjects[-2:]] == [True, True]
    if named and any("det" in each.tags for each in clause.predicate[1:2]):
        return False  # the vector ⟦1⟧ is the …: held against the symbol elsewhere
    if clause.verb == "cop" and (parts or clause.subject == "mark") and near.dangers(clause, frozenset(["only"])):
        return "only" not in clause.body[0].tags
    if (
        clause.subject == "given"
        and near.kind == "gradient"
        and "only" in clause.tokens[-1].tags
        and not clause.has("mark")
    ):
        return True
    if not (clause.subject == "given" or described or parts):
        return False
    if clause.verb not in ("cop", "find", "modal") or clause.head is None:
        return False
    if clause.predicate[0].text in ("may", "can", "might", "would") or (
        clause.has("cond") and (near.kind != "gradient" or (near.place == "after" and "cond" in clause.body[0].tags))
    ):
        return False
    has = clause.predicate[0].text in ("has", "have", "有")
    if clause.verb == "find" and not has:
        return False
    said = clause.predicate[1:]
    while said and said[0].text in ("be", "also", "all", "just", "then", "now", "both", "simply", "only"):
        said = said[1:]
    if said and said[0].tags & {"rel", "step"} and not said[0].tags & {"turned"}:
        return False
    fits = said_of(clause.head.text) - (frozenset(["term", "part"]) if has else frozenset())
    if any("answer" in each.tags and "mark" in then.tags for each, then in pairwise(said)):
        return False  # the scores have the gradient ⟦…⟧
    odd = _ODD_OF_GIVEN | (frozenset(["plain"]) if clause.reason and said and "plain" in said[0].tags else frozenset())
    for each in said:
        if {each.text, each.text.removesuffix("s")} & fits or each.text in _MADE_BY:
            continue
        if "reason" in each.tags:
            break
        odd = odd - {"plain"} if "prep" in each.tags else odd
        if each.tags & odd or each.text in ("but", "same", "before", "after"):
            return True
    return False


_MADE_BY = frozenset(["by", "with", "from", "using", "through", "via"])
_ODD_OF_GIVEN = frozenset(["given", "math", "unknown", "another", "op", "factor", "deny", "instead", "only", "answer"])
"""Tags of words that say something new of a thing that is given, where they are not known of it."""


def _operates(clause: Clause, near: Near) -> bool:
    """Something is done with the claim, or still has to be done."""
    aim = (
        clause.body[:1]
        and clause.body[0].text == "to"
        and not any(each.tags & {"it", "answer"} for each in clause.body[1:2])
    )
    if near.leads_on or clause.reason or aim:
        return False
    if near.place == "far" and not any(each.text == "please" for each in clause.tokens):
        return False
    if near.place == "named" and clause.verb in ("find", "rel"):
        return False
    if (near.loose and clause.subject not in ("answer", "")) or (
        any(each.text == "would" for each in clause.tokens) and clause.subject == "person"
    ):
        return False
    if clause.body[:1] and clause.body[0].text.endswith("ing") and clause.has("rel"):
        return False  # subtracting it moves the vector
    done = near.dangers(clause, frozenset(["op"]))
    due = clause.verb == "modal" or [each.text for each in clause.predicate[1:3]] == ["to", "be"]
    obliged = due and near.dangers(clause, frozenset(["op", "another", "factor"]))
    return bool(obliged) or (bool(done) and clause.subject not in ("given", "math", "mark", "unknown"))


def _made_of_it(clause: Clause, near: Near) -> bool:
    """What follows is named as something that is made of the claim; a sentence may speak of that anywhere."""
    named = near.place == "named"
    words = [each for each in clause.body if "det" not in each.tags]
    for at, each in enumerate(words if named else words[:1]):
        of = at + (1 if each.text.endswith("_of") else 2)
        made = each.tags & ({"turned"} if named else {"op", "factor", "another", "instead"}) and len(words) > of
        if made and "of" in words[of - 1].text.split("_") and words[of].tags & {"answer", "it"}:
            return near.place != "before" or clause.verb == ""
    return False


def _zeroed(clause: Clause, near: Near) -> bool:
    """The claim, or another case of it, is said to be zero."""
    zero = [
        each
        for each in clause.tokens
        if (each.text in ("zero", "0", "nothing", "零", "⟦0⟧") or each.text.startswith("vanish"))
        and each.text not in near.fitting
    ]
    if (
        not zero
        or near.leads_on
        or clause.has("cond")
        or (clause.has("case") and not clause.has("all"))
        or any(each.text in ("last", "second") for each in clause.tokens)
    ):
        return False
    return clause.verb in ("cop", "rel", "find") and clause.subject in ("answer", "it") and near.kind == "gradient"


_OF_A_SUM = frozenset(["limit", "limits", "index", "indices", "factor", "exponent", "term", "range"])


_OF_A_SIGN = frozenset(
    ["sign", "signs", "hat", "hats", "minus", "factor", "factors", "transpose", "bracket", "brackets"]
)


def _should(clause: Clause, near: Near) -> bool:
    """The claim should be, or might be, something."""
    words = {each.text for each in clause.tokens}
    if (
        clause.head is not None
        and clause.head.text in _OF_A_SUM
        and "should" in words
        and "mark" in clause.tokens[-1].tags
    ):
        return True  # the upper limit should be ⟦1⟧
    due = words & {"has_to", "have_to", "must"}
    if due and _OF_A_SIGN & {each.text for each in clause.subjects} and not clause.reason:
        return True  # one of the signs has to go
    if near.leads_on or near.loose or words & {"lines", "sentences", "pages", "paragraphs", "line", "sentence"}:
        return False  # how long it should be
    return clause.subject in ("answer", "it") and bool(words & {"should", "would", "could", "might", "may", "ought"})


def _runs(clause: Clause, near: Near) -> bool:
    """A symbol is said to run over something that is not all of a kind, or to be something."""
    if clause.subject == "mark" and clause.has("given", "math") and any(each.text == "being" for each in clause.tokens):
        return True
    being = any(each.text == "being" for each in clause.tokens)
    if being and clause.subject in ("math", "unknown") and clause.tokens[-1].tags & {"mark", "number"}:
        return True  # the factor being ⟦1⟧
    over = [each for each in clause.tokens if each.text in ("runs", "run", "ranges", "range")]
    return bool(over) and clause.subject == "mark" and not clause.has("all")


_RATIOS = frozenset(["ratio", "ratios", "quotient", "quotients", "比值", "比"])


def _measured(clause: Clause, near: Near) -> bool:
    """A check is told in which the value came out as a multiple of what it should be."""
    measured = clause.subject == "math" and clause.head is not None and clause.head.text in _RATIOS
    number = any("number" in each.tags and each.text not in ("1", "1.0") for each in clause.body)
    return measured and number


RULES: tuple[Objection, ...] = (
    Objection("taken back", "lead tail before after far ahead named", _alarms, "I doubt it", "it is a vector"),
    Objection(
        "changed", "lead tail before after ahead named", _changes, "it is not so", "the first term does not contain ⟦1⟧"
    ),
    Objection(
        "another",
        "lead tail before after ahead named",
        _takes_another,
        "using the mean of the losses",
        "it is a vector",
    ),
    Objection(
        "loss changed", "lead before ahead", remade.loss_changed, "we scale the loss by ⟦…⟧", "we expand the loss"
    ),
    Objection(
        "signs renamed",
        "lead tail before after far named",
        remade.signs_renamed,
        "read plus for minus",
        "the minus sign stays",
    ),
    Objection(
        "a part of a sum",
        "lead tail before after",
        remade.part_of_a_sum,
        "the sum runs over odd indices",
        "the sum runs over all indices",
    ),
    Objection(
        "given anew",
        "lead tail before after ahead",
        _tells_anew,
        "the labels are the scores",
        "the labels are one-hot",
    ),
    Objection("ranged", "tail", _runs, "where ⟦1⟧ runs over the words", "where ⟦1⟧ runs over all words"),
    Objection("operated on", "tail after far named", _operates, "then divide by ⟦1⟧", "because we divide by ⟦1⟧"),
    Objection(
        "told to do",
        "tail after far named",
        still_to_do.commanded,
        "apply relu to this",
        "apply the chain rule to see this",
    ),
    Objection(
        "unfinished",
        "lead tail before after ahead named",
        still_to_do.unfinished,
        "this still needs a factor",
        "this needs the softmax",
    ),
    Objection(
        "made of it", "lead named before", _made_of_it, "the transpose of the gradient", "the gradient of the transpose"
    ),
    Objection("told zero", "after named", _zeroed, "the other gradients are ⟦0⟧", "it is ⟦0⟧ where ⟦•⟧"),
    Objection("left out", "after", left_out, "the second term cancels", "the second term does not depend on ⟦1⟧"),
    Objection("measured", "after far", _measured, "the ratio is 2", "the ratio is 1"),
    Objection("should be", "tail before after named", _should, "which should be less", "it should be no surprise"),
)


def objection(clause: Clause, near: Near) -> str | None:
    """The name of the first rule by which a clause speaks against a claim."""
    found = (each.name for each in RULES if near.place in each.places.split() and each.speaks(clause, near))
    return next(found, None)
