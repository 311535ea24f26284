"""Whatever stands on a page, a verdict comes of it: nothing is raised, and nothing takes longer than twice its budget.

    python benchmarks/fuzz.py [N] [SEED] [--budget SECONDS] [--show]

N mutations of answers (the tests' tables, and published ones where `../shared/field` is there) and, one in twenty, of whole documents:
pieces left out, doubled, moved and spliced from others, brackets and environments torn, marks of every alphabet put in, nesting and
repetition grown. Each is checked under the budget (1 s) as `check` and `verify` do it. Printed: the verdicts, what was raised, and what
overran, by the processor's time, so that a busy machine does not matter. Exit status 1 if anything did. The same seed makes the same
mutations; the one at fault is printed whole, with its number.
"""

import gc
import json
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "proofs" / "answers")]
FIELD = HERE.parents[1] / "shared" / "field"
SUFFIXES = (".md", ".tex", ".txt", ".ipynb")
DOCUMENTS = 20
"""One mutation in so many is of a document."""
BETWEEN = 500
"""Garbage is collected after so many mutations."""
LONGEST = 20_000
"""Characters of an answer; more is not one that a person wrote."""

TOKENS = re.compile(r"\\[A-Za-z]+\*?|\\.|[A-Za-z]+|\d+|\s+|.", re.DOTALL)
MARKS = (
    *"{}[]()|^_&$%#~=<>+-*/\\'\"`:;,.!?", "\\", "\\\\", "$$", "\\(", "\\)", "\\[", "\\]", "\\left(", "\\right)", "\\left", "\\right.",
    "\\begin{cases}", "\\end{cases}", "\\begin{aligned}", "\\end{aligned}", "\\begin{bmatrix}", "\\end{bmatrix}", "\\frac", "\\frac{1}",
    "\\sum", "\\sum_{w}", "\\sum_{i=1}^{", "\\prod_{k=1}^K", "\\sqrt", "\\int", "\\partial", "\\nabla_{v_c}", "\\hat", "\\hat{y}", "\\text{",
    "\\mathbb{1}\\{", "\\underbrace{", "\\iffalse", "\\fi", "\\def\\a{\\a\\a}", "\\newcommand{\\x}[1]{#1#1}", "\\x", "#1", "%", "\n", "\n\n",
    "\t", "\0", "\u200b", "\ufeff", "\u202e", "\ud800", "（", "）", "＝", "−", "×", "∂", "σ", "ŷ", "𝐔", "é", "当", "其他", "if", "otherwise",
    "where", "not", "for all", "0", "1", "-1", "10^{10}", "99999999999999999999", "1e400", "0^{0}", "\\infty", "U", "v_c", "u_o", "u_{w_s}",
    "y", "\\sigma", "\\exp", "\\log", "\\delta_{wo}", "\\top", "^T", "^{-1}", "\\det", "\\operatorname{tr}", "!", "'''", "</script>", "```",
)  # fmt: skip
"""What is put in between two tokens."""


class Case(NamedTuple):
    """Something to mutate: the part that it is for, or the suffix of a document; its text; what stands before it."""

    part: str
    text: str
    defs: str = ""
    suffix: str = ""


def cases() -> tuple[list[Case], list[Case]]:
    """Answers and documents."""
    from answers_table import ROWS

    answers = [Case(row.part, text) for row in ROWS for text in (row.right, row.wrong)]
    if (FIELD / "answers.jsonl").exists():
        rows = map(json.loads, (FIELD / "answers.jsonl").read_text("utf-8").splitlines())
        answers += [Case(row["part"], row["latex"], row.get("defs") or "") for row in rows]
    folders = [each for each in (HERE.parent / "examples", FIELD / "documents") if each.is_dir()]
    files = [file for folder in folders for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES]
    return answers, [Case("", file.read_text("utf-8"), suffix=file.suffix) for file in files]


# ------------------------------------------------------------------------------------------------------------ mutations

Tokens = list[str]
Mutation = Callable[[Tokens, Tokens, random.Random], Tokens]


def _piece(tokens: Tokens, chance: random.Random, most: int = 12) -> tuple[int, int]:
    start = chance.randrange(len(tokens) + 1)
    return start, min(len(tokens), start + chance.randrange(most))


