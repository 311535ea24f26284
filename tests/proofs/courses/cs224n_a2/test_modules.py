"""Whole modules through the worker: bugs by name, files as they are found in the wild, and what must not take us down."""

from pathlib import Path

import pytest
from harness_sources import RIGHT, edited, of_function, written

import numeric
from proofs.harness.child import Request
from proofs.harness.runner import Worker, check_module

NAIVE, NEG = "naiveSoftmaxLossAndGradient", "negSamplingLossAndGradient"


@pytest.fixture(scope="module")
def worker():
    with Worker(warm=True) as one:  # a hundred modules
        yield one


@pytest.fixture
def check(worker, tmp_path):
    def run(source: str, **options):
        return worker.test(Request(str(written(tmp_path, source)), **options))

    return run


def codes(report, severity="error"):
    return {(f.function, f.bug) for f in report.findings if f.severity == severity}


def test_the_right_source_shows_no_fault(check):
    report = check(RIGHT)
    assert report.findings == ()
    assert set(report.checked) >= {"sigmoid", NAIVE, NEG, "skipgram", "sgd", "getNegativeSamples"}


def test_our_own_word2vec_shows_no_fault(worker):
    report = worker.test(Request(str(Path(numeric.__file__).parent / "word2vec.py"), examples=60))
    assert report.findings == ()


def test_another_seed_tries_other_examples_and_finds_nothing_either(check):
    assert check(RIGHT, seed=5, examples=40).findings == ()


