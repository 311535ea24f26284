"""What a search looks at: a trial of one example, a property that is to hold of it, and the deviation where it does not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, Self

from proofs.harness.calls import CallResult
from proofs.harness.findings import Severity
from proofs.harness.shrink import Edit


@dataclass(frozen=True)
class Deviation:
    """A property that does not hold: a code, the part it concerns, both values, and words for the sentence."""

    code: str
    part: str = ""
    expected: Any = None
    got: Any = None
    severity: Severity = "error"
    words: dict[str, Any] = field(default_factory=dict)


class Trial(Protocol):
    """One example on one function; what more there is to it is for its properties to know."""

    case: Any

    @property
    def outcome(self) -> CallResult: ...

    @property
    def edits(self) -> Sequence[Edit]: ...

    def at(self, case: Any) -> Self:
        """The same function on another case."""
        ...


@dataclass(frozen=True)
class Property:
    """A thing that holds of every right implementation. `kind` says where it comes from; `again`: it calls the function several times."""

    name: str
    kind: Literal["conduct", "derivation", "relation"]
    functions: tuple[str, ...]
    check: Callable[[Any], Deviation | None]
    again: bool = False

    @property
    def costly(self) -> bool:
        """It calls the function several times, and what it finds is seldom found by it alone."""
        return self.kind == "relation" or self.again
