"""Sums of products by matrix multiplication, and the programs that come of them."""

import numpy as np
import pytest
from general import CASES

import derive
from derive.lowering.products import contract

SPECS = (
    "ab,bc->ac",
    "cab,c->ab",
    "abc,bc->a",
    "bac,ac->ab",
    "ba,ab->a",
    "ab,ab->",
    "abc,bd->bacd",
    "ca,ab->cb",
    "a,b->ab",
)
SIZES = {"a": 3, "b": 2, "c": 4, "d": 5}


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("empty", ["", "a", "b", "c"])
def test_contract_is_einsum(spec, empty):
    sizes = {**SIZES, empty: 0}
    r = np.random.default_rng(0)
    a, b = (r.normal(size=[sizes[axis] for axis in axes]) for axes in spec.split("->")[0].split(","))
    for one, two in ((a, b), (np.asfortranarray(a), b[..., ::-1]), (a.astype(np.float32), b.astype(np.float32))):
        got = contract(spec, one, two)
        np.testing.assert_allclose(got, np.einsum(spec, one, two), rtol=1e-5 if one.dtype == np.float32 else 1e-12)
        assert got.dtype == one.dtype


def source(name: str) -> str:
    (case,) = (case for case in CASES if case.name == name)
    return derive.compile(case.tree, wrt=case.wrt).source


def test_a_chain_of_matrices_is_applied_to_its_vector():
    """The gradient by x is one product with each matrix, as in backpropagation, and nothing of rank two is made for it."""
    text = source("two layers, sigmoid")
    assert text.count("W1 @") == text.count("@ W1") == 1
    assert "contract" not in text
    assert "cross_entropy_pass(sigma, W2.T, y)" in text


def test_the_error_of_glove_is_computed_once():
    assert source("GloVe").count("@ M") == 1


@pytest.mark.parametrize("word_loss", ["b.1", "h"])
def test_a_window_takes_its_rows_once(word_loss):
    text = derive.compile("i.1", layout="rows", word_loss=word_loss).source
    assert text.count("gather(") == 1
    assert text.count("logistic(") == (word_loss == "h")
