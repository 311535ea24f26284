"""python benchmarks/tokens.py N SEED [FILE.jsonl]: N single tokens of right formulas changed; what stays accepted is printed.

The right answers of the tables of the tests (and of files of rows named on the command line) are changed at one token of their
mathematics: a token left out, a sign, a number, a name, an accent or a command put in, a letter, a relation or a function swapped.
What stays accepted keeps the meaning (T for \\top, |V| for V, y^2 for a one-hot y, a script of a zero term), or was dropped or
guessed on the way: a person looks. Exit status 1 if a change raised.
"""

import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "proofs" / "answers")]

from derive.parsing.lexer import Token, lex
from derive.parsing.macros import collect
from derive.parsing.passages import read_passages
from proofs.verify import check


class Answer(NamedTuple):
    """A right answer to a part."""

    part: str
    text: str


class Change(NamedTuple):
    """A text with one token of its mathematics changed; `what` says how."""

    kind: str
    what: str
    text: str


LETTERS = tuple("uvwocysktjmxUKVJ")
RELATIONS = (
    "=",
    r"\ne ",
    "<",
    r"\le ",
    ">",
    r"\ge ",
    r"\in ",
    r"\notin ",
    r"\approx ",
    r"\propto ",
    r"\to ",
    r"\subset ",
)
FUNCTIONS = (r"\exp", r"\log", r"\sigma", r"\tanh", r"\cos", r"\softmax", r"\sqrt")
AHEAD = (
    "-", "2", "0", "x", "s", r"\Delta ", r"\delta ", r"\partial ", r"\foo ", r"\bar ", r"\hat ", r"\tilde ", r"\dot ", r"\check ",
    r"\lnot ", r"\log ", r"\sqrt ", r"\tanh ", r"\circ ", r"\star ", r"\pm ", r"\neg ", r"\frac12", r"\text{not }", r"\text{unless }",
    r"\text{except }", r"\Re ", r"\nabla ", r"\int ", r"\max ", r"\mathcal ", r"\operatorname{foo}", "#", "?", "!", "@", "/", "*", "|",
)  # fmt: skip
"""What is put in before a token."""
BEHIND = (
    "'",
    "^2",
    "^{-1}",
    "^*",
    "^3",
    r"^\dagger",
    "_2",
    "_k",
    "_{o}",
    "!",
    "?",
    r"\circ ",
    "x",
    "2",
    r"^{(2)}",
    r"^{o}",
    "^+",
    "^-",
    r"\%",
)
"""What is put in behind a name, a number or a bracket."""
TOUCHED = frozenset({"name", "number", "roman", "close", "}", "blackboard", "rclose"})
LEFT_OUT = frozenset(
    {"name", "number", "roman", "sign", "relation", "accent", "prime", "big", "bar", "words", "blackboard", "forall"}
)


def answers(files: list[str]) -> list[Answer]:
    """The right answers of the tables, and of files of rows with part, latex and expect (or verdict) "right"."""
    from answers_table import ROWS
    from notation_table import READINGS
    from students_table import STUDENTS
    from traps_table import TRAPS

    found = [Answer(row.part, row.right) for row in (*ROWS, *STUDENTS, *TRAPS, *READINGS) if row.right]
    for file in files:
        rows = [json.loads(line) for line in Path(file).read_text("utf8").splitlines()]
        found += [
            Answer(row["part"], row["latex"])
            for row in rows
            if "right" in (row.get("expect"), row.get("verdict"), row.get("label"))
        ]
    return found


def mathematics(text: str) -> list[Token]:
    """The tokens of the formulas of a text, each at its place."""
    macros = collect(text)
    return [
        token
        for passage in read_passages(text, macros)
        if passage.chains
        for token in lex(text, *passage.span, macros=macros)
        if token.end > token.start
    ]


