"""The tests share right answers, mutants and the plain interpreter with the benchmark of soundness."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "benchmarks"))
