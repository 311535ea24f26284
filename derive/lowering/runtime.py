"""What the generated programs may call: a few functions of NumPy, and those that it lacks."""

from typing import Any

import numpy as np

from derive.lowering import exponentials, passes, products, results, words

_OURS = (
    *(exponentials.log_sum_and_softmax, exponentials.log_sum_exp, exponentials.softmax),
    *(exponentials.softplus_and_logistic, exponentials.softplus, exponentials.logistic),
    exponentials.logistic_both_ways,
    *(exponentials.softplus_sum_and_logistic, passes.softmax_pass, passes.cross_entropy_pass),
    products.contract,
    *(results.into, results.product_into, results.outer_into, results.whole),
    *(words.gather, words.scatter_into, words.scatter_add, words.rows, words.joined, words.signs),
)
NAMESPACE: dict[str, Any] = {function.__name__: function for function in _OURS} | {
    name: getattr(np, name) for name in ("exp", "log", "tanh", "sqrt", "where", "zeros", "arange", "nan", "pi")
}
"""The names that a generated program may use."""