def changes(text: str, tokens: list[Token], r: random.Random) -> Iterator[Change]:
    """One random change of a kind, for kind after kind, each at a random token."""

    def put(kind: str, token: Token, new: str, start: int | None = None) -> Change:
        begin, end = token.start if start is None else start, token.end
        sides = text[max(0, begin - 1) : begin], text[end : end + 1]
        new = f" {new}" if new[:1].isalpha() and sides[0].isalpha() else new
        gap = " " if re.search(r"\\[A-Za-z]+$", new) and sides[1].isalpha() else ""
        return Change(kind, f"{text[begin:end]!r} at {begin} -> {new!r}", text[:begin] + new + gap + text[end:])

    def any_of(*kinds: str) -> Token | None:
        fitting = [token for token in tokens if token.kind in kinds and token.start >= 0]
        return r.choice(fitting) if fitting else None

    if (token := any_of(*LEFT_OUT)) is not None:
        yield put("left out", token, "")
    if (
        token := any_of(
            "name", "number", "big", "frac", "open", "accent", "lopen", "relation", "roman", "font", "close"
        )
    ) is not None:
        new = r.choice(AHEAD)
        yield put("put in before", token, new + text[token.start : token.end])
    if (token := any_of(*TOUCHED)) is not None:
        yield put("put in behind", token, text[token.start : token.end] + r.choice(BEHIND))
    if (token := any_of("name")) is not None and len(token.text) == 1:
        yield put("another letter", token, r.choice([each for each in LETTERS if each != token.text]))
    if (token := any_of("sign")) is not None:
        yield put(
            "another sign", token, r.choice({"+": ["-", r"\pm "], "-": ["+", r"\pm ", r"\cdot "]}.get(token.text, [""]))
        )
    if (token := any_of("relation")) is not None:
        yield put(
            "another relation", token, r.choice([each for each in RELATIONS if each != text[token.start : token.end]])
        )
    if (token := any_of("number")) is not None:
        yield put(
            "another number", token, r.choice([each for each in ("0", "1", "2", "3", "7", "-1") if each != token.text])
        )
    if (token := any_of("accent")) is not None:
        yield put(
            "another accent",
            token,
            r.choice(
                [each for each in (r"\hat ", r"\bar ", r"\tilde ", r"\vec ", r"\dot ", "") if token.text not in each]
            ),
        )
    if (token := any_of("name")) is not None and token.text in ("exp", "log", "sigma", "tanh", "softmax", "max"):
        yield put("another function", token, r.choice([each for each in FUNCTIONS if token.text not in each]))
    if (token := any_of("times")) is not None:
        yield put("another product", token, r.choice((r"\circ ", "/", "+", r"\setminus ", r"\otimes ", r"\star ")))
    scripts = [k for k, token in enumerate(tokens) if token.kind in ("_", "^")]
    if scripts:
        at = r.choice(scripts)
        end = _argument_end(tokens, at)
        whole = Token("script", "", tokens[at].start, tokens[end].end)
        yield put("a script left out", whole, "")
        yield put(
            "another script", whole, r.choice(("_{o}", "^{2}", "^{-1}", "_{2}", "_{w}", "^*", "_{x}", "_{k}", "^{T}"))
        )
    if (token := any_of("name", "roman")) is not None:
        yield put("between bars", token, rf"|{text[token.start : token.end]}|")


def _argument_end(tokens: list[Token], at: int) -> int:
    """The last token of the argument of a script."""
    depth = 0
    for k in range(at + 1, len(tokens)):
        depth += (tokens[k].kind == "{") - (tokens[k].kind == "}")
        if depth <= 0:
            return k
    return len(tokens) - 1


def run(N: int, seed: int, files: list[str]) -> int:
    """The whole benchmark; how many changes raised."""
    r, started = random.Random(seed), time.perf_counter()
    given = []
    for answer in answers(files):
        found = check(answer.part, answer.text)
        if found.accepted and all(link.holds is not False for link in found.links):
            tokens = mathematics(answer.text)
            given.append((answer, tokens))
    tally: Counter[str] = Counter()
    stayed: list[tuple[str, str, str, str]] = []
    raised = 0
    while tally.total() < N:
        answer, tokens = r.choice(given)
        for change in changes(answer.text, tokens, r):
            if change.text == answer.text:
                continue
            tally[change.kind] += 1
            try:
                found = check(answer.part, change.text)
            except Exception as error:  # noqa: BLE001
                raised += 1
                print("RAISED", type(error).__name__, error, answer.part, change.text)
                continue
            if found.accepted and all(link.holds for link in found.links):
                stayed.append((change.kind, answer.part, change.what, change.text))
    for kind, count in tally.items():
        print(f"{kind:18}{count:>8,}{sum(each[0] == kind for each in stayed):>6} accepted")
    print(
        f"seed {seed}, {len(given)} right answers, {tally.total():,} changes, {len(stayed)} accepted, {time.perf_counter() - started:.0f} s"
    )
    for kind, part, what, text in sorted(stayed):
        print(f"{kind:16} {part:8} {what:30} {text!r}")
    return raised


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    N, SEED = (*numbers, *(1000, 0)[len(numbers) :])
    sys.exit(1 if run(N, SEED, [each for each in sys.argv[1:] if not each.isdigit()]) else 0)
