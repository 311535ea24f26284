"""An assignment by its name or its file, of whichever kind it is.

>>> load("cs224n-a2").part("f").asks, load("rnn").part("b").by
("σ' in terms of σ", 'b')
"""

from derive import problem
from derive.assignments import DEFAULT
from derive.tasks import Tasks, load_tasks


def load(name: str = DEFAULT) -> problem.Problem | Tasks:
    """The assignment; KeyError with the names that there are, AssignmentError for a faulty file."""
    return load_tasks(name) or problem.load(name)
