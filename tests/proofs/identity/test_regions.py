"""Regions that several comparisons cut out: however seldom a draw meets one, what differs there is not called equal."""

import io
from fractions import Fraction
from functools import reduce
from itertools import pairwise

import numpy as np
import pytest
import regions
from identity_cases import ONE, a, dot, e, minus

from derive import expression as x
from proofs.identity import Judge, Setting, chains, exhaustive, find_witness, judge
from proofs.identity.memory import Store
from proofs.identity.regions import Coins, by_tree, families

NUMBERS = [x.Symbol(name) for name in "bcfghkm"]
d, n = ("d", "1"), ("n", "1")
z, y, v = x.Symbol("z", n), x.Symbol("y", n), x.Symbol("v", d)
i, j = x.Index("i", "n"), x.Index("j", "n")


def number(value):
    return x.Number(Fraction(value))


def gate(*conditions):
    return x.Delta(x.All(tuple(conditions)))


def above(one, other):
    return x.Compare(other, "<", one)


def relu(node):
    return x.Call("relu", node)


def square(node):
    return x.Product((node, node))


def by_a(loss):
    return x.Derivative(loss, a)


def rising(*letters):
    return gate(*(above(second, first) for first, second in pairwise(letters)))


def windows(*letters):
    return gate(*(test for each in letters for test in (above(each, number(30)), above(number(70), each))))


def gated(node):
    return by_a(x.Product((number(Fraction(1, 2)), square(a), node))), x.Product((a, node))


def deep(count):
    return reduce(lambda inside, weight: relu(x.Product((weight, inside))), NUMBERS[:count], a)


def slope(count):
    """The derivative of the deep one, layer by layer."""
    layers = [deep(k) for k in range(1, count + 1)]
    return x.Product((*NUMBERS[:count], *(gate(above(each, number(0))) for each in layers)))


def hinges(vectors):
    return [relu(minus(dot(x.Symbol(name, d), v), number(9))) for name in vectors]


TWINS = {
    **{
        f"maximum of {count}": (
            by_a(x.Extremum("max", (a, *NUMBERS[: count - 1]))),
            gate(*(above(a, each) for each in NUMBERS[: count - 1])),
        )
        for count in (4, 5, 6, 7, 8)
    },
    "minimum of six": (by_a(x.Extremum("min", (a, *NUMBERS[:5]))), gate(*(above(each, a) for each in NUMBERS[:5]))),
    **{
        f"product of {count} hinges": gated(x.Product(tuple(relu(minus(each, number(50))) for each in NUMBERS[:count])))
        for count in (3, 4, 5, 6)
    },
    "two windows": gated(windows(*NUMBERS[:2])),
    "three windows": gated(windows(*NUMBERS[:3])),
    "an order of five": gated(rising(*NUMBERS[:5])),
    **{f"{count} layers": (by_a(deep(count)), slope(count)) for count in (3, 4, 5)},
    "four gates by vectors": gated(x.Product(tuple(hinges("pqrs")))),
}


@pytest.fixture(params=[(0, 1), (2, 3), (5, 8), (12, 10)], ids="chains {0[0]}, {0[1]}".format)
def another_process(request, monkeypatch):
    """The primes that another process may pick, and nothing remembered."""
    known = chains.chains()
    monkeypatch.setattr(chains, "chosen", lambda: tuple(known[k % len(known)] for k in request.param))
    chains.joined.cache_clear()
    monkeypatch.setattr(judge, "KNOWN", Store(64))
    monkeypatch.setattr("proofs.identity.ground.GROUNDS", Store(64))
    yield
    chains.joined.cache_clear()


@pytest.mark.parametrize("name", TWINS)
def test_the_right_one_is_equal_and_what_is_wrong_in_the_region_is_not(name, another_process):
    truth, right = TWINS[name]
    assert Judge([truth, right], Setting()).compare(truth, right).equal is True
    for wrong in (number(0), x.Product((number(2), right)), x.Negative(right)):
        found = Judge([truth, wrong], Setting()).compare(truth, wrong)
        assert found.equal is False, wrong


@pytest.mark.parametrize("name", TWINS)
def test_a_point_in_the_region_is_found(name):
    truth, right = TWINS[name]
    for wrong in (number(0), x.Negative(right)):
        assert find_witness(Judge([truth, wrong], Setting()), truth, wrong) is not None


def test_one_condition_of_many_that_is_forgotten(another_process):
    """A maximum of eight with seven conditions but one differs in one region of 2⁷."""
    truth, right = TWINS["maximum of 8"]
    short = x.Delta(x.All(right.condition.conditions[:-1]))
    assert Judge([truth, short], Setting()).compare(truth, short).equal is False


@pytest.mark.parametrize("prime", [7, 11, 13])
def test_a_number_has_its_sign_in_a_narrow_region_too(prime, monkeypatch):
    """−7|b| for |7b|, where four letters stand in one order, in several processes."""
    order = rising(*NUMBERS[1:6])
    truth, _ = gated(x.Product((x.Call("abs", x.Product((number(prime), NUMBERS[0]))), order)))
    wrong = x.Product((a, number(-prime), x.Call("abs", NUMBERS[0]), order))
    for _ in range(6):
        others = chains.chosen.__wrapped__()
        monkeypatch.setattr(chains, "chosen", lambda others=others: others)
        chains.joined.cache_clear()
        monkeypatch.setattr(judge, "KNOWN", Store(64))
        monkeypatch.setattr("proofs.identity.ground.GROUNDS", Store(64))
        assert Judge([truth, wrong], Setting()).compare(truth, wrong).equal is False
        monkeypatch.undo()
    chains.joined.cache_clear()


