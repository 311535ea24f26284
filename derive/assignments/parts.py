"""What every assignment has, be it of statements or with a notation of its own: parts with names, and blocks of them."""

from typing import Any, Generic, Protocol, TypeVar


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Its name."""


P = TypeVar("P", bound=HasId)


class Parted(Generic[P]):
    """Something that has parts by their ids; whoever inherits has `id` and `parts` as fields."""

    __slots__ = ()
    id: Any
    parts: Any

    @property
    def part_ids(self) -> tuple[str, ...]:
        """The ids of the parts."""
        return tuple(part.id for part in self.parts)

    def part(self, name: str) -> P:
        """The part with this id; KeyError with the ids that there are."""
        found: P | None = next((part for part in self.parts if part.id == name), None)
        if found is None:
            raise KeyError(f"{self.id} has no part {name!r}; it has {', '.join(self.part_ids)}")
        return found

    def block(self, name: str) -> tuple[P, ...]:
        """The parts that a name or a prefix stands for: "g.1" is g.1.v_c, g.1.u_o and g.1.u_ws; KeyError with the ids that there are."""
        below = tuple(part for part in self.parts if part.id.startswith(f"{name}."))
        return below if below and name not in self.part_ids else (self.part(name),)
