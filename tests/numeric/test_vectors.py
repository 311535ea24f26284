"""The word2vec text format, to the last bit, and neighbours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from numeric.vectors import VectorsError, load_vectors, neighbours, save_vectors, unit_rows

floats = st.floats(-(2.0**100), 2.0**100, width=32)


@given(arrays(np.float32, st.tuples(st.integers(0, 4), st.integers(1, 4)), elements=floats))
@settings(deadline=None, max_examples=50)
def test_vectors_come_back_exactly(tmp_path_factory, vectors):
    path = tmp_path_factory.mktemp("v") / "v"
    words = [f"wörd'{i}" for i in range(len(vectors))]
    save_vectors(path, words, vectors)
    got_words, got = load_vectors(path)
    assert got_words == words
    np.testing.assert_array_equal(got, vectors)


def test_gensim_reads_them(tmp_path):
    models = pytest.importorskip("gensim.models", reason="gensim is not installed: pip install 'gradproof[similarity]'")
    vectors = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    save_vectors(tmp_path / "v", list("abcdé"), vectors)
    loaded = models.KeyedVectors.load_word2vec_format(str(tmp_path / "v"))
    assert loaded.index_to_key == list("abcdé")
    np.testing.assert_array_equal(loaded.vectors, vectors)
    expected = loaded.most_similar("a", topn=4)
    got = neighbours(list("abcdé"), vectors, "a")
    assert [word for word, _ in got] == [word for word, _ in expected]
    assert [cosine for _, cosine in got] == pytest.approx([cosine for _, cosine in expected], abs=1e-5)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "line 1: not the text format"),
        ("2 x\n", "line 1: not the text format"),
        ("1 2\na 1\n", "line 2: not the text format"),
        ("2 1\na 1\nb c\n", "line 3: not the text format"),
        ("1 1\na 1\nb 2\n", "line 3: not the text format"),
        ("2 1\na 1\n", "promises 2 words, but there are 1"),
    ],
)
def test_another_format_is_refused_with_its_line(tmp_path, content, message):
    (tmp_path / "v").write_text(content)
    with pytest.raises(VectorsError, match=message):
        load_vectors(tmp_path / "v")


def test_as_many_words_as_rows():
    with pytest.raises(ValueError, match="2 words, but 1 vectors"):
        save_vectors("never", ["a", "b"], np.ones((1, 2)))


def test_a_word_without_a_vector_is_refused():
    with pytest.raises(KeyError, match="z"):
        neighbours(["a"], np.ones((1, 2)), "z")


def test_a_row_of_zeros_stays():
    assert unit_rows(np.array([[0.0, 0], [3, 4]])).tolist() == [[0, 0], [0.6, 0.8]]
