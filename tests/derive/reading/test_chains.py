"""When a derivative may go through a helper: where the outer function depends on the variable through the helper alone."""

import pytest

from derive import expression as x
from derive.elaboration.chains import only_by

o, c, k = (x.Index(name, "V") for name in "ock")
U, C = x.Symbol("U", ("d", "V")), x.Symbol("C", ("d", "V"))
u_o, v_c, v_k = x.Column(U, o), x.Column(C, c), x.Column(C, k)
t, r = x.Symbol("t"), x.Symbol("r")


def dot(left, right):
    return x.Product((x.Transpose(left), right))


def sigmoid(node):
    return x.Call("sigmoid", node)


scores = x.Product((x.Transpose(U), v_c))
exp = x.Call("exp", x.Negative(t))
ALONE = {
    "the helper itself": (sigmoid(dot(u_o, v_c)), dot(u_o, v_c), v_c),
    "under a name": (sigmoid(x.Named("z", dot(u_o, v_c))), dot(u_o, v_c), v_c),
    "all scores": (x.Softmax(scores), scores, v_c),
    "a score, an entry of all of them": (sigmoid(dot(u_o, v_c)), scores, v_c),
    "a score turned round": (sigmoid(dot(v_c, u_o)), scores, v_c),
    "a sigmoid by its exponential": (sigmoid(t), exp, t),
    "another letter beside it": (x.Product((r, exp)), exp, t),
}
NOT_ALONE = {
    "the variable beside it": (x.Add((sigmoid(dot(u_o, v_c)), dot(v_c, v_c))), dot(u_o, v_c), v_c),
    "a score of another vector": (x.Add((dot(v_c, u_o), dot(v_k, u_o))), scores, v_c),
    "a score of another matrix": (x.Add((dot(u_o, v_c), dot(v_k, v_c))), scores, v_c),
    "a number beside it": (x.Product((t, exp)), exp, t),
    "another function of it": (sigmoid(t), x.Power(t, x.Number(2)), t),
    "an entry where a vector is the variable": (x.Entry(C, o, c), x.Entry(C, o, c), C),
}


@pytest.mark.parametrize("name", ALONE)
def test_through_the_helper_alone(name):
    assert only_by(*ALONE[name])


@pytest.mark.parametrize("name", NOT_ALONE)
def test_beside_the_helper_too(name):
    assert not only_by(*NOT_ALONE[name])
