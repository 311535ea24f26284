"""What the known bugs are made of: the derived loss and gradients, evaluated with an ingredient left out, doubled or misplaced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness import reference
from proofs.courses.cs224n_a2.harness.cases import NegativeCase, SoftmaxCase, WindowCase
from proofs.courses.cs224n_a2.harness.sampler import ScriptedDataset
from proofs.courses.cs224n_a2.harness.subjects import Parts, window_term, window_terms

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(eq=False)
class AtOneWord:
    """The vectors and the outside word of a case, as float64; rows of U are words."""

    case: SoftmaxCase

    @cached_property
    def v(self) -> Array:
        return np.asarray(self.case.v_c, np.float64)

    @cached_property
    def U(self) -> Array:
        return np.asarray(self.case.U, np.float64)

    @property
    def o(self) -> int:
        return self.case.o


@dataclass(eq=False)
class SoftmaxParts(AtOneWord):
    """ŷ, y and the parts of the naive softmax at one case."""

    @cached_property
    def y_hat(self) -> Array:
        """ŷ_x = exp(−J) with x for the outside word."""
        return np.exp([-reference.naive_softmax(self.v, x, self.U)[0] for x in range(len(self.U))])

    @cached_property
    def y(self) -> Array:
        return np.eye(len(self.U))[self.o]

    def of(self, delta: Array) -> Parts:
        """Both gradients with `delta` (V,) in the place of ŷ − y."""
        return {"v_c": delta @ self.U, "U": np.outer(delta, self.v)}

    def with_row(self, row: Array) -> Parts:
        """∂U with row o replaced."""
        U = np.outer(self.y_hat - self.y, self.v)
        U[self.o] = row
        return {"U": U}

    def at(self, v: Array, o: int | None = None, U: Array | None = None) -> Parts:
        """The derivation at another point; nan, which is to say anything, where that is 0 / 0."""
        if not np.isfinite(v).all():
            return {"loss": np.asarray(np.nan), "v_c": np.full_like(v, np.nan), "U": np.full_like(self.U, np.nan)}
        loss, g = reference.naive_softmax(v, self.o if o is None else o, self.U if U is None else U)
        return {"loss": np.asarray(loss), **g}

    def scaled(self, factor: float) -> Parts:
        """The derivation with every score multiplied by `factor`."""
        parts = self.at(factor * self.v)
        return parts | {"v_c": factor * parts["v_c"]}


@dataclass(eq=False)
class NegativeTerms(AtOneWord):
    """The terms of negative sampling at one case: loss and coefficient of each of the words o, w_1, …, w_K."""

    case: NegativeCase

    @cached_property
    def negatives(self) -> list[int]:
        return self.case.negatives

    @cached_property
    def words(self) -> list[int]:
        return [self.o, *self.negatives]

    @cached_property
    def scores(self) -> Array:
        return self.U[self.words] @ self.v

    @cached_property
    def sign(self) -> Array:
        return np.array([-1.0] + [1.0] * len(self.negatives))

    @cached_property
    def losses(self) -> Array:
        """−log σ(u_o'v) and then −log σ(−u_s'v): log(1 + e^(±score))."""
        return np.logaddexp(0, self.sign * self.scores)

    @cached_property
    def g(self) -> Array:
        """∂J/∂score of each word: −(1 − σ(u_o'v)) and then 1 − σ(−u_s'v)."""
        return self.sign * reference.sigmoid(self.sign * self.scores)

    def of(self, g: Array, words: Sequence[int] | None = None) -> Parts:
        """Both gradients with the coefficients `g`, one for each of `words`."""
        words = list(self.words if words is None else words)
        dU = np.zeros_like(self.U)
        np.add.at(dU, words, np.outer(g, self.v))
        return {"v_c": g @ self.U[words], "U": dU}

    def drawn(self, negatives: Sequence[int]) -> Parts:
        """The derivation with other negatives."""
        loss, g = reference.negative_sampling(self.v, self.o, list(negatives), self.U)
        return {"loss": np.asarray(loss), **g}

    @cached_property
    def count(self) -> Array:
        """How often each of `words` occurs among the negatives (1 for o)."""
        return np.array([1.0] + [float(self.negatives.count(w)) for w in self.negatives])

    @cached_property
    def second_draw(self) -> list[int]:
        """The negatives that a second round of draws would give."""
        data = ScriptedDataset(self.case.script, self.o, len(self.U))
        n = len(self.case.script)
        return [data.token(n + i) for i in range(len(self.negatives))]

    def overwritten(self, g: Array) -> Parts:
        """∂U by assignment: the last write to a row wins."""
        dU = np.zeros_like(self.U)
        dU[self.words] = np.outer(g, self.v)
        return {"U": dU}


@dataclass(eq=False)
class Window:
    """The terms of the window loss at one case."""

    case: WindowCase

    @cached_property
    def terms(self) -> list[tuple[float, Parts]]:
        return window_terms(self.case)

    @property
    def n(self) -> int:
        return len(self.case.outside)

    @property
    def c(self) -> int:
        return self.case.c

    @property
    def ids(self) -> list[int]:
        return self.case.outside_ids

    def summed(
        self,
        keep: Callable[[int], bool] = lambda j: True,
        row: Callable[[int], int] | None = None,
        terms: list[tuple[float, Parts]] | None = None,
    ) -> Parts:
        """The sums over the positions that `keep` lets through, the centre gradient added to `row(position)`."""
        terms = self.terms if terms is None else terms
        V, U, loss = np.zeros(self.case.V_rows.shape), np.zeros(self.case.U.shape), 0.0
        for j, (term, g) in enumerate(terms):
            if keep(j):
                loss += term
                V[self.c if row is None else row(j)] += g["v_c"]
                U += g["U"]
        return {"loss": np.asarray(loss), "V": V, "U": U}

    def by(self, index: Callable[[str], int]) -> Parts:
        """With another map from words to indices."""
        c = index(self.case.center)
        v = np.asarray(self.case.V_rows[c], float)
        terms = [window_term(self.case, v, index(w)) for w in self.case.outside]
        return self.summed(row=lambda _: c, terms=terms)

    def swapped(self) -> Parts:
        """Each outside word's centre vector predicting the centre word."""
        rows = self.case.V_rows
        terms = [window_term(self.case, np.asarray(rows[o], float), self.c) for o in self.ids]
        return self.summed(row=lambda j: self.ids[j], terms=terms)

    def handed(
        self, center: Callable[[int], Array], outside: Callable[[int], int] | None = None, U: Array | None = None
    ) -> Parts:
        """With another centre vector, outside word or matrix of outside vectors handed to the loss function."""
        case = self.case if U is None else replace(self.case, U=U)
        words = [self.ids[j] if outside is None else outside(j) for j in range(self.n)]
        return self.summed(terms=[window_term(case, center(j), o) for j, o in enumerate(words)])
