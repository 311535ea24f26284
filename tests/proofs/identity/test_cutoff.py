"""Attacks on the cut-off: what agrees with a right answer for small sizes only is never accepted; right answers are proved."""

from functools import lru_cache
from itertools import permutations

import mutants
import pytest
import soundness
from identity_cases import ONE, C, K, U, V, b, dot, k, minus, o, p, u_o, u_w, v, w, word

from derive import expression as x
from derive.problem import load
from derive.traversal import walk
from proofs.identity import Judge, Setting, Undecidable
from proofs.verify import check


@lru_cache(maxsize=1)
def right():
    return mutants.answers(load("cs224n-a2"))


def answer(part):
    return next(each for each in right() if each.part.id == part)


@pytest.mark.parametrize("k", range(18))
def test_right_answers_are_proved(k):
    each = right()[k]
    found = Judge([each.truth, each.tree], each.setting).compare(each.truth, each.tree)
    assert (found.equal, found.sizes) == (True, "every")


def accepted(each, tree):
    """Whether an answer would be accepted: equal, unless a number that is not counted stands in it."""
    return soundness.verdict(tree, each) == "accepted"


def falling(size, steps):
    return mutants.falling(size, steps)


def scores(index):
    return dot(x.Column(U, index), v)


def gram(size):
    """The determinant of the dot products of u_1 … u_n: 0 for d < n."""
    terms = []
    for order in permutations(range(1, size + 1)):
        odd = sum(order[i] > order[j] for i in range(size) for j in range(i + 1, size)) % 2
        term = x.Product(
            tuple(dot(x.Column(U, x.Ordinal(i + 1, "V")), x.Column(U, x.Ordinal(j, "V"))) for i, j in enumerate(order))
        )
        terms.append(x.Negative(term) if odd else term)
    return x.Add(tuple(terms))


def fourth(vector):
    """The fourth elementary symmetric function of the components of a vector: 0 for d < 4."""
    powers, ones = [vector], x.Constant(1, ("d", "1"))
    for _ in range(3):
        powers.append(x.Hadamard(powers[-1], vector))
    one, two, three, four = (dot(ones, each) for each in powers)
    six = x.Number(6)
    return x.Add((
        x.Power(one, x.Number(4)), x.Negative(x.Product((six, one, one, two))), x.Product((x.Number(3), two, two)),
        x.Product((x.Number(8), one, three)), x.Negative(x.Product((six, four))),
    ))  # fmt: skip


def distinct(count, body):
    """The sum of body over all tuples of so many distinct samples: 0 for K below their number."""
    indices = [x.Index(f"t{i}", "K") for i in range(count)]
    for i in reversed(range(count)):
        apart = tuple(x.Not(x.Same(indices[i], each)) for each in indices[:i])
        body = x.Sum(indices[i], body, x.All(apart))
    return body


zero = x.Product((x.Number(0), scores(w)))
HIDDEN = {
    "V": V,
    "a sum of ones": x.Sum(w, ONE),
    "exp of nothing": x.Sum(w, x.Call("exp", minus(scores(w), scores(w)))),
    "exp of zero times a score": x.Sum(w, x.Call("exp", zero)),
    "the all-ones vector squared": dot(x.Constant(1, ("V", "1")), x.Constant(1, ("V", "1"))),
    "one over a flat softmax": x.Quotient(ONE, x.Entry(x.Softmax(x.Product((x.Number(0), x.Transpose(U), v))), o)),
    "a named vector of ones": x.Sum(w, x.Entry(x.Named("n", x.Transpose(x.Table(w, ONE))), w)),
    "a score over itself": x.Sum(w, x.Quotient(scores(w), scores(w))),
    "σ(z) + σ(−z)": x.Add((x.Sum(w, x.Call("sigmoid", scores(w))), x.Sum(w, x.Call("sigmoid", x.Negative(scores(w)))))),
    "a condition that always holds": x.Sum(w, ONE, x.Same(w, w)),
    "the slope of each entry by itself": x.Sum(w, x.Derivative(x.Entry(b, w), x.Entry(b, w))),
    "the trace of a Jacobian": x.Trace(x.Derivative(b, b)),
}


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("part", ["b.1"])
def test_a_size_in_disguise_is_counted(name, part):
    """V − n vanishes at V = n alone, whichever sizes are tried."""
    each = answer(part)
    plain = {size["V"] for size in Judge([each.truth, each.tree], each.setting).plan.sizes}
    for n in sorted(plain):
        extra = x.Product((minus(HIDDEN[name], x.Number(n)), v))
        assert not accepted(each, x.Add((each.tree, extra))), n


