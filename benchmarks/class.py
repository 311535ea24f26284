"""A class of made-up submissions graded: time, memory, whether the sums agree, and whether feedback gives an answer away.

    python benchmarks/class.py [SUBMISSIONS] [PROCESSES]

The submissions are made from examples/, and from documents in ../shared/field/documents where that folder is, by renaming macros and
changing signs, letters and transposes at random, as files, folders and zips in turn. The same number makes the same class.
"""

import csv
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIELD = ROOT.parent / "shared" / "field" / "documents"
SUFFIXES = (".md", ".tex", ".ipynb", ".txt")
CHANGES = (
    (r"- y", "+ y"), (r"\hat{y}", "y"), (r"\hat y", "y"), (r"^\top", ""), ("u_o", "u_w"), ("v_c", "v_w"), (r"\sigma(-", r"\sigma("),
    ("= -", "= "), (" + ", " - "), (r"\neq", "="), ("1 - ", ""), (r"\sum", r"2\sum"),
)  # fmt: skip
POINTS = """
[points]
a = 1
b = 5
c = 3
d = 2
e = 1
f = 2
g = 6
h = 2
i = 3
"""


def sources() -> list[Path]:
    """The documents that submissions are made from."""
    folders = [ROOT / "examples", FIELD]
    return [
        file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES
    ]


def submission(text: str, suffix: str, chance: random.Random) -> str:
    """A document with macros renamed and up to four places changed."""
    if suffix == ".tex":
        for name in dict.fromkeys(re.findall(r"\\newcommand\*?\s*\{?\\([A-Za-z]+)", text)):
            text = (
                re.sub(rf"\\{name}(?![A-Za-z])", rf"\\{name}of{chance.choice('ABCDEFGH')}", text)
                if chance.random() < 0.5
                else text
            )
    for _ in range(chance.randrange(5)):
        old, new = chance.choice(CHANGES)
        places = [found.start() for found in re.finditer(re.escape(old), text)]
        if places:
            at = chance.choice(places)
            text = text[:at] + new + text[at + len(old) :]
    return text


def make_class(folder: Path, count: int) -> None:
    """Lay the submissions: every third a folder, every third a zip."""
    chance, documents = random.Random(count), sources()
    for number in range(count):
        source = documents[number % len(documents)]
        text = submission(source.read_text(encoding="utf-8"), source.suffix, chance)
        name, main = f"student-{number:03}", f"answers{source.suffix}"
        if number % 3 == 0:
            (folder / f"{name}{source.suffix}").write_text(text, encoding="utf-8")
        elif number % 3 == 1:
            (folder / name).mkdir()
            (folder / name / main).write_text(text, encoding="utf-8")
        else:
            with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr(f"hw/{main}", text)


class Memory(threading.Thread):
    """The memory of a process and of those below it, in MB, as time goes on."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.seen = pid, []

    def run(self) -> None:
        while Path(f"/proc/{self.pid}").exists():
            self.seen.append(sum(map(resident, family(self.pid))))
            time.sleep(0.5)


def family(pid: int) -> list[int]:
    """A process and those that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in family(int(child)))]


def resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def run(root: Path, jobs: int) -> tuple[float, list[float]]:
    command = [
        sys.executable, "-m", "proofs.cli", "grade", "class", "--points", "points.toml", "-o", "out", "--hints", "1", "-j", str(jobs),
        "--lang", "en",
    ]  # fmt: skip
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL) as process:
        memory = Memory(process.pid)
        memory.start()
    return time.perf_counter() - started, memory.seen


def sums(out: Path) -> tuple[int, float]:
    """Rows of the table, and by how much at most its totals, its parts and the Gradescope results disagree."""
    worst, rows = 0.0, 0
    with open(out / "grades.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            results = json.loads((out / "gradescope" / f"{row['submission']}.json").read_text("utf-8"))
            parts = [float(row[name] or 0) for name in row if f"override:{name}" in row and name != "total"]
            scores = sum(test["score"] for test in results["tests"])
            values = (float(row["total"]), sum(parts), results["score"], scores)
            worst, rows = max(worst, max(values) - min(values)), rows + 1
    return rows, worst


def given_away(out: Path) -> tuple[int, list[tuple[str, str, str]]]:
    """Formulas of gradproof's own in feedback on answers that are not accepted: how many, and those that are right answers."""
    from proofs.report.fields import leaves, notes
    from proofs.verdict import ACCEPTED
    from proofs.verify import check

    seen: dict[tuple[str, str], bool] = {}
    found = []
    for file in sorted((out / "records").glob("*.json")):
        made = json.loads(file.read_text("utf-8"))
        own = "".join(tight(each.get("text", "")) for each in leaves(made["answers"]))
        for each in leaves(made["shown"]):
            if each["verdict"] in ACCEPTED or not each["part"]:
                continue
            said = [each["reading"], *re.findall("“([^”]+)”", " ".join([each["message"], *notes(each, "en")]))]
            said += [str((each["repair"] or {}).get("latex") or "")]
            for formula in filter(None, said):
                if tight(formula.removeprefix("=")) in own:
                    continue
                key = (each["part"], formula)
                if key not in seen:
                    seen[key] = check(each["part"], formula.removeprefix("=")).accepted
                if seen[key]:
                    found.append((file.stem, each["part"], f"{each['verdict']}: {formula}"))
    return len(seen), found


def tight(text: str) -> str:
    return re.sub(r"[\s{}]", "", text)


def main() -> None:
    count, jobs = (
        (int(each) for each in [*sys.argv[1:], "200", "2"][:2]) if len(sys.argv) < 3 else map(int, sys.argv[1:3])
    )
    root = Path(tempfile.mkdtemp(prefix="gradproof-class-"))
    try:
        (root / "class").mkdir()
        (root / "points.toml").write_text(POINTS)
        make_class(root / "class", count)
        print(f"{count} submissions made from {len(sources())} documents, {jobs} processes")
        seconds, memory = run(root, jobs)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = spent.ru_utime + spent.ru_stime
        print(
            f"first run: {seconds:.1f} s, {count / seconds:.1f} a second; {busy:.1f} s of processor, {count / busy:.1f} a second of it"
        )
        early, late = (memory[int(len(memory) * share)] for share in (0.3, 0.95))
        print(
            f"memory of all processes: {early:.0f} MB after a third, {late:.0f} MB at the end, {max(memory):.0f} MB at most"
        )
        print(f"again, nothing changed: {run(root, jobs)[0]:.1f} s")
        rows, worst = sums(root / "out")
        print(f"sums: {rows} rows, table, parts and results differ by at most {worst:.1e}")
        words = Counter(
            each["rule"]
            for file in (root / "out" / "records").glob("*.json")
            for each in json.loads(file.read_text("utf-8"))["parts"].values()
        )
        print("rules: " + ", ".join(f"{name} {number}" for name, number in words.most_common()))
        checked, found = given_away(root / "out")
        print(
            f"feedback at --hints 1: {checked} formulas that are not the author's, {len(found)} of them right answers"
        )
        for each in found[:10]:
            print("  ", *each)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
