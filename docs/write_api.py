"""Writes docs/api.markdown, the reference of the public functions, from their docstrings.

    python docs/write_api.py

A test holds the file to what this would write. The examples run in the docstrings, so the page is no .md, whose examples run too.
"""

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("api.markdown")
SECTIONS = {
    "gradproof": None,
    "proofs.harness": ("check_function", "check_module", "Report", "Finding", "WrongGradient", "GradientWarning"),
    "proofs.harness.strategies": (
        *(
            "draw_softmax_cases",
            "draw_negative_cases",
            "draw_window_cases",
            "draw_draw_cases",
            "draw_elementwise_cases",
        ),
        *("draw_descent_cases", "draw_vectors", "draw_sizes", "draw_negatives", "draw_windows", "draw_word_indices"),
    ),
    "numeric.train": ("Settings", "train", "Model"),
    "numeric.vectors": ("save_vectors", "load_vectors", "neighbours"),
}
"""Modules, and the names of each that are public; None for all that it lists in __all__."""


def page() -> str:
    """The text of the page."""
    lines = ["# API reference", "", "Written from the docstrings by `python docs/write_api.py`.", ""]
    for module_name, names in SECTIONS.items():
        module = importlib.import_module(module_name)
        lines += [f"## {module_name}", "", summary(module), ""]
        for name in names or [n for n in module.__all__ if n != "__version__"]:
            lines += entry(name, getattr(module, name))
    return "\n".join(lines).rstrip() + "\n"


def summary(module: Any) -> str:
    """The first sentence of a module."""
    return (inspect.getdoc(module) or "").split("\n\n")[0]


def entry(name: str, thing: Any) -> list[str]:
    """A heading with the signature, and the docstring as it is."""
    shown = name.removeprefix("draw_")
    documented = inspect.getdoc(thing) or ""
    return [
        f"### {shown}",
        "",
        "```text",
        f"{shown}{signature(name, thing)}",
        "```",
        "",
        "```text",
        documented,
        "```",
        "",
    ]


def signature(name: str, thing: Any) -> str:
    """The parameters by name with their defaults; a strategy is called without its `draw`."""
    try:
        parameters = list(inspect.signature(thing).parameters.values())
    except (TypeError, ValueError):
        return ""
    bare = [p.replace(annotation=p.empty) for p in parameters if not (name.startswith("draw_") and p.name == "draw")]
    return re.sub(r"<[^>]*>", "…", str(inspect.Signature(bare)).replace("<lambda>", "lambda"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
