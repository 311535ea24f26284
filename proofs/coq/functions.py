"""What a function of a number is in terms of atoms: exp and ln taken apart, σ and tanh by exponentials, the sign of a sine."""

from fractions import Fraction
from typing import Any

import sympy

from proofs.coq import terms as t
from proofs.coq.normal import Equation, Form, Normal, Rule, chain, rest
from proofs.coq.printing import ATOM, coq
from proofs.coq.rational import alpha, number

MANY = 6
"""exp(n x) is taken apart for n up to this."""


def apply(normal: Normal, leaf: t.Apply) -> Equation:
    """Functions by their names."""
    return CALLS.get(leaf.function, opaque)(normal, leaf)


def opaque(normal: Normal, leaf: t.Apply) -> Equation:
    """A function of which nothing is used."""
    form = normal.form(leaf.argument)
    argument = normal.atoms.term(form.value)
    right = t.Apply(leaf.function, argument)
    if alpha(right) == alpha(leaf):
        return Equation(leaf, leaf)
    return Equation(leaf, right, f"apply (f_equal {leaf.function}). {normal.proof(form, argument)}")


def sigmoid(normal: Normal, leaf: t.Apply) -> Equation:
    """σ(x) = 1 / (1 + exp(−x))."""
    after = t.Over(t.ONE, t.Plus((t.ONE, t.Apply("exp", t.Minus(leaf.argument)))))
    return rest(normal, leaf, f"(sigmoid_quotient {coq(leaf.argument, ATOM)})", after)


def tanh(normal: Normal, leaf: t.Apply) -> Equation:
    """tanh x by exponentials."""
    up, down = t.Apply("exp", leaf.argument), t.Apply("exp", t.Minus(leaf.argument))
    after = t.Over(t.Plus((up, t.Minus(down))), t.Plus((up, down)))
    return rest(normal, leaf, f"(tanh_quotient {coq(leaf.argument, ATOM)})", after)


def rewritten(normal: Normal, leaf: t.Apply, form: Form, argument: t.Term, value: t.Term, proof: str) -> Equation:
    """F(x), where x has the form of the argument, and a proof that F of the argument is the value."""
    if alpha(value) == alpha(leaf):
        return Equation(leaf, leaf)
    name = leaf.function
    inside = (
        f"transitivity ({name} {coq(argument, ATOM)}).\n{{ apply (f_equal {name}). {normal.proof(form, argument)} }}"
    )
    return Equation(leaf, value, f"{inside}\n{proof}")


def exponential(normal: Normal, leaf: t.Apply) -> Equation:
    """exp of a sum is a product; exp ln x is x."""
    form = normal.form(leaf.argument)
    parts = signed(normal, form.value)
    if not parts:
        return rewritten(normal, leaf, form, t.ZERO, t.ONE, "exact exp_0.")
    return rewritten(normal, leaf, form, joined(parts), *raised(parts))


def signed(normal: Normal, value: sympy.Expr) -> list[tuple[bool, t.Term]]:
    """A value as a sum of terms with signs: whole multiples as repetitions."""
    numerator, denominator = sympy.fraction(sympy.cancel(value))
    if denominator.is_number:
        numerator, denominator = numerator / denominator, sympy.Integer(1)
    found: list[tuple[bool, t.Term]] = []
    symbols = sorted(numerator.free_symbols, key=lambda each: each.name)
    if numerator == 0:
        return found
    terms = sympy.Poly(numerator, *symbols).terms() if symbols else [((), numerator)]
    for powers, coefficient in terms:
        product = sympy.Mul(*(symbol**power for symbol, power in zip(symbols, powers, strict=True))) / denominator
        size = abs(coefficient)
        whole = int(size) if size.is_Integer and size <= MANY else 1
        each = normal.atoms.term(product if size == whole else product * size)
        found += [(coefficient < 0, each)] * whole
    return found


def joined(parts: list[tuple[bool, t.Term]]) -> t.Term:
    """The terms with their signs added up."""
    terms = tuple(t.Minus(each) if negative else each for negative, each in parts)
    return terms[0] if len(terms) == 1 else t.Plus(terms)


def raised(parts: list[tuple[bool, t.Term]]) -> tuple[t.Term, str]:
    """exp of a sum of terms as a product, and the proof."""
    *before, (negative, last) = parts
    single, step = exp_of(last)
    x = coq(last, ATOM)
    if not before:
        if not negative:
            return single, step
        return t.Over(t.ONE, single), chain(f"(exp_opposite {x})", f"apply (f_equal (Rdiv 1)). {step}")
    value, proof = raised(before)
    lemma, symbol = ("exp_minus", "Rdiv") if negative else ("exp_plus", "Rmult")
    made = t.Over(value, single) if negative else t.Times((value, single))
    return made, both(f"{lemma} {coq(joined(before), ATOM)} {x}", symbol, proof, step)


