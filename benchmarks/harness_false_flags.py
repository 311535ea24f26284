"""Right programs in other styles under many examples: what is flagged, and how near to the bound the errors come.

    python benchmarks/harness_false_flags.py [EXAMPLES]

Prints, for each style, the examples tried and the codes found, then the worst ratio of error to bound of each part.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proofs" / "courses" / "cs224n_a2"))

from harness_sources import RIGHT, STYLES
from hypothesis import HealthCheck, Phase, given, seed, settings

from proofs.courses.cs224n_a2.harness.subjects import BY_NAME
from proofs.courses.cs224n_a2.harness.suite import Bench
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness.calls import Guard
from proofs.harness.search import Effort

LOSSES = ("naiveSoftmaxLossAndGradient", "negSamplingLossAndGradient")


def functions(source: str) -> dict:
    space: dict = {}
    exec(compile(source, "style", "exec"), space)  # noqa: S102 (our own text)
    return {name: space[name] for name in BY_NAME}


def worst(function, name: str, examples: int) -> dict[str, float]:
    """The greatest error over bound of each part, at float64 inputs of the course's kind."""
    subject, ratios = BY_NAME[name], {}

    @seed(1)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(subject.cases())
    def run(case):
        trial = Trial(subject, function, case, Guard())
        for part in ("loss", "v_c", "U"):
            ratios[part] = max(ratios.get(part, 0.0), trial.ratio(part))

    run()
    return ratios


def main() -> None:
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for style, source in {"stable": "", **STYLES}.items():
        started = time.perf_counter()
        made = functions(RIGHT + source)
        bench = Bench({n: made[n] for n in (*LOSSES, "sigmoid", "skipgram")}, Effort(examples))
        found = sorted({f"{f.severity} {f.function} {f.bug}" for f in bench.findings()})
        print(
            f"{style}: {sum(bench.checked.values())} examples in {time.perf_counter() - started:.0f} s; found {found or 'nothing'}"
        )
        for name in LOSSES:
            ratios = worst(made[name], name, examples // 5)
            print("   ", name, {k: f"{v:.3g}" for k, v in ratios.items()}, flush=True)


if __name__ == "__main__":
    main()
