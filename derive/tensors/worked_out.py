"""Index arithmetic in NumPy: the arrays that stand for x_{t−1}, for t ≥ 2 and for the number t, made from the arguments once.

>>> from derive.general import Stand
>>> t = x.Index("t", "T")
>>> before = Stand("x'1", "shifted", x.Shift((t,), (1,), (), -1, "T"), (t,), x.Symbol("x", ("T", "1")))
>>> array_of(before, {"x": "x"}, {"T": "T"}, ())
'x[np.clip(np.arange(1, T + 1) - 2, 0, T - 1)]'
"""

from collections.abc import Collection, Mapping

from derive import expression as x
from derive.general import Stand
from derive.outside import UnsupportedError
from derive.tensors.arguments import Argument
from derive.tensors.names import python_name


def argument_of(stand: Stand, families: Collection[str]) -> Argument:
    """What stands there, as an argument of the function that is written: its name and its sizes."""
    name = python_name(stand.name)
    counts = tuple(index.over for index in stand.axes)
    if stand.kind == "attained":
        return Argument(name, counts, stand.what.index.over, stand.name)
    if stand.kind == "map":
        return Argument(name, counts, stand.what.over, stand.name)
    if stand.kind == "shifted" and stand.whole is not None and stand.whole.declared[1] != "1":
        length = stand.whole.declared[0]
        return Argument(
            name, (*counts, length) if stand.whole.name in families else (length, *counts), None, stand.name
        )
    return Argument(name, counts, None, stand.name)


def array_of(stand: Stand, arguments: Mapping[str, str], sizes: Mapping[str, str], families: Collection[str]) -> str:
    """The array as NumPy code."""
    writing = _Writing(stand, sizes)
    match stand.kind:
        case "number":
            return f"np.arange(1, {writing.size(stand.axes[0].over)} + 1, dtype=dtype)"
        case "held":
            return f"({writing.term(stand.what.left)} < {writing.term(stand.what.right)}).astype(dtype)"
        case "map" if isinstance(stand.what, x.Mapped):
            label = stand.what
            return f"{arguments.get(label.name, label.name)}[{writing.place(label.argument)}]"
        case "map":
            return writing.place(stand.what)
    assert stand.whole is not None
    array = arguments.get(stand.whole.name, stand.whole.name)
    beside = stand.whole.declared[1] != "1" and stand.whole.name not in families
    return f"{array}[{':, ' if beside else ''}{writing.place(stand.what)}]"


class _Writing:
    """Writes index terms over the axes of one array; they count from 1."""

    def __init__(self, stand: Stand, sizes: Mapping[str, str]):
        self.axes, self.sizes = stand.axes, sizes

    def size(self, size: x.Size) -> str:
        if size not in self.sizes and not size.isdigit():
            raise UnsupportedError(f"what is computed depends on {size}, and no argument has this size")
        return self.sizes.get(size, size)

    def place(self, term: x.IndexTerm) -> str:
        """Where an index points, from 0 and inside: what a condition leaves out may point anywhere."""
        return f"np.clip({self.term(term, -1)}, 0, {self.size(term.over)} - 1)"

    def term(self, term: x.IndexTerm, more: int = 0) -> str:
        """The value of an index term."""
        match term:
            case x.Index(_, over):
                turned = "[:, None]" if len(self.axes) == 2 and term == self.axes[0] else ""
                return f"np.arange(1, {self.size(over)} + 1){turned}" + _added(more)
            case x.Ordinal(number, over, end):
                if end or number == -1:
                    return self.size(over) + _added((number if end else 0) + more)
                return str(number + more)
            case x.Shift(terms, signs, sizes, number, _):
                parts = [(sign, self.term(each)) for sign, each in zip(signs, terms, strict=True)]
                parts += [(times, self.size(size)) for size, times in sizes]
                words = [
                    f"{'-' if times < 0 else '+'} {'' if abs(times) == 1 else f'{abs(times)} * '}{word}"
                    for times, word in parts
                ]
                return " ".join(words).removeprefix("+ ") + _added(number + more)
        return python_name(term.name)


def _added(number: int) -> str:
    return f" {'-' if number < 0 else '+'} {abs(number)}" if number else ""
