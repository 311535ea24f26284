"""The functions of the face that put two things together: a file and its verdicts, a loss in LaTeX and its derivation."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.assignments import DEFAULT

if TYPE_CHECKING:
    from derive.compiling import Compiled
    from derive.derivation import Derivation
    from derive.statement import Statement
    from gradproof.written import Written
    from numeric.train import Model
    from proofs.verdict import Verdict


def check(
    part: str | None = None,
    latex: str | None = None,
    defs: str = "",
    *,
    loss: str | None = None,
    wrt: str | None = None,
    where: Sequence[str] = (),
    declare: Sequence[str] = (),
    assume: Sequence[str] = (),
    target: str = "gradient",
    convention: str = "columns",
    **options: Any,
) -> "Verdict":
    """The verdict on one written answer: for a part, or a block of parts such as "g.1", or for ∂loss/∂wrt of a loss in LaTeX.

    For a part, `defs` are declarations that stand before the answer; options: assignment ("cs224n-a2", or a TOML file), budget (seconds, 10),
    form ("value", or "strict", which makes the terms that the part asks for part of the verdict). A loss of one's own is told as to `derive`;
    target ("gradient", "jacobian" or "hessian") is what is asked for. Raises KeyError for a part or an assignment that there is not,
    StatementError for a loss that cannot be read.

    >>> check("c", r"\\hat{y}_w v_c - u_o").verdict
    'wrong'
    >>> check(r"\\nabla L(w) = X^\\top (Xw - y)", loss=r"L(w) = \\frac12 \\|Xw - y\\|^2", wrt="w").verdict
    'proved'
    """
    if loss is None and wrt is None and part is not None and latex is not None:
        from proofs.verify import check as of_part

        return of_part(part, latex, defs, **options)
    answer = part if latex is None else latex
    if loss is None or wrt is None or answer is None or (part is not None and latex is not None):
        raise TypeError(
            'check takes a part and an answer, check("c", …), or an answer and a loss, check(…, loss=…, wrt=…)'
        )
    from derive.stating import state
    from proofs.statements import check_statement

    return check_statement(state(loss, wrt, where, declare, assume, target, convention), answer, **options)


def verify(path: str | os.PathLike[str], **options: Any) -> "tuple[Verdict, ...]":
    """A verdict on every part of a document (.md, .tex, .ipynb, .txt), in the assignment's order; `missing` where there is no answer.

    Options: assignment ("cs224n-a2", or a TOML file), budget (seconds for one answer, 10), form ("value" or "strict").
    Raises DocumentError, with the place, for a file that cannot be read, and KeyError for an unknown assignment.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder) / "homework.md"
    ...     _ = file.write_text(r"## (b.1)" + "\\n" + r"$$\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$$")
    ...     [(each.part, each.verdict) for each in verify(file) if each.verdict != "missing"]
    [('b.1', 'proved')]
    """
    from derive.tasks import labels
    from proofs.documents import read
    from proofs.verify import verify_document

    return verify_document(read(Path(path), labels(options.get("assignment", DEFAULT))), **options)


def derive(
    part: str | None = None,
    *,
    loss: str | None = None,
    wrt: str | None = None,
    where: Sequence[str] = (),
    declare: Sequence[str] = (),
    assume: Sequence[str] = (),
    convention: str = "columns",
    assignment: str = DEFAULT,
) -> "Derivation":
    """The derivation of a part of an assignment, or of ∂loss/∂wrt for a loss in LaTeX; every step is checked.

    `where` holds definitions of what stands in the loss by its name, such as "z = W x", `declare` shapes ("W: m x d", "x[N]: d"), `assume` what
    holds of the inputs ("y is one-hot"); with `convention="rows"` data are rows. Raises KeyError for an unknown part,
    OutsideError for a loss that is not understood, UncheckedError for a step that cannot be shown to hold.

    >>> derive("b.1").checked, derive(loss=r"-\\log \\sigma(w^\\top x)", wrt="w").checked
    (True, True)
    """
    from proofs.derivations import derive as of_part
    from proofs.derivations import derive_loss

    if part is not None and loss is None and wrt is None:
        return of_part(part, assignment)
    if part is None and loss is not None and wrt is not None:
        return derive_loss(loss, wrt, where, declare, assume, convention=convention)
    raise TypeError('derive takes a part, derive("c"), or a loss and its variable, derive(loss=…, wrt=…)')


@dataclass(frozen=True)
class Gradient:
    """∂loss/∂wrt in three forms: `latex` as a person writes it, `sympy` one entry in its indices, `numpy` a function.

    `numpy(name=array, …)` returns (loss, {name: gradient}): it is what `compile` makes of the loss, `numpy.source` is its program. It is written when
    it is first asked for, and raises UnsupportedError where the loss depends on a size that no argument has.
    """

    latex: str
    sympy: Any
    asked: "Statement" = field(repr=False)

    @cached_property
    def numpy(self) -> "Written":
        """The function."""
        from derive.tensors.statements import module_of_statement
        from gradproof.written import Written

        return Written(module_of_statement(self.asked).source)

    def _repr_latex_(self) -> str:
        return f"${self.latex}$"


def gradient(
    loss: str,
    wrt: str,
    *,
    where: Sequence[str] = (),
    declare: Sequence[str] = (),
    assume: Sequence[str] = (),
    convention: str = "columns",
) -> Gradient:
    """The gradient of a loss in LaTeX, by the variable named, checked for every size. It is told as `derive` is, and raises as that does.

    >>> found = gradient(r"-\\log \\sigma(w^\\top x)", "w")
    >>> print(found.latex)
    -\\sigma(-w^\\top x) x
    >>> print(gradient(r"\\frac1N \\|X w - y\\|^2", "w", declare=["X: N x d", "w: d", "y: N"]).latex)
    X^\\top \\frac{2(X w - y)}{N}
    """
    from derive.stating import state
    from derive.symbolic.gradients import gradient as symbolic
    from derive.writing.latex import latex
    from proofs.derivations import derive_statement

    own: Any = state(loss, wrt, where, declare, assume, convention=convention)
    return Gradient(latex(own.spelled(derive_statement(own).result)), symbolic(own.loss, own.variable).entry, own)


def compile(
    part: str | None = None,
    *,
    loss: str | None = None,
    wrt: str | None = None,
    where: Sequence[str] = (),
    declare: Sequence[str] = (),
    assume: Sequence[str] = (),
    convention: str = "columns",
    **options: Any,
) -> "Compiled | Written":
    """A loss and its gradient as one NumPy function, for every size; `f.source` is its program.

    A part of an assignment: `loss, gradients = f(…)`; options: assignment, layout ("columns", or "rows" as in the course's code),
    sparse, name. A loss of one's own in LaTeX, told as to `derive`: `loss, gradients = f(name=array, …)`, which is pickled by its
    source, and needs NumPy only. Raises KeyError for an unknown part, StatementError for a loss that cannot be read, UnsupportedError
    for one that cannot be written with NumPy.

    >>> import numpy as np
    >>> f = compile("b.1")
    >>> loss, gradients = f(np.zeros(2), 0, np.eye(2))
    >>> round(float(loss), 4), gradients["v_c"].tolist()
    (0.6931, [-0.5, 0.5])
    >>> ridge = compile(loss=r"\\frac12 \\|Xw - y\\|^2", wrt="w", declare=["X: N x d", "w: d", "y: N"])
    >>> ridge(X=np.eye(2), w=np.array([1.0, 3.0]), y=np.zeros(2))[1]["w"].tolist()
    [1.0, 3.0]
    """
    if part is not None and loss is None and wrt is None:
        from derive.compiling import compile as compiled

        return compiled(part, **options)
    if part is not None or loss is None or wrt is None or options:
        raise TypeError('compile takes a part, compile("h"), or a loss and its variable, compile(loss=…, wrt=…)')
    from derive.stating import state
    from derive.tensors.statements import module_of_statement
    from gradproof.written import Written

    asked = state(loss, wrt, where, declare, assume, convention=convention)
    made = module_of_statement(asked, loss=loss, wrt=wrt, where=where)
    return Written(made.source)


def train(
    corpus: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | None = None,
    *,
    min_count: int = 5,
    workers: int = 1,
    **settings: Any,
) -> "Model":
    """Skip-gram word2vec trained on text files (UTF-8), or on the corpus that comes with gradproof; `gradproof train` does more.

    `settings` are those of `numeric.train.Settings`: d, epochs, window, K, loss ("negative-sampling" or "softmax") and so on. Returns a
    model: `vocabulary.words`, `V` (words, d), `U`, `losses`. Raises OSError for a file that cannot be read, TrainingError when
    training diverges.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = pathlib.Path(folder) / "text.txt"
    ...     _ = text.write_text("the cat sat on the mat\\nthe dog sat on the log\\n" * 50)
    ...     train(text, d=8, epochs=1).V.shape
    (7, 8)
    """
    from numeric.corpus import BUNDLED, Corpus
    from numeric.train import Settings
    from numeric.train import train as trained

    files = [BUNDLED] if corpus is None else [corpus] if isinstance(corpus, str | os.PathLike) else list(corpus)
    with Corpus([Path(file) for file in files], min_count) as opened:
        return trained(opened, Settings(**settings), workers=workers)
