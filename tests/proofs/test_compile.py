"""`gradproof compile`: files that need NumPy only, by the names that were declared; what cannot be written is said."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from proofs.cli import main

TASKS = Path(__file__).resolve().parents[2].parent / "shared" / "tasks"
RIDGE = ["--loss", r"\frac12 \lVert X w - y \rVert^2 + \frac{\lambda}{2} \lVert w \rVert^2", "--wrt", "w"]
DECLARED = ["--declare", "X: N x d", "--declare", "w: d", "--declare", "y: N", "--declare", r"\lambda:"]


def loaded(file: Path):
    space: dict = {}
    exec(file.read_text(encoding="utf8"), space)  # noqa: S102 (our own text)
    return space["loss_and_gradient"]


def test_the_file_is_called_by_the_declared_names(tmp_path):
    assert main(["compile", *RIDGE, *DECLARED, "-o", str(tmp_path / "ridge.py")]) == 0
    X, y, w = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, -1.0]), np.array([0.5, 0.25])
    loss, grads = loaded(tmp_path / "ridge.py")(X=X, y=y, w=w, lambda_=2.0)
    r = [1 * 0.5 + 2 * 0.25 - 1, 3 * 0.5 + 4 * 0.25 + 1]
    assert loss == pytest.approx(0.5 * (r[0] ** 2 + r[1] ** 2) + 0.5**2 + 0.25**2)
    assert grads["w"] == pytest.approx([r[0] + 3 * r[1] + 2 * 0.5, 2 * r[0] + 4 * r[1] + 2 * 0.25])


def test_the_file_needs_numpy_only(tmp_path):
    file = tmp_path / "ridge.py"
    main(["compile", *RIDGE, *DECLARED, "-o", str(file)])
    blocked = "import sys\nfor name in ('gradproof', 'derive', 'proofs', 'sympy', 'scipy'): sys.modules[name] = None\n"
    run = blocked + f"exec(open({str(file)!r}).read()); print('runs')"
    assert subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True).stdout == "runs\n"


def test_single_precision_stays(tmp_path):
    main(["compile", *RIDGE, *DECLARED, "-o", str(tmp_path / "ridge.py")])
    X, y, w = np.ones((3, 2), np.float32), np.ones(3, np.float32), np.ones(2, np.float32)
    loss, grads = loaded(tmp_path / "ridge.py")(X=X, y=y, w=w, lambda_=2.0)
    assert loss.dtype == grads["w"].dtype == np.float32


def test_large_scores_do_not_overflow(tmp_path):
    asked = ["--loss", r"-\log \operatorname{softmax}(z)_k + \log(1 + e^{t})", "--wrt", "z"]
    declared = ["--declare", "z: n", "--declare", "k: index n", "--declare", "t:"]
    main(["compile", *asked, *declared, "-o", str(tmp_path / "f.py")])
    with np.errstate(all="raise", under="ignore"):
        loss, grads = loaded(tmp_path / "f.py")(z=np.array([900.0, -900.0]), k=1, t=1000.0)
    assert loss == pytest.approx(1800 + 1000)
    assert grads["z"] == pytest.approx([1, -1])


def test_a_term_that_is_left_out_does_not_overflow(tmp_path):
    asked = ["--loss", r"-\log \frac{\exp(s_j)}{\sum_{k \neq i} \exp(s_k)}", "--wrt", "s"]
    declared = ["--declare", "s: n", "--declare", "i: index n", "--declare", "j: index n"]
    main(["compile", *asked, *declared, "-o", str(tmp_path / "f.py")])
    with np.errstate(all="raise", under="ignore"):
        loss, grads = loaded(tmp_path / "f.py")(s=np.array([2000.0, 1.0, 1.0]), i=0, j=1)
    assert loss == pytest.approx(np.log(2))
    assert grads["s"] == pytest.approx([0, -0.5, 0.5])


def test_a_test_is_written_beside_it(tmp_path):
    main(["compile", *RIDGE, *DECLARED, "-o", str(tmp_path / "ridge.py"), "--test"])
    text = (tmp_path / "test_ridge.py").read_text(encoding="utf8")
    space: dict = {}
    exec(re.search(r"STATED = dict\(.*?\n\)", text, re.DOTALL).group(), space)  # noqa: S102 (our own text)
    assert space["STATED"]["loss"] == RIDGE[1]
    assert space["STATED"]["declare"] == DECLARED[1::2]
    assert "from ridge import loss_and_gradient" in text


def run_here(file):
    """Runs the written test; it imports the file beside it anew."""
    sys.modules.pop(file.stem.removeprefix("test_"), None)
    space = runpy.run_path(str(file))
    space["test_the_loss_and_its_gradient"]()


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """A folder from which a written test imports its file."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_the_written_test_is_green_and_red_for_a_broken_function(beside):
    main(["compile", *RIDGE, *DECLARED, "-o", str(beside / "ridge.py"), "--test"])
    written, test = beside / "ridge.py", beside / "test_ridge.py"
    run_here(test)
    source = written.read_text(encoding="utf8")
    head, result = source.rsplit("return loss, ", 1)
    written.write_text(
        f"{head}found = {result.strip()}\n    return loss, {{name: 1.01 * g for name, g in found.items()}}\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test.name]
    run = subprocess.run(command, cwd=beside, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout
    assert "1 failed" in run.stdout


def test_a_loss_over_two_lines_has_a_test_that_can_be_read(tmp_path):
    main(
        ["compile", "--loss", "x^\\top\nx", "--wrt", "x", "--declare", "x: n", "-o", str(tmp_path / "two.py"), "--test"]
    )
    compile((tmp_path / "test_two.py").read_text("utf8"), "test_two.py", "exec")


@pytest.mark.parametrize("part", ["c", "g.1.u_o", "h"])
def test_no_test_is_written_that_could_not_hold_a_column(part, tmp_path, capsys):
    assert main(["compile", part, "-o", str(tmp_path / "column.py"), "--test"]) == 2
    assert "one column" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("part", ["b.1", "d", "g.1.v_c"])
def test_the_written_test_of_a_part_is_green(part, beside):
    """The part has gradients by v_c and U; the file gives one of them, and the test asks for that."""
    main(["compile", part, "-o", str(beside / "softmax.py"), "--test"])
    run_here(beside / "test_softmax.py")


@pytest.mark.parametrize("part", ["b.1", "c", "d", "e", "f", "g.1.v_c", "h"])
def test_parts_have_a_file(part, capsys):
    assert main(["compile", part]) == 0
    compile(capsys.readouterr().out, part, "exec")


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        (["--loss", r"x^\top x"], 2, "--loss and --wrt go together"),
        ([], 2, "name a part"),
        (["z.9"], 2, "has no part"),
        (["i.1"], 3, "window"),
        (["a"], 3, "no loss to differentiate"),
        (["--loss", r"x^\top (x", "--wrt", "x"], 2, "^"),
    ],
)
def test_what_cannot_be_written_is_said(asked, status, message, capsys):
    assert main(["compile", *asked]) == status
    assert message in capsys.readouterr().err


