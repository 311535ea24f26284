"""Names of the mathematics as names of Python."""

import re
from keyword import iskeyword


def python_name(name: str) -> str:
    """A name of the mathematics as one of Python: every character that is no letter, digit or _ becomes _; λ is lambda_.

    >>> python_name("W_1"), python_name("tilde h"), python_name("lambda"), python_name("λ")
    ('W_1', 'tilde_h', 'lambda_', 'lambda_')
    """
    spelled = "".join(GREEK.get(letter, letter) for letter in name.replace("^*", "_star"))
    found = re.sub(r"\W", "_", spelled)
    return f"{found}_" if iskeyword(found) else found if found[:1].isalpha() or found[:1] == "_" else f"x{found}"


GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Phi",
            "Psi",
            "Omega",
        ],
        strict=True,
    )
) | {"ŷ": "y_hat"}
