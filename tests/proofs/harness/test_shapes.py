"""What a returned value is taken for, by its shape: harmless differences are noted, others are faults."""

from types import SimpleNamespace

import numpy as np
import pytest

from proofs.courses.cs224n_a2.harness.adapters import read_answer

LOSS = SimpleNamespace(parts=("loss", "v_c", "U"))
VALUE = SimpleNamespace(parts=("value",))


def truth(d, V):
    return {"loss": np.zeros(()), "v_c": np.zeros(d), "U": np.zeros((V, d))}


def returned(loss=(), v_c=(3,), U=(4, 3)):
    return tuple(np.zeros(shape) for shape in (loss, v_c, U))


ROWS = {
    # name: (d, V, shapes returned, notes, fault)
    "as asked for": (3, 4, {}, [], None),
    "a loss in a list": (3, 4, {"loss": (1,)}, [("loss-shape", "loss", (1,))], None),
    "two losses": (3, 4, {"loss": (2,)}, [], ("wrong-shape", "loss", (2,))),
    "a gradient as a row": (3, 4, {"v_c": (1, 3)}, [("gradient-shape", "v_c", (1, 3))], None),
    "a gradient of two as a row": (2, 4, {"v_c": (1, 2), "U": (4, 2)}, [("gradient-shape", "v_c", (1, 2))], None),
    "a gradient of one number": (1, 4, {"v_c": (), "U": (4, 1)}, [("gradient-shape", "v_c", ())], None),
    "a gradient too long": (3, 4, {"v_c": (4,)}, [], ("wrong-shape", "v_c", (4,))),
    "a transposed gradient": (3, 4, {"U": (3, 4)}, [], ("transposed-layout", "U", (3, 4))),
    "a transposed gradient of two": (2, 4, {"v_c": (2,), "U": (2, 4)}, [], ("transposed-layout", "U", (2, 4))),
    "a transposed gradient of one row": (1, 4, {"v_c": (1,), "U": (1, 4)}, [("gradient-shape", "U", (1, 4))], None),
    "a flat gradient of all words": (3, 4, {"U": (12,)}, [], ("wrong-shape", "U", (12,))),
    "another matrix of that size": (3, 4, {"U": (6, 2)}, [], ("wrong-shape", "U", (6, 2))),
    "the first fault of two": (3, 4, {"v_c": (4,), "U": (3, 4)}, [], ("wrong-shape", "v_c", (4,))),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_shape(name):
    d, V, shapes, notes, fault = ROWS[name]
    found = read_answer(returned(**shapes), truth(d, V), LOSS)
    assert (found.notes, found.fault) == (notes, fault)


def test_what_is_harmless_is_mended():
    found = read_answer(returned(v_c=(1, 3)), truth(3, 4), LOSS)
    assert found.parts["v_c"].shape == (3,)


def test_a_value_of_one_number():
    found = read_answer(np.zeros((1, 1)), {"value": np.zeros(())}, VALUE)
    assert (found.notes, found.fault) == ([("value-shape", "value", (1, 1))], None)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, "returns-none"),
        (returned()[:2], "wrong-structure"),
        (np.zeros(3), "wrong-structure"),
        (("a", *returned()[1:]), "wrong-type"),
    ],
)
def test_what_is_no_such_thing(value, fault):
    found = read_answer(value, truth(3, 4), LOSS).fault
    assert found[0] == fault
