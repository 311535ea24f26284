"""Values where there is no derivative: what goes on from one side is the way to write a case, anything else is no derivative."""

import pytest

from proofs.verify import check

CASES = r"f'(x)=\begin{cases}1&x>0\\\alpha&x<0\end{cases}"
STEP = r"f'(x)=\begin{cases}1&x>0\\0&x<0\end{cases}"


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("e", r"f'(x)=\begin{cases}1&x\geq 0\\\alpha&x<0\end{cases}"),
        ("e", r"f'(x)=\begin{cases}1&x>0\\\alpha&x\leq 0\end{cases}"),
        ("e.relu", r"f'(x)=\begin{cases}1&x>0\\0&x=0\\0&x<0\end{cases}"),
        ("f", r"$\sigma'(x)=\sigma(x)(1-\sigma(x))$, so $\sigma'(0)=\frac14$."),
    ],
)
def test_a_case_may_reach_to_the_kink(part, answer):
    assert check(part, answer).accepted


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("e", r"f'(x)=\begin{cases}1&x>0\\7&x=0\\\alpha&x<0\end{cases}"),
        ("e", r"f'(x)=\begin{cases}1&x>0\\\frac{1+\alpha}{2}&x=0\\\alpha&x<0\end{cases}"),
        ("e.relu", r"f'(x)=1\{x>0\}+3\cdot1\{x=0\}"),
        ("e", f"${CASES}$ and $f'(0)=1$"),
        ("e", f"$f'(0)=5$ and ${CASES}$"),
        ("e.relu", f"${STEP}$, hence $f'(0)=0$."),
        ("e.relu", rf"${STEP}$ and $\frac{{df}}{{dx}}(0)=0$"),
        ("e.relu", rf"${STEP}$ and $\mathrm{{ReLU}}'(0)=0$"),
        ("f", r"$\sigma'(x)=\sigma(x)(1-\sigma(x))$, so $\sigma'(0)=1$."),
        ("e", r"f'(x)=f(2x)/(2x)+f(x)-f(x+0)+1"),
    ],
)
def test_a_value_of_its_own_is_not_accepted(part, answer):
    assert not check(part, answer).accepted
