"""TABLE of the words by which a value is told once more without signs: "the product of", "minus", 之差."""

from derive.words.saying import Phrases

SIGNS = Phrases(
    "anywhere",
    "(<minus minus|减[去]>|<plus plus|加[上]>|<times times|(multiplied|scaled|weighted) by|乘[以|上]>)",
)
"""A sign between two formulas."""
OF_BOTH = Phrases(
    "anywhere",
    """
    (<product [outer|inner|dot|matrix] product (of|between)>|<difference difference (of|between)>|<sum sum of>&(..X..and))
    """,
)
"""What is made of two formulas that follow."""
OF_BOTH_ZH = Phrases("anywhere", "(<product 的(外积|内积|点积|乘积|积)>|<difference 之差|的差>|<sum 之和|的和>)")
"""The same of two that stand before."""
ENDS = Phrases("anywhere", r"(where|since|because|so|which|for|if|when|其中|因为|所以|;|；|\(|（|\)|）)")
"""Where such words end."""
NOUNS = frozenset(["transposed", "observed", "one", "误差", "向量", "转置"])
"""What a formula may be called in them."""