@pytest.mark.parametrize("steps", [4, 12])
@pytest.mark.parametrize("part", ["b.1", "d", "h", "g.2.v_c", "i.1"])
def test_factors_that_vanish_at_small_sizes(part, steps):
    each = answer(part)
    size = x.Dimension("K") if part in ("h", "g.2.v_c") else x.Dimension("m") if part == "i.1" else V
    assert not accepted(each, x.Add((each.tree, x.Product((falling(size, steps), each.tree)))))


EXTRAS = {
    "Gram determinant of four": ("b.1", lambda: x.Product((gram(4), v))),
    "fourth symmetric function of components": ("b.1", lambda: x.Product((fourth(v), v))),
    "five distinct samples": ("h", lambda: x.Product((distinct(5, ONE), v))),
    "three distinct samples": ("g.1.u_o", lambda: x.Product((distinct(3, ONE), v))),
    "K(K−1)": ("h", lambda: x.Product((K, minus(K, ONE), v))),
    "max(0, V − 20)": ("b.1", lambda: x.Product((x.Extremum("max", (x.Number(0), minus(V, x.Number(20)))), v))),
    "[V > 20]": ("b.1", lambda: x.Product((x.Delta(x.Compare(x.Number(20), "<", V)), v))),
    "[Σ1 > 20]": ("b.1", lambda: x.Product((x.Delta(x.Compare(x.Number(20), "<", x.Sum(w, ONE))), v))),
    "relu(K − 20)": ("h", lambda: x.Product((x.Call("relu", minus(K, x.Number(20))), v))),
    "exp of a falling factorial": ("b.1", lambda: x.Product((minus(x.Call("exp", falling(V, 12)), ONE), v))),
    "√(V−20)² − (20−V)": ("b.1", lambda: x.Product((x.Add((x.Power(x.Power(minus(V, x.Number(20)), x.Number(2)), x.Number("1/2")), minus(V, x.Number(20)))), v))),
    "δ of the fifth word": ("b.1", lambda: x.Product((x.Delta(x.Same(o, x.Ordinal(5, "V"))), v))),
    "δ of the 30th word": ("b.1", lambda: x.Product((x.Delta(x.Same(o, x.Ordinal(30, "V"))), v))),
    "δ of the last sample": ("h", lambda: x.Product((x.Delta(x.Same(x.Index("s", "K"), x.Ordinal(-1, "K"))), v))),
    "[V = 5]": ("b.1", lambda: x.Product((x.Delta(x.Same(x.Ordinal(5, "V"), x.Ordinal(-1, "V"))), v))),
    "[K = 3] by samples": ("h", lambda: x.Product((x.Delta(x.Same(x.Ordinal(3, "K"), x.Ordinal(-1, "K"))), v))),
    "a word compared with a number of a sample": ("h", lambda: x.Sum(k, x.Product((x.Delta(x.Same(x.Ordinal(9, "V"), k)), v)))),
    "a size in a variable exponent": ("b.1", lambda: x.Product((minus(x.Power(x.Number(2), falling(V, 12)), ONE), v))),
}  # fmt: skip


@pytest.mark.parametrize("name", EXTRAS)
def test_extra_terms_that_show_late(name):
    part, extra = EXTRAS[name]
    each = answer(part)
    assert not accepted(each, x.Add((each.tree, extra())))


@pytest.mark.parametrize("most", [3, 4, 9, 12, 23, 24, 25, 60])
def test_a_range_cut_at_a_constant(most):
    each = answer("b.1")
    few = x.Some(tuple(x.Same(w, x.Ordinal(k, "V")) for k in range(1, most + 1)))
    hat = next(node for node in walk(each.tree) if isinstance(node, x.Named) and node.name == "hat y")
    cut = x.Sum(w, x.Product((x.Entry(hat, w), u_w)), few)
    assert not accepted(each, minus(cut, u_o))


def test_a_count_forgotten_where_samples_coincide():
    each, once = answer("h"), answer("g.1.u_ws")
    assert not accepted(each, once.tree)


def test_samples_are_not_their_neighbours():
    """[u_o, W]·f([W, u_o]ᵀv) pairs each sample with the one before."""
    each = answer("g.2.v_c")
    W = x.Table(k, x.Column(U, word(k)))
    one, other = x.Beside((u_o, W)), x.Beside((W, u_o))
    aligned = x.Product((one, x.Call("sigmoid", x.Product((x.Transpose(one), v)))))
    shifted = x.Product((one, x.Call("sigmoid", x.Product((x.Transpose(other), v)))))
    judge = Judge([aligned, shifted], each.setting)
    assert judge.compare(aligned, shifted).equal is not True


