"""TABLE of the words by which a claim is said to hold for something: for all words, for some, in a case; and of counts."""

from derive.words.saying import Phrases

_FOR_ALL = "(for (all|every|each|any|arbitrary) [possible|other|words?|index|indices|samples?|negative]*|对[于](所有|任意|每[个]|一切)[的][词|单词]|每[个])"

FOR_ALL_BEHIND = Phrases("next", f"{_FOR_ALL}~<what X>")
"""Behind a claim, for which letter it holds."""
FOR_ALL_AHEAD = Phrases("before", f"{_FOR_ALL}~<what X>..")
"""The same before a claim."""
FOR_EVERY_FORMULA = Phrases("next", "(for (all|every|any|each) [words?]|对[于](所有|任意|每个))~⟦…⟧")
FOR_ALL_WORDS = Phrases(
    "next",
    """
    for (all|every|each|any) [the] (words?|vectors?)!( (other|except|but|that|which|apart|different))
    对[于](所有|任意|每个)[的](词|单词)
    """,
)
FOR_ALL_OF_SOME = Phrases(
    "next",
    "for (all|every|each|any|the) [the] (words?|vectors?|X) (in|of|from|inside) [the|its|this|a] (context|window|sentence|corpus|batch)",
)
AMONG_SAMPLES = Phrases("next", "(in|among|of) [the] [negative] samples?")
UNDER_A_CONDITION = Phrases("next", "(with|where|for|when|if|provided|其中|当|若)~C")
"""A condition behind a claim, with the word that leads to it."""
ALL = Phrases("anywhere", "(all|every|each|any|∀|所有|任意|每个)")
BUT_SOME = Phrases(
    "anywhere", r"(other|others|except|but|apart|besides|different|not|≠|!=|\\ne|\\neq|其他|其它|其余|除)"
)
SUPPOSED_TO_BE = Phrases(
    "opening",
    "[(in particular|for example|for instance|so|and|but)[,]] (if|in case|whenever|若|如果|假如)..",
)
"""Words before an equation that say what would be, under a condition in words: "If all samples are distinct, n_s = 1"."""
TIMES = Phrases("anywhere", "<what X>~(times|次)")
"""The count itself in "w_s appears n times"."""
FROM_TO = Phrases(
    "anywhere",
    """
    <what X> [running|runs|going|goes|ranging|ranges] from <first X> to <last X>
    """,
)
"""From where to where an index runs."""
_A_SUM = "(sum|sums|summation|index|we sum|summing|summed|求和|下标) [which|that|X|is|being|over]*"
_BEGIN, _STOP = "start|starts|started|starting|begin|begins|beginning", "stop|stops|stopping|end|ends|ending"
BEGINS = Phrases("anywhere", f"{_A_SUM} ({_BEGIN}|从)~[at|with|from|in]~<end X|0|2|3>")
"""With what a sum is said to begin."""
STOPS = Phrases("anywhere", f"{_A_SUM} ({_STOP}) (at|with|in)~<end X>")
"""With what a sum is said to end."""
BESIDE_AN_END = Phrases(
    "anywhere",
    f"{_A_SUM} ({_BEGIN}|{_STOP}) (before|after|behind)",
)
"""That it does not begin, or end, where something is."""
COUNTED_ONCE = Phrases(
    "anywhere",
    """
    (index|indices|samples?|words?|copy|copies|repetitions?|X) (is|are|was|were) (taken|used|counted|summed|included|considered) [only|just] once
    只(取|算|计|用|数)一次
    """,
)
"""How what is repeated is told to count once."""
SUM_OVER = Phrases(
    "anywhere",
    """
    (sum|sums|summation|summing|summed) [is|are|being|runs|goes|taken]* over [all|every|the|its|negative|distinct|different|context|whole]* (<draws samples?|negatives>|<offsets windows?>|<words words?|vocabulary|vocab>|batch|corpus)
    """,
)
"""Over what a sum is said to run: what is named as the sizes of a notation are that number such things."""
