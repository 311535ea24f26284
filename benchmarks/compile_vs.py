"""Compiled loss and gradients against the best NumPy by hand, torch and autograd: one paired run, one thread, medians.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS=1 python benchmarks/compile_vs.py [--quick]

Every round times each contender once, in an order drawn anew and after a call that is not timed, so that what else the machine
does, and what the one before left in the caches, falls on all alike. A ratio is the median over the rounds of (compiled /
contender) in the same round. The hand-written ones, which are close, are met in rounds of their own: with a slow framework in
them there would be too few. The results are checked against each other before anything is timed.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import gc
import platform
import sys
import time
from collections.abc import Callable
from importlib import metadata
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from compile_hand import HAND, autograd_peers, torch_peers

import derive

WARM = 3
BUDGET = 1.2
"""Seconds spent on one set of contenders, about."""

ROUNDS = (40, 400)
"""At least and at most."""


def peers() -> dict[str, dict[str, Callable[..., Any]]]:
    """What is installed of torch and autograd."""
    found: dict[str, dict[str, Callable[..., Any]]] = {}
    for name, make in (("torch", torch_peers), ("autograd", autograd_peers)):
        try:
            found[name] = make()
        except ImportError:
            print(f"{name} is not installed: left out")
    if "torch" in found:
        import torch

        torch.set_num_threads(1)
    return found


def compiled(kind: str, checked: bool = True) -> Callable[..., Any]:
    """The compiled function with words as rows."""
    f = derive.compile({"naive": "b.1"}.get(kind, "h"), layout="rows", sparse=kind == "sparse")
    if kind == "naive":
        return lambda v, o, U, out=None: f(v, o, U, out=None if out is None else {"U": out})
    if kind == "sparse":
        return lambda v, o, negatives, U, out=None: f(v, o, negatives, U)
    return lambda v, o, negatives, U, out=None: f(v, o, negatives, U, out=None if out is None else {"U": out})


def problem(kind: str, V: int, d: int, dtype: Any, K: int) -> tuple[Any, ...]:
    r = np.random.default_rng(7)
    U, v = (r.normal(size=(V, d)) * 0.1).astype(dtype), r.normal(size=d).astype(dtype)
    if kind == "naive":
        return v, 3, U
    return v, 3, r.integers(4, V, K), U


def plain(result: Any) -> tuple[float, Any]:
    """(loss, gradient by v) of any contender, for the check."""
    if isinstance(result[1], dict):
        return float(result[0]), result[1]["v_c"]

    loss, slope = (each.detach() if hasattr(each, "detach") else each for each in result[:2])
    return float(loss), np.asarray(slope)


def timed(contenders: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    """Seconds of each contender in each round."""
    first: Any = None
    start = time.perf_counter()
    for run in contenders.values():
        for _ in range(WARM):
            result = run()
        loss, slope = plain(result)
        first = first or (loss, slope)
        assert abs(loss - first[0]) < 1e-3 * max(1, abs(first[0])), "a contender gives another loss"
        assert np.allclose(slope, first[1], rtol=1e-2, atol=1e-3), "a contender gives another gradient"
    round_time = 2 * (time.perf_counter() - start) / WARM
    rounds = int(min(ROUNDS[1], max(ROUNDS[0], BUDGET / round_time)))
    times: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    order = np.random.default_rng(1)
    for _ in range(rounds):
        for name in order.permutation(names).tolist():
            contenders[name]()
            start = time.perf_counter()
            result = contenders[name]()
            times[name].append(time.perf_counter() - start)
            del result
    return times


def compared(contenders: dict[str, Callable[[], Any]]) -> tuple[dict[str, float], dict[str, float]]:
    """The median seconds of each, and the median over the rounds of compiled / each."""
    times = timed(contenders)
    ratios = {name: median(a / b for a, b in zip(times["compiled"], times[name], strict=True)) for name in times}
    return {name: median(seconds) for name, seconds in times.items()}, ratios


def run_case(kind: str, V: int, d: int, dtype: Any, K: int, others: dict[str, Any], given: bool) -> str:
    arguments = problem(kind, V, d, dtype, K)
    memory = np.empty((V, d), dtype) if given else None

    def call(function: Callable[..., Any]) -> Callable[[], Any]:
        return lambda: function(*arguments, out=memory)

    ours = {"compiled": call(compiled(kind))}
    by_hand = {function.__name__: call(function) for function in HAND[kind]}
    frameworks = {} if given else {name: call(made[kind]) for name, made in others.items() if kind in made}
    times, ratios = compared(ours | by_hand)
    best = min(by_hand, key=lambda name: times[name])
    plainest = HAND[kind][0].__name__
    if frameworks:
        far_times, far_ratios = compared(ours | frameworks)
        times, ratios = far_times | times, far_ratios | ratios
    columns = [f"{kind:6} {V:6} {d:4} {np.dtype(dtype).name:8} {K or '':>3} {'given' if given else 'new':6}"]
    columns += [f"{times[name] * 1e3:9.3f}" for name in ("compiled", plainest, best)]
    columns += [f"{times[n] * 1e3:9.3f}" if n in times else f"{'–':>9}" for n in ("torch", "autograd")]
    columns += [f"{ratios[n]:7.2f}" if n in ratios else f"{'–':>7}" for n in (plainest, best, "torch", "autograd")]
    return " ".join(columns)


def main() -> None:
    gc.disable()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="only V = 10,000 and d = 100")
    options = parser.parse_args()
    versions = {name: metadata.version(name) for name in ("numpy", "sympy")}
    others = peers()
    versions |= {name: metadata.version(name) for name in others}
    print(f"Python {platform.python_version()}, {', '.join(f'{n} {v}' for n, v in versions.items())}; one thread")
    print("milliseconds, medians; ratios are compiled / other, below 1 the compiled function is faster")
    print(
        f"{'loss':6} {'V':>6} {'d':>4} {'type':8} {'K':>3} {'grad U':6} {'compiled':>9} {'hand':>9} {'best hand':>9}",
        end=" ",
    )
    print(f"{'torch':>9} {'autograd':>9} {'/hand':>7} {'/best':>7} {'/torch':>7} {'/autogr':>7}")
    sizes = [(10_000, 100)] if options.quick else list(product((10_000, 50_000), (100, 300)))
    for kind, K in (("naive", 0), ("dense", 5), ("dense", 20), ("sparse", 5), ("sparse", 20)):
        for (V, d), dtype in product(sizes, (np.float32, np.float64)):
            for given in (False, True) if kind == "naive" else (False,):
                print(run_case(kind, V, d, dtype, K, others, given), flush=True)


if __name__ == "__main__":
    main()