def both(lemma: str, operation: str, first: str, second: str) -> str:
    """The proof by a lemma after which the two sides of an operation are left, each with its proof."""
    return f"refine (eq_trans ({lemma}) (f_equal2 {operation} _ _)).\n{{ {first} }}\n{{ {second} }}"


def exp_of(term: Any) -> tuple[t.Term, str]:
    """exp of one term; exp ln x is x."""
    if isinstance(term, t.Apply) and term.function == "ln":
        return term.argument, "apply exp_ln. positive."
    return t.Apply("exp", term), "reflexivity."


def logarithm(normal: Normal, leaf: t.Apply) -> Equation:
    """ln of a product of what is above zero is a sum; ln exp x is x."""
    form = normal.form(leaf.argument)
    numerator, denominator = sympy.fraction(sympy.cancel(form.value))
    above, below = factors(normal, numerator), factors(normal, denominator)
    if above is None or below is None:
        return opaque(normal, leaf)
    return rewritten(normal, leaf, form, *logarithms(above, below))


def factors(normal: Normal, polynomial: sympy.Expr) -> list[t.Term] | None:
    """The factors of a polynomial, each above zero; None where one may not be."""
    found = normal.factors(polynomial)
    if found is None or found[0] <= 0:
        return None
    content, made = found
    return made if content == 1 else [number(content), *made]


def logarithms(above: list[t.Term], below: list[t.Term]) -> tuple[t.Term, t.Term, str]:
    """The argument as a quotient of products, its logarithm, and the proof."""
    top, value, proof = of_product(above)
    if not below:
        return top, value, proof
    bottom, less, other = of_product(below)
    lemma = f"ln_quotient {coq(top, ATOM)} {coq(bottom, ATOM)} ltac:(positive) ltac:(positive)"
    return t.Over(top, bottom), t.Plus((value, t.Minus(less))), both(lemma, "Rminus", proof, other)


def of_product(factors: list[t.Term]) -> tuple[t.Term, t.Term, str]:
    """A product, its logarithm, and the proof."""
    if not factors:
        return t.ONE, t.ZERO, "exact ln_1."
    *before, last = factors
    single: t.Term = t.Apply("ln", last)
    step = "reflexivity."
    if isinstance(last, t.Apply) and last.function == "exp":
        single, step = last.argument, "apply ln_exp."
    if not before:
        return last, single, step
    product, value, proof = of_product(before)
    lemma = f"ln_product {coq(product, ATOM)} {coq(last, ATOM)} ltac:(positive) ltac:(positive)"
    made = t.Times((*product.factors, last)) if isinstance(product, t.Times) else t.Times((product, last))
    return made, t.Plus((value, single)), both(lemma, "Rplus", proof, step)


def odd_or_even(normal: Normal, leaf: t.Apply) -> Equation:
    """sin(−x) = −sin x, cos(−x) = cos x."""
    form = normal.form(leaf.argument)
    if not form.value.could_extract_minus_sign():
        return opaque(normal, leaf)
    argument = normal.atoms.term(-form.value)
    value: t.Term = t.Apply(leaf.function, argument)
    value = t.Minus(value) if leaf.function == "sin" else value
    return rewritten(normal, leaf, form, t.Minus(argument), value, f"apply {leaf.function}_neg.")


def absolute(normal: Normal, leaf: t.Apply) -> Equation:
    """|x| where the sign of x is known."""
    order = normal.facts.decide(leaf.argument, t.ZERO)
    if order is None:
        return opaque(normal, leaf)
    after = t.Minus(leaf.argument) if order < 0 else leaf.argument
    lemma = "Rabs_left1" if order < 0 else "Rabs_right"
    return rest(normal, leaf, f"({lemma} {coq(leaf.argument, ATOM)} ltac:(nra))", after)


def sign_of(normal: Normal, leaf: t.Apply) -> Equation:
    """The sign of x where it is known."""
    order = normal.facts.decide(leaf.argument, t.ZERO)
    if order is None:
        return opaque(normal, leaf)
    value = t.Rational(Fraction(order))
    return Equation(leaf, value, "unfold sign_of. repeat destruct (Rlt_dec _ _); first [exfalso; nra | lra].")


CALLS: dict[str, Rule] = {
    "exp": exponential,
    "ln": logarithm,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "sin": odd_or_even,
    "cos": odd_or_even,
    "Rabs": absolute,
    "sign_of": sign_of,
}
