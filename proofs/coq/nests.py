"""Sums in sums: all of them go outside, in one order, so that it does not matter in which order they were written.

Σ_i a_i Σ_j b_ij c_j becomes Σ_i Σ_j a_i b_ij c_j, and of all orders of the indices that one is kept whose text comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from proofs.coq import terms as t
from proofs.coq.names import size
from proofs.coq.normal import Normal
from proofs.coq.printing import coq, position
from proofs.coq.rational import alpha

MOST = 5
"""Of more indices than these not all orders are tried: the sums stay as they stand."""
Binder = tuple[str, str]
"""A size, and the name of an index below it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A sum of sums: its indices from the outermost on, and what is summed."""

    binders: tuple[Binder, ...]
    body: t.Term

    def below(self, depth: int = 0) -> t.Term:
        """What stands below so many of the sums."""
        return closed(self.binders[depth:], self.body)


def closed(binders: Sequence[Binder], body: t.Term) -> t.Term:
    """Σ Σ … body."""
    for over, name in reversed(binders):
        body = t.SumOver(over, name, body)
    return body


def opened(normal: Normal, term: t.Term) -> Opened:
    """A term without the sums at its head, their indices under new names."""
    binders: list[Binder] = []
    while isinstance(term, t.SumOver):
        name = normal.facts.fresh()
        binders.append((term.size, name))
        term = t.put(term.body, {t.At(term.index): t.At(name)})
    return Opened(tuple(binders), term)


def nested(normal: Normal, over: str, name: str, product: t.Term) -> tuple[t.Term, str]:
    """Σ of a product, with the sums among its factors outside, and the proof."""
    above, below = fraction(product)
    plain: list[t.Term] = [each for each in above if not isinstance(each, t.SumOver)]
    inner = [opened(normal, each) for each in above if isinstance(each, t.SumOver)]
    binders = ((over, name), *(each for one in inner for each in one.binders))
    if not inner or len(binders) > MOST:
        return alpha(t.SumOver(over, name, product)), "reflexivity."
    for each in inner:
        more, less = fraction(each.body)
        plain += more
        below += less
    whole = Opened(binders, quotient(plain, below))
    best = ordered(normal, whole)
    text = (
        f"refine (eq_trans (Sum_ext {size(over)} {function(name, product)} {function(name, whole.below(1))} _) _).\n"
        f"{{ intros {name} H{name}. cbv beta. {spread(normal, product, inner, whole, 1)} }}\n"
    )
    return alpha(best.below()), text + exchanged(normal, whole, best)


def fraction(product: t.Term) -> tuple[list[t.Term], list[t.Term]]:
    """The factors above and below the line; of a power of a sum, each by itself."""
    if isinstance(product, t.Over):
        return factors(product.numerator), factors(product.denominator)
    return factors(product), []


def factors(product: t.Term) -> list[t.Term]:
    """The factors of a product; 1 has none."""
    found: list[t.Term] = []
    several: Sequence[t.Term] = product.factors if isinstance(product, t.Times) else (product,)
    for each in several:
        if isinstance(each, t.Raised) and isinstance(each.base, t.SumOver):
            found += [each.base] * each.exponent
        elif each != t.ONE:
            found.append(each)
    return found


def times(several: Sequence[t.Term]) -> t.Term:
    """A product of any number of factors."""
    return t.ONE if not several else several[0] if len(several) == 1 else t.Times(tuple(several))


def quotient(above: Sequence[t.Term], below: Sequence[t.Term]) -> t.Term:
    """A quotient of products."""
    return t.Over(times(above), times(below)) if below else times(above)


def function(name: str, body: t.Term) -> str:
    """A term as a function of an index."""
    return f"(fun {name} => {coq(body)})"


def spread(normal: Normal, left: t.Term, inner: Sequence[Opened], whole: Opened, depth: int) -> str:
    """The proof that a product with sums among its factors is the sum of products below a depth of the whole."""
    if not inner:
        return normal.calculated((left, whole.body))
    first, *others = inner
    above, below = fraction(left)
    above.remove(next(each for each in above if alpha(each) == alpha(first.below())))
    rest = quotient(above, below)
    text = f"transitivity ({coq(t.Times((rest, first.below())))}).\n{{ {normal.calculated((left, t.Times((rest, first.below()))))} }}\n"
    for k, (over, name) in enumerate(first.binders, 1):
        n, scaled = size(over), t.Times((rest, first.below(k)))
        text += (
            f"refine (eq_trans (eq_sym (Sum_scale {n} ({coq(rest)}) {function(name, first.below(k))})) "
            f"(Sum_ext {n} {function(name, scaled)} {function(name, whole.below(depth + k))} _)).\n"
            f"intros {name} H{name}. cbv beta.\n"
        )
    more, less = fraction(first.body)
    left = quotient([*above, *more], [*below, *less])
    text += f"transitivity ({coq(left)}).\n{{ {normal.calculated((t.Times((rest, first.body)), left))} }}\n"
    return text + spread(normal, left, others, whole, depth + len(first.binders))


def ordered(normal: Normal, whole: Opened) -> Opened:
    """The order of the indices, and of the factors, whose text comes first; entries of symmetric matrices may be turned."""
    above, below = fraction(whole.body)

    def arranged(binders: tuple[Binder, ...]) -> tuple[str, Opened]:
        names = {t.At(name): t.At(f"o'{k}") for k, (_, name) in enumerate(binders)}

        def text(factor: t.Term) -> str:
            return coq(alpha(t.put(factor, names)))

        sides = ([min((each, *turned(normal, each)), key=text) for each in side] for side in (above, below))
        found = Opened(binders, quotient(*(sorted(side, key=text) for side in sides)))
        return coq(alpha(found.below())), found

    return min((arranged(order) for order in permutations(whole.binders)), key=lambda each: each[0])[1]


def turned(normal: Normal, factor: t.Term) -> list[t.Term]:
    """The same entry of a symmetric matrix by its indices the other way round."""
    base = factor.base if isinstance(factor, t.Raised) else factor
    if not isinstance(base, t.Entry) or (base.matrix, "symmetric") not in normal.facts.entries:
        return []
    other = t.Entry(base.matrix, base.at[::-1])
    return [t.Raised(other, factor.exponent) if isinstance(factor, t.Raised) else other]


def exchanged(normal: Normal, whole: Opened, best: Opened) -> str:
    """The proof that the sums may be taken in the other order: neighbours change places, one pair after the other."""
    text, now = "", list(whole.binders)
    wanted = [best.binders.index(each) for each in now]
    for end in range(len(now) - 1, 0, -1):
        for k in range(end):
            if wanted[k] > wanted[k + 1]:
                before = Opened(tuple(now), whole.body)
                wanted[k], wanted[k + 1], now[k], now[k + 1] = wanted[k + 1], wanted[k], now[k + 1], now[k]
                after = Opened(tuple(now), whole.body)
                (n, i), (m, j) = before.binders[k : k + 2]
                text += (
                    f"transitivity ({coq(after.below())}).\n{{ {within(before, after, k)}"
                    f"exact (Sum_exchange {size(n)} {size(m)} (fun {i} {j} => {coq(before.below(k + 2))})). }}\n"
                )
    sorted_now = Opened(tuple(now), whole.body)
    if alpha(sorted_now.below()) == alpha(best.below()):
        return text + "reflexivity."
    there = set(t.everything(best.body))
    moved = [each for each in set(t.everything(whole.body)) if each not in there and turned(normal, each)]
    middle = t.put(whole.body, {each: turned(normal, each)[0] for each in moved})
    turning = "".join(
        f"rewrite ({normal.facts.entries[each.matrix, 'symmetric']} {' '.join(map(position, each.at))}). "
        for each in moved
    )
    return text + within(sorted_now, best, len(now)) + turning + normal.calculated((middle, best.body))


def within(before: Opened, after: Opened, depth: int) -> str:
    """Steps below some sums that two terms share."""
    text = ""
    for k, (over, name) in enumerate(before.binders[:depth], 1):
        text += (
            f"refine (Sum_ext {size(over)} {function(name, before.below(k))} {function(name, after.below(k))} _). "
            f"intros {name} H{name}. cbv beta. "
        )
    return text
