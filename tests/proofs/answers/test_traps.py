"""No trap is accepted, none breaks the checker, and what only looks like one is accepted."""

import pytest
from notation_table import READINGS
from symbols_table import SYMBOLS
from traps_table import TRAPS, Trap

from proofs.verify import check

ROWS = (*TRAPS, *READINGS, *SYMBOLS)


def named(row: Trap) -> str:
    return f"{row.part} {row.trap}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_trap_is_not_accepted(row):
    found = check(row.part, row.wrong)
    assert not found.accepted, (found.verdict, found.reading)


@pytest.mark.parametrize("row", [row for row in ROWS if row.right], ids=named)
def test_its_harmless_neighbour_is(row):
    found = check(row.part, row.right)
    assert found.accepted, (found.verdict, found.message)
