"""Every part of every shipped assignment is derived, and what is printed is an answer that is accepted; its double is not."""

import pytest

from derive.assignments.files import shipped
from derive.expression import Number, Product
from derive.tasks import load_tasks
from derive.writing.latex import latex
from proofs.derivations import derive_statement
from proofs.statements import check_statement

PARTS = [(name, part) for name in shipped() for part in load_tasks(name).part_ids]


@pytest.mark.parametrize(("name", "part"), PARTS, ids=[f"{name} {part}" for name, part in PARTS])
def test_what_is_derived_is_read_and_accepted(name, part):
    asked = load_tasks(name).statement(part)
    result = asked.spelled(derive_statement(asked).result)
    assert check_statement(asked, latex(result)).accepted
    assert not check_statement(asked, latex(Product((Number(2), result)))).accepted
