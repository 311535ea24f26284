"""The words and signs of written mathematics: what each command, letter run and character is, as tables.

A sort is a pair (kind, text). The kinds are those of the tokens in `lexer`; the grammar asks for nothing else.

>>> COMMANDS["leqslant"], CHARACTERS["≤"]
(('relation', '<='), ('relation', '<='))
>>> WORDS["softmax"], WORDS["otherwise"]
(('name', 'softmax'), ('words', 'otherwise'))
"""

import re

from derive.words.inside import LEADING, PROSE

Sort = tuple[str, str]


def _table(kind: str, lines: str) -> dict[str, Sort]:
    """`a b > c` maps a and b to (kind, c); without an arrow, each word to itself."""
    table: dict[str, Sort] = {}
    for line in lines.strip().splitlines():
        spellings, _, text = line.partition(" > ")
        for spelling in spellings.split():
            table[spelling] = (kind, text.strip() or spelling)
    return table


def _words(text: str) -> list[str]:
    return text.split()


def _each(kind: str, words: str) -> dict[str, Sort]:
    return {word: (kind, word) for word in _words(words)}


FUNCTIONS = frozenset(
    _words(
        "log ln exp softmax sigmoid max min relu ReLU LeakyReLU tanh cosh sinh sech softplus logsumexp diag sign sgn argmax argmin det trace rank "
        "sin cos tan onehot concat CE"
    )
)
NOUNS = frozenset(_words("Vocab Vocabulary vocab vocabulary LHS RHS"))
# Words of prose: never a product of their letters.


def only_leads(text: str) -> bool:
    """Whether words only lead to a condition.

    >>> only_leads("for all"), only_leads("unless")
    (True, False)
    """
    return all(word in LEADING for word in re.split(r"[\s,:：，]+", text.lower()) if word)


WORDS: dict[str, Sort] = (
    {word: ("name", word) for word in FUNCTIONS}
    | {word: ("roman", word) for word in NOUNS}
    | {word: ("words", word) for word in PROSE}
    | {"in": ("relation", "in"), "sum": ("big", "sum"), "prod": ("big", "prod"), "infty": ("name", "infty")}
)

GREEK = dict(
    zip(
        _words(
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
            "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
        ),
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        strict=True,
    )
)
"""The Greek letters by their names."""

NAMES = FUNCTIONS | frozenset(GREEK) | {"yhat", "hat", "partial", "nabla", "frac"}
"""Names in formulas without a backslash: no words of prose."""

