"""python benchmarks/certificates.py [--coq] [--mutants N] [--forced N] [--lines] [--answers FILE.jsonl]: what gets a certificate.

The closed form of every gradient part; each accepted answer of a file of answers (as `check --jsonl` takes it: by part, or with a
loss of its own); the lines of every derivation; and random wrong mutants of right answers (mutants.py), none of which may get one.
With --coq, Coq checks what was made, several certificates in a file; seconds are those of the processor. --forced hands it proofs of wrong statements as well. Exit status 1 if a mutant was certified.
"""

import argparse
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mutants import answers, changed, same, wrong

import proofs
from derive.expression import ShapeError
from derive.problem import load
from proofs.commands.stating import from_row, row_states
from proofs.coq.agreement import MisreadError, in_file
from proofs.coq.coqc import compiled
from proofs.coq.lines import of_derivations
from proofs.coq.making import Made, made, made_of_statement
from proofs.coq.proving import NoProofError
from proofs.coq.statement import Claim
from proofs.coq.terms import OutsideError
from proofs.coq.theorem import Certificate, certificate

ASSIGNMENT = "cs224n-a2"


BATCH = 12
"""So many certificates go into one file: Coq loads its library of real numbers once for all of them."""
OPENING = "Require Import GradProof.\n"


def stated(found: Made) -> Certificate | None:
    """A certificate that was made and reads back."""
    if found.certificate is not None:
        try:
            in_file(found.items, found.certificate.text)
        except MisreadError as error:
            print("misread:", error)
            return None
    return found.certificate


def checked(certificates: list[Certificate]) -> list[tuple[bool, float]]:
    """Coq's word on each certificate, and its share of the seconds; a batch with one that is refused is checked one by one."""
    if not certificates:
        return []
    if len(certificates) > BATCH:
        return checked(certificates[:BATCH]) + checked(certificates[BATCH:])
    together = bundle(certificates)
    result = compiled(together.text, together.theorems, 60.0 * len(certificates))
    if result.accepted or len(certificates) == 1:
        if not result.accepted:
            print("Coq:", result.message)
        return [(result.accepted, result.seconds / len(certificates))] * len(certificates)
    return [each for one in certificates for each in checked([one])]


def bundle(certificates: list[Certificate]) -> Certificate:
    """Several certificates as one file, each in a module of its own."""
    if len(certificates) == 1:
        return certificates[0]
    texts, names = [], []
    for number, each in enumerate(certificates):
        body = re.sub(r"^Print Assumptions .*$", "", each.text.split(OPENING, 1)[1], flags=re.MULTILINE)
        texts.append(f"Module Answer{number}.\n{body}\nEnd Answer{number}.\n")
        names += [f"Answer{number}.{name}" for name in each.theorems]
    ends = "".join(f"Print Assumptions {name}.\n" for name in names)
    return Certificate(OPENING + "\n".join(texts) + ends, tuple(names), ())


def table(title: str, rows: dict[str, list[tuple[bool, float, float]]]) -> None:
    """Part, certified of tried, median seconds of the search and of Coq."""
    print(f"\n{title}\n{'':12}{'certified':>12}{'search s':>10}{'Coq s':>8}")
    for part, found in rows.items():
        done = sum(each[0] for each in found)
        search, coq = (statistics.median(each[k] for each in found) for k in (1, 2))
        print(f"{part:12}{f'{done} of {len(found)}':>12}{search:>10.2f}{coq:>8.1f}")
    total = [each for found in rows.values() for each in found]
    if total:
        done = sum(each[0] for each in total)
        print(
            f"{'all':12}{f'{done} of {len(total)}':>12}  {100 * done / len(total):.1f} %, longest {max(e[1] + e[2] for e in total):.1f} s"
        )


def timed(make: Callable[[], Made]) -> tuple[Made, float]:
    """What came of an answer, and the seconds of the search."""
    started = time.process_time()
    found = make()
    return found, time.process_time() - started


def rows_of(found: list[tuple[Made, float]], coq: bool) -> list[tuple[bool, float, float]]:
    """Certified, seconds of the search, seconds of Coq, for each of some answers."""
    certificates = [stated(each) for each, _ in found]
    kept = [each for each in certificates if each is not None]
    words = iter(checked(kept) if coq else [(True, 0.0)] * len(kept))
    made = [(False, 0.0) if each is None else next(words) for each in certificates]
    return [(done, search, seconds) for (_, search), (done, seconds) in zip(found, made, strict=True)]


