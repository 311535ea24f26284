"""Names of the mathematics as names of Python."""

import re
from keyword import iskeyword

from derive.parsing.vocabulary import GREEK


def python_name(name: str) -> str:
    """A name of the mathematics as one of Python: every character that is no letter, digit or _ becomes _; λ is lambda_.

    >>> python_name("W_1"), python_name("tilde h"), python_name("lambda"), python_name("λ")
    ('W_1', 'tilde_h', 'lambda_', 'lambda_')
    """
    spelled = "".join(SPELLED.get(letter, letter) for letter in name.replace("^*", "_star"))
    found = re.sub(r"\W", "_", spelled)
    return f"{found}_" if iskeyword(found) else found if found[:1].isalpha() or found[:1] == "_" else f"x{found}"


SPELLED = {letter: name for name, letter in GREEK.items()} | {"ο": "omicron", "ŷ": "y_hat"}