@pytest.mark.skipif(not TASKS.exists(), reason="the losses of other courses are not here")
def test_losses_of_other_courses():
    """A sample of them, against central differences of their NumPy truth."""
    space: dict = {}
    exec((TASKS / "prelude.py").read_text(encoding="utf8"), space)  # noqa: S102 (the truth beside the tasks)
    from derive.stating import state
    from derive.tensors.statements import module_of_statement

    for line in (TASKS / "tasks.jsonl").read_text(encoding="utf8").splitlines()[::6]:
        task = json.loads(line)
        if task["target"] != "gradient":
            continue
        declared = [_declared(task, name, value) for name, value in task["declare"].items()]
        asked = state(
            task["loss"], task["wrt"], task["where"], declared, task["assume"], "gradient", task["convention"]
        )
        made: dict = {}
        exec(module_of_statement(asked).source, made)  # noqa: S102 (our own text)
        values = space["draw"](task, task["sizes"][0], 0)
        loss, slope = space["truth"](task, values)
        named = {re.sub(r"\W", "_", name) + "_" * (name == "lambda"): value for name, value in values.items()}
        got, grads = made["loss_and_gradient"](**named)
        (found,) = grads.values()
        assert np.shape(found) == np.shape(slope), task["id"]
        np.testing.assert_allclose(got, loss, rtol=1e-6, atol=1e-6, err_msg=task["id"])
        np.testing.assert_allclose(found, slope, rtol=1e-5, atol=1e-5, err_msg=task["id"])


