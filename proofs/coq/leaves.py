"""What each kind of leaf is in terms of atoms: a table of rules, each with its proof."""

from fractions import Fraction

from proofs.coq import terms as t
from proofs.coq.functions import apply
from proofs.coq.names import size
from proofs.coq.normal import Equation, Normal, Rule, rest
from proofs.coq.printing import ATOM, coq, position, same
from proofs.coq.rational import alpha
from proofs.coq.slopes import Slopes, Spot, settled
from proofs.coq.sums import sum_over


def symmetric(normal: Normal, leaf: t.Entry) -> Equation:
    """Of a symmetric matrix, the entry with the index first that was bound last."""
    hypothesis = normal.facts.entries.get((leaf.matrix, "symmetric"))
    if hypothesis is None:
        return Equation(leaf, leaf)
    i, j = leaf.at
    if (normal.facts.rank(i), position(i)) >= (normal.facts.rank(j), position(j)):
        return Equation(leaf, leaf)
    return Equation(leaf, t.Entry(leaf.matrix, (j, i)), f"exact ({hypothesis} {position(i)} {position(j)}).")


def delta(normal: Normal, leaf: t.Delta) -> Equation:
    """δ is 1, 0, a δ of what an injective map was applied to, or an atom: the later bound index first."""
    left, right = leaf.left, leaf.right
    a, b = position(left), position(right)
    if left == right:
        return Equation(leaf, t.ONE, f"exact (delta_refl {a}).")
    if normal.facts.known_apart(left, right):
        return Equation(leaf, t.ZERO, "apply delta_false. apart.")
    match left, right:
        case t.Ordinal(m, t.At() as one), t.Ordinal(n, t.At() as other) if m == n:
            return rest(normal, leaf, f"(delta_shift {position(one)} {position(other)})", t.Delta(one, other))
        case t.Image(one, i), t.Image(other, j) if one == other and one in normal.facts.injective:
            over = size(normal.facts.injective[one])
            hypothesis = f"{one}_distinct"
            lemma = f"(delta_injective {over} {one} {hypothesis} {position(i)} {position(j)} ltac:(bound) ltac:(bound))"
            return rest(normal, leaf, lemma, t.Delta(i, j))
    if (normal.facts.rank(left), isinstance(left, t.Image), a) < (
        normal.facts.rank(right),
        isinstance(right, t.Image),
        b,
    ):
        return Equation(leaf, t.Delta(right, left), f"exact (delta_sym {a} {b}).")
    return Equation(leaf, leaf)


def choice(normal: Normal, leaf: t.Choice) -> Equation:
    """Cases of indices are δ·a + (1 − δ)·b; cases of numbers where they are known to fall."""
    if isinstance(leaf.test, t.Less):
        order = normal.facts.decide(leaf.test.left, leaf.test.right)
        if order is None:
            return bit(normal, leaf, leaf.test)
        holds = order < 0 or (order == 0 and not leaf.test.strict)
        taken = leaf.then if holds else leaf.otherwise
        lemma = ("if_" if holds else "if_not_") + ("less" if leaf.test.strict else "at_most")
        arguments = " ".join(coq(each, ATOM) for each in (leaf.test.left, leaf.test.right, leaf.then, leaf.otherwise))
        return rest(normal, leaf, f"({lemma} {arguments} ltac:(nra))", taken)
    left, right = leaf.test.left, leaf.test.right
    a, b = position(left), position(right)
    both = t.Delta(left, right)
    found = normal.equation(both).right
    if found in (t.ONE, t.ZERO):
        after, lemma = (leaf.then, "if_same") if found == t.ONE else (leaf.otherwise, "if_apart")
        why = "ltac:(reflexivity)" if found == t.ONE else "ltac:(apart)"
        branches = f"{coq(leaf.then, ATOM)} {coq(leaf.otherwise, ATOM)}"
        return rest(normal, leaf, f"({lemma} {a} {b} {branches} {why})", after)
    after = t.Plus((
        t.Times((both, leaf.then)),
        t.Times((t.Plus((t.ONE, t.Minus(both))), leaf.otherwise)),
    ))  # fmt: skip
    return rest(normal, leaf, f"(if_equal {a} {b} {coq(leaf.then, ATOM)} {coq(leaf.otherwise, ATOM)})", after)


