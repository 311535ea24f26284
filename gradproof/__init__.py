"""gradproof: state a loss; its gradient derived, written answers decided on, programs held to it.

    check           a verdict on one written answer                    check("b.1", r"U(\\hat{y} - y)"), check(answer, loss=…, wrt=…)
    assert_answer   an error unless an answer is accepted              assert_answer("c", r"(\\hat{y}_w - y_w) v_c")
    verify          a verdict on every answer of a document            verify("homework.md")
    derive          a derivation, every step checked                   derive("c"), derive(loss=…, wrt=…)
    gradient        a gradient as LaTeX, SymPy and NumPy               gradient(loss, wrt)
    compile         a loss and its gradients as one NumPy function     compile("h")
    test            property tests of a file of the course's functions test("word2vec.py")
    check_gradient  a function of one's own against a stated loss      check_gradient(f, loss, wrt)
    train           word2vec, trained on text                          train("corpus.txt")
    load            an assignment, from its name or its file           load("cs224n-a2")

Nothing is imported before it is asked for: `import gradproof` imports neither SymPy nor NumPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.problem import load
    from gradproof.calls import check, compile, derive, gradient, train, verify
    from proofs.asserting import assert_answer
    from proofs.harness.gradient import check_gradient
    from proofs.harness.runner import check_module as test

    __version__: str

HOME = {
    "check": "gradproof.calls:check",
    "assert_answer": "proofs.asserting:assert_answer",
    "verify": "gradproof.calls:verify",
    "derive": "gradproof.calls:derive",
    "gradient": "gradproof.calls:gradient",
    "compile": "gradproof.calls:compile",
    "test": "proofs.harness.runner:check_module",
    "check_gradient": "proofs.harness.gradient:check_gradient",
    "train": "gradproof.calls:train",
    "load": "derive.problem:load",
    "load_ipython_extension": "proofs.notebook.magics:load_ipython_extension",  # for %load_ext gradproof
}
"""Where each name lives: module and name there."""

__all__ = [
    "__version__", "assert_answer", "check", "check_gradient", "compile", "derive", "gradient", "load", "test", "train", "verify"
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("gradproof")
    if name not in HOME:
        raise AttributeError(f"module 'gradproof' has no attribute {name!r}; it has {', '.join(__all__)}")
    module, there = HOME[name].split(":")
    return getattr(import_module(module), there)


def __dir__() -> list[str]:
    return [*__all__]