def _declared(task: dict, name: str, value: object) -> str:
    if isinstance(value, dict):
        return (
            f"{name}[{value['of'][0]}]: index {value['index']}"
            if value.get("of")
            else f"{name}: index {value['index']}"
        )
    if name in task["families"]:
        return f"{name}[{value[0]}]: {value[1]}"
    return f"{name}: {' x '.join(value)}"


def test_weights_of_a_sum_of_exponentials_may_depend_on_what_the_scores_do_not(tmp_path):
    """Cox's partial likelihood: whom each event is compared with is in the weights alone."""
    loss = r"-\sum_{i=1}^n c_i (b^\top x_i - \log \sum_{j=1}^n r_{ij} e^{b^\top x_j})"
    declared = ["--declare", "b: d", "--declare", "x[n]: d", "--declare", "c: n", "--declare", "r: n x n"]
    assert main(["compile", "--loss", loss, "--wrt", "b", *declared, "-o", str(tmp_path / "f.py")]) == 0
    random = np.random.default_rng(0)
    b, x, c, r = random.normal(size=2), random.normal(size=(4, 2)), random.random(4), random.random((4, 4))
    value, grads = loaded(tmp_path / "f.py")(b=b, x=x, c=c, r=r)
    shares = r * np.exp(x @ b)
    assert value == pytest.approx(-(c @ (x @ b - np.log(shares.sum(axis=1)))))
    means = (shares / shares.sum(axis=1, keepdims=True)) @ x
    assert grads["b"] == pytest.approx(-(c @ (x - means)))


@pytest.mark.parametrize(
    "loss",
    [r"\sum_i y_i \frac{y_i}{1 + b_i^2}", r"\sum_i \frac{y_i^2}{1 + b_i^2}", r"(y \oslash (1 + b \odot b))^\top y"],
)
def test_what_stands_twice_above_a_line_counts_twice(loss, tmp_path):
    declared = ["--declare", "y: n", "--declare", "b: n"]
    assert main(["compile", "--loss", loss, "--wrt", "y", *declared, "-o", str(tmp_path / "f.py")]) == 0
    y, b = np.array([1.0, -2.0, 3.0]), np.array([0.5, 1.0, -2.0])
    value, grads = loaded(tmp_path / "f.py")(y=y, b=b)
    assert value == pytest.approx(1 / 1.25 + 4 / 2 + 9 / 5)
    assert grads["y"] == pytest.approx([2 / 1.25, -4 / 2, 6 / 5])


LABELLED = r"J = -\sum_{i=1}^N y_i^\top \log \operatorname{softmax}(W x_i)"


def test_vectors_that_are_not_declared_are_arrays_by_their_own_names_like_those_that_are(capsys):
    """x_1, …, x_N are the rows of `x`, and no argument stands beside it that nothing needs; what is assumed of y_i is relied on."""
    declared = [word for name in ("x[N]: d", "y[N]: C") for word in ("--declare", name)]
    texts = []
    for more in ([], declared):
        asked = ["--loss", LABELLED, "--wrt", "W", "--declare", "W: C x d", "--assume", "y_i is one-hot", *more]
        assert main(["compile", *asked]) == 0
        texts.append(capsys.readouterr().out)
    body = [text[text.index("It relies on") :] for text in texts]
    assert body[0] == body[1]
    assert "(*, y, W, x):" in texts[0]
    assert "It relies on y summing to 1." in texts[0]
    assert "    J = -" in texts[0]
    assert "J = J" not in texts[0]


def test_a_second_variable_is_refused_and_not_lost(capsys):
    with pytest.raises(SystemExit) as left:
        main(["compile", "--loss", r"a^\top b", "--wrt", "a", "--wrt", "b"])
    assert left.value.code == 2
    assert "'b' is a second" in capsys.readouterr().err
    assert main(["compile", "--loss", r"a^\top b", "--wrt", "b"]) == 0


def test_how_a_loss_was_read_is_told_beside_the_file(tmp_path, capsys):
    target = tmp_path / "grad.py"
    assert main(["compile", "--loss", r"\sum_i x_i a", "--wrt", "x", "-o", str(target)]) == 0
    assert "read as --declare 'x: d'" in capsys.readouterr().err
    declared = ["--declare", "x: n", "--declare", "a:"]
    assert main(["compile", "--loss", r"\sum_i x_i a", "--wrt", "x", *declared, "-o", str(target)]) == 0
    assert capsys.readouterr().err == ""
