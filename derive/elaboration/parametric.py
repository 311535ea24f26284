r"""Functions with numbers of their own: LeakyReLU, ELU, SELU, swish, Huber's loss. TABLE of how they are written out.

A number of theirs is the one declared under its letter; or stands below the name or behind the argument, LeakyReLU_a(z), huber(z, d); or
has the value that everybody takes. Without any of these the function is not known.

>>> from derive.stating import state
>>> asked = state(r"\operatorname{SELU}(t)", "t", declare=["t:"])
>>> sorted(asked.definitions), asked.definitions["alpha"].text
(['alpha', 'lambda'], 'α = 1.6732632423543772')
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.abbreviations import each_entry
from derive.elaboration.context import Definition
from derive.elaboration.pages import formula
from derive.parsing import syntax as s
from derive.parsing.trees import every, key

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


@dataclass(frozen=True, slots=True)
class Parametric:
    """How a function is written out in z and the `letters` of its numbers, each with its usual value, "" for none; `said` for the reader.

    `plain`: how it is written where its number is 1, as is usual.
    """

    value: str
    said: str
    letters: tuple[tuple[str, str], ...]
    plain: tuple[str, str] = ("", "")


_RECTIFIED = Parametric(
    r"\begin{cases} z & z > 0 \\ \alpha z & z \le 0 \end{cases}", "z > 0: z, z ≤ 0: αz", (("alpha", ""),)
)
_EXPONENTIAL = Parametric(
    r"\begin{cases} z & z > 0 \\ \alpha (e^z - 1) & z \le 0 \end{cases}",
    "z > 0: z, z ≤ 0: α(exp z − 1)",
    (("alpha", "1"),),
    (r"\begin{cases} z & z > 0 \\ e^z - 1 & z \le 0 \end{cases}", "z > 0: z, z ≤ 0: exp z − 1"),
)
_SCALED = Parametric(
    r"\begin{cases} \lambda z & z > 0 \\ \lambda \alpha (e^z - 1) & z \le 0 \end{cases}",
    "z > 0: λz, z ≤ 0: λα(exp z − 1)",
    (("lambda", "1.0507009873554805"), ("alpha", "1.6732632423543772")),
)
_SWISH = Parametric(r"z \sigma(\beta z)", "z σ(βz)", (("beta", "1"),), (r"z \sigma(z)", "z σ(z)"))
_HUBER = Parametric(
    r"\begin{cases} \frac12 z^2 & |z| \le \delta \\ \delta (|z| - \frac12 \delta) & |z| > \delta \end{cases}",
    "|z| ≤ δ: z²/2, |z| > δ: δ(|z| − δ/2)",
    (("delta", ""),),
)
_CONTINUOUS = Parametric(
    r"\max(0, z) + \min(0, \alpha (e^{z/\alpha} - 1))",
    "max(0, z) + min(0, α(exp(z/α) − 1))",
    (("alpha", "1"),),
    (r"\max(0, z) + \min(0, e^z - 1)", "max(0, z) + min(0, exp z − 1)"),
)
PARAMETRIC = {
    "LeakyReLU": _RECTIFIED,
    "leakyrelu": _RECTIFIED,
    "LReLU": _RECTIFIED,
    "PReLU": _RECTIFIED,
    "ELU": _EXPONENTIAL,
    "elu": _EXPONENTIAL,
    "SELU": _SCALED,
    "selu": _SCALED,
    "CELU": _CONTINUOUS,
    "swish": _SWISH,
    "Swish": _SWISH,
    "Huber": _HUBER,
    "huber": _HUBER,
}


def applied(reader: "Reader", name: str, arguments: list[x.Expression], node: s.Syntax) -> x.Expression:
    """A function of the table at its argument, of every entry; its numbers behind the argument, where they are given there."""
    form = PARAMETRIC[name]
    value, *given = arguments
    if len(given) > len(form.letters) or any(each.shape != x.SCALAR for each in given):
        raise s.ReadingError(f"{name} takes one argument", node.span, "one argument")
    scope: dict[str, x.Expression] = {letter: number for (letter, _), number in zip(form.letters, given, strict=False)}
    missing = []
    for letter, usual in form.letters[len(given) :]:
        number = reader.symbol(letter, node)
        if number is not None and number.shape != x.SCALAR:
            raise s.ReadingError(f"{letter} is no number here", node.span, form.said)
        if number is None and usual != "1":
            raise s.ReadingError(
                f"{name} has a number of its own: it is declared, or written below", node.span, form.said
            )
        if number is None:
            missing.append(letter)
        else:
            scope[letter] = number
    written, said = form.plain if missing else (form.value, form.said)
    reader.remark("function-written-out", name=name, form=said)
    return each_entry([value], node, lambda at: reader.read(_written(written), {**scope, "z": at[0]}))


@cache
def _written(value: str) -> s.Syntax:
    return formula(value)


def usual_numbers(written: Iterable[s.Syntax], taken: Iterable[str]) -> Iterator[Definition]:
    """The numbers of the functions on some pages that nobody gives: λ and α of SELU. `taken` are the names that have a meaning."""
    known = set(taken)
    for part in (each for page in written for each in every(page)):
        if not isinstance(part, s.Juxtaposition):
            continue
        for head, behind in zip(part.factors, part.factors[1:], strict=False):
            form = PARAMETRIC.get(key(head) or "") if isinstance(head, s.Name) else None
            if form is None or (isinstance(behind, s.Group) and isinstance(behind.inner, s.Listing)):
                continue
            for letter, usual in form.letters:
                if usual not in ("", "1") and letter not in known:
                    yield Definition(letter, "whole", (), formula(usual), f"{_GREEK[letter]} = {usual}")


_GREEK = {"lambda": "λ", "alpha": "α"}
