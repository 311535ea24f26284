"""What stands further behind a displayed answer: a step that is left, a formula in a paragraph of its own, and harmless remarks."""

import pytest

from proofs.verify import check

ANSWER = r"$$\frac{\partial J}{\partial v_c} = U(\hat y - y)$$"


@pytest.mark.parametrize(
    "later",
    [
        "This uses the chain rule.\n\nOne more remark: a division by $V$ is still to be done.",
        "The loss is smooth.\n\nA factor of two got lost somewhere.",
        "以上用到链式法则。\n\n最后还要除以词表大小。",
        "NOPE",
        "- sign: I think it is off\n- shape: fine",
        "`U(y - ŷ)`",
        "U(y − ŷ)",
        "批注：应为两倍。",
    ],
)
def test_what_is_left_to_do_or_another_formula_speaks_against_an_answer(later):
    assert not check("b.1", f"{ANSWER}\n\n{later}").accepted


@pytest.mark.parametrize(
    "later",
    [
        "This uses the chain rule.\n\nIn words: what the model expects minus what was observed.",
        "The shapes fit: a matrix times a column.\n\nMakes sense.",
        "- shape: fine",
        "This costs as much as the forward pass.",
        "这里用到了链式法则。\n\n维度也正确。",
    ],
)
def test_remarks_further_behind_say_nothing_against_it(later):
    assert check("b.1", f"{ANSWER}\n\n{later}").verdict == "proved"


@pytest.mark.parametrize(
    "before",
    [
        "For the second term we need the chain rule. So",
        "With the identity $Uy = u_o$ in mind,",
        "Once we have the derivative of the softmax, the chain rule gives",
    ],
)
def test_what_we_do_before_a_formula_is_no_restriction(before):
    assert check("b.1", f"{before}\n\n{ANSWER}").verdict == "proved"


@pytest.mark.parametrize(
    "before", ["For a uniform label,", "With label smoothing,", "Once the label is soft,", "At the optimum we need"]
)
def test_a_restriction_before_a_formula_is_one(before):
    assert not check("b.1", f"{before}\n\n{ANSWER}").accepted
