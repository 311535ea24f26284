"""Formulas as people write them, and the tree that stands for each."""

import pytest
from sexpr import sexpr

from derive.parsing.grammar import read, read_formula
from derive.parsing.macros import collect
from derive.parsing.syntax import ReadingError, Syntax

EXPRESSIONS = [
    # letters, words, fonts, accents
    (r"a b", "(a b)"),
    (r"uv", "(u v)"),
    (r"\sqrt[3]{x}", "(root 3 x)"),
    (r"[z]_{+} y", "([z]_+ y)"),
    (r"x^+ y", "(x^+ y)"),
    (r"y_olog(x)", "(y_o log (x))"),
    (r"wlog x", "(w log x)"),
    (r"CrossEntropy(y, \hat y)", "('CrossEntropy ({y; y^hat}))"),
    (r"softmax(\theta)_i", "(softmax (theta)_i)"),
    (r"\softmax(z)", "(softmax (z))"),
    (r"\text{Vocab} \mathrm{d} \text{d}", "('Vocab 'd 'd)"),
    (r"\mathbf v_c + \bm{v_c} + \boldsymbol{v}_c + \pmb v_c", "(+ *v_c [+ *v_c] [+ *v_c] [+ *v_c])"),
    (r"{\bf U}v + \textbf{1} + \mathbb{1} + \mathbb R", "(+ (*U v) [+ *1] [+ #1] [+ #R])"),
    (r"\hat{y_w} + \hat y_w + \widehat{y}_w + \bm{\hat y}_w", "(+ y^hat_w [+ y^hat_w] [+ y^hat_w] [+ *y^hat_w])"),
    (r"\hat{\bm{y}} \tilde{y} \bar y \vec v", "(*y^hat y^tilde y^bar v^vec)"),
    (r"\mathbf{\hat{y}_x\mathbf{u}_x}", "(*y^hat_x *u_x)"),
    (r"\boldsymbol{u_o^T v_c}", "(*u_o^T *v_c)"),
    (r"\vec{0}", "*0"),
    (r"\nu_c \triangledown \part", "(nu_c nabla partial)"),
    # Unicode and full width
    ("ŷ−σ(uᵀv)", "(+ y^hat [- (sigma ((u^T v)))])"),
    ("y\u0302_w·x²", "(y^hat_w cdot x^2)"),
    ("（1－σ（x））", "((+ 1 [- (sigma (x))]))"),
    ("∑_{x∈V} p(x|c)×θ", "(sum <x in V> - : (p (<x : c>) times theta))"),
    ("𝐯ₖ", "*v_k"),
    # scripts
    (r"u_o^T v", "(u_o^T v)"),
    (r"u^T_o v", "(u_o^T v)"),
    (r"{u_o}^T v", "(u_o^T v)"),
    (r"u_{w_s}^{\top}", "u_w_s^top"),
    (r"x^\mathrm{T} y^\intercal", "(x^'T y^intercal)"),
    (r"f'(x) f^\prime f^{'}", "(f' (x) f' f')"),
    (r"\sigma^2(x) (1+x)^{-1}", "(sigma^2 (x) ((+ 1 [+ x]))^[- 1])"),
    (r"J_{naive-softmax} + J_{\text{naive-softmax}}", '(+ J_"naive-softmax" [+ J_"naive-softmax"])'),
    (r"J_{neg_sample} + J_\text{neg-sample}", '(+ J_"neg-sample" [+ J_"neg-sample"])'),
    (r"J_{n a i v e-s o f t m a x}", 'J_"naive-softmax"'),
    (r"U_{o,\{w_1,\dots,w_K\}}", r"U_{o; \{{w_1; ...; w_K}\}}"),
    (r"v_{w, w\neq c}", "v_{w; <w != c>}"),
    (r"u_{|V|} u_|Vocab|", "(u_|V| u_|'Vocab|)"),
    (r"V_{:c}", "V_<() : c>"),
    # sums, signs, products
    (r"a - b + c", "(+ a [- b] [+ c])"),
    (r"-a", "[- a]"),
    (r"a + -b", "(+ a [+ [- b]])"),
    (r"a \cdot -b c", "(a cdot [- b] c)"),
    (r"a * b \times c \odot d / e", "(a * b times c odot d / e)"),
    (r"\partial J/\partial U", "(partial J / partial U)"),
    (r"\frac{\partial}{\partial v} - x", "(+ (/ partial (partial v)) [- x])"),
    (r"\frac12 + \dfrac{a}{b} + {c \over d}", "(+ (/ 1 2) [+ (/ a b)] [+ (/ c d)])"),
    (r"\sqrt{x}", "(sqrt x)"),
    (r"\sigma(\cdot)", "(sigma (cdot))"),
    (r"\sigma{(x)}", "(sigma (x))"),
    (r"\exp{a + b}", "(exp {(+ a [+ b])})"),
    # big operators
    (r"\sum_w a b - c", "(+ (sum w - : (a b)) [- c])"),
    (r"\sum^K_{k=1} a \cdot (b) * c", "(sum <k = 1> K : (a cdot (b) * c))"),
    (r"\sum exp(x)", "(sum - - : (exp (x)))"),
    (r"\sum\limits_{w \in V o c a b} y_w", "(sum <w in 'Vocab> - : y_w)"),
    (r"\Sigma_k u_k", "(sum k - : u_k)"),
    (r"\sum_{i} -v_c x", "(sum i - : [- (v_c x)])"),
    (r"\sum_{-m \le j \le m, j \ne 0} f", "(sum {<[- m] <= j <= m>; <j != 0>} - : f)"),
    (r"\sum_{\substack{-m \le j \le m \\ j \ne 0}} f", "(sum {<[- m] <= j <= m>; <j != 0>} - : f)"),
    (r"\sum_{s=1 \atop w_s = w_k}^{K} f", "(sum {<s = 1>; <w_s = w_k>} K : f)"),
    (r"\sum_{\begin{array}{c} w\in V\\ w\ne o\\ \end{array}}^{} f", "(sum {<w in V>; <w != o>} - : f)"),
    (r"\sum_{i\in\{1,...,K\}:w_i=w_k} f", r"(sum {<i in \{{1; ...; K}\}>; <w_i = w_k>} - : f)"),
    (r"\sum_{\neq w_s} f", "(sum <() != w_s> - : f)"),
    (r"\max_x f + \max(0, x)", "(+ (max x - : f) [+ (max ({0; x}))])"),
    # brackets
    (r"\left[ a \right] \Big( b \Big)", "([a] (b))"),
    (r"P(O=o|C=c)", "(P (<<O = o> : <C = c>>))"),
    (r"P(o \mid c)", "(P (<o : c>))"),
    (r"|S| x", "(|S| x)"),
    (r"|\{w | w = c\}|", r"|\{<w : <w = c>>\}|"),
    (r"\|u_x\|_2 + \lVert v \rVert", "(+ ‖u_x‖_2 [+ ‖v‖])"),
    (r"1(x > 0)", "(1 (<x > 0>))"),
    (r"\mathbb{1}\{w=o\}", r"(#1 \{<w = o>\})"),
    (r"J(v_c, w_{t-m},\ldots w_{t+m}, U)", "(J ({v_c; w_(+ t [- m]); ...; w_(+ t [+ m]); U}))"),
    (r"[\hat y - y]_z", "[(+ y^hat [- y])]_z"),
    (r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}", "(matrix a, b / c, d)"),
    (r"\underbrace{a}_{=0} \overbrace{b}^{\text{the rest}}", '((brace a <() = 0>) (brace b "the rest"))'),
    (r"\log \left( \begin{array}{c} y \\\end{array} \right)", "(log (y))"),
    (r"f(x \text{ if } x > 0)", "(f ((when x <x > 0>)))"),
    (r"S_{i \text{ and } j}", "S_{i; j}"),
    (r"\begin{array}{cc} a & b \\ c & d \end{array} x", "((matrix a, b / c, d) x)"),
    (r"||x|| y", "(‖x‖ y)"),
    (r"\Sigma", "Sigma"),
    (r"a_{b c}", "a_(b c)"),
    # branches
    (
        r"\begin{cases} 1 & \text{if } w = o \\ 0 & \text{otherwise} \end{cases}",
        '(cases [1 | <w = o>] [0 | "otherwise"])',
    ),
    (r"\begin{cases} 1, & x>0 \\ 0, & x<0 \end{cases}", "(cases [1 | <x > 0>] [0 | <x < 0>])"),
    (r"\begin{cases} a & (w = o) \\ b & w=others \end{cases}", '(cases [a | <w = o>] [b | <w = "others">])'),
    (r"\begin{cases} a \text{ if } w = o \\ b \quad w \ne o \end{cases}", "(cases [a | <w = o>] [b | <w != o>])"),
    (
        r"\left\{\begin{aligned} &1&&\text{if }x>0\\ &0&&\text{otherwise} \end{aligned}\right.",
        '(cases [1 | <x > 0>] [0 | "otherwise"])',
    ),
    (r"\left\{ \begin{array}{ll} 1 & x > 0 \\ 0 & \end{array} \right.", "(cases [1 | <x > 0>] [0 | -])"),
]

