"""TABLE of the words between two formulas, or between a formula and its condition: what they make of the second."""

from derive.words.saying import Phrases

EXCEPT = "(unless|except [for|if|when|where|at|that]|apart from|save for|除非|除了)"
"""What excepts a case, wherever it stands."""

WHEN = Phrases(
    "within",
    """[[exactly|precisely] (if and only if|iff|if|when|for|whenever|where) [the case|(every|all|each|any) [words?|vectors?|index|indices]]|当且仅当|当|若|如果|其中]""",
)
"""Between a formula and the condition that restricts it: f′ = 1 if x > 0."""
ONLY_WHEN = Phrases(
    "within",
    """
    only (if|when|for|where)
    仅当
    只有[当]
    """,
)
"""Between an equation about a symbol and the case in which alone it holds."""
EXCEPTING = Phrases("anywhere", EXCEPT)
UNLESS = Phrases("within", EXCEPT)
"""Between an equation and the case in which it does not hold: y_w = 0 unless w = o."""
EXCEPT_IN = Phrases("opening", f"({EXCEPT}|除)")
"""At the beginning of a sentence, before a condition: "Except at w = o, …"."""
EXCEPT_FOR = Phrases(
    "between",
    f"""
    {EXCEPT} [that|where]
    but [for] [that|where]
    只有
    只是
    """,
)
"""Between a formula for all words and one for a word that it leaves out."""
EQUALLY = Phrases(
    "between",
    """
    i.e.
    that is
    [or] equivalently
    which (is|equals)
    equals
    [or[,]] in (matrix|vector|vectorised|vectorized) (form|notation)
    [or[,]] written out
    即
    也就是
    等于
    等价于
    [可[以]](写成|写作|表示为)
    [写成](矩阵|向量)形式[为|是]
    """,
)
"""Between two formulas of which it says that they are the same."""
OF_ALL_ENTRIES = Phrases(
    "anywhere", "(matrix|vector|vectorised|vectorized|matrix-vector) (form|notation)|(矩阵|向量)形式"
)
"""Words behind an entry by which the next formula is all of them."""
AT_ONE_POINT = Phrases("within", "at")
"""Between a formula and the point at which alone something equals it: "which is ⟦1⟧ at ⟦2⟧"."""
ANOTHER_CASE = Phrases("within", "[;|；] [and|or|而|且] [,|，] [is|equals|为|是]")
"""Between one case of a value and the next, which is a value alone."""
ONE_TERM_MORE = Phrases(
    "within",
    """
    [(in general|always|for (all|every|any) [the] words?)[,|，]] [and|but] (<minus minus|[再]减[去]>|plus|[再]加[上]) [an? (additional|extra|further)]
    """,
)
"""Between a value and a term that it has more in one case: ", minus" before "$B$ if $w = o$"."""
JOINING = Phrases("between", "[and|where|with|here|for|in which|let|其中|且|这里|而]*")
"""Between an answer and a formula that says what its symbols are."""
BOTH = Phrases("between", "(and|or|和|或)")
"""Between two values."""
ENDS_A_CASE = Phrases(
    "next",
    """
    $
    (and|but|while|而|且)
    """,
)
"""Behind a condition that belongs to the formula before it."""

NUMBER_SAID = Phrases(
    "next",
    "(is|equals|为|是|等于) [equal to] <value 0|1|2|one|zero|two> &(only|if|when|for|where|at|iff|exactly|precisely|unless|otherwise|and|,|$)",
)
"""A number among the words that is the value of the symbol before them, in a case."""