COMMANDS: dict[str, Sort] = (
    {letter: ("name", letter) for letter in GREEK}
    | {word: ("name", word) for word in FUNCTIONS}
    | _table(
        "name",
        """partial part > partial
        nabla triangledown bigtriangledown > nabla
        varepsilon > epsilon
        vartheta > theta
        varphi > phi
        varsigma
        top
        intercal
        infty
        ell
        emptyset varnothing > emptyset
        dagger
        arg
        Pr""",
    )
    | {"Sigma": ("big", "sum")}
    | _table("prime", "prime > '")
    | _each("blackboard", "R N Z")
    | _each("big", "sum prod")
    | _table(
        "relation",
        """eq equiv triangleq coloneqq eqqcolon > =
        ne neq > !=
        lt > <
        gt > >
        le leq leqslant leqq > <=
        ge geq geqslant geqq > >=
        ll > <<
        gg > >>
        in isin > in
        notin
        subset subseteq > subset
        approx simeq cong thickapprox > approx
        sim
        propto
        Rightarrow implies Longrightarrow Leftrightarrow iff Longleftrightarrow rArr > implies
        to rightarrow longrightarrow mapsto longmapsto rarr > to
        colon > :""",
    )
    | _table("forall", "forall")
    | _table("sign", "pm > pm\nmp > pm")
    | _table(
        "times",
        "cdot sdot bullet > cdot\ntimes > times\notimes > otimes\nast star > *\ncirc > circ\nodot > odot\noslash > oslash\ndiv > /\nsetminus smallsetminus backslash > setminus",
    )
    | _table("dots", "dots cdots ldots vdots ddots hdots dotsc dotsb dotsm > dots")
    | _table("words", "and land wedge > and\nor lor vee > or\ntherefore\nbecause\nexists")
    | _each("quad", "quad qquad enspace")
    | _each("space", "space nobreakspace thinspace")
    | _each(
        "skip",
        """displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag nobreak allowbreak
        big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm hfill hfil centering break
        noindent indent protect small large Large normalsize footnotesize square Box blacksquare qed qedhere strut mathstrut
        mathop mathrel mathbin mathord mathopen mathclose mathpunct ensuremath hline middle unboldmath sf
        smallbreak medbreak bigbreak par begingroup endgroup relax""",
    )
    | _each("skiparg", "tag label color vspace phantom hphantom vphantom ref eqref cite footnote textcolor url mspace")
    | {"hspace": ("quadarg", "")}
    | _table("frac", "frac dfrac tfrac cfrac > frac")
    | _each("infix", "over atop")
    | _table("sqrt", "sqrt")
    | _each(
        "text",
        "text textrm textnormal textup mathrm operatorname mbox hbox textit textsf mathsf mathtt texttt intertext",
    )
    | _table("font", "mathbf bm boldsymbol pmb textbf mathbfit symbf bold > bold")
    | _table(
        "font",
        "mathbb Bbb mathds mathbbm mathbbold > blackboard\nmathcal mathscr cal mathfrak > calligraphic\nmathit mathnormal > italic",
    )
    | _table("switch", "bf bfseries boldmath > bold\nrm it em tt mit > italic")
    | _table(
        "accent",
        """hat widehat > hat
        tilde widetilde > tilde
        bar overline > bar
        vec overrightarrow > vec
        dot
        check breve acute grave mathring > check
        underline > underline""",
    )
    | _each("brace", "underbrace overbrace underbracket overbracket")
    | _each("stack", "overset stackrel")
    | _table("boxed", "boxed fbox framebox > boxed")
    | _table("substack", "substack")
    | _table("begin", "begin")
    | _table("end", "end")
    | _table("left", "left")
    | _table("right", "right")
    | _table("not", "not")
    | _table("bar", "mid > mid\nvert > |\nVert lVert rVert > ‖\nlvert rvert > |")
    | {
        "newline": ("line", ""),
        "cr": ("line", ""),
        "lbrace": ("open", "\\{"),
        "rbrace": ("close", "\\}"),
        "lbrack": ("open", "["),
        "rbrack": ("close", "]"),
        "langle": ("open", "\\langle"),
        "rangle": ("close", "\\rangle"),
    }
)

# Control symbols: a backslash and one character that is no letter.
SYMBOLS: dict[str, Sort] = {
    "{": ("open", "\\{"),
    "}": ("close", "\\}"),
    "#": ("name", "#"),
    "|": ("bar", "‖"),
    " ": ("space", " "),
    "\n": ("space", " "),
    ",": ("skip", ""),
    ";": ("skip", ""),
    ":": ("skip", ""),
    "!": ("skip", ""),
    "/": ("skip", ""),
    "[": ("delimiter", "\\["),
    "]": ("delimiter", "\\]"),
    "(": ("delimiter", "\\("),
    ")": ("delimiter", "\\)"),
}

ENVIRONMENTS = {
    **dict.fromkeys(
        _words(
            "align aligned alignat alignedat equation gather gathered split eqnarray multline multlined flalign displaymath "
            "math subequations dmath"
        ),
        "lines",
    ),
    "array": "array",
    "tabular": "array",
    "cases": "cases",
    "dcases": "cases",
    "rcases": "cases",
    **dict.fromkeys(_words("matrix bmatrix pmatrix vmatrix Vmatrix Bmatrix smallmatrix"), "matrix"),
    "answer": "lines",
    "center": "lines",
}

