"""Stochastic gradient descent with the course's signature, and checkpoints that resume to the same numbers."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numeric.checkpoint import CheckpointError, load_checkpoint, save_checkpoint

ANNEAL_EVERY = 20_000
"""Iterations after which the step is halved (the course's value)."""

SAVE_EVERY = 5_000
"""Iterations between two checkpoints (the course's value)."""

SMOOTHING = 0.95
"""Weight of the past in the printed loss, an exponential mean (the course's value)."""

CHECKPOINT = "saved_sgd.npz"
"""The checkpoint's file, in the working directory."""

Objective = Callable[[Any], tuple[float, Any]]


def sgd(
    f: Objective,
    x0: Any,
    step: float,
    iterations: int,
    postprocessing: Callable[[Any], Any] | None = None,
    useSaved: bool = False,
    PRINT_EVERY: int = 10,
) -> Any:
    """Minimise f by x ← postprocessing(x − step · gradient), `iterations` times.

    f           -- takes x, returns (loss, gradient of the shape of x)
    x0          -- start: an array of any shape, or a number; it is never changed
    step        -- learning rate (loss per squared unit of x), halved every ANNEAL_EVERY iterations
    iterations  -- the number of the last iteration; a resumed run does those that are left
    useSaved    -- save every SAVE_EVERY iterations to CHECKPOINT, and start from it when it is there: the result is
                   then bit for bit that of a run without a stop, if f draws only from `random` and `numpy.random`
    PRINT_EVERY -- iterations between two printed lines; 0 prints none

    Raises: CheckpointError when CHECKPOINT is of another shape or damaged; OSError when it cannot be written.
    Source: CS224n assignment 2, sgd.py (signature and constants).

    >>> float(sgd(lambda x: (x**2, 2 * x), 0.5, 0.01, 1000, PRINT_EVERY=0)) < 1e-8
    True
    """
    x = np.array(x0, copy=True)
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(np.float64)
    done, smoothed = 0, None
    if useSaved and Path(CHECKPOINT).exists():
        x, done, smoothed = _resume(x.shape)
    for iteration in range(done + 1, iterations + 1):
        rate = step * 0.5 ** ((iteration - 1) // ANNEAL_EVERY)
        # A copy and a new array: f may keep what it was given, or give back what it keeps.
        loss, gradient = f(x.copy() if x.ndim else x[()])
        x = np.asarray(x - rate * np.asarray(gradient))
        if postprocessing is not None:
            x = np.asarray(postprocessing(x if x.ndim else x[()]))
        loss = float(np.asarray(loss).reshape(()))
        smoothed = loss if smoothed is None else SMOOTHING * smoothed + (1 - SMOOTHING) * loss
        if PRINT_EVERY and iteration % PRINT_EVERY == 0:
            print(f"iter {iteration}: {smoothed:f}")
        if useSaved and iteration % SAVE_EVERY == 0:
            _save(x, iteration, smoothed)
    return x if x.ndim else x[()]


def _save(x: NDArray[Any], iteration: int, smoothed: float) -> None:
    version, words, spare = random.getstate()
    name, keys, position, has_gauss, gauss = np.random.get_state(legacy=True)
    record = {
        "iteration": iteration,
        "smoothed": smoothed,
        "random": [version, spare],
        "numpy": [name, int(position), int(has_gauss), float(gauss)],
    }
    arrays = {"x": x, "random": np.array(words, dtype=np.uint64), "numpy": np.asarray(keys)}
    save_checkpoint(CHECKPOINT, arrays, record)


def _resume(shape: tuple[int, ...]) -> tuple[NDArray[Any], int, float]:
    """Set both random states, and return x, the iteration it is from, and the smoothed loss."""
    arrays, record = load_checkpoint(CHECKPOINT)
    if not {"x", "random", "numpy"} <= arrays.keys() or arrays["x"].shape != shape:
        raise CheckpointError(f"{CHECKPOINT} is not a checkpoint of an x of shape {shape}; move it away to start anew")
    version, spare = record["random"]
    random.setstate((version, tuple(arrays["random"].tolist()), spare))
    name, position, has_gauss, gauss = record["numpy"]
    np.random.set_state((name, arrays["numpy"], position, has_gauss, gauss))
    return arrays["x"], record["iteration"], record["smoothed"]