CHAINS = [
    # one statement over several lines
    (r"$$J = a \\ = b$$", ["J = a = b"]),
    (r"\begin{align*} J &= a \\ &= b \tag{3} \label{x} \end{align*}", ["J = a = b"]),
    (r"\begin{eqnarray*} J &=& a \\ &=& b \end{eqnarray*}", ["J = a = b"]),
    (r"\begin{array}{rcl} J &=& a \\ &=& b \end{array}", ["J = a = b"]),
    (r"$\begin{aligned}[t] & J \\ & = a \nonumber \\[0.2in] & = b \newline \end{aligned}$", ["J = a = b"]),
    (r"J = a =\\ = b = \\ \\ c", ["J = a = b = c"]),
    (r"= a \\ = b", ["() = a = b"]),
    (r"J = a \\ + b \\ \cdot c", ["J = (+ a [+ (b cdot c)])"]),
    (r"J = a \\ - b \\ = c", ["J = (+ a [- b]) = c"]),
    ("> J = a\\\\\n> = b", ["J = a = b"]),
    (r"a \Rightarrow b = c", ["a implies b = c"]),
    (r"\boxed{J = a}", ["J = (box a)"]),
    (r"J = \boxed{= a, \forall k \in [1, K]}", ["J = (box a) if <() forall k in [{1; K}]>"]),
    # several statements
    (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", ["a = b", "c = d"]),
    (r"\begin{align*} a &= b \\ &\quad+c \\ &{}-d \end{align*}", ["a = (+ b [+ c] [- d])"]),
    (r"\begin{align*} a &= b -{} \\ &\qquad c + \\ & d \end{align*}", ["a = (+ b [- c] [+ d])"]),
    (r"\begin{eqnarray} a &=& b \\ && \cdot c \end{eqnarray}", ["a = (b cdot c)"]),
    (r"a = b, \quad c = d", ["a = b", "c = d"]),
    (r"a = b \text{ and } c = d", ["a = b", "c = d"]),
    (r"a = b \\ Therefore \\ c = d", ["a = b", "c = d"]),
    (r"\therefore a = b", ["a = b"]),
    (r"y_w = 1, w = o", ["y_w = 1 if <w = o>"]),
    (r"y_w = 0 \\ -\sum y &= z", ["y_w = 0", "[- (sum - - : y)] = z"]),
    # conditions
    (r"J = a, \forall k \in [1,K]", ["J = a if <() forall k in [{1; K}]>"]),
    (r"J = a \quad w \ne c", ["J = a if <w != c>"]),
    (r"J = 0 (w \neq c)", ["J = 0 if <w != c>"]),
    (r"\frac{a}{b} (w \ne c) = 0", ["(/ a b) = 0 if <w != c>"]),
    (r"J = 0 \ \text{when w!=c}", ["J = 0 if <w != c>"]),
    (r"\frac{a}{b}_{\text{ where } w \ne c} = 0", ["(/ a b) = 0 if <w != c>"]),
    (r"J = a \quad (w \ne c)", ["J = a if <w != c>"]),
    (r"J = \left. f \right|_{x = 0}", ["J = f if <x = 0>"]),
    (r"J = f |_{x = 0}", ["J = f if <x = 0>"]),
    (r"w \in S: J = a \\ in\ summary: \\ K = b", ["J = a if <w in S>", "K = b"]),
    ("w=o时 J = a", ["J = a if <w = o>"]),
    ("当 w=o, J_w = a", ["J_w = a if <w = o>"]),
    (r"J = a \\ \text{where } y_w = x^2", ["J = a", "y_w = x^2"]),
    (r"J = a, \text{where } w = o", ["J = a if <w = o>"]),
    (r"\text{if } w = o, \quad J = a", ["J = a if <w = o>"]),
    ("w=o时，J = a", ["J = a if <w = o>"]),
    (r"w=o: & \\ J &= a \\ w \ne o: & \\ J &= b", ["J = a if <w = o>", "J = b if <w != o>"]),
    (r"J = a, w = o", ["J = a if <w = o>"]),
    (r"J_k = a, \text{for } k=1,2,...,K", ["J_k = a if <k = {1; 2; ...; K}>"]),
    (r"J_i = a \\ i=1,2,...,|V|", ["J_i = a if <i = {1; 2; ...; |V|}>"]),
    (r"J = a \\ \text{where } U \in \R^{d \times V}", ["J = a if <U in #R^(d times V)>"]),
    (r"When\ x < 0 \\ f = 0 \\ When\ x > 0 \\ f = 1", ["f = 0 if <x < 0>", "f = 1 if <x > 0>"]),
    (r"When\ \part J\ is\ 0,\ we\ have \\ u = v", [r'u = v if "When \part J is 0, we have"']),
    (r"J = a \text{ if } w = o, b \text{ otherwise}", ['J = (cases [a | <w = o>] [b | "otherwise"])']),
    (r"J = a U \in \mathbb{R}^n, \text{same shape with } U", ['J = (a U) in #R^n if "same shape with U"']),
    (r"w \neq o", ["w != o"]),
    (r"y, \hat y \in \R^V", ["{y; y^hat} in #R^V"]),
    (r"J = a_1, ..., a_V", ["J = {a_1; ...; a_V}"]),
]

MENDED = [
    (r"v_c(\sigma(x) - 1))", "(v_c ((+ (sigma (x)) [- 1])))", ['")" closes nothing and is left out']),
    (r"\frac{(a}{b}", "(/ (a) b)", ['"(" is never closed and ends here']),
    (r"f(a \\ = b", "(f (a)) = b", ['"(" is never closed and ends here']),
    (r"x^{a \\ = b", "x^a = b", ['"{" is never closed and ends here']),
    (r"\{(a\} b", r"(\{(a)\} b)", ['"(" is never closed and ends here']),
    (r"x^{2", "x^2", ['"{" is never closed and ends here']),
    (r"x}", "x", ['"}" closes nothing and is left out']),
    (r"a \end{align}", "a", [r'"\end{align}" closes nothing and is left out']),
    (r"\sigma(s1)", "(sigma (s_1))", ["a digit behind a letter is read as its subscript"]),
    (r"J {\text{neg-sample}} (v)", '(J_"neg-sample" (v))', ['"neg-sample" is read as a subscript']),
    (
        r"J(_{skip-gram}(v, U))",
        '(J_"skip-gram" ({v; U}))',
        ["a subscript inside of the bracket is read as one before it"],
    ),
    (r"e^-x", "e^[- x]", ["a script of several signs is read without its braces"]),
]

REFUSED = [  # (text, the place in it, what is said)
    (r"\hat{a+b}", "a+b", "this hat stands over more than one letter"),
    (r"\dot 0", "0", "this dot stands over more than one letter"),
    (r"P(w|)", "|", "nothing stands behind this bar"),
    (r"[,V]", ",", "nothing stands before this comma"),
    (r"a = \frac{b}", "", "an argument is missing"),
    (r"a = b \cdot", "", "a factor is missing after the operator"),
    (r"a = \cdot b", r"\cdot", 'a factor is missing before "cdot"'),
    (r"a + ", "", 'a term is missing after "+"'),
    (r"x_", "", "an argument is missing"),
    (r"P(o) | c", "|", "this bar has no partner"),
    (r"a ? b", "?", '"?" is not understood here'),
    (r"a \over b", r"\over", r"\over stands outside of braces"),
    (r"\sqrt[3]", "", "an argument is missing"),
]


@pytest.mark.parametrize(("latex", "tree"), EXPRESSIONS)
def test_expression(latex: str, tree: str) -> None:
    chains = read_formula(latex)
    assert [sexpr(chain) for chain in chains] == [tree]


@pytest.mark.parametrize(("latex", "trees"), CHAINS)
def test_chains(latex: str, trees: list[str]) -> None:
    assert [sexpr(chain) for chain in read_formula(latex)] == trees


def test_a_comment_ends_with_its_line() -> None:
    assert [sexpr(c) for c in read_formula("J = a % no: = x\n = b \\cdot 5")] == ["J = a = (b cdot 5)"]


@pytest.mark.parametrize(("latex", "tree", "notes"), MENDED)
def test_what_is_mended_is_told(latex: str, tree: str, notes: list[str]) -> None:
    reading = read(latex)
    assert [sexpr(chain) for chain in reading.chains] == [tree]
    assert [note.message for note in reading.notes] == notes


@pytest.mark.parametrize("latex", [latex for latex, _ in EXPRESSIONS] + [latex for latex, _ in CHAINS])
def test_what_is_whole_is_not_mended(latex: str) -> None:
    notes = read(latex).notes
    assert notes == ()


@pytest.mark.parametrize(("latex", "place", "message"), REFUSED)
def test_refusals_point_at_the_place(latex: str, place: str, message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_formula(latex)
    start, end = caught.value.span
    assert (str(caught.value), latex[start:end]) == (message, place)


def test_spans_are_the_authors_own_text() -> None:
    text = "so $$ \\frac{\\partial J}{\\partial v_c} = U（ŷ − y） $$"
    chain = read_formula(text, (3, len(text)))[0]
    shown = [text[slice(*side.span)] for side in chain.sides]
    assert shown == ["\\frac{\\partial J}{\\partial v_c}", "U（ŷ − y）"]
    assert [text[slice(*place)] for place in chain.places] == ["="]


def test_every_part_lies_inside_of_its_whole() -> None:
    def parts(node: object) -> list[Syntax]:
        found: list[Syntax] = []
        for name in getattr(node, "__dataclass_fields__", {}):
            stack = [getattr(node, name)]
            while stack:
                value = stack.pop()
                if isinstance(value, Syntax):
                    found.append(value)
                elif isinstance(value, tuple):
                    stack.extend(value)
        return found

    def check(node: Syntax) -> None:
        assert 0 <= node.span[0] <= node.span[1]
        for part in parts(node):
            assert node.span[0] <= part.span[0], (node, part)
            assert part.span[1] <= node.span[1], (node, part)
            check(part)

    for latex, _ in EXPRESSIONS:
        for chain in read_formula(latex):
            for side in chain.sides:
                check(side)


def test_the_documents_own_macros_come_first() -> None:
    own = collect(r"\newcommand{\bm}{\mathbf{m}} \newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}")
    assert sexpr(read_formula(r"\pd{J}{\bm} = \bm_x", macros=own)[0]) == "(/ (partial J) (partial *m)) = *m_x"
    assert sexpr(read_formula(r"\bm x")[0]) == "*x"


def test_depth_is_bounded_with_a_clear_error() -> None:
    assert sexpr(read_formula("(" * 12 + "x" + ")" * 12)[0]) == "(" * 12 + "x" + ")" * 12
    for opening in ("(", "{", "\\frac{", "x^{", "|", "\\hat", "\\begin{cases}", "\\left(", "\\text{=", "\\sum"):
        with pytest.raises(ReadingError, match=r"nested|deep|missing|partner"):
            read_formula(opening * 3000)


def test_no_words_between_brackets_are_lost() -> None:
    (chain,) = read_formula(r"(\text{not one}; \text{not two}; \text{not three}) + x")
    assert all(word in repr(chain) for word in ("not one", "not two", "not three"))


def test_a_number_of_the_blackboard_has_its_place() -> None:
    side = read_formula("x 𝟙_w")[0].sides[0]
    assert side.factors[1].base.span == (2, 3)


@pytest.mark.parametrize("latex", [r"\mathds{1}", r"\mathbbm{1}", r"\mathbbm 1", r"\mathbbold{1}", "𝟙"])
def test_packages_spell_the_one_of_an_indicator_in_their_ways(latex: str) -> None:
    assert read_formula(latex)[0].sides == read_formula(r"\mathbb{1}")[0].sides


def test_a_line_below_a_formula_says_nothing():
    assert read_formula(r"\underline{a + b} c") == read_formula(r"{a + b} c")


@pytest.mark.parametrize(
    ("latex", "same"), [(r"\mathbf.5 x", r"\mathbf{.5} x"), ("x^.5", "x^{.5}"), (r"\sqrt.5", r"\sqrt{.5}")]
)
def test_a_number_that_begins_with_its_point_is_one_argument(latex: str, same: str) -> None:
    assert sexpr(read_formula(latex)[0]) == sexpr(read_formula(same)[0])
