"""What a word does to a claim beside it: its tags, looked up in the tables of each language, the longest entry first.

Of what changes a claim: `deny`, `wrong` (judged), `back` (taken back), `doubt`, `heard` (from others), `only`, `cond`, `instead`, `another`
(thing), `op` (done with it), `factor`; `turned`, into another by one of these; `amend`, by a correction; `hedge`, feared, asked or
supposed only. Of what a clause is about: `answer`, `it`, `past` (said before), `person`, `given` (by the assignment), `math`; `rel`, a
verb of what depends on what. Of how it leads to a claim: `step`, `find`, `cop`, `modal`, `reason`, `link`, `how`, `all`, `prep`, `det`.
Narrower: `value` of what an answer is; `is`, `gives` and `comes` (to) of verbs before it, `get` of what we do, `so` and `again` (the same once more) of links.
`plain` words say nothing; a formula is tagged `mark`, a condition that was read `case`, one letter `letter`, a word that is in no table `unknown`.

>>> [sorted(each.tags) for each in tokens("the sum no longer depends on ⟦1⟧")]
[['det'], ['math'], ['plain'], ['rel'], ['prep'], ['mark']]
>>> [each.text for each in tokens("所以梯度不依赖于⟦1⟧")]
['所以', '梯度', '不依赖于', '⟦1⟧']
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from derive.words.chinese import CHINESE, KOREAN
from derive.words.descriptions import words_of
from derive.words.english import ENGLISH
from derive.words.everyday import EVERYDAY

Tags = frozenset[str]
DANGERS = frozenset(["deny", "wrong", "back", "doubt", "heard", "only", "cond", "instead", "another", "op", "factor"])
"""What may change a claim."""
_TOKEN = re.compile(
    r"⟦[^⟧]*⟧(?:'s)?|\b(?:i\.e|e\.g|w\.r\.t|q\.e\.d|o\.w|s\.t|i\.i\.d)\b\.?|\\?[A-Za-z](?:[A-Za-z]|['-](?=[A-Za-z]))*|[㐀-鿿]+|[가-힯]+|[぀-ヿ]+|\d+(?:\.\d+)*|\S"
)
_FOREIGN = re.compile(r"[\u0400-\u1cff]")
"""A letter of a script that is none of mathematics: Cyrillic, Hebrew, Arabic and further east."""
_SPOKEN = re.compile(r"[㐀-鿿가-힯]")
_SILENT = frozenset(".,;:!()[]{}\"'`“”‘’「」『』（）《》、，；：。！…·•*_#|~%&$-–—■□∎☐✓✔✅\\^=/<>+@−️\x00")
_HIDING = words_of(
    """endinput footnotemark iffalse comment phantom leftrightarrow mapsto begingroup endgroup bgroup egroup"""
)
"""Commands of TeX that hide what follows, or point elsewhere."""
_NOUN = re.compile(r"[a-z]{3,}(?:it(?:y|ies)|[st]ions?|ments?)")
_ADVERB = re.compile(r"[a-z]{4,}ly")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word, set phrase, formula or sign, and its tags."""

    text: str
    tags: Tags


class Lexicon:
    """The entries of one language by their first letters."""

    def __init__(self, table: dict[str, str], letters: int):
        self.words: dict[str, Tags] = {}
        self.stems: dict[str, Tags] = {}
        self.phrases: dict[str, list[tuple[list[str], Tags]]] = {}
        self.letters = letters
        for tags, entries in table.items():
            for entry in entries.split():
                pieces = re.split(r"[_-]|(?=X)|(?<=X)", entry) if letters == 1 else entry.split("_")
                pieces = [piece for piece in pieces if piece]
                if len(pieces) > 1:
                    self.phrases.setdefault(pieces[0][:letters], []).append((pieces, frozenset(tags.split())))
                elif entry.endswith("*"):
                    self.stems[entry[:-1]] = frozenset(tags.split())
                else:
                    self.words[entry] = frozenset(tags.split())
        for each in self.phrases.values():
            each.sort(key=lambda entry: -len(entry[0]))
        self.longest = max(map(len, self.words), default=0)

    def word(self, text: str) -> Tags | None:
        """The tags of a word, by itself or by its stem."""
        found = self.words.get(text)
        for end in range(len(text), 1, -1) if found is None else ():
            found = found or self.stems.get(text[:end])
        return found


@lru_cache(maxsize=1)
def _tables() -> tuple[Lexicon, Lexicon, Lexicon]:
    english = ENGLISH | {"plain": f"{ENGLISH['plain']} {EVERYDAY}"}
    return Lexicon(english, 2), Lexicon(CHINESE, 1), Lexicon(KOREAN, 1)


