"""The pytest file beside a written file: it holds the function to the derivation of its loss, on arrays that it draws.

>>> print(test_source("grad", {"loss": r"x^\\top x", "wrt": "x"}).splitlines()[0])
r\"\"\"Holds grad.py, or a function of your own in its place, to the derivation of its loss; it needs gradproof and pytest.
"""

from collections.abc import Mapping, Sequence

Value = str | Sequence[str] | Mapping[str, str]
"""One thing that is stated: a text, several, or names for names."""


def test_source(stem: str, stated: Mapping[str, Value]) -> str:
    """The text of the test file for `stem`.py; `stated` is the statement: loss, wrt, and where, declare, assume if there are any.

    For a part of an assignment, `stated` has `loss`, the id of the part, and `assignment`.
    """
    lines = [f"    {key}={_literal(value)}," for key, value in stated.items() if value]
    return "\n".join(
        [
            f'r"""Holds {stem}.py, or a function of your own in its place, to the derivation of its loss; it needs gradproof and pytest.',
            '"""',
            "",
            f"from {stem} import loss_and_gradient",
            "",
            "import gradproof",
            "",
            "STATED = dict(",
            *lines,
            ")",
            "",
            "",
            "def test_the_loss_and_its_gradient():",
            "    gradproof.check_gradient(loss_and_gradient, **STATED)",
            "",
        ]
    )


def _literal(value: Value) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_literal(name)}: {_literal(each)}' for name, each in value.items())}}}"
    if not isinstance(value, str):
        return f"[{', '.join(_literal(each) for each in value)}]"
    raw = "\\" in value and not {'"', "\n"} & set(value) and not value.endswith("\\")
    return f'r"{value}"' if raw else repr(value)
