"""The laws that residues keep: each holds for every draw, and what is no law fails."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.identity.balls import ATOMS
from proofs.identity.chains import LEVELS, chains, chosen, tables
from proofs.identity.field import Field
from proofs.identity.undecidable import Undecidable


def field(seed):
    return Field(64, np.random.default_rng(seed))


def drawn(f, level=0):
    return f.draw(1, 1, level)


def nonzero(f):
    """A draw at level 0 in which 0, which a random residue is now and then, is replaced by 1."""
    value = drawn(f)
    return np.where(value == 0, 1, value)


seeds = st.integers(0, 1000)


@given(seeds)
def test_exp_turns_sums_into_products(seed):
    f = field(seed)
    a, b = drawn(f, 1), drawn(f, 1)
    whole = f.exp(f.add(a, b, 1), 0)
    assert (whole == f.multiply(f.exp(a, 0), f.exp(b, 0), 0)).all()
    assert (whole != f.add(f.exp(a, 0), f.exp(b, 0), 0)).any()
    assert f.positive(whole, 0).all()


@given(seeds)
def test_log_inverts_exp_and_turns_products_into_sums(seed):
    f = field(seed)
    a, b = nonzero(f), nonzero(f)
    z = drawn(f, 1)
    assert (f.log(f.exp(z, 0), 1) == z).all()
    assert (f.log(f.multiply(a, b, 0), 1) == f.add(f.log(a, 1), f.log(b, 1), 1)).all()
    assert (f.log(f.negative(a, 0), 1) == f.log(a, 1)).all()
    size = f.exp(f.log(a, 1), 0)
    assert (f.multiply(size, size, 0) == f.multiply(a, a, 0)).all()


@given(seeds)
def test_the_sign_is_multiplicative_and_odd(seed):
    f = field(seed)
    a, b = nonzero(f), nonzero(f)
    up = [f.positive(each, 0) for each in (a, b, f.multiply(a, b, 0), f.negative(a, 0))]
    assert ((up[0] == up[1]) == up[2]).all()
    assert (up[0] != up[3]).all()
    assert not f.positive(np.zeros_like(a), 0).any()


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 8, 9, 10, 15, Fraction(2, 3), Fraction(5, 4)])
@pytest.mark.parametrize("level", [0, 1])
def test_small_numbers_have_their_sign(number, level):
    f = field(1)
    assert f.positive(f.constant(Fraction(number), level), level).all()
    assert not f.positive(f.constant(-Fraction(number), level), level).any()


@given(seeds)
def test_roots(seed):
    f = field(seed)
    a = f.multiply(*[nonzero(f)] * 2, 0)
    root = f.root(a, 2, 0)
    assert not f.undefined.any()
    assert (f.multiply(root, root, 0) == a).all()
    assert f.positive(root, 0).all()
    f.root(f.negative(a, 0), 2, 0)
    assert f.undefined.all()


@given(seeds, st.sampled_from([3, 5, 7, 10]))
def test_roots_of_other_degrees(seed, degree):
    f = field(seed)
    a, b = (f.multiply(*[nonzero(f)] * 2, 0) for _ in range(2))
    root = f.root(a, degree, 0)
    assert (f.power(root, degree, 0) == a).all()
    assert (f.root(f.multiply(a, b, 0), degree, 0) == f.multiply(root, f.root(b, degree, 0), 0)).all()
    assert not f.undefined.any()


@given(seeds, st.sampled_from(sorted(ATOMS)), st.integers(0, 2))
def test_a_function_without_laws_is_any_function_odd_where_it_is_odd(seed, name, level):
    f = field(seed)
    a = f.draw(4, 4, level)
    value, turned = f.atom(name, a, level), f.atom(name, f.negative(a, level), level)
    assert (f.atom(name, a.copy(), level) == value).all()
    odd = (f.negative(value, level) == turned).all()
    assert odd == (name not in ("arccos", "arccosh", "lgamma", "digamma", "trigamma"))
    assert not (f.atom(name, f.add(a, a, level), level) == f.add(value, value, level)).all()


@given(seeds, st.integers(-20, 20))
def test_inverse_and_powers(seed, exponent):
    f = field(seed)
    a = nonzero(f)
    assert (f.multiply(a, f.inverse(a, 0), 0) == 1).all()
    by_hand = np.ones_like(a)
    for _ in range(abs(exponent)):
        by_hand = f.multiply(by_hand, a if exponent > 0 else f.inverse(a, 0), 0)
    assert (f.power(a, exponent, 0) == by_hand).all()
    assert (f.power(np.zeros_like(a), 3, 0) == 0).all()


@pytest.mark.parametrize("operation", ["inverse", "log"])
def test_what_has_no_value_is_flagged_at_its_draw_alone(operation):
    f = field(3)
    value = np.ones((64, 1, 1), dtype=np.int64)
    value[5] = 0
    getattr(f, operation)(value, 1)
    assert f.undefined.tolist() == [draw == 5 for draw in range(64)]


@pytest.mark.parametrize("kind", ["positive", "fraction"])
def test_constrained_draws(kind):
    f = field(4)
    value = f.draw(3, 2, 0, kind)
    assert f.positive(value, 0).all()
    assert kind == "positive" or f.positive(f.add(1, f.negative(value, 0), 0), 0).all()


def test_chains():
    assert len(chains()) >= 12
    for *chain, order in chains():
        assert all((prime + 1) % order == 0 for prime in chain)
        assert all(above == 2 * below + 1 for above, below in itertools.pairwise(chain))
        assert all(pow(2, prime - 1, prime) == 1 and prime % 4 == 3 for prime in chain)
    assert chosen()[0] != chosen()[1]


def test_tables_are_a_bijection():
    powers, logarithms = tables(chosen()[0][2])
    assert len(set(powers.tolist())) == len(powers)
    assert (logarithms[powers] == np.arange(len(powers))).all()


def test_the_depth_is_bounded():
    with pytest.raises(Undecidable):
        field(0).below(LEVELS - 1)
    with pytest.raises(Undecidable):
        field(0).above(0)
