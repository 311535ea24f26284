"""A folder of documents through `verify`: processor time for an answer, what a second process brings, memory; SymPy beside it in the same run.

    python benchmarks/documents.py [DOCUMENTS]

Once copies of the documents in examples/ and, where that folder is, in ../shared/field/documents; once with macros renamed and signs,
letters and transposes changed at random, so that few answers are the same. One document is read before anything is measured, so that
Python's files are compiled, as they are where the package is installed. Processor time depends little on what else the machine does, and
SymPy's in the same run as much; the gain of a second process does, so that the load is told with it.
"""

import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent


def module(name: str):
    """A benchmark beside this one."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def lay(folder: Path, count: int, changed: bool) -> None:
    """So many documents in a folder, the published ones if they are there."""
    made = module("class")
    chance = random.Random(7)
    sources = [each for each in made.sources() if made.FIELD in each.parents] or made.sources()
    for number in range(count):
        source = sources[number % len(sources)]
        text = source.read_text(encoding="utf-8")
        text = made.submission(text, source.suffix, chance) if changed and number >= len(sources) else text
        (folder / f"{number:03}-{source.name}").write_text(text, encoding="utf-8")


def run(folder: Path, jobs: int) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and how many answers were found."""
    out = folder.parent / "out.json"
    command = [
        sys.executable,
        "-m",
        "proofs.cli",
        "verify",
        str(folder),
        "-j",
        str(jobs),
        "--format",
        "json",
        "-o",
        str(out),
    ]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=HERE.parent, check=False, env=kept | {"PYTHONPYCACHEPREFIX": str(folder.parents[1])})
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    found = json.loads(out.read_text("utf-8"))["documents"]
    leaves = [leaf for each in found for record in each["answers"] for leaf in (record.get("answers") or [record])]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent, sum(leaf["verdict"] != "missing" for leaf in leaves)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    reference = median(module("verify_latency").reference(time.process_time))
    print(
        "| what | answers | processor, ms an answer | of SymPy's time | second process |\n| --- | ---: | ---: | ---: | ---: |"
    )
    with tempfile.TemporaryDirectory() as name:
        for what in ("first", "copies", "changed at random"):
            folder = Path(name, what, "documents")
            folder.mkdir(parents=True)
            lay(folder, 1 if what == "first" else count, what == "changed at random")
            if what == "first":
                run(folder, 1)
                continue
            one, two = run(folder, 1), run(folder, 2)
            each = 1e3 * one[1] / one[2]
            print(
                f"| {count} documents, {what} | {one[2]} | {each:.1f} | {each / reference:.2f} | {one[0] / two[0]:.2f} times as fast |"
            )
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(
        f"\nSymPy, one comparison at one size: {reference:.1f} ms of processor. Largest process: {most:.0f} MB. Load of the machine: {os.getloadavg()[0]:.1f}."
    )


if __name__ == "__main__":
    main()
