"""How long the harness takes: one module as a process, and many modules in one run.

    python benchmarks/harness_speed.py

The modules are the project's own: the right source of tests/proofs/courses, its styles, and edits of it with one fault each.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proofs" / "courses" / "cs224n_a2"))

from harness_sources import RIGHT, STYLES, of_function

FAULTS = (
    ("naiveSoftmaxLossAndGradient", "delta @ outsideVectors", "-delta @ outsideVectors"),
    ("naiveSoftmaxLossAndGradient", "    delta[outsideWordIdx] -= 1.0\n", ""),
    ("negSamplingLossAndGradient", "logaddexp(0.0, scores).sum()", "logaddexp(0.0, scores).mean()"),
    ("negSamplingLossAndGradient", "signs[0] = -1.0", "signs = -signs"),
    ("skipgram", "gradCenterVecs[center] += ofCenter", "gradCenterVecs[center] = ofCenter"),
    ("sgd", "x - step * grad", "x + step * grad"),
    ("sigmoid", "np.exp(-np.abs(x))", "np.exp(-x)"),
    ("leaky_relu", ", alpha)", ", 0.01)"),
)


def timed(*arguments: str) -> tuple[float, float]:
    """Seconds by the clock, and of the processor in all processes."""
    started, before = time.perf_counter(), os.times()
    subprocess.run(
        [sys.executable, "-m", "proofs.cli", "test", *arguments, "--format", "json"], check=False, capture_output=True
    )
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - started, spent


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for style, source in {"right": "", **STYLES}.items():
            (folder / f"{style}.py").write_text(RIGHT + source)
        for i, fault in enumerate(FAULTS):
            (folder / f"fault{i}.py").write_text(of_function(*fault))
        modules = sorted(folder.glob("*.py"))
        ones = [
            timed(str(folder / f"{m}.py"))
            for m in ("right", "columns", "fault0", "fault2", "right", "fault4", "fault5")
        ]
        clock, spent = zip(*ones, strict=True)
        print(
            f"one module as a process: median {statistics.median(clock):.2f} s, worst {max(clock):.2f} s of {len(ones)}; "
            f"{statistics.median(spent):.2f} s of the processor"
        )
        for jobs in ("1", "2"):
            took, used = timed(str(folder), "-j", jobs)
            print(
                f"{len(modules)} modules, -j {jobs}: {took:.1f} s, {took / len(modules):.2f} s a module; "
                f"{used / len(modules):.2f} s of the processor"
            )


if __name__ == "__main__":
    main()