def one_of(tag: str) -> str:
    """A pattern for any of the entries of English and Chinese that have a tag.

    >>> bool(re.search(one_of("comes"), "it boils down to")), bool(re.search(one_of("so"), "some"))
    (True, False)
    """
    found: list[list[str]] = [
        [entry for tags, entries in table.items() if tag in tags.split() for entry in entries.split()]
        for table in (ENGLISH, CHINESE)
    ]
    english, chinese = (sorted(map(re.escape, each), key=len, reverse=True) for each in found)
    spelled = "|".join(each.replace("_", " ").replace(r"\*", r"[a-z]*") + r"\.?" * ("." in each) for each in english)
    return rf"(?:(?<![\w-])(?:{spelled})(?![\w-])|{'|'.join(chinese) or '(?!)'})"


@lru_cache(maxsize=4096)
def tags_of(word: str) -> Tags:
    """The tags of a word of English; in a compound those of its parts that change a claim."""
    english = _tables()[0]
    if word.startswith("\\"):
        return frozenset(["odd" if word[1:] in _HIDING else "plain"]) | (
            (english.word(word[1:]) or frozenset()) & DANGERS
        )
    found = english.word(word) or english.word(word.removesuffix("'s"))
    if found is None and word.endswith("s"):
        found = english.words.get(word[:-1])
    if found is None and "-" in word:
        parts = [tags_of(each) for each in word.split("-")]
        if not any("unknown" in each for each in parts):
            found = frozenset(["plain"]).union(*parts) & (DANGERS | {"plain", "math"})
    if found is None and word.endswith("n't"):
        return frozenset(["deny"])
    if found is None and _NOUN.fullmatch(word):
        return frozenset(["math"])
    if len(word) < 2 and word < "぀":
        return found or frozenset(["letter"])
    return found or frozenset(["plain" if _ADVERB.fullmatch(word) else "unknown"])


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Tagged, ...]:
    """The tokens of a text in lower case without markup."""
    found: list[Tagged] = []
    pieces = [each for each in _TOKEN.findall(text) if each not in _SILENT]
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.startswith("⟦"):
            found.append(Tagged(piece, frozenset(["case" if piece == "⟦•⟧" else "mark"])))
        elif _SPOKEN.match(piece):
            behind = pieces[at + 1].startswith("⟦") if at + 1 < len(pieces) else False
            found += _cut(piece, behind)
        elif piece[0].isdigit():
            found.append(Tagged(piece, frozenset(["number"])))
        elif len(piece) == 1 and _FOREIGN.match(piece):
            found.append(Tagged(piece, frozenset(["odd"])))
        elif piece[-1].isalpha() or "." in piece[:-1]:
            word, tags, length = _phrase(pieces, at)
            found.append(Tagged(word, tags))
            at += length - 1
        else:
            found.append(Tagged(piece, _tables()[0].words.get(piece, frozenset(["odd"]))))
        at += 1
    return tuple(found)


def _phrase(pieces: list[str], at: int) -> tuple[str, Tags, int]:
    """The longest entry of English that begins with a word, its tags, and how many words it has."""
    for entry, tags in _tables()[0].phrases.get(pieces[at][:2], ()):
        if len(entry) <= len(pieces) - at and all(map(_fits, entry, pieces[at : at + len(entry)])):
            return "_".join(pieces[at : at + len(entry)]), tags, len(entry)
    return pieces[at], tags_of(pieces[at].rstrip(".")), 1


def _fits(entry: str, word: str) -> bool:
    if entry == "X":
        return word.startswith("⟦")
    if entry == "N":
        return word[0].isdigit()
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry


def _cut(run: str, behind: bool) -> list[Tagged]:
    """A text without blanks in its longest entries; `behind`: a formula follows it."""
    table = _tables()[2 if "가" <= run[0] <= "힯" else 1]
    found, at = [], 0
    while at < len(run):
        end, tags = at + 1, table.words.get(run[at])
        for size in range(min(table.longest, len(run) - at), 1, -1):
            if run[at : at + size] in table.words:
                end, tags = at + size, table.words[run[at : at + size]]
                break
        for entry, told in table.phrases.get(run[at], ()):
            reached = _spread(entry, run, at, behind)
            if reached > end:
                end, tags = reached, told
        found.append(Tagged(run[at:end], tags or frozenset(["unknown"])))
        at = end
    return found


def _spread(entry: list[str], run: str, at: int, behind: bool) -> int:
    """Where a phrase of several pieces ends that begins at a place, with up to six signs between its pieces."""
    for piece in entry:
        if piece == "X":
            return at if behind and at == len(run) else -1
        next_ = run.find(piece, at, at + len(piece) + (6 if piece is not entry[0] else 0))
        if next_ < 0:
            return -1
        at = next_ + len(piece)
    return at
