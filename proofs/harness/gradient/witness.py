"""Arrays of torch and JAX, and their own autograd as a second witness: the gradient of the loss that the function itself returned."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from proofs.harness.gradient.calling import numpy_of

Array = np.ndarray[Any, np.dtype[Any]]
Call = Callable[[Mapping[str, Any]], Any]


def converter(library: str) -> Callable[[Any], Any]:
    """From NumPy arrays to those of "numpy", "torch" or "jax"; ImportError where it is not installed."""
    if library == "numpy":
        return lambda a: a
    if library == "torch":
        import torch

        # a copy: an array may be read-only, and PyTorch has no tensor that is
        return lambda a: torch.as_tensor(np.array(a, order="C")) if isinstance(a, np.ndarray) else a
    if library == "jax":
        import jax

        jax.config.update("jax_enable_x64", True)
        return lambda a: jax.numpy.asarray(a) if isinstance(a, np.ndarray) else a
    raise ValueError(f'arrays is "numpy", "torch" or "jax", not {library!r}')


def autograd(library: str, call: Call, arrays: Mapping[str, Any], wrt: Sequence[str]) -> dict[str, Array] | None:
    """The gradients that the library finds of the loss that `call` returns; None where it finds none."""
    try:
        return AUTOGRAD[library](call, arrays, wrt) if library in AUTOGRAD else None
    except Exception:  # noqa: BLE001 (a witness that cannot speak is none; it decides nothing)
        return None


def _torch(call: Call, arrays: Mapping[str, Any], wrt: Sequence[str]) -> dict[str, Array]:
    import torch

    to = converter("torch")
    given = {n: to(np.asarray(a)).requires_grad_(n in wrt) if n in wrt else to(a) for n, a in arrays.items()}
    loss = call(given)[0]
    found = torch.autograd.grad(loss.sum(), [given[n] for n in wrt])
    return {n: numpy_of(g) for n, g in zip(wrt, found, strict=True)}


def _jax(call: Call, arrays: Mapping[str, Any], wrt: Sequence[str]) -> dict[str, Array]:
    import jax

    to = converter("jax")
    fixed = {n: to(a) for n, a in arrays.items()}

    def loss(variables: Mapping[str, Any]) -> Any:
        return jax.numpy.sum(call(fixed | dict(variables))[0])

    found = jax.grad(loss)({n: to(np.asarray(arrays[n], dtype=float)) for n in wrt})
    return {n: np.asarray(g) for n, g in found.items()}


AUTOGRAD: dict[str, Callable[[Call, Mapping[str, Any], Sequence[str]], dict[str, Array]]] = {
    "torch": _torch,
    "jax": _jax,
}