def test_too_many_regions_are_not_decided():
    """Twenty letters: 2²⁰ regions are not met one by one."""
    letters = [x.Symbol(f"x{k}") for k in range(20)]
    truth, right = gated(x.Product(tuple(map(relu, letters))))
    found = Judge([truth, right], Setting()).compare(truth, right)
    assert found.equal is None
    assert found.reason.code == "many-regions"


def test_a_case_that_is_missing_in_a_narrow_region_is_seen(another_process):
    """Something is said of every order of numbers but one."""
    steps = [above(second, first) for first, second in pairwise(NUMBERS)]
    assert exhaustive([x.Not(x.All(tuple(steps)))], Setting()) is False
    assert exhaustive([x.Not(x.All(tuple(steps))), x.All(tuple(steps))], Setting()) is True


def test_a_value_where_two_numbers_are_equal_is_looked_at_in_every_region(another_process):
    """Beside five hinges the answer has a value of its own at a = e."""
    truth, right = gated(x.Product(tuple(map(relu, NUMBERS[:5]))))
    own = x.Product((gate(x.Compare(a, "<=", e), x.Compare(e, "<=", a)), right))
    answer = x.Add((right, own))
    assert Judge([truth, answer], Setting()).compare(truth, answer).equal is not True


def test_the_benchmark_has_no_violation_and_decides():
    out = io.StringIO()
    assert regions.run(12, 5, out) == 0
    assert [line.split()[-3:] for line in out.getvalue().splitlines()[1:]] == [["0", "12", "0"], ["12", "0", "0"]]


# ------------------------------------------------------------------------------------------------------------- vectors


def entry(vector, index):
    return x.Entry(vector, index)


SUMMED = x.Sum(i, x.Product((entry(y, i), relu(entry(z, i)))))


def test_entries_of_vectors_are_decided_for_every_size():
    truth = x.Derivative(SUMMED, x.Entry(z, j))
    right = x.Product((entry(y, j), gate(above(entry(z, j), number(0)))))
    found = Judge([truth, right], Setting((j,))).compare(truth, right)
    assert (found.equal, found.sizes) == (True, "every")
    grown = x.Call("exp", SUMMED)
    truth, right = x.Derivative(grown, x.Entry(z, j)), x.Product((grown, right))
    found = Judge([truth, right], Setting((j,))).compare(truth, right)
    assert (found.equal, found.sizes) == (True, "every")


def test_a_pair_of_entries_has_two_coins(another_process):
    """The square of a sum of hinges: what is left out where two entries are above 0 is seen."""
    hinges = x.Sum(i, relu(entry(z, i)))
    both = x.Sum(j, x.Product((relu(entry(z, i)), relu(entry(z, j)))), x.Not(x.Same(i, j)))
    truth, wrong = by_a(x.Product((a, hinges, hinges))), x.Sum(i, x.Product((relu(entry(z, i)), relu(entry(z, i)))))
    right = x.Add((wrong, x.Sum(i, both)))
    assert Judge([truth, right], Setting()).compare(truth, right).equal is True
    assert Judge([truth, wrong], Setting()).compare(truth, wrong).equal is False


def test_entries_that_are_0_or_1_fall_like_coins(another_process):
    letters = [x.Symbol(f"y{k}") for k in range(6)]
    setting = Setting(constraints=tuple((each.name, "in", "0", "1") for each in letters))
    truth = by_a(x.Product((a, x.Add((ONE, x.Product(tuple(letters)))))))
    right = x.Add((x.Product(tuple(letters)), ONE))
    assert Judge([truth, right], setting).compare(truth, right).equal is True
    assert Judge([truth, ONE], setting).compare(truth, ONE).equal is False


# ------------------------------------------------------------------------------------------------------------ counting


def test_coins_are_counted_once_whatever_they_are_called():
    rows = np.random.default_rng(3).integers(0, 2, size=(5, 90))
    ints = [int("".join(map(str, row)), 2) for row in rows]
    ones = (1 << 90) - 1
    assert Coins(ones).toss([]) == 0
    assert Coins(ones).toss([*ints, *ints, ints[0] ^ ints[1], ints[2] ^ ones, ones]) == 5


def test_comparisons_are_one_whatever_their_indices_and_sides_are_called():
    one, other = above(entry(z, i), entry(y, i)), x.Compare(entry(z, j), "<=", entry(y, j))
    assert {each.key for each in families(one)} == {each.key for each in families(other)}
    assert {each.key for each in families(relu(entry(z, i)))} == {
        each.key for each in families(above(entry(z, j), number(0)))
    }


@pytest.mark.parametrize(
    ("node", "draws"),
    [
        (x.Product(tuple(map(relu, NUMBERS[:3]))), 8),
        (x.Extremum("max", (a, *NUMBERS[:4])), 16),
        (SUMMED, 2),
        (x.Product((SUMMED, x.Sum(j, relu(entry(z, j))))), 4),
    ],
)
def test_how_seldom_a_region_is_by_the_tree(node, draws):
    assert by_tree([node, node], [], Setting(), {name: 8 for name in ("n",) if "n" in repr(node)}, True) == draws