def closed_forms(coq: bool) -> None:
    """The closed forms of all gradient parts."""
    parts = [part.id for part in load(ASSIGNMENT).parts if part.kind in ("gradient", "identity")]
    made_of = {part: timed(partial(made, part, None, "", ASSIGNMENT)) for part in parts}
    table("closed forms", {part: rows_of([found], coq) for part, found in made_of.items()})


def of_row(row: dict[str, Any]) -> Made:
    """The certificate of a row: an answer to a part, or to a loss of its own."""
    if row_states(row):
        return made_of_statement(from_row(row), row["latex"])
    return made(row["part"], row["latex"], row.get("defs") or "", ASSIGNMENT)


def of_file(file: Path, coq: bool) -> None:
    """The accepted answers of a file."""
    accepted: dict[str, list[tuple[Made, float]]] = {}
    reasons: Counter[str] = Counter()
    for line in file.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if row.get("copy_of"):
            continue
        found, search = timed(partial(of_row, row))
        if found.accepted:
            accepted.setdefault(row.get("part") or row.get("target") or "gradient", []).append((found, search))
            if found.certificate is None:
                reasons[found.reason] += 1
                print("none:", row["id"], found.reason, flush=True)
    table(f"accepted answers of {file.name}", {part: rows_of(each, coq) for part, each in sorted(accepted.items())})
    for reason, count in reasons.most_common():
        print(f"{count:6}  {reason}")


def lines(coq: bool) -> None:
    """The lines of every derivation."""
    print(f"\nlines of derivations\n{'':12}{'certified':>12}{'Coq s':>8}")
    done = missing = 0
    for part in load(ASSIGNMENT).parts:
        if part.kind == "prose":
            continue
        found = of_derivations([proofs.derive(part.id)])
        in_file(found.items, found.certificate.text)
        result = compiled(found.certificate.text, found.certificate.theorems, 600) if coq else None
        good = len(found.items) if result is None or result.accepted else 0
        done, missing = done + good, missing + len(found.missing) + len(found.items) - good
        print(
            f"{part.id:12}{f'{good} of {len(found.items) + len(found.missing)}':>12}{result.seconds if result else 0:>8.1f}",
            flush=True,
        )
    print(f"{'all':12}{f'{done} of {done + missing}':>12}")


def mutants(count: int, forced: int, seed: int = 2026) -> int:
    """Wrong mutants of right answers; how many were certified."""
    r, given = random.Random(seed), answers(load(ASSIGNMENT))
    words: Counter[str] = Counter()
    sample: list[Any] = []
    while words.total() < count:
        answer = r.choice(given)
        tree = changed(answer, wrong, r, r.randint(1, 3))
        if tree is None or tree == answer.tree:
            continue
        try:
            if same(tree, answer, None) is not False:
                continue
            certificate([(answer.part, Claim(answer.truth, tree))])
            words["certified"] += 1
            print("CERTIFIED", answer.part.id, tree)
        except NoProofError:
            words["no proof"] += 1
            sample.append((answer.part, Claim(answer.truth, tree)))
        except (OutsideError, ShapeError):
            words["outside"] += 1
        except (LookupError, NotImplementedError):
            continue
    print(f"\n{count} wrong mutants: {dict(words)}")
    accepted = 0
    for part, claim in r.sample(sample, min(forced, len(sample))):
        try:
            text = certificate([(part, claim)], forced=True)
        except NoProofError:
            continue
        accepted += compiled(text.text, text.theorems).accepted
    if forced:
        print(f"{forced} of them with the proof forced: Coq accepts {accepted}")
    return words["certified"] + accepted


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coq", action="store_true")
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--forced", type=int, default=0)
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--answers", type=Path)
    options = parser.parse_args()
    if not (options.mutants or options.lines or options.answers):
        closed_forms(options.coq)
    if options.answers:
        of_file(options.answers, options.coq)
    if options.lines:
        lines(options.coq)
    sys.exit(1 if options.mutants and mutants(options.mutants, options.forced) else 0)
