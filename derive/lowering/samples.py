"""One more sample: a term at the word o and a sum over the words w_s that are alike become one sum over both.

−f(−x_o) + Σ_s f(x_{w_s}) is Σ_t ε_t f(ε_t x_{W_t}) with W = (o, w_1, …, w_K) and ε = (−1, 1, …, 1): the rows of U are gathered once
and every function is called once. The two are matched by walking both terms together: they may differ in o against w_s, and in
signs. It is the signed matrix [−u_o, u_{w_1}, …] of the textbook, found by form.
"""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta
from sympy.tensor.indexed import Idx, Indexed

from derive.expression import Index
from derive.lowering.binders import Total, canonical, rename
from derive.lowering.signature import BATCH
from derive.symbolic.terms import index_map, is_map, position, size_of, table

WORDS, SIGN = "words", "sign"
"""The names of W and ε in the generated program."""

MOST_FACTORS = 5
"""Products of more factors that differ are left alone: matching tries every order."""


class Stack:
    """The joined samples of one program: which index was put before which map."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] | None = None

    def joined(self, form: Any) -> Any:
        """The form with a term and a sum of its kind as one sum, where there are such; under the sum over a batch, too."""
        terms = list(sp.Add.make_args(form))
        for total in terms:
            found = _sum_of(total)
            for term in terms:
                merged = None if found is None or term is total else self._merge(term, *found)
                if merged is not None:
                    rest = [other for other in terms if other is not term and other is not total]
                    return sp.Add(*rest, canonical(merged))
        return self._joined_over_batch(terms) or form

    def _joined_over_batch(self, terms: Sequence[Any]) -> Any:
        """Σ_b a(b) + Σ_b f(b) as Σ_b of what a(b) + f(b) becomes, if that is one term."""
        example = position(Index("_b", BATCH))
        bodies = []
        for term in terms:
            sums = [f for f in sp.Mul.make_args(term) if isinstance(f, Total) and size_of(f.index) == BATCH]
            if len(sums) != 1:
                return None
            others = sp.Mul(*(f for f in sp.Mul.make_args(term) if f is not sums[0]))
            bodies.append(others * rename(sums[0].body, sums[0].index, example))
        inner = self.joined(sp.Add(*bodies)) if len(bodies) > 1 else None
        return None if inner is None or isinstance(inner, sp.Add) else canonical(Total(inner, example))

    def _merge(self, term: Any, body: Any, index: Idx) -> Any:
        longer = position(Index("_t", f"1+{size_of(index)}"))
        matching = _Matching(index, longer)
        merged = matching.join(term, body)
        if merged is None or matching.pair is None:
            return None
        names = tuple(str(m.base.label if isinstance(m, Indexed) else m.label) for m in matching.pair)
        if self.names not in (None, names):
            return None
        self.names = names
        return Total(merged, longer)


def _sum_of(term: Any) -> tuple[Any, Idx] | None:
    """(body, index) of c·Σ_s body, c inside, where the body points at words by a map of s."""
    for factor in sp.Mul.make_args(term):
        if not isinstance(factor, Total) or size_of(factor.index) == BATCH:
            continue
        if any(is_map(m) and factor.index == m.indices[-1] for m in factor.atoms(Indexed)):
            others = sp.Mul(*(f for f in sp.Mul.make_args(term) if f is not factor))
            return others * factor.body, factor.index
    return None


class _Matching:
    """Walks two terms together; `pair` is what stood against each other: (o, w[s])."""

    def __init__(self, index: Idx, longer: Idx):
        self.index, self.longer = index, longer
        self.pair: tuple[Any, Any] | None = None

    def join(self, one: Any, many: Any) -> Any:
        """The common form of both with W_t for o or w_s and ε_t where the signs differ; None if they are not alike."""
        if one == many:
            return one if self.index not in many.free_symbols else None
        (a, one), (b, many) = one.as_coeff_Mul(), many.as_coeff_Mul()
        if abs(a) != abs(b):
            return None
        core = self._core(one, many)
        sign = table(SIGN)[self.longer] if a != b else sp.Integer(1)
        return None if core is None else b * sign * core

    def _core(self, one: Any, many: Any) -> Any:
        if is_map(many) and self.index in many.indices and (isinstance(one, Idx) or is_map(one)):
            return self._word(one, many)
        if isinstance(many, Indexed):
            return self._indexed(one, many)
        if type(one) is not type(many) or not many.args or isinstance(many, Idx):
            return one if one == many else None
        if isinstance(many, sp.Add | sp.Mul | KroneckerDelta):
            return self._in_some_order(one, many)
        if len(one.args) != len(many.args):
            return None
        joined = [a if a == b else self.join(a, b) for a, b in zip(one.args, many.args, strict=True)]
        return None if any(j is None for j in joined) else many.func(*joined)

    def _word(self, one: Any, many: Any) -> Any:
        outer = [i for i in many.indices if i != self.index]
        if isinstance(one, Indexed) and list(one.indices) != outer:
            return None
        if self.pair not in (None, (one, many)):
            return None
        self.pair = (one, many)
        return index_map(WORDS)[(*outer, self.longer)]

    def _indexed(self, one: Any, many: Indexed) -> Any:
        if not isinstance(one, Indexed) or one.base != many.base or len(one.indices) != len(many.indices):
            return None
        joined = [a if a == b else self.join(a, b) for a, b in zip(one.indices, many.indices, strict=True)]
        return None if any(j is None for j in joined) else many.base[tuple(joined)]

    def _in_some_order(self, one: Any, many: Any) -> Any:
        common = [a for a in many.args if a in one.args and self.index not in a.free_symbols]
        left = [a for a in one.args if a not in common]
        right = [a for a in many.args if a not in common]
        if len(left) != len(right) or len(left) > MOST_FACTORS:
            return None
        for order in permutations(left):
            pair = self.pair
            joined = self._each(order, right)
            if joined is not None:
                return many.func(*common, *joined)
            self.pair = pair
        return None

    def _each(self, left: Sequence[Any], right: Sequence[Any]) -> list[Any] | None:
        result = []
        for a, b in zip(left, right, strict=True):
            joined = self.join(a, b)
            if joined is None:
                return None
            result.append(joined)
        return result
