"""How the time of training grows with the corpus, the dimension d and the number of negatives K: a table and a plot.

    python benchmarks/growth_training.py [--runs 3] [--figure docs/figures/growth_training.svg]

One epoch, one worker, on multiples of the corpus that ships with gradproof (cut to its first 400,000 words); medians.
Memory is the peak of the whole process, which reads the corpus and trains (from /proc: Linux).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[_variable] = "1"
for _variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(_variable, None)

import numpy as np

from numeric.corpus import BUNDLED, read_tokens
from numeric.plots import new_figure, save_figure

BASE_WORDS = 400_000

ONE_RUN = """
import sys
from numeric.corpus import Corpus
from numeric.train import Settings, train
with Corpus([sys.argv[1]] * int(sys.argv[2])) as corpus:
    model = train(corpus, Settings(epochs=1, d=int(sys.argv[3]), K=int(sys.argv[4])))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(corpus.tokens, model.seconds, int(peak.split()[1]) / 1024)
"""

SWEEPS: dict[str, list[dict[str, int]]] = {
    "corpus": [{"copies": copies} for copies in (1, 2, 4, 8)],
    "d": [{"d": d} for d in (25, 50, 100, 200, 300)],
    "K": [{"K": K} for K in (1, 2, 5, 10, 20)],
}
"""What is varied; the rest stays at one copy, d 100, K 5."""


def run(text: Path, copies: int = 1, d: int = 100, K: int = 5) -> tuple[float, float, float]:
    """Tokens, seconds, megabytes."""
    arguments = [sys.executable, "-c", ONE_RUN, str(text), str(copies), str(d), str(K)]
    tokens, seconds, memory = map(float, subprocess.check_output(arguments, text=True).split())
    return tokens, seconds, memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--figure", type=Path, default=Path("docs/figures/growth_training.svg"))
    options = parser.parse_args()
    print(f"one worker, one BLAS thread, medians of {options.runs} runs\n")
    print("| varied | words of text | d | K | seconds | words/s | MB |\n| --- | --- | --- | --- | --- | --- | --- |")
    curves: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text"
        words = [token for block in read_tokens(BUNDLED) for token in block][:BASE_WORDS]
        text.write_text(" ".join(words).replace(" \n ", "\n"), encoding="utf-8")
        for varied, choices in SWEEPS.items():
            for choice in choices:
                tokens, seconds, memory = map(
                    statistics.median, zip(*(run(text, **choice) for _ in range(options.runs)), strict=True)
                )
                d, K = choice.get("d", 100), choice.get("K", 5)
                cells = [varied, f"{tokens:,.0f}", d, K, f"{seconds:.2f}", f"{tokens / seconds:,.0f}", f"{memory:.0f}"]
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
                x = tokens / 1e6 if varied == "corpus" else choice[varied]
                curves.setdefault(varied, []).append((x, seconds))
    plot(curves, options.figure)


def plot(curves: dict[str, list[tuple[float, float]]], path: Path) -> None:
    figure, first = new_figure(10, 3.4)
    first.remove()
    labels = {"corpus": "words of text, millions (d 100, K 5)", "d": "d (K 5)", "K": "K (d 100)"}
    for axes, (varied, points) in zip(figure.subplots(1, len(curves)), curves.items(), strict=True):
        x, y = np.array(points).T
        slope, start = np.polyfit(x, y, 1)
        axes.plot(x, start + slope * x, color="#9db8d6", linewidth=1)
        axes.plot(x, y, "o", color="#1f5fa8", markersize=5)
        axes.set(xlabel=labels[varied], ylabel="seconds per epoch", ylim=(0, None), xlim=(0, None))
        axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_figure(figure, path)
    print(f"\nwritten: {path}")


if __name__ == "__main__":
    main()