def left_out(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    start, end = _piece(tokens, chance)
    return tokens[:start] + tokens[end:]


def doubled(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    start, end = _piece(tokens, chance)
    return tokens[:end] + tokens[start:end] + tokens[end:]


def moved(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    start, end = _piece(tokens, chance)
    rest = tokens[:start] + tokens[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + tokens[start:end] + rest[at:]


def spliced(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    start, end = _piece(other, chance, 30)
    at = chance.randrange(len(tokens) + 1)
    return tokens[:at] + other[start:end] + tokens[at:]


def cut_short(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    return tokens[: chance.randrange(len(tokens) + 1)]


def marked(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    for _ in range(1 + chance.randrange(3)):
        at = chance.randrange(len(tokens) + 1)
        tokens = [*tokens[:at], chance.choice(MARKS), *tokens[at:]]
    return tokens


def exchanged(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    if not tokens:
        return tokens
    at = chance.randrange(len(tokens))
    return [*tokens[:at], chance.choice(MARKS), *tokens[at + 1 :]]


def repeated(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    start, end = _piece(tokens, chance, 6)
    return tokens[:end] + tokens[start:end] * chance.choice((2, 5, 40)) + tokens[end:]


def nested(tokens: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    opening, closing = chance.choice(
        (("(", ")"), ("{", "}"), ("\\frac{", "}{2}"), ("\\sqrt{", "}"), ("\\log(", ")"), ("\\exp(", ")"), ("\\sigma(", ")"),
         ("\\left(", "\\right)"), ("-", ""), ("\\frac{\\partial}{\\partial v_c}", ""), ("\\sum_{w=1}^V", ""), ("\\begin{bmatrix}", "\\end{bmatrix}"))
    )  # fmt: skip
    start, end = _piece(tokens, chance)
    times = chance.choice((1, 3, 30))
    return tokens[:start] + [opening] * times + tokens[start:end] + [closing] * times + tokens[end:]


MUTATIONS: tuple[Mutation, ...] = (
    left_out, doubled, moved, spliced, cut_short, marked, marked, exchanged, exchanged, repeated, nested,
)  # fmt: skip


def mutated(case: Case, other: Case, chance: random.Random) -> Case:
    """A case with one to three mutations."""
    tokens, pieces = TOKENS.findall(case.text), TOKENS.findall(other.text)
    for _ in range(1 + (chance.randrange(3) == 0) + (chance.randrange(6) == 0)):
        tokens = chance.choice(MUTATIONS)(tokens, pieces, chance)
    text = "".join(tokens)
    return case._replace(text=text if case.suffix else text[:LONGEST])


# ------------------------------------------------------------------------------------------------------------ what comes of it


def words_of(case: Case, budget: float, folder: Path) -> tuple[list[str], list[str], float]:
    """The verdicts on a case, the faults told in them, and its share of time: of twice the budget of each answer."""
    from proofs.documents import DocumentError, read
    from proofs.verify import check, verify_document

    started = time.process_time()
    answers = 1
    if not case.suffix:
        verdicts = [check(case.part, case.text, case.defs, budget=budget)]
    else:
        file = folder / f"page{case.suffix}"
        file.write_text(case.text, encoding="utf-8", errors="surrogatepass")
        try:
            document = read(file)
        except DocumentError:
            return ["no document"], [], 0.0
        found = verify_document(document, budget=budget)
        verdicts = [leaf for each in found for leaf in (each.answers or (each,))]
        answers = len(verdicts) + len(document.blocks)
    spent = time.process_time() - started
    faults = [str(each.message.values) for each in verdicts if each.message.code == "internal-error"]
    return [each.verdict for each in verdicts], faults, spent / (2 * budget * max(answers, 1))


def run(count: int, seed: int, budget: float, tell: Callable[[str], None]) -> tuple[Counter[str], int, int, float]:
    """Verdicts by word, how many mutations raised, how many overran, and the largest share of the time allowed."""
    answers, documents = cases()
    words: Counter[str] = Counter()
    raised = late = 0
    longest = 0.0
    gc.disable()  # what a process has gathered of a thousand answers is looked through between them, and is not the time of one
    with tempfile.TemporaryDirectory() as name:
        for number in range(count):
            if number % BETWEEN == 0:
                gc.collect()
            chance = random.Random(f"{seed}/{number}")
            pool = documents if number % DOCUMENTS == DOCUMENTS - 1 else answers
            case = mutated(chance.choice(pool), chance.choice(answers), chance)
            try:
                found, faults, share = words_of(case, budget, Path(name))
            except Exception:  # noqa: BLE001 - that is what is looked for
                found, faults, share = [], [traceback.format_exc()], 0.0
            words.update(found)
            longest = max(longest, share)
            raised += bool(faults)
            late += share > 1
            if faults or share > 1:
                what = faults[0] if faults else f"{share:.1f} times the time allowed"
                tell(
                    f"{seed}/{number} {case.part or case.suffix}: {what}\n  {case.text[:2000]!r}\n  {case.defs[:500]!r}"
                )
            if (number + 1) % 1000 == 0:
                print(f"{number + 1} of {count}: {raised} raised, {late} late", file=sys.stderr, flush=True)
    return words, raised, late, longest


def main() -> int:
    """Print what came of it; 1 if anything was raised or late."""
    arguments = sys.argv[1:]
    budget = float(arguments[arguments.index("--budget") + 1]) if "--budget" in arguments else 1.0
    if "--budget" in arguments:
        del arguments[arguments.index("--budget") : arguments.index("--budget") + 2]
    numbers = [int(each) for each in arguments if not each.startswith("--")]
    count, seed = (*numbers, *(2000, 1)[len(numbers) :])[:2]
    words, raised, late, longest = run(count, seed, budget, print)
    print(
        f"{count} mutations, seed {seed}: {raised} raised, {late} above twice the budget of {budget:g} s (at most {longest:.2f} of it)"
    )
    print(", ".join(f"{word} {number}" for word, number in words.most_common()))
    return int(raised > 0 or late > 0)


if __name__ == "__main__":
    sys.exit(main())