def test_two_open_samples_are_two():
    s, t = x.Index("s", "K"), x.Index("t", "K")
    one, other = x.Column(U, word(s)), x.Column(U, word(t))
    judge = Judge([one, other], Setting((s, t), (("w", "K", "V"),)))
    assert judge.compare(one, other).equal is False


q = x.Index("q", "V")
OUTSIDE = {
    "a function of a sum for each word": x.Sum(w, x.Quotient(ONE, x.Sum(q, dot(x.Column(U, q), u_w)))),
    "a function of a square matrix": x.Call("exp", x.Product((x.Transpose(b), x.Symbol("B", ("V", "V")), b))),
    "a window's number in a function": x.Call("exp", x.Sum(x.Index("j", "±m"), ONE)),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_is_claimed_outside_the_class(name):
    """Even of what is equal: twice a thing less the thing."""
    node = OUTSIDE[name]
    twice = minus(x.Product((x.Number(2), node)), node)
    judge = Judge([node, twice], Setting((o, x.Index("c", "V"))))
    found = judge.compare(node, twice)
    assert not (found.equal is True and found.sizes == "every")


def test_sums_in_sums_beyond_the_memory_are_not_decided():
    indices = [x.Index(f"q{i}", "V") for i in range(7)]
    body = x.Product(tuple(x.Call("exp", scores(index)) for index in indices))
    for index in indices:
        body = x.Sum(index, body)
    body = x.Sum(x.Index("r", "V"), x.Product((x.Delta(x.Same(x.Index("r", "V"), o)), body)))
    judge = Judge([body, minus(body, p and x.Number(0))], Setting((o, x.Index("c", "V"))))
    assert judge.compare(body, ONE).equal in (None, False)


LATEX = {
    "b.1": [
        r"U(\hat{y} - y) + (V-1)(V-2)(V-3)(V-4) v_c",
        r"U(\hat{y} - y) + (V-9)(V-10)(V-11)(V-12) v_c",
        r"\sum_{w=1}^{4} \hat{y}_w u_w - u_o",
        r"\sum_{w=1}^{9} \hat{y}_w u_w - u_o",
        r"U(\hat{y} - y) + \binom{V}{20} v_c",
        r"U(\hat{y} - y) + \max(0, V - 30) v_c",
        r"U(\hat{y} - y) + \min(0, 30 - V) v_c",
        r"U(\hat{y} - y) + \lfloor V / 30 \rfloor v_c",
        r"U(\hat{y} - y) + (\sum_{x \in Vocab} 1 - 12) v_c",
        r"u_1 (\hat{y}_1 - y_1) + u_2(\hat{y}_2 - y_2) + u_3(\hat{y}_3 - y_3)",
    ],
    "h": [
        r"(1-\sigma(-u_{w_s}^\top v_c)) v_c",
        r"K (1-\sigma(-u_{w_s}^\top v_c)) v_c",
        r"\sum_{k: w_k = w_s} (1-\sigma(-u_{w_s}^\top v_c)) v_c + K(K-1)(K-2)(K-3)(K-4) v_c",
        r"\sum_{k=1}^{4} \delta_{w_k w_s} (1-\sigma(-u_{w_s}^\top v_c)) v_c",
    ],
    "g.1.v_c": [
        r"(\sigma(u_o^\top v_c) - 1)u_o + \sum_{k=1}^{4} \sigma(u_{w_k}^\top v_c) u_{w_k}",
        r"(\sigma(u_o^\top v_c) - 1)u_o + K \sigma(u_{w_K}^\top v_c) u_{w_K}",
    ],
    "a": [r"-\sum_{w \in Vocab} y_w \log \hat{y}_w = -\log(-\hat{y}_o)"],
}  # fmt: skip


@pytest.mark.parametrize(("part", "latex"), [(part, latex) for part, several in LATEX.items() for latex in several])
def test_written_attacks_are_not_accepted(part, latex):
    assert not check(part, latex).accepted


def test_undecidable_is_raised_for_no_plan():
    each = answer("b.1")
    with pytest.raises(Undecidable):
        Judge([each.truth, each.tree], each.setting).grounds[0].evaluate(
            x.Call("exp", x.Call("exp", x.Call("exp", V))), 0
        )


assert C is not U
