"""What the compiled functions are measured against: the same losses and gradients by hand, in torch and in HIPS autograd.

Words are rows: v (d,), U (V, d). Each takes (v, o, U) or (v, o, negatives, U) and returns (loss, gradient by v, gradient by U).
The hand-written ones are the best of several that were tried: in place where it helps, `out=` for the large product where the
memory is given, repeated negatives added up. Like the compiled functions they may be given the memory for the gradient by U.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

# ------------------------------------------------------------------------------------------------------------- by hand


def _softmax_by_hand(v: Any, o: int, U: Any) -> Any:
    """The loss and ŷ − y, in one vector of V numbers."""
    s = U @ v
    top = s.max()
    score = s[o]
    s -= top
    np.exp(s, out=s)
    total = s.sum()
    loss = np.log(total) + top - score
    s /= total
    s[o] -= 1
    return loss, s


def naive_by_hand(v: Any, o: int, U: Any, out: Any = None) -> Any:
    """Two passes over U and one product written once."""
    loss, s = _softmax_by_hand(v, o, U)
    return loss, s @ U, np.multiply(s[:, None], v, out=out)


def naive_by_hand_einsum(v: Any, o: int, U: Any, out: Any = None) -> Any:
    """The same with einsum for the large product, which is faster than `multiply` and `outer`."""
    loss, s = _softmax_by_hand(v, o, U)
    return loss, s @ U, np.einsum("i,j->ij", s, v, out=np.empty_like(U) if out is None else out)


def naive_by_hand_dot(v: Any, o: int, U: Any, out: Any = None) -> Any:
    """The same with matrix multiplication for the large product, fast as long as that stays in the cache."""
    loss, s = _softmax_by_hand(v, o, U)
    return loss, s @ U, np.dot(s[:, None], v[None], out=np.empty_like(U) if out is None else out)


def _negative_by_hand(v: Any, o: int, negatives: Any, U: Any) -> Any:
    words = np.empty(len(negatives) + 1, np.intp)
    words[0] = o
    words[1:] = negatives
    taken = U[words]
    x = taken @ v
    x[0] = -x[0]
    e = np.exp(-np.abs(x))
    loss = (np.maximum(x, 0) + np.log1p(e)).sum()
    g = np.where(x >= 0, x.dtype.type(1), e) / (1 + e)
    g[0] = -g[0]
    return loss, g @ taken, words, g[:, None] * v


def negative_by_hand(v: Any, o: int, negatives: Any, U: Any, out: Any = None) -> Any:
    """One gather; the rows of the gradient are added where the words are, repeats counted."""
    loss, slope, words, rows = _negative_by_hand(v, o, negatives, U)
    grad = np.zeros_like(U) if out is None else out
    if out is not None:
        grad.fill(0)
    np.add.at(grad, words, rows)
    return loss, slope, grad


def negative_by_hand_calloc(v: Any, o: int, negatives: Any, U: Any, out: Any = None) -> Any:
    """The same on memory that costs nothing until it is written to, row by row."""
    loss, slope, words, rows = _negative_by_hand(v, o, negatives, U)
    grad = np.zeros(U.shape, U.dtype) if out is None else out
    if out is not None:
        grad.fill(0)
    for word, row in zip(words.tolist(), rows, strict=True):
        grad[word] += row
    return loss, slope, grad


def sparse_by_hand(v: Any, o: int, negatives: Any, U: Any, out: Any = None) -> Any:
    """The gradient by U as words and rows."""
    loss, slope, words, rows = _negative_by_hand(v, o, negatives, U)
    return loss, slope, (words, rows)


# ------------------------------------------------------------------------------------------------- frameworks, where installed


def torch_peers() -> dict[str, Callable[..., Any]]:
    """Naive softmax, negative sampling dense and sparse by torch.autograd on the CPU."""
    import torch
    from torch.nn.functional import embedding, softplus

    def leaves(v: Any, U: Any) -> Any:
        return (torch.from_numpy(each).requires_grad_() for each in (v, U))

    def naive(v: Any, o: int, U: Any, out: Any = None) -> Any:
        a, M = leaves(v, U)
        scores = M @ a
        loss = torch.logsumexp(scores, 0) - scores[o]
        return loss, *torch.autograd.grad(loss, (a, M))

    def negative(v: Any, o: int, negatives: Any, U: Any, out: Any = None) -> Any:
        a, M = leaves(v, U)
        words = torch.cat((torch.tensor([o]), torch.from_numpy(negatives)))
        sign = torch.ones(len(words), dtype=M.dtype)
        sign[0] = -1
        loss = softplus(sign * (M[words] @ a)).sum()
        return loss, *torch.autograd.grad(loss, (a, M))

    def sparse(v: Any, o: int, negatives: Any, U: Any, out: Any = None) -> Any:
        a, M = leaves(v, U)
        words = torch.cat((torch.tensor([o]), torch.from_numpy(negatives)))
        sign = torch.ones(len(words), dtype=M.dtype)
        sign[0] = -1
        loss = softplus(sign * (embedding(words, M, sparse=True) @ a)).sum()
        return loss, *torch.autograd.grad(loss, (a, M))

    return {"naive": naive, "dense": negative, "sparse": sparse}


def autograd_peers() -> dict[str, Callable[..., Any]]:
    """Naive softmax and negative sampling by HIPS autograd."""
    import autograd.numpy as anp
    from autograd import value_and_grad

    def naive_loss(pair: Any, o: int) -> Any:
        v, U = pair
        s = anp.dot(U, v)
        top = anp.max(s)
        return anp.log(anp.sum(anp.exp(s - top))) + top - s[o]

    def negative_loss(pair: Any, words: Any, sign: Any) -> Any:
        v, U = pair
        return anp.sum(anp.logaddexp(0, sign * anp.dot(U[words], v)))

    by_naive, by_negative = value_and_grad(naive_loss), value_and_grad(negative_loss)

    def naive(v: Any, o: int, U: Any, out: Any = None) -> Any:
        loss, (gv, gU) = by_naive((v, U), o)
        return loss, gv, gU

    def negative(v: Any, o: int, negatives: Any, U: Any, out: Any = None) -> Any:
        words = np.concatenate(([o], negatives))
        sign = np.ones(len(words), U.dtype)
        sign[0] = -1
        loss, (gv, gU) = by_negative((v, U), words, sign)
        return loss, gv, gU

    return {"naive": naive, "dense": negative}


HAND = {
    "naive": (naive_by_hand, naive_by_hand_einsum, naive_by_hand_dot),
    "dense": (negative_by_hand, negative_by_hand_calloc),
    "sparse": (sparse_by_hand,),
}