def bit(normal: Normal, leaf: t.Choice, test: t.Less) -> Equation:
    """Cases by a number that is not known: the atom is 1 where the test holds and 0 elsewhere, both its sides in normal form."""
    word = "less" if test.strict else "at_most"
    if (leaf.then, leaf.otherwise) != (t.ONE, t.ZERO):
        one = t.Choice(test, t.ONE, t.ZERO)
        after = t.Plus((t.Times((one, leaf.then)), t.Times((t.Plus((t.ONE, t.Minus(one))), leaf.otherwise))))
        arguments = " ".join(coq(each, ATOM) for each in (test.left, test.right, leaf.then, leaf.otherwise))
        return rest(normal, leaf, f"(if_{word}_bit {arguments})", after)
    left, right = normal.form(test.left), normal.form(test.right)
    a, b = normal.atoms.term(left.value), normal.atoms.term(right.value)
    if test.strict and a == t.ZERO and isinstance(b, t.Greatest) and b.left == t.ZERO:  # max(0, z) > 0 where z > 0
        inner = t.Choice(t.Less(t.ZERO, b.right), t.ONE, t.ZERO)
        lemma = (
            f"(eq_trans (if_less_eq _ _ {coq(a, ATOM)} {coq(b, ATOM)} 1 0 _ _) (if_less_max {coq(b.right, ATOM)} 1 0))"
        )
        return Equation(leaf, inner, f"refine {lemma}.\n{{ {normal.proof(left, a)} }}\n{{ {normal.proof(right, b)} }}")
    atom = t.Choice(t.Less(a, b, test.strict), t.ONE, t.ZERO)
    if alpha(atom) == alpha(leaf):
        return Equation(leaf, leaf)
    sides = f"{{ {normal.proof(left, a)} }}\n{{ {normal.proof(right, b)} }}"
    return Equation(leaf, atom, f"apply if_{word}_eq.\n{sides}")


def slope(normal: Normal, leaf: t.Slope) -> Equation:
    """A derivative is what the rules of differentiation give."""
    if isinstance(leaf.body, t.Abstract):
        return Equation(leaf, leaf)
    spot = Spot(leaf.letter, leaf.point)
    marked, proof = Slopes(spot, normal.facts).of(leaf.body)
    value = normal.expand(settled(marked))
    form = normal.form(value)
    target = normal.atoms.term(form.value)
    places = len(leaf.point.at) if isinstance(leaf.point, t.Entry) else 0
    restored = f"rewrite ?set{places}_same. " if places else ""
    text = (
        f"transitivity ({spot.raw(marked)}).\n{{ apply is_derive_unique. {proof} }}\n"
        f"{restored}change ({same(value, target)}).\n{normal.proof(form, target)}"
    )
    return Equation(leaf, target, text)


def size_of(normal: Normal, leaf: t.SizeOf) -> Equation:
    """A size that is a sum of sizes."""
    if leaf.size.startswith("±"):
        two = t.Rational(Fraction(2))
        right: t.Term = t.Plus((t.Times((two, t.SizeOf(leaf.size[1:]))), t.ONE))
    elif "+" in leaf.size:
        right = t.Plus(tuple(t.ONE if each == "1" else t.SizeOf(each) for each in leaf.size.split("+")))
    else:
        return Equation(leaf, leaf)
    return Equation(leaf, right, "repeat rewrite ?plus_INR, ?mult_INR. simpl. ring.")


def greatest(normal: Normal, leaf: t.Greatest) -> Equation:
    """The greater of two numbers where it is known which; else an atom, both sides in normal form."""
    order = normal.facts.decide(leaf.left, leaf.right)
    if order is not None:
        lemma, after = ("Rmax_right", leaf.right) if order < 0 else ("Rmax_left", leaf.left)
        return rest(normal, leaf, f"({lemma} {coq(leaf.left, ATOM)} {coq(leaf.right, ATOM)} ltac:(nra))", after)
    left, right = normal.form(leaf.left), normal.form(leaf.right)
    atom = t.Greatest(normal.atoms.term(left.value), normal.atoms.term(right.value))
    if alpha(atom) == alpha(leaf):
        return Equation(leaf, leaf)
    sides = f"{{ {normal.proof(left, atom.left)} }}\n{{ {normal.proof(right, atom.right)} }}"
    return Equation(leaf, atom, f"apply (f_equal2 Rmax).\n{sides}")


LEAVES: dict[type, Rule] = {
    t.SumOver: sum_over,
    t.Apply: apply,
    t.Entry: symmetric,
    t.Delta: delta,
    t.Choice: choice,
    t.Slope: slope,
    t.SizeOf: size_of,
    t.Greatest: greatest,
}
