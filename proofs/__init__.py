"""Do they agree? Exact verdicts on written answers, and property tests of programs.

`check(part, latex)` and `verify_document(document)` give verdicts. `check_module(path)`, `check_function(f, …)` and
`check_gradient(f, loss=…, wrt=…)` hold programs to account. `derive(part)` and `derive_loss(loss, wrt)` give derivations of which every step was checked. They are loaded when they are asked for.
"""

import importlib
from typing import Any

EXPORTS = {
    "check": "proofs.verify",
    "verify_document": "proofs.verify",
    "derive": "proofs.derivations",
    "derive_loss": "proofs.derivations",
    "check_module": "proofs.harness",
    "check_function": "proofs.harness",
    "check_gradient": "proofs.harness",
}


def __getattr__(name: str) -> Any:
    if name not in EXPORTS:
        raise AttributeError(f"module 'proofs' has no attribute {name!r}")
    return getattr(importlib.import_module(EXPORTS[name]), name)