# function, what stands there, what is put there, the code that it must get
NAMED = [
    (NAIVE, "delta @ outsideVectors", "-delta @ outsideVectors", "center-sign"),
    (NAIVE, "delta[:, None] *", "-delta[:, None] *", "outside-sign"),
    (NAIVE, "    delta[outsideWordIdx] -= 1.0\n", "", "label-missing"),
    (NAIVE, "delta[outsideWordIdx] -= 1.0", "delta[0] -= 1.0", "wrong-label-row"),
    (NAIVE, "np.log(total) + top -", "np.log2(total) + top -", None),
    (NAIVE, "return loss,", "return -loss,", "loss-sign"),
    (NAIVE, "loss = np.log(total) + top - ", "loss = -", "normaliser-missing"),
    (NAIVE, "delta[:, None] * centerWordVec[None, :]", "delta[:, None] * outsideVectors", "outside-vector-for-center"),
    (NAIVE, "delta @ outsideVectors", "outsideVectors.sum(axis=0) - outsideVectors[outsideWordIdx]", "expectation-is-sum"),
    (NAIVE, "    return loss, gradCenterVec, gradOutsideVecs", "    return loss, gradCenterVec, gradOutsideVecs.T", "transposed-layout"),
    (NAIVE, "delta @ outsideVectors", "outsideVectors @ delta", "transpose-forgotten"),
    (NEG, "np.add.at(gradOutsideVecs, words, slopes[:, None] * centerWordVec[None, :])",
     "gradOutsideVecs[words] = slopes[:, None] * centerWordVec", "repeats-counted-once"),
    (NEG, "getNegativeSamples(outsideWordIdx, dataset, K)", "list({*getNegativeSamples(outsideWordIdx, dataset, K)})", None),
    (NEG, "getNegativeSamples(outsideWordIdx, dataset, K)", "getNegativeSamples(outsideWordIdx, dataset, 10)[:K]", "K-ignored"),
    (NEG, "getNegativeSamples(outsideWordIdx, dataset, K)", "[dataset.sampleTokenIdx() for _ in range(K)]", "outside-word-kept"),
    (NEG, "logaddexp(0.0, scores).sum()", "logaddexp(0.0, scores).mean()", "mean-for-sum"),
    (NEG, "slopes = signs * sigmoid(scores)", "slopes = signs * sigmoid(scores) * sigmoid(-scores)", "sigmoid-derivative"),
    (NEG, "signs[0] = -1.0", "signs = -signs", "minus-in-sigmoid-lost"),
    (NEG, "gradCenterVec = slopes @ rows", "gradCenterVec = slopes[:1] @ rows[:1]", "no-negatives"),
    (NAIVE, "delta @ outsideVectors", "delta[1:] @ outsideVectors[1:]", "word-left-out"),
    (NAIVE, "delta @ outsideVectors", "delta @ outsideVectors / len(delta)", "divided-by-words"),
    (NAIVE, "delta @ outsideVectors", "np.clip(delta @ outsideVectors, -1, 1)", "clipped"),
    (NAIVE, "return loss,", "return loss + 0.01 * centerWordVec @ centerWordVec,", "penalty-added"),
    (NAIVE, "delta[:, None] * centerWordVec[None, :]",
     "(centerWordVec[:, None] * delta).reshape(outsideVectors.shape)", "reshape-for-transpose"),
    (NAIVE, "    weights = np.exp(scores - top)\n",
     "    weights = sigmoid.__dict__.setdefault(scores.size, np.exp(scores - top))\n", "keeps-state"),
    (NAIVE, "    return loss, gradCenterVec, gradOutsideVecs",
     ("    kept = sigmoid.__dict__.setdefault(outsideVectors.shape, np.empty(outsideVectors.shape))\n"
      "    kept[:] = gradOutsideVecs\n    return loss, gradCenterVec, kept"), "shares-between-calls"),
    (NEG, "scores = signs * (rows @ centerWordVec)", "scores = signs * np.clip(rows @ centerWordVec, -6, 6)", "scores-clipped"),
    (NEG, "signs[0] = -1.0", "signs[-1] = -1.0", "label-misplaced"),
    (NAIVE, "weights = np.exp(scores - top)", "weights = sigmoid(scores)", None),
    (NEG, "return loss,", "return loss + 0.5,", "offset"),
    (NEG, "np.add.at(gradOutsideVecs, words,", "np.add.at(gradOutsideVecs, sorted(words),", "wrong-rows"),
    (NEG, "slopes = signs * sigmoid(scores)", "slopes = signs * sigmoid(np.where(signs > 0, -scores, scores))", "sigmoid-for-complement"),
    (NEG, "words = [outsideWordIdx] + getNegativeSamples(outsideWordIdx, dataset, K)",
     ("getNegativeSamples(outsideWordIdx, dataset, K)\n    words = [outsideWordIdx] + [w for w in range(len(outsideVectors)) if w != outsideWordIdx]\n"
      "    K = len(words) - 1"), "samples-ignored"),
    ("getNegativeSamples", "len(samples) < K", "len(samples) <= K", "one-sample-more"),
    ("getNegativeSamples", "len(samples) < K", "len(samples) < 10", "K-ignored"),
    ("getNegativeSamples", "word != outsideWordIdx", "True", "outside-word-kept"),
    ("getNegativeSamples", "return samples", "return sorted(samples)", "samples-sorted"),
    ("skipgram", "gradCenterVecs[center] += ofCenter", "gradCenterVecs[center] = ofCenter", "last-word-only"),
    ("skipgram", "for word in outsideWords", "for word in dict.fromkeys(outsideWords)", "repeats-skipped"),
    ("skipgram", "for word in outsideWords", "for word in outsideWords[:windowSize]", "window-cut"),
    ("skipgram", "    for word in", "    word2Ind = {w: i for i, w in enumerate(sorted(word2Ind))}\n    for word in", None),
    ("skipgram", "word2Ind[word], outsideVectors", "center, outsideVectors", "center-index-for-outside-word"),
    ("skipgram", "word2Ind[word], outsideVectors", "word2Ind[word], centerWordVectors", "center-vectors-for-outside-vectors"),
    ("skipgram", "    for word in outsideWords:\n", "    for word in outsideWords:\n        if not word2Ind[word]:\n            continue\n", "word-zero-skipped"),
    ("skipgram", "gradCenterVecs[center] +=", "gradCenterVecs[-1] +=", "wrong-rows"),
    ("skipgram", "    center = ", "    gradOutsideVectors = gradCenterVecs\n    center = ", "results-share"),
    ("skipgram", "one, ofCenter, ofOutside = word2vecLossAndGradient(", "one, ofCenter, ofOutside = negSamplingLossAndGradient(", "loss-function-ignored"),
    ("skipgram", "gradCenterVecs[center] += ofCenter", "gradCenterVecs += ofCenter", "center-gradient-in-every-row"),
    ("sgd", "range(1, iterations + 1)", "range(1, iterations)", "one-iteration-short"),
    ("sgd", "        x = x - step * grad\n", "        step = step / 2\n        x = x - step * grad\n", "step-decays-each-iteration"),
    ("sgd", "        loss, grad = f(x)\n", "        loss = f(x)[0]\n        grad = f(x)[1]\n", "calls-f-twice"),
    ("sgd", "        if it % 20000 == 0:\n            step /= 2\n", "", "annealing-missing"),
    ("sgd", "f(x)", "f(x0)", "gradient-of-the-start"),
    ("sgd", "x - step * grad", "x - step * np.clip(grad, -1, 1)", "gradient-clipped"),
    ("sgd", "    x = x0\n", "    x = np.trunc(x0)\n", "integer-start"),
    ("sgd", "    return x", "    f(x)\n    return x", "extra-evaluation"),
    ("sgd", "if it % 20000 == 0", "if 20000 % it == 0", "step-decays-each-iteration"),
    ("sigmoid", "np.asarray(x) >= 0, 1.0, e", "np.asarray(x) < 0, 1.0, e", "argument-sign"),
    ("sigmoid", "np.asarray(x) >= 0, 1.0, e)", "True, 1.0, e)", "absolute-argument"),
    ("sigmoid", "return np.where(np.asarray(x) >= 0, 1.0, e) / (1.0 + e)",
     "return (np.where(np.asarray(x) >= 0, 1.0, e) / (1.0 + e)).astype(int)", "truncated"),
    ("sigmoid", "return np.where(np.asarray(x) >= 0, 1.0, e) / (1.0 + e)",
     "return np.round(np.where(np.asarray(x) >= 0, 1.0, e) / (1.0 + e), 5)", "rounded"),
    ("leaky_relu", ", alpha)", ", 0.1)", "alpha-ignored"),
    ("sigmoid_grad", "s - s * s", "s", "factor-missing"),
    ("leaky_relu", ", alpha)", ", 0.01)", "alpha-ignored"),
    ("leaky_relu_grad", "1.0, alpha", "1.0, 0.0", "relu"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("function", "old", "new", "code"), NAMED, ids=[f"{n[0][:8]}-{n[3]}-{i}" for i, n in enumerate(NAMED)]
)
def test_a_bug_gets_its_name_on_its_function_alone(check, function, old, new, code):
    report = check(of_function(function, old, new))
    assert {f for f, _ in codes(report)} == {function}
    if code is not None:
        assert codes(report) == {(function, code)}
    assert report.exit_status == 1
    (finding,) = report.errors
    assert finding.example
    assert finding.message.endswith(".")


def test_where_no_bug_is_known_the_sentence_says_where_it_differs(check):
    report = check(
        of_function(NEG, "    return loss", "    gradOutsideVecs[words[1:]] *= 1.5 - 0.1 * K\n    return loss")
    )
    (finding,) = report.errors
    assert finding.bug == "value-U"
    assert finding.message.endswith("is not the derived one; it differs only in the rows of the negatives.")


def test_gradients_that_lie_in_one_block_of_memory_without_overlap_are_right(check):
    whole = "    whole = np.zeros((2, *outsideVectors.shape))\n    gradCenterVecs, gradOutsideVectors = whole\n    center = "
    assert codes(check(of_function("skipgram", "    center = ", whole))) == set()


def test_a_postprocessing_before_the_step_is_told_by_where_it_differs(check):
    """Evidence on where is what was drawn: the ways to the smallest example lie near it, wrong or right."""
    post = "x if postprocessing is None else postprocessing(x)"
    after = ("        if postprocessing is not None:\n            x = postprocessing(x)\n", "")
    before = ("        loss, grad = f(x)\n", f"        x = {post}\n        loss, grad = f(x)\n")
    (finding,) = check(edited(after, before)).errors
    assert finding.bug == "value-x"
    assert finding.message.endswith("; it differs only where there is a postprocessing.")


def test_a_negative_index_counts_from_the_end_as_in_numpy(check):
    report = check(of_function("skipgram", "word2Ind[word], outsideVectors", "word2Ind[word] - 1, outsideVectors"))
    assert codes(report) == {("skipgram", "index-off-by-one")}


SAVING = (
    RIGHT
    + """

SAVE_PARAMS_EVERY = 5000


def load_saved_params():
    return 0, None, None


def save_params(it, params):
    np.save(f"saved_{it}.npy", params)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    start, saved, state = load_saved_params() if useSaved else (0, None, None)
    x = x0 if saved is None else saved
    step *= 0.5 ** (start // 20000)
    for it in range(start + 1, iterations + 1):
        loss, grad = f(x)
        x = x - step * grad
        if postprocessing:
            x = postprocessing(x)
        if useSaved and it % SAVE_PARAMS_EVERY == 0:
            save_params(it, x)
        if it % 20000 == 0:
            step *= 0.5
    return x
"""
)


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        ("", "", None, None),
        ("range(start + 1, iterations + 1)", "range(1, iterations + 1)", "resume", "error"),
        ("x = x0 if saved is None else saved", "x = x0", "resume-start", "error"),
        ("    step *= 0.5 ** (start // 20000)\n", "", "resume-step", "error"),
        ("save_params(it, x)", "save_params(it, grad)", "saves-wrong", "error"),
        ("            save_params(it, x)", "            pass", "saves-missing", "error"),
        ("if useSaved and it", "if it", "saves-unasked", "warning"),
    ],
)
def test_sgd_goes_on_from_what_was_saved_and_saves(check, old, new, code, severity):
    found = {(f.bug, f.severity) for f in check(SAVING.replace(old, new)).findings}
    assert found == ({(code, severity)} if code else set())


