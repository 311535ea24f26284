"""Sums in terms of atoms: what does not depend on the index goes out, a δ sifts, and what remains has the order of `nests`."""

from proofs.coq import terms as t
from proofs.coq.names import size
from proofs.coq.nests import nested
from proofs.coq.normal import Equation, Normal, chain
from proofs.coq.printing import ATOM, coq, position, same
from proofs.coq.rational import alpha


def sum_over(normal: Normal, leaf: t.SumOver) -> Equation:
    """Σ of c·m: c goes out, a δ in m sifts, m = 1 counts, what remains is an atom."""
    name, facts = normal.facts.fresh(), normal.facts
    body = t.put(leaf.body, {t.At(leaf.index): t.At(name)})
    with facts.within(name, leaf.size):
        form = normal.form(body)
        parts = [(c, sifting(m, name)) for c, m in normal.atoms.split(form.value, name)]
        middle = added([t.Times((c, m)) for c, (m, _) in parts])
        inner = normal.proof(form, middle)
    n = size(leaf.size)
    opening = (
        f"refine (eq_trans (Sum_ext {n} (fun {name} => {coq(body)}) (fun {name} => {coq(middle)}) _) _).\n"
        f"{{ intros {name} H{name}. cbv beta. {inner} }}\n"
    )
    if not parts:
        return Equation(leaf, t.ZERO, opening + f"exact (Sum_zero {n}).")
    sums = [summed(normal, leaf.size, name, m, delta) for _, (m, delta) in parts]
    right = added([t.Times((c, value)) for (c, _), (value, _) in zip(parts, sums, strict=True)])
    if alpha(right) == alpha(t.Times((t.ONE, leaf))):
        return Equation(leaf, leaf)
    text = ""
    for k, ((c, (m, _)), (_, proof)) in enumerate(zip(parts, sums, strict=True)):
        factor, function = coq(c, ATOM), f"(fun {name} => {coq(m)})"
        if k + 1 == len(parts):
            text += f"refine (eq_trans (Sum_scale {n} {factor} {function}) (f_equal (Rmult {factor}) _)).\n{proof}"
        else:
            others = coq(added([t.Times((c, m)) for c, (m, _) in parts[k + 1 :]]))
            text += (
                f"refine (eq_trans (Sum_linear {n} {factor} {function} (fun {name} => {others})) "
                f"(f_equal2 Rplus (f_equal (Rmult {factor}) _) _)).\n{{ {proof} }}\n"
            )
    return Equation(leaf, right, opening + text)


def added(terms: list[t.Term]) -> t.Term:
    """a + (b + (c + …)): the shape in which the lemmas take a sum apart."""
    if not terms:
        return t.ZERO
    return terms[0] if len(terms) == 1 else t.Plus((terms[0], added(terms[1:])))


def sifting(product: t.Term, name: str) -> tuple[t.Term, t.Delta | None]:
    """A product with its δ of the index at the end, if it has one that sifts."""
    above, below = (product.numerator, product.denominator) if isinstance(product, t.Over) else (product, None)
    factors = list(above.factors) if isinstance(above, t.Times) else [above]
    for factor in factors:
        if isinstance(factor, t.Delta):
            here = [side for side in (factor.left, factor.right) if side == t.At(name)]
            there = factor.right if factor.left == t.At(name) else factor.left
            if here and name not in t.free_names(there):
                factors.remove(factor)
                left: t.Term = t.Times(tuple(factors)) if len(factors) > 1 else factors[0] if factors else t.ONE
                return t.Times((left if below is None else t.Over(left, below), factor)), factor
    return product, None


def summed(normal: Normal, over: str, name: str, product: t.Term, delta: t.Delta | None) -> tuple[t.Term, str]:
    """The sum of one product, and the proof."""
    n = size(over)
    if delta is not None:
        assert isinstance(product, t.Times)
        here, kept = t.At(name), product.factors[0]
        there = delta.right if delta.left == here else delta.left
        lemma = "Sum_sift" if delta.left == here else "Sum_sift'"
        after = t.put(kept, {here: there})
        form = normal.form(after)
        value = normal.atoms.term(form.value)
        goal = f"change ({same(after, value)}).\n{normal.proof(form, value)}"
        return value, chain(f"({lemma} {n} {position(there)} (fun {name} => {coq(kept)}) ltac:(bound))", goal)
    if product == t.ONE:
        return t.SizeOf(over), f"exact (Sum_one {n})."
    if (known := normal.facts.total(name, product)) is not None:
        return t.ONE, known
    return nested(normal, over, name, product)