CHARACTERS: dict[str, Sort] = {
    "{": ("{", "{"),
    "}": ("}", "}"),
    "_": ("_", "_"),
    "^": ("^", "^"),
    "'": ("prime", "'"),
    "&": ("cell", "&"),
    "~": ("space", "~"),
    "$": ("delimiter", "$"),
    "(": ("open", "("),
    ")": ("close", ")"),
    "[": ("open", "["),
    "]": ("close", "]"),
    "|": ("bar", "|"),
    "+": ("sign", "+"),
    "-": ("sign", "-"),
    "*": ("times", "*"),
    "@": ("times", "*"),
    "/": ("times", "/"),
    "=": ("relation", "="),
    "<": ("relation", "<"),
    ">": ("relation", ">"),
    ":": ("relation", ":"),
    ",": ("comma", ","),
    "!": ("factorial", "!"),
    ";": ("comma", ";"),
    ".": ("period", "."),
    "−": ("sign", "-"),
    "–": ("sign", "-"),
    "—": ("sign", "-"),
    "±": ("sign", "pm"),
    "·": ("times", "cdot"),
    "∙": ("times", "cdot"),
    "⋅": ("times", "cdot"),
    "•": ("times", "cdot"),
    "・": ("times", "cdot"),
    "×": ("times", "times"),
    "⊗": ("times", "otimes"),
    "∗": ("times", "*"),
    "∘": ("times", "circ"),
    "⊙": ("times", "odot"),
    "⊘": ("times", "oslash"),
    "÷": ("times", "/"),
    "∕": ("times", "/"),
    "≤": ("relation", "<="),
    "⩽": ("relation", "<="),
    "≦": ("relation", "<="),
    "≥": ("relation", ">="),
    "⩾": ("relation", ">="),
    "≧": ("relation", ">="),
    "≠": ("relation", "!="),
    "≡": ("relation", "="),
    "≜": ("relation", "="),
    "≔": ("relation", "="),
    "∈": ("relation", "in"),
    "∉": ("relation", "notin"),
    "≈": ("relation", "approx"),
    "∼": ("relation", "sim"),
    "∝": ("relation", "propto"),
    "→": ("relation", "to"),
    "⇒": ("relation", "implies"),
    "⟹": ("relation", "implies"),
    "⇔": ("relation", "implies"),
    "∀": ("forall", "forall"),
    "∃": ("words", "exists"),
    "∴": ("words", "therefore"),
    "∵": ("words", "because"),
    "∧": ("words", "and"),
    "∑": ("big", "sum"),
    "Σ": ("big", "sum"),
    "∏": ("big", "prod"),
    "√": ("sqrt", "sqrt"),
    "∂": ("name", "partial"),
    "∇": ("name", "nabla"),
    "▽": ("name", "nabla"),
    "∞": ("name", "infty"),
    "⊤": ("name", "top"),
    "⊺": ("name", "intercal"),
    "∅": ("name", "emptyset"),
    "ℝ": ("blackboard", "R"),
    "𝟙": ("blackboard", "1"),
    "′": ("prime", "'"),
    "’": ("prime", "'"),
    "″": ("prime", "''"),
    "∣": ("bar", "|"),
    "‖": ("bar", "‖"),
    "∥": ("bar", "‖"),
    "⟨": ("open", "\\langle"),
    "⟩": ("close", "\\rangle"),
    "…": ("dots", "dots"),
    "⋯": ("dots", "dots"),
    "⋮": ("dots", "dots"),
    "⋱": ("dots", "dots"),
    "、": ("comma", ","),
    "。": ("period", "."),
    "□": ("skip", ""),
    "■": ("skip", ""),
    **{letter: ("name", name) for name, letter in GREEK.items() if name != "Sigma"},
    "ϵ": ("name", "epsilon"),
    "ϕ": ("name", "phi"),
    "ϑ": ("name", "theta"),
    "ς": ("name", "varsigma"),
}

SIGNS: dict[str, Sort] = {  # signs of several characters
    "!=": ("relation", "!="),
    "<=": ("relation", "<="),
    "=<": ("relation", "<="),
    ">=": ("relation", ">="),
    "==": ("relation", "="),
    ":=": ("relation", "="),
    "=:": ("relation", "="),
    "=>": ("relation", "implies"),
    "->": ("relation", "to"),
    "**": ("^", "^"),
}

# Accents as combining characters behind their letter.
COMBINING = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u20d7": "vec", "\u0307": "dot"}
