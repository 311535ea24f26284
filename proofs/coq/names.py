"""Names in Coq: each thing has one of its own, and none means something already.

>>> names = Names()
>>> names.name(("symbol", "hat y"), "hat y"), names.name(("symbol", "S"), "S"), names.fresh("i"), names.fresh("i")
('yhat', 'S_', 'i', 'i1')
"""

import re
from dataclasses import dataclass, field
from typing import Any

RESERVED = frozenset(
    [
        "Sum",
        "delta",
        "set1",
        "set2",
        "sigmoid",
        "sign_of",
        "exp",
        "ln",
        "sqrt",
        "tanh",
        "R",
        "S",
        "O",
        "INR",
        "Derive",
        "Rmax",
        "Rabs",
        "PI",
        "undefined",
        "loss",
        "t",
        "fun",
        "if",
        "then",
        "else",
        "at",
        "in",
        "as",
        "let",
        "with",
        "match",
        "end",
        "forall",
        "exists",
        "return",
        "Type",
        "Prop",
        "Set",
        "using",
        "where",
        "fix",
        "cofix",
        "IF",
        "nat",
        "bool",
        "is_derive",
        "sin",
        "cos",
    ]
)
"""Names that mean something already, in Coq or in a certificate."""
OF_PROOFS = re.compile(r"\w'\d+")
"""Names that a proof gives to indices, and that a statement does not use."""


def identifier(wanted: str) -> str:
    """A name that Coq can read: "hat y" gives yhat, w_t stays."""
    wanted = re.sub(r"^hat (\w+)$", r"\1hat", wanted).replace("′", "'")
    plain = re.sub(r"\\[A-Za-z]+", "", wanted)
    plain = re.sub(r"[^A-Za-z0-9_']+", "_", plain).strip("_") or "q"
    return plain if plain[0].isalpha() else f"q_{plain}"


def size(name: str) -> str:
    """The text of a size, in brackets where it is more than a name."""
    if name.startswith("±"):
        return f"(2 * {size_name(name[1:])} + 1)"
    blocks = [each if each.isdigit() else size_name(each) for each in name.split("+")]
    return blocks[0] if len(blocks) == 1 else f"({' + '.join(blocks)})"


def size_name(name: str) -> str:
    """The Coq name of one size."""
    plain = identifier(name)
    return plain + "_" if plain in RESERVED else plain


@dataclass(slots=True)
class Names:
    """The names that are given so far."""

    names: dict[Any, str] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    """Names of bound indices in what is being written."""
    sizes: frozenset[str] = frozenset()
    """Names of sizes: nothing else is called so."""

    def name(self, key: Any, wanted: str) -> str:
        """The Coq name of something, the same whenever it is asked for."""
        if key not in self.names:
            name = identifier(wanted)
            while self.taken(name):
                name += "_" if name in RESERVED else "'"
            self.names[key] = name
        return self.names[key]

    def fresh(self, wanted: str) -> str:
        """A name for a bound index, new in the definition or the side of the theorem that it is in."""
        plain = identifier(wanted)
        base = f"{plain}_" if OF_PROOFS.fullmatch(plain) else plain
        name, number = base, 1
        while self.taken(name):
            name, number = f"{base}{number}", number + 1
        self.bound.add(name)
        return name

    def taken(self, name: str) -> bool:
        """Whether something has this name, or a proof may give it."""
        return (
            bool(OF_PROOFS.fullmatch(name))
            or name in RESERVED
            or name in self.bound
            or name in self.sizes
            or name in self.names.values()
        )
