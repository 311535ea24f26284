"""What is certainly above zero, and what has to be looked at in the reals because its sign, root or logarithm may not be there."""

import numpy as np
import pytest
from identity_cases import ONE, V, a, b, dot, o, p, u_w, w

from derive import expression as x
from proofs.identity import Judge, Setting
from proofs.identity.reals import agree, ordered, positive


def call(name, node):
    return x.Call(name, node)


score = dot(u_w, p)
POSITIVE = {
    "exp": call("exp", a),
    "a size": V,
    "a sum of exponentials": x.Sum(w, call("exp", score)),
    "a share": x.Quotient(call("exp", score), x.Sum(w, call("exp", score))),
    "an entry of a softmax": x.Entry(x.Softmax(b), o),
    "one and an exponential": x.Add((ONE, call("exp", a))),
    "a named sigmoid": x.Named("s", call("sigmoid", a)),
}
NOT_CERTAINLY = {
    "a number": a,
    "a sum that may be empty": x.Sum(w, call("exp", score), x.Not(x.Same(w, o))),
    "tanh": call("tanh", a),
    "a difference": x.Add((call("exp", a), x.Negative(call("sigmoid", a)))),
    "a product with a number": x.Product((a, call("exp", a))),
    "zero": x.Number(0),
    "an entry of a vector": x.Entry(b, o),
}


@pytest.mark.parametrize("name", POSITIVE)
def test_it_is_certainly_positive_and_its_logarithm_is_there(name):
    assert positive(POSITIVE[name])
    assert not ordered(call("log", POSITIVE[name]))


@pytest.mark.parametrize("name", NOT_CERTAINLY)
def test_it_may_not_be_positive_and_its_logarithm_is_looked_at(name):
    assert not positive(NOT_CERTAINLY[name])
    assert ordered(call("log", NOT_CERTAINLY[name]))


@pytest.mark.parametrize(
    "node",
    [
        call("abs", a),
        call("relu", a),
        call("sqrt", call("exp", a)),
        x.Extremum("max", (a, ONE)),
        x.Power(a, x.Number("1/2")),
        x.Delta(x.Compare(a, "<", ONE)),
        x.Product((a, call("sign", a))),
    ],
    ids=["abs", "relu", "sqrt", "max", "power 1/2", "a comparison", "sign in a product"],
)
def test_signs_and_roots_are_looked_at(node):
    assert ordered(node)


@pytest.mark.parametrize("node", [call("exp", a), call("tanh", a), x.Power(a, x.Number(3)), x.Quotient(a, V)])
def test_what_is_there_everywhere_is_not(node):
    assert not ordered(node)


def test_what_is_shared_by_the_sides_of_a_chain_says_nothing_else():
    """A number out of sight in one pair hides nothing of the next, and more bits for one are no more for the next."""
    a, one = x.Symbol("a"), x.Symbol("b")
    root = x.Call("sqrt", x.Product((a, a)))
    size = x.Call("abs", a)
    many = x.Number(30_000)
    lost = x.Call("exp", x.Product((many, x.Call("abs", one))))
    judge = Judge([root, size, lost, a], Setting())
    ground, known = judge.grounds[0], {}
    wanted = np.arange(1)
    pairs = [
        (root, size),
        (x.Add((lost, root)), x.Add((lost, size))),
        (x.Product((many, root)), x.Product((many, size))),  # with as many bits as the pair before
        (root, a),
        (size, root),
    ]
    shared = [agree(ground.point, wanted, Setting(), *pair, x.ALWAYS, known) for pair in pairs]
    alone = [agree(ground.point, wanted, Setting(), *pair, x.ALWAYS, {}) for pair in pairs]
    assert shared == alone == [True, None, True, False, True]
    assert known
