"""Whether conditions leave nothing out: the cases of an answer together, or one that an equation stands under."""

from collections.abc import Sequence

from derive import expression as x
from derive.traversal import walk
from proofs.identity.ground import Ground
from proofs.identity.judge import Judge
from proofs.identity.points import Setting
from proofs.identity.undecidable import Undecidable


def exhaustive(conditions: Sequence[x.Condition], setting: Setting, within: x.Condition = x.ALWAYS) -> bool | None:
    """Whether one of some conditions holds wherever `within` does; None where that is not decided.

    >>> a = x.Symbol("a")
    >>> up, down = x.Compare(x.Number(0), "<", a), x.Compare(a, "<", x.Number(0))
    >>> exhaustive([up, down], Setting()), exhaustive([up], Setting()), exhaustive([up], Setting(), within=up)
    (True, False, True)
    """
    told = x.Some(tuple(conditions))
    if any(isinstance(node, x.Before) for each in (told, within) for node in walk(each)):
        return None  # only some orders of words are drawn
    try:
        judge = Judge([x.Delta(told), x.Delta(within)], setting)
        held = [all(judge.everywhere(each, lambda here: _holds(here, told, within))) for each in judge.grounds]
    except (Undecidable, KeyError):
        return None
    return all(held) if held else None


def _holds(here: Ground, told: x.Condition, within: x.Condition) -> bool:
    return bool(here.where(told)[here.where(within)].all())
