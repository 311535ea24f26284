"""Answers entry by entry, and slices: each beside one that differs in a sign, an index or a letter."""

import pytest

from proofs.verify import check

ENTRIES = [
    (
        "b.1",
        r"\frac{\partial J}{\partial v_{c,i}} = \sum_w (\hat y_w - y_w) U_{iw}",
        r"\frac{\partial J}{\partial v_{c,i}} = \sum_w (y_w - \hat y_w) U_{iw}",
    ),
    (
        "b.1",
        r"\left[\frac{\partial J}{\partial v_c}\right]_i = \sum_w \hat y_w U_{iw} - U_{io}",
        r"\left[\frac{\partial J}{\partial v_c}\right]_i = \sum_w \hat y_w U_{jw} - U_{io}",
    ),
    (
        "b.1",
        r"(\nabla_{v_c} J)_k = \sum_w (u_w)_k \hat y_w - (u_o)_k",
        r"(\nabla_{v_c} J)_k = \sum_w (u_w)_k \hat y_w - (u_c)_k",
    ),
    (
        "b.1",
        r"\frac{\partial J}{\partial v_{c,i}} = \sum_w U_{iw} (\frac{\exp(\sum_j U_{jw} v_{c,j})}{\sum_x \exp(\sum_j U_{jx} v_{c,j})} - y_w)",
        r"\frac{\partial J}{\partial v_{c,i}} = \sum_w U_{iw} (\frac{\exp(\sum_j U_{jw} v_{c,i})}{\sum_x \exp(\sum_j U_{jx} v_{c,i})} - y_w)",
    ),
    ("b.1", r"\sum_w U_{iw} (\hat y_w - y_w)", r"\sum_w U_{iw} \hat y_w"),
    (
        "c",
        r"\frac{\partial J}{\partial u_{w,i}} = (\hat y_w - y_w) v_{c,i}",
        r"\frac{\partial J}{\partial u_{w,i}} = (\hat y_w - y_w) v_{c,j}",
    ),
    (
        "c",
        r"\frac{\partial J}{\partial U_{iw}} = (\hat y_w - y_w) (v_c)_i",
        r"\frac{\partial J}{\partial U_{iw}} = \hat y_w (v_c)_i",
    ),
    (
        "d",
        r"\frac{\partial J}{\partial U_{iw}} = v_{c,i} (\hat y_w - y_w)",
        r"\frac{\partial J}{\partial U_{iw}} = v_{c,i} (y_w - \hat y_w)",
    ),
    (
        "d",
        r"Let $U \in \mathbb R^{d \times V}$. $\left(\frac{\partial J}{\partial U}\right)_{ij} = v_{c,i} (\hat y_j - y_j)$",
        r"Let $U \in \mathbb R^{d \times V}$. $\left(\frac{\partial J}{\partial U}\right)_{ij} = v_{c,j} (\hat y_i - y_i)$",
    ),
    (
        "d",
        r"Let $U \in \mathbb R^{V \times d}$. $\left(\frac{\partial J}{\partial U}\right)_{ij} = v_{c,j} (\hat y_i - y_i)$",
        r"Let $U \in \mathbb R^{V \times d}$. $\left(\frac{\partial J}{\partial U}\right)_{ij} = v_{c,i} (\hat y_j - y_j)$",
    ),
    (
        "d",
        r"\left(\frac{\partial J}{\partial U}\right)_{:,w} = (\hat y_w - y_w) v_c",
        r"\left(\frac{\partial J}{\partial U}\right)_{:,w} = \hat y_w v_c",
    ),
    (
        "g.1.u_ws",
        r"\frac{\partial J}{\partial u_{k,i}} = \sigma(u_k^\top v_c) v_{c,i}",
        r"\frac{\partial J}{\partial u_{k,i}} = \sigma(-u_k^\top v_c) v_{c,i}",
    ),
    ("i.3", r"\frac{\partial J}{\partial v_{w,i}} = 0", r"\frac{\partial J}{\partial v_{w,i}} = 1"),
    ("b.1", r"U\hat y - U_{:,o}", r"U\hat y - U_{:,c}"),
    ("b.1", r"U\hat y - U[:,o]", r"U\hat y + U[:,o]"),
    ("b.1", r"\sum_i (\hat y_i - y_i) U_{\cdot,i}", r"\sum_i (y_i - \hat y_i) U_{\cdot,i}"),
    ("b.1", r"U^\top \hat y - U_{o,:}", r"U^\top \hat y - U_{c,:}"),
]


@pytest.mark.parametrize(("part", "right", "wrong"), ENTRIES, ids=[f"{part} {right}" for part, right, _ in ENTRIES])
def test_right_and_wrong(part, right, wrong):
    found, refused = check(part, right), check(part, wrong)
    assert found.accepted, (found.verdict, found.message)
    assert refused.refused, (refused.verdict, refused.message)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("b.1", r"\frac{\partial J}{\partial v_{c,i}} = U(\hat y - y)"),  # a vector for a number
        ("b.1", r"\frac{\partial J}{\partial v_c} = \sum_w U_{iw} (\hat y_w - y_w)"),  # a number for a vector
        ("b.1", r"\frac{\partial J}{\partial v_{c,1}} = \sum_w U_{1w} (\hat y_w - y_w)"),  # one of them only
        ("d", r"\frac{\partial J}{\partial U_{iw}} = v_{c,w} (\hat y_i - y_i)"),  # w numbers words
        ("d", r"\frac{\partial J}{\partial U_{iw}} = v_{c,i} \hat y_w \text{ for } w \ne o"),  # a case
        ("d", r"\frac{\partial J}{\partial U_{io}} = v_{c,i} (\hat y_o - 1)"),  # one column
        ("d", r"\frac{\partial J}{\partial U_{ii}} = v_{c,i} (\hat y_i - y_i)"),
        (
            "b.1",
            r"$U \in \mathbb R^{d \times V}$, $\frac{\partial J}{\partial v_{c,i}} = \sum_w (\hat y_w - y_w) U_{wi}$",
        ),
    ],
)
def test_not_accepted(part, text):
    assert not check(part, text).accepted
