"""A text in sentences, clauses and tagged words, cut once; and of each clause what it speaks of.

>>> first, second = clauses_of("since the label is one-hot, the sum of all terms vanishes")
>>> (first.reason, first.subject, first.verb), (second.subject, second.verb)
((True, 'given', 'cop'), ('math', 'rel'))
>>> [each.text for each in clauses_of("So we find (as before)")]
['So we find', 'as before']
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from derive.words.descriptions import words_of
from derive.words.lexicon import Tagged, Tags, tokens
from derive.words.plain import plain

_BREAK = re.compile(
    r"[,，;；:：|()（）]|(?<![a-zA-Z.])[.!?](?=\s|$)|(?<=[a-zA-Z0-9⟧)])(?<!w\.r\.t)[.!?]+(?=\s|$)|[。！？]|--+|—|\n(?=[ \t>]*(?:\n|[-*+#|]\s|\d+[.)]))"
)
_ONE_WORD = re.compile(r"\((\w{2,})\)(?=\s\w)")
"""A word in brackets within a clause."""
_CODE = re.compile(r"`[^`\n]*[^`\n\w][^`\n]*`")
"""A formula as a program writes it."""
_JOINS = words_of(
    """so hence thus therefore which because since where whereas while but although though whose then that's and 所以 因此 因为 故 于是 从而 则 但 但是
    其中 由于 而 那么"""
)
"""Words that begin a clause of its own, where a verb follows."""
_VERBS = frozenset(["cop", "rel", "modal", "find"])
_NOUNS = frozenset(["answer", "it", "given", "math", "mark", "person", "unknown"])
_LED = frozenset(["link", "how", "number", "case"])


@dataclass(frozen=True)
class Clause:
    """Words between two stops; `text` as it was written, `stop`: what ends it, `joined`: nothing but a conjunction stands before it."""

    text: str
    tokens: tuple[Tagged, ...]
    stop: str = ""
    joined: bool = False

    def has(self, *tags: str) -> bool:
        """Whether a word has one of these tags."""
        return any(each.tags & set(tags) for each in self.tokens[self.start :])

    @cached_property
    def start(self) -> int:
        """Where the clause itself begins, behind connectives and labels."""
        return next((at for at, each in enumerate(self.tokens) if not each.tags & _LED), len(self.tokens))

    @cached_property
    def body(self) -> tuple[Tagged, ...]:
        """The clause without the connectives that it begins with."""
        return self.tokens[self.start :]

    @property
    def reason(self) -> bool:
        """Whether it gives a reason or describes something."""
        return bool(self.body) and (
            "reason" in self.body[0].tags or any(each.text == "being" for each in self.body[1:])
        )

    @cached_property
    def _divided(self) -> tuple[tuple[Tagged, ...], str, tuple[Tagged, ...]]:
        body = self.body
        seen, subject = False, 0
        for at, each in enumerate(body):
            tags = each.tags
            if at == 0 and tags & {"reason", "how"}:
                subject = 1
                continue
            verb = next((tag for tag in ("cop", "rel", "modal", "find") if tag in tags), "")
            if (
                not verb
                and "step" in tags
                and (
                    at == subject
                    or (at and body[at - 1].tags & {"person", "modal"})
                    or (seen and (each.text > "㐀" or (each.text.endswith("s") and not tags & {"math", "op"})))
                )
            ):
                verb = "step"
            if not verb and "op" in tags and (at == subject or body[at - 1].tags & {"person", "modal"}):
                verb = "op"
            if verb == "modal" and any("step" in then.tags and "op" not in then.tags for then in body[at + 1 : at + 2]):
                continue
            if verb and (
                seen or at == subject or verb in ("step", "op", "cop", "modal") or body[at - 1].tags & {"plain"}
            ):
                return body[subject:at], verb, body[at:]
            seen = seen or bool(tags & _NOUNS)
        return body[subject:], "", ()

    @property
    def subjects(self) -> tuple[Tagged, ...]:
        """The words before its verb."""
        return self._divided[0]

    @property
    def verb(self) -> str:
        """The kind of its first verb: cop, rel, modal, find, step or op; nothing where it has none."""
        return self._divided[1]

    @property
    def predicate(self) -> tuple[Tagged, ...]:
        """The clause from its verb on."""
        return self._divided[2]

    @cached_property
    def head(self) -> Tagged | None:
        """The noun that its subject is about: the last one before what a preposition adds."""
        found = None
        if self.reason:  # by the chain rule we …
            found = next((each for each in self._divided[0] if "person" in each.tags), None)
        for each in self._divided[0]:
            if each.tags & {"prep", "reason"} and found and each.text != "的":
                break
            if found and "person" in found.tags:
                break
            if each.tags & _NOUNS and not (found and each.tags & {"mark", "unknown"}):
                found = each
        return found

    @property
    def subject(self) -> str:
        """What it speaks of: answer, it, person, given, math, mark, unknown; nothing where no noun stands before its verb."""
        if self.head is None:
            return "it" if self.body and self.body[0].text == "which" else ""
        return _kind(self.head.tags)


def _kind(tags: Tags) -> str:
    return next(tag for tag in ("answer", "it", "person", "given", "math", "mark", "unknown") if tag in tags)


@lru_cache(maxsize=1024)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that hold words."""
    found = []
    at = 0
    text = _CODE.sub("⟦…⟧", _ONE_WORD.sub(r" \1 ", text))
    for stop in [*_BREAK.finditer(text), None]:
        end = stop.start() if stop else len(text)
        found += _parts(text[at:end], stop[0] if stop else "")
        at = stop.end() if stop else end
    return tuple(found)


def _parts(text: str, stop: str) -> list[Clause]:
    """A text between stops, cut before conjunctions that a clause with a verb follows."""
    said = _without_cases(tokens(plain(text)))
    if not said:
        return []
    cuts = [
        at for at, each in enumerate(said) if at and each.text in _JOINS and _whole(said[at:]) and _whole(said[:at])
    ]
    if not cuts:
        return [Clause(text.strip(), said, stop)]
    parts = [said[a:b] for a, b in zip([0, *cuts], [*cuts, len(said)], strict=True)]
    return [Clause(text.strip(), part, stop if part is parts[-1] else ",", part is not parts[0]) for part in parts]


def _whole(said: tuple[Tagged, ...]) -> bool:
    return any(each.tags & (_VERBS | {"step"}) for each in said)


_OF_A_CASE = words_of("""if when whenever for where case cases 当 若 如果 对 对于 情况 in the of that""")


def _without_cases(said: tuple[Tagged, ...]) -> tuple[Tagged, ...]:
    """Words without those that lead to a condition which was read, "when ⟦•⟧", and 时 behind it."""
    out: list[Tagged] = []
    for at, each in enumerate(said):
        if "case" in each.tags:
            while out and out[-1].text in _OF_A_CASE and out[-1].text not in ("the", "of", "that", "in"):
                out.pop()
            out.append(each)
        elif (
            each.text in ("时", "的时候", "的", "情况", "情形", "인경우", "경우", "때", "일때")
            and at
            and "case" in said[at - 1].tags
        ):
            continue
        else:
            out.append(each)
    return tuple(out)