SKELETON = """
import numpy as np
from utils.gradcheck import gradcheck_naive, grad_tests_softmax
from utils.utils import normalizeRows, softmax
import some_package_that_nobody_has

def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    ### YOUR CODE HERE
    ### END YOUR CODE
    return loss, gradCenterVec, gradOutsideVecs

def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind, centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    loss = 0.0
    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradOutsideVectors = np.zeros(outsideVectors.shape)
    return loss, gradCenterVecs, gradOutsideVectors

def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    x = x0
    for it in range(iterations):
        loss = None
    return x

def sigmoid(x):
    pass

def leaky_relu(x, alpha=0.01):
    raise NotImplementedError
"""


def test_functions_that_are_not_filled_in_are_said_to_be_so(check):
    report = check(SKELETON)
    assert codes(report) == {(f, "not-written") for f in (NAIVE, "skipgram", "sgd", "sigmoid", "leaky_relu")}


WILD = [
    ("loss of shape (1, 1)", of_function(NAIVE, "return loss,", "return np.array([[loss]]),"), (NAIVE, "loss-shape")),
    ("gradient (d, 1)", of_function(NEG, "    return loss", "    gradCenterVec = gradCenterVec[:, None]\n    return loss"), (NEG, "gradient-shape")),
    ("single precision", of_function(NEG, "    return loss", "    gradOutsideVecs = gradOutsideVecs.astype(np.float32)\n    return loss"), (NEG, "single-precision")),
    ("sgd in place", of_function("sgd", "        x = x - step * grad", "        x -= step * grad"), ("sgd", "start-changed")),
    ("infinite loss", of_function(NAIVE, "np.log(total) + top - scores[outsideWordIdx]", "-np.log((weights / total)[outsideWordIdx])"), (NAIVE, "overflow")),
    ("log(1 - sigmoid)", of_function(NEG, "loss = np.logaddexp(0.0, scores).sum()",
     "loss = -np.log(sigmoid(-scores[0])) - np.log(1 - sigmoid(scores[1:])).sum()"), (NEG, "log-one-minus-sigmoid")),
    ("epsilon", of_function(NAIVE, "np.log(total) + top - scores[outsideWordIdx]", "-np.log((weights / total)[outsideWordIdx] + 1e-7)"), (NAIVE, "epsilon-in-log")),
    ("integers truncated", of_function("sigmoid", "    return", "    out = np.zeros_like(x)\n    out[...] = np.where(np.asarray(x) >= 0, 1.0, e) / (1.0 + e)\n    return out\n    return"), ("sigmoid", "integers-truncated")),
    ("empty window", of_function("skipgram", "    loss = 0.0", "    assert outsideWords\n    loss = 0.0"), ("skipgram", "empty-window")),
    ("prints", of_function(NAIVE, "    top", "    print('here')\n    top"), (NAIVE, "prints")),
    ("one dimension", of_function(NAIVE, "    top", "    assert centerWordVec.size > 1\n    top"), (NAIVE, "edge-size")),
    ("centre as a row", of_function(NAIVE, "    scores = outsideVectors @ centerWordVec",
     "    assert centerWordVec.ndim == 2\n    centerWordVec = centerWordVec[0]\n    scores = outsideVectors @ centerWordVec"), (NAIVE, "center-must-be-row")),
    ("seeds on import", edited(("import numpy as np", "import numpy as np\nnp.random.seed(0)")), ("(module)", "seeds-on-import")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "finding"), [w[1:] for w in WILD], ids=[w[0] for w in WILD])
