"""What a test of a module comes to: findings, each with its evidence, and the report that holds them."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from proofs.language import language

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One fault of one function: a stable code, a sentence, and the smallest input that shows it.

    `example` names the arguments as the course does; `snippet` is Python that reproduces it;
    `formula` is the derived formula that the function was held against; `part` the part of the answer that the sentence speaks
    of ("loss", "v_c", "U" …); `also` names other functions of the module with a fault of the same kind.
    """

    function: str
    bug: str
    severity: Severity
    message: str
    example: dict[str, Any] | None = None
    expected: Any = None
    got: Any = None
    formula: str = ""
    snippet: str = ""
    part: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything found in one module. `checked` counts the examples that each function was called on.

    `not_tested` names the functions that the file defines and that nothing was held against.
    """

    module: str
    findings: tuple[Finding, ...] = ()
    checked: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    not_tested: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "warning")

    @property
    def exit_status(self) -> int:
        """1 on an error, 0 otherwise; a warning alone does not refuse a module."""
        return 1 if self.errors else 0

    def raise_on_error(self) -> "Report":
        """Turn the errors into one `AssertionError` that a test runner shows, examples and all; the report when there are none."""
        if self.errors:
            from proofs.harness.report import text_finding

            raise AssertionError("\n".join([self.module, *(text_finding(f) for f in self.errors)]))
        return self

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"findings": [asdict(f) for f in self.findings]}

    def _repr_html_(self) -> str:
        from proofs.notebook.findings import report_html

        return report_html(self, language())

    def _repr_latex_(self) -> str:
        from proofs.notebook.findings import report_latex

        return report_latex(self, language())


def report_from_dict(data: dict[str, Any]) -> Report:
    """The inverse of `Report.as_dict`, as it comes back from the child process."""
    return Report(
        module=data["module"],
        findings=tuple(arranged([Finding(**{**f, "also": tuple(f["also"])}) for f in data["findings"]])),
        checked=dict(data["checked"]),
        seconds=float(data["seconds"]),
        not_tested=tuple(data["not_tested"]),
    )


AT_LARGE_SCORES = ("softmax-unshifted", "zero-times-log-zero", "log-one-minus-sigmoid", "overflow-raises", "overflow")
"""Faults that show at scores beyond the course's only, those that say the most first."""


def arranged(findings: Sequence[Finding]) -> list[Finding]:
    """Overflow told once a module, after all else: the finding that says the most, and the names of the other functions.

    >>> [(f.function, f.also) for f in arranged([Finding(f, "overflow", "warning", "") for f in ("a", "b")])]
    [('a', ('b',))]
    """
    large = [f for f in findings if f.bug in AT_LARGE_SCORES]
    if not large:
        return list(findings)
    told = min(large, key=lambda f: AT_LARGE_SCORES.index(f.bug))
    also = dict.fromkeys(f.function for f in large if f.function != told.function)
    return [*(f for f in findings if f not in large), replace(told, also=tuple(also))]


def exit_status(reports: Iterable[Report]) -> int:
    """The highest that applies over several modules."""
    return max((r.exit_status for r in reports), default=0)


def jsonable(value: Any) -> Any:
    """Arrays and numbers as JSON has them; nan and the infinities, which JSON lacks, as words.

    >>> jsonable({"x": float("nan"), "y": [1, 2.5]})
    {'x': 'nan', 'y': [1, 2.5]}
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(v) for v in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if value is None or isinstance(value, bool | int | str):
        return value
    return repr(value)


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
