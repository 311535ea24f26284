"""Files that `gradproof compile` writes beside autograd, JAX and torch on the CPU, where they are installed: six families of losses.

    OPENBLAS_NUM_THREADS=1 XLA_FLAGS=--xla_cpu_multi_thread_eigen=false python benchmarks/compile_frameworks.py [rounds]

The contenders take turns; times are those of the processor, and a ratio is the median over the rounds of (written / framework) in the same round. JAX is compiled
before anything is timed, and its arrays are on its device.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("JAX_ENABLE_X64", "1")

import sys
import time
from collections.abc import Callable
from statistics import median
from types import SimpleNamespace
from typing import Any

import numpy as np
from compile_files import drawn

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15

LOSSES: dict[str, tuple[str, Callable[..., Any]]] = {
    "softmax regression": (
        "W",
        lambda m, W, X, y: (m.log_sum_exp(X @ W) - (X @ W)[m.rows(len(X)), y]).mean(),
    ),
    "two layers": (
        "W_1",
        lambda m, W_1, X, Y, b_1, W_2, b_2: _entropy(m, m.relu(X @ W_1 + b_1) @ W_2 + b_2, Y),
    ),
    "attention": ("Q", lambda m, Q, K, V, G: (G * (_softmax(m, Q @ K.T / Q.shape[1] ** 0.5) @ V)).sum()),
    "layer norm": (
        "x",
        lambda m, x, g, a, b, epsilon: g @ (a * (x - x.mean()) / m.sqrt(((x - x.mean()) ** 2).mean() + epsilon) + b),
    ),
    "GloVe": (
        "w",
        lambda m, w, t, b, c, F, X: (F * (w @ t.T + b[:, None] + c - m.log(X)) ** 2).sum(),
    ),
    "log det": ("X", lambda m, X: m.log_det(X.T @ X)),
}
"""By what each is differentiated, and the loss in the words of a framework `m`."""


def _entropy(m: Any, scores: Any, Y: Any) -> Any:
    return (m.log_sum_exp(scores) - (Y * scores).sum(1)).mean()


def _softmax(m: Any, scores: Any) -> Any:
    return m.exp(scores - m.log_sum_exp(scores)[:, None])


def by_torch(name: str, arguments: dict[str, Any]) -> Callable[[], Any]:
    import torch

    torch.set_num_threads(1)
    m = SimpleNamespace(
        log_sum_exp=lambda S: torch.logsumexp(S, 1), relu=torch.relu, sqrt=torch.sqrt, log=torch.log, exp=torch.exp,
        rows=torch.arange, log_det=lambda M: torch.linalg.slogdet(M)[1],
    )  # fmt: skip
    by, loss = LOSSES[name]
    given = {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in arguments.items()}

    def run() -> Any:
        x = given[by].detach().requires_grad_()
        value = loss(m, **{**given, by: x})
        return value.detach().numpy(), torch.autograd.grad(value, x)[0].numpy()

    return run


def by_autograd(name: str, arguments: dict[str, Any]) -> Callable[[], Any]:
    import autograd.numpy as anp
    from autograd import value_and_grad
    from autograd.scipy.special import logsumexp

    m = SimpleNamespace(
        log_sum_exp=lambda S: logsumexp(S, 1), relu=lambda Z: anp.maximum(Z, 0), sqrt=anp.sqrt, log=anp.log, exp=anp.exp,
        rows=np.arange, log_det=lambda M: anp.linalg.slogdet(M)[1],
    )  # fmt: skip
    by, loss = LOSSES[name]
    function = value_and_grad(lambda x, others: loss(m, **{by: x}, **others))
    others = {k: v for k, v in arguments.items() if k != by}
    return lambda: function(arguments[by], others)


def by_jax(name: str, arguments: dict[str, Any]) -> Callable[[], Any]:
    import jax
    import jax.numpy as jnp
    from jax.scipy.special import logsumexp

    m = SimpleNamespace(
        log_sum_exp=lambda S: logsumexp(S, 1), relu=jax.nn.relu, sqrt=jnp.sqrt, log=jnp.log, exp=jnp.exp,
        rows=jnp.arange, log_det=lambda M: jnp.linalg.slogdet(M)[1],
    )  # fmt: skip
    by, loss = LOSSES[name]
    function = jax.jit(jax.value_and_grad(lambda x, others: loss(m, **{by: x}, **others)))
    given = {k: jnp.asarray(v) for k, v in arguments.items()}
    others = {k: v for k, v in given.items() if k != by}
    return lambda: jax.block_until_ready(function(given[by], others))


def installed() -> dict[str, Callable[..., Any]]:
    """The frameworks that are there."""
    found = {}
    for name, make in (("torch", by_torch), ("autograd", by_autograd), ("jax", by_jax)):
        try:
            __import__(name)
            found[name] = make
        except ImportError:
            print(f"{name} is not installed: left out")
    return found


def main() -> None:
    frameworks = installed()
    print(
        f"milliseconds, medians of {ROUNDS} rounds; ratios are written / framework, below 1 the written file is faster"
    )
    print(f"{'loss':20} {'type':8} {'written':>9}" + "".join(f" {name:>9} {'ratio':>6}" for name in frameworks))
    for kind in (np.float32, np.float64):
        for name, ours, _, arguments in drawn(kind):
            runs: dict[str, Callable[[], Any]] = {"written": lambda f=ours, a=arguments: f(**a)}  # type: ignore[misc]
            runs |= {each: make(name, arguments) for each, make in frameworks.items()}
            expected = next(iter(runs["written"]()[1].values()))
            for run in list(runs.values())[1:]:
                np.testing.assert_allclose(np.asarray(run()[1]), expected, rtol=2e-2, atol=2e-3)
            times: dict[str, list[float]] = {each: [] for each in runs}
            for _ in range(ROUNDS):
                for each, run in runs.items():
                    start = time.process_time()
                    run()
                    times[each].append(time.process_time() - start)
            line = f"{name:20} {kind.__name__:8} {median(times['written']) * 1e3:9.2f}"
            for each in frameworks:
                ratio = median(a / b for a, b in zip(times["written"], times[each], strict=True))
                line += f" {median(times[each]) * 1e3:9.2f} {ratio:6.2f}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