def test_what_the_course_accepts_is_a_warning(check, source, finding):
    report = check(source)
    assert codes(report) == set()
    assert finding in codes(report, "warning")
    assert report.exit_status == 0


HOSTILE = [
    ("hangs", of_function(NAIVE, "    top", "    while True:\n        pass\n    top"), (NAIVE, "hangs")),
    ("swallows the alarm", of_function(NAIVE, "    top", "    while True:\n        try:\n            while True: pass\n        except: pass\n    top"), (NAIVE, "hangs")),
    ("never stops drawing", of_function("getNegativeSamples", "samples.append(word)", "pass"), ("getNegativeSamples", "hangs")),
    ("exits", of_function(NAIVE, "    top", "    raise SystemExit(0)\n    top"), (NAIVE, "exits")),
    ("ends the process", of_function(NAIVE, "    top", "    import os; os._exit(0)\n    top"), (NAIVE, "process-died")),
    ("takes all memory", of_function(NAIVE, "    top", "    big = np.ones(10**9)\n    top"), (NAIVE, "memory")),
    ("raises", of_function(NAIVE, "    top", "    raise RuntimeError('no')\n    top"), (NAIVE, "raises")),
    ("seeds", of_function(NAIVE, "    top", "    import random; random.seed(0)\n    top"), (NAIVE, "seeds")),
    ("keeps state", of_function(NAIVE, "return loss,", "sigmoid.n = getattr(sigmoid, 'n', 0) + 1\n    return loss + 1e-15 * (sigmoid.n % 3),"), (NAIVE, "keeps-state")),
    ("uses what is missing", edited(("import numpy as np", "import numpy as np\nfrom nowhere_at_all import helper"),
     ("    top = ", "    helper(1)\n    top = ")), (NAIVE, "missing-import")),
    ("cannot be imported", "import numpy\n1 / 0\n", ("(module)", "cannot-import")),
    ("hangs when imported", "while True:\n    pass\n", ("(module)", "hangs-on-import")),
    ("exits when imported", "import sys\nsys.exit(3)\n", ("(module)", "exits-on-import")),
    ("is Python 2", "def sigmoid(x):\n    print 'x'\n    return x\n", ("(module)", "python-2")),
    ("uses Python 2's names", "table = [i for i in xrange(3)]\ndef sigmoid(x):\n    return x\n", ("(module)", "python-2")),
    ("is not Python", "def sigmoid(x:\n", ("(module)", "cannot-import")),
    ("is empty", "", ("(module)", "no-known-function")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "finding"), [h[1:] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_whatever_a_module_does_is_a_finding(check, source, finding):
    report = check(source, time_limit=10.0, memory_limit=512)
    assert codes(report) == {finding}


def test_what_comes_after_a_function_that_took_the_process_down_is_tested(check):
    report = check(of_function(NAIVE, "    top", "    import os; os._exit(0)\n    top"))
    assert "sgd" in report.checked


def test_a_broken_helper_is_not_held_against_its_callers(check):
    report = check(of_function("sigmoid", "np.asarray(x) >= 0, 1.0, e", "np.asarray(x) < 0, 1.0, e"))
    assert {f for f, _ in codes(report)} == {"sigmoid"}


def test_a_neighbour_of_the_file_is_imported_before_a_stand_in(worker, tmp_path):
    (tmp_path / "utils").mkdir()
    (tmp_path / "utils" / "utils.py").write_text("def softmax(x):\n    raise RuntimeError('theirs')\n")
    source = edited(
        ("import numpy as np", "import numpy as np\nfrom utils.utils import softmax"),
        ("    top = ", "    softmax(scores)\n    top = "),
    )
    report = worker.test(Request(str(written(tmp_path, source))))
    assert codes(report) == {(NAIVE, "raises")}
    assert "theirs" in report.errors[0].message


def test_the_sentences_come_in_chinese(check):
    report = check(of_function(NAIVE, "delta @ outsideVectors", "-delta @ outsideVectors"), lang="zh")
    assert report.errors[0].bug == "center-sign"
    assert report.errors[0].message.endswith("。")
    assert "符号反了" in report.errors[0].message


def test_check_module_raises_for_a_runner(tmp_path):
    path = written(tmp_path, of_function(NAIVE, "delta @ outsideVectors", "-delta @ outsideVectors"))
    with pytest.raises(AssertionError, match="center-sign"):
        check_module(path).raise_on_error()
    with pytest.raises(FileNotFoundError):
        check_module(tmp_path / "nothing.py")
