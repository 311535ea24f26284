"""How the cost of a loss with all its gradients grows with V, d and K: a table and a figure.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS=1 python benchmarks/growth_gradients.py

The figure goes to docs/figures/growth_gradients.svg and needs matplotlib; without it there is the table alone. Words are rows, type
float32, one thread, medians. The last column is the exponent p of time ~ size^p between the two largest sizes.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import math
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np

import derive

SIZES = {
    "V": (1_000, 3_000, 10_000, 30_000, 100_000),
    "d": (25, 50, 100, 200, 400, 800),
    "K": (1, 3, 10, 30, 100, 300, 1_000),
}
BASE = {"V": 10_000, "d": 100, "K": 5}
LOSSES: dict[str, dict[str, Any]] = {
    "naive softmax": {"part": "b.1"},
    "negative sampling, dense": {"part": "h"},
    "negative sampling, sparse": {"part": "h", "sparse": True},
}
SECONDS = 0.25
"""Spent on each point, about."""


def point(f: Callable[..., Any], sampled: bool, V: int, d: int, K: int) -> float:
    """Median milliseconds of one call."""
    r = np.random.default_rng(0)
    U, v = (r.normal(size=(V, d)) * 0.1).astype(np.float32), r.normal(size=d).astype(np.float32)
    arguments = (v, 0, r.integers(1, V, K), U) if sampled else (v, 0, U)
    for _ in range(3):
        f(*arguments)
    times, until = [], time.perf_counter() + SECONDS
    while time.perf_counter() < until or len(times) < 5:
        start = time.perf_counter()
        f(*arguments)
        times.append(time.perf_counter() - start)
    return median(times) * 1e3


def measured() -> dict[str, dict[str, list[float]]]:
    """Milliseconds by loss and by the size that grows."""
    found: dict[str, dict[str, list[float]]] = {}
    for name, how in LOSSES.items():
        f = derive.compile(how["part"], layout="rows", sparse=how.get("sparse", False))
        sampled = how["part"] == "h"
        found[name] = {
            size: [point(f, sampled, **{**BASE, size: value}) for value in values]
            for size, values in SIZES.items()
            if sampled or size != "K"
        }
    return found


def table(found: dict[str, dict[str, list[float]]]) -> str:
    lines = []
    for size, values in SIZES.items():
        rest = ", ".join(f"{other} = {value:,}" for other, value in BASE.items() if other != size)
        lines += [f"| {size} grows, {rest} | " + " | ".join(f"{value:,}" for value in values) + " | p |"]
        lines += ["| --- |" + " ---: |" * (len(values) + 1)]
        for name, by_size in found.items():
            if size in by_size:
                *_, before, last = by_size[size]
                p = math.log(last / before) / math.log(values[-1] / values[-2])
                lines.append(f"| {name} | " + " | ".join(f"{t:.3f}" for t in by_size[size]) + f" | {p:.2f} |")
        lines.append("")
    return "\n".join(lines)


def plot(found: dict[str, dict[str, list[float]]], target: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "gradproof"
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, len(SIZES), figsize=(11, 3.6), sharey=True)
    for panel, (size, values) in zip(panels, SIZES.items(), strict=True):
        for (name, by_size), marker in zip(found.items(), "os^", strict=True):
            if size in by_size:
                panel.loglog(values, by_size[size], marker=marker, markersize=4, label=name)
        panel.set_xlabel(size)
        panel.set_title(", ".join(f"{other} = {value:,}" for other, value in BASE.items() if other != size), fontsize=9)
        panel.grid(True, which="major", alpha=0.3)
    panels[0].set_ylabel("milliseconds, loss and gradients")
    panels[0].legend(fontsize=8)
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, metadata={"Date": None})


def main() -> None:
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, one thread, float32; milliseconds, medians\n")
    found = measured()
    print(table(found))
    target = ROOT / "docs" / "figures" / "growth_gradients.svg"
    try:
        plot(found, target)
    except ImportError:
        print("matplotlib is not installed: no figure")
    else:
        print(f"figure: {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
