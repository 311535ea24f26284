"""What the words of an answer say that a symbol of the assignment is: "let y be uniform", "where ŷ is the label"."""

import re
from collections.abc import Iterator

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.elaborate import Reader
from derive.words.descriptions import NEUTRAL, OF_ANY_SIZE, OF_COLUMNS
from derive.words.phrases import (
    COUNTED,
    DEFINING,
    DESCRIBED_LATER,
    DESCRIBING,
    INTRODUCING,
    NAMING,
    SUPPOSING,
)
from derive.words.plain import plain
from derive.words.symbols import (
    A_NUMBER,
    AT,
    CALL,
    CALLED_SO,
    DESCRIPTION_ENDS,
    MADE_OF,
    MINE,
    OF,
    OF_A_FUNCTION,
    OPENS,
    OPERATORS,
    OVER_WORDS,
    PIECE,
    SOFTMAX_OF,
    SOMEWHERE_ONE,
    STACKED,
    SUMS_TO,
    THE_ONLY,
    WRITTEN_SO,
    ZEROS,
)
from derive.words.symbols import OF_COLUMNS as AS_COLUMNS
from proofs.answers.claims.layout_words import lies_so
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.claims.sizes import fits, shapes_of, told
from proofs.answers.deciding.outcome import equal_in

_FORMULA = re.compile(r"⟦(\d+)⟧")


_SYMBOL = re.compile(r"⟦(\d+)⟧|(?<![\w⟦])(?:σ|ŷ)(?![\w⟧])")


_PLAIN = {"σ": "sigma", "ŷ": "hat y"}
"""Symbols that an author may write among the words, outside of a formula."""


_OPEN_END = re.compile(r"^[*/·=]|[-+*/=·]$")


def in_words(script: Script, problem: Problem, part: Part, meaning: Meaning, answer: Claim | None) -> Iterator[str]:
    """Symbols that the prose describes as something else: "let y be uniform", "where ŷ is the label"."""
    valued = script.valued()
    for found in SUMS_TO.all(script.page):
        word = _symbol(script.formulas[int(found["what"][1:-1])], script, problem, answer)
        value = found["value"]
        value = script.source[slice(*script.formulas[int(value[1:-1])].span)].strip("$ ") if value[0] == "⟦" else value
        if word in problem.notation.quantities and value.lower() not in ("1", "one"):
            yield word
    for sentence in PIECE.split(script.page):
        for found in _SYMBOL.finditer(sentence):
            if found[1] is not None and int(found[1]) in valued:
                continue  # "where y_w is 1 if w = o" is an equation, and is held to be one
            name = (
                _PLAIN[found[0]]
                if found[1] is None
                else _symbol(script.formulas[int(found[1])], script, problem, answer)
            )
            if name is None or name not in {
                *problem.notation.described,
                *OPERATORS,
                *problem.notation.sizes,
                "negatives",
            }:
                continue
            if name == problem.notation.layout:
                lying = lies_so(sentence, script, problem.notation, meaning.convention.orientation)
                if lying is not None:
                    if not lying:
                        yield name
                    continue
            if any(each.start() <= found.start() < each.end() for each in COUNTED.finditer(sentence)):
                continue  # if w_s was sampled n times
            supposes = part.kind == "gradient" and part.place.argument is None
            what = (supposed_of if supposes and supposing(sentence, found) else said_of)(sentence, found)
            called = (name, *(each for each, letter in problem.notation.written.items() if letter == name))
            if what is not None and not any(agrees(what, each, script, problem, part, meaning) for each in called):
                yield name


def supposing(sentence: str, found: re.Match[str]) -> bool:
    """Whether a sentence supposes something of the symbol that stands at a place in it."""
    return SUPPOSING.search(plain(sentence[: found.start()])) is not None


def supposed_of(sentence: str, found: re.Match[str]) -> str | None:
    """What it supposes of that symbol."""
    what = re.split(r"[,，;；:：]|⟦\d+⟧", sentence[found.end() :])[0]
    return plain(what) if what.strip() else None


def said_of(sentence: str, found: re.Match[str]) -> str | None:
    """What a sentence says that the symbol is which stands at a place in it; None where it says nothing of the kind."""
    ahead, behind = plain(sentence[: found.start()]), plain(sentence[found.end() :])
    opening = re.search(r"(?:^|[,，:：(（])\s*$", ahead) or OPENS(ahead) or CALLED_SO(ahead)
    pattern = (
        DEFINING if INTRODUCING.search(ahead) or MINE(ahead) else DESCRIBING if opening or len(ahead) < 3 else None
    )
    predicate = pattern.match(behind) if pattern else None
    if predicate is None and WRITTEN_SO(ahead):
        called = list(CALL.all(ahead))
        predicate = NAMING.match(behind) or NAMING.match(ahead[called[-1].end() if called else 0 :])
    predicate = predicate or DESCRIBED_LATER.match(behind)
    return None if predicate is None else predicate["what"]


def _symbol(passage: s.Passage, script: Script, problem: Problem, answer: Claim | None) -> str | None:
    """The one symbol of the assignment, or the sign, that a formula consists of; a letter that the answer uses for a size is that size."""
    if passage.expression is None:
        sign = script.source[slice(*passage.span)].strip("$\\() ")
        return sign if sign in OPERATORS else None
    side = strip(passage.expression)
    argument = side.factors[1] if isinstance(side, s.Juxtaposition) and len(side.factors) == 2 else None
    if isinstance(side, s.Juxtaposition) and isinstance(argument, s.Group) and isinstance(strip(argument), s.Name):
        side = strip(side.factors[0])  # σ(z), and not its value at a score
    word = (key(side) or "").replace("widehat ", "hat ")
    size = problem.notation.size_of(word)
    if size is not None and size != word and answer is not None and word in _tops(answer):
        return size
    letter, _, below = word.partition("_")
    notation = problem.notation
    fixed = (notation.outside, notation.center, (notation.window or "").partition("_")[2])
    sample = f"{letter}_k"
    if sample in notation.described and len(below) == 1 and below not in fixed and word not in notation.described:
        return sample
    if answer is not None and word in _sets(answer):
        return "negatives"
    return word if word in problem.notation.described or word in OPERATORS else None


def _sets(answer: Claim) -> set[str]:
    """The letters of sets over which an answer sums."""
    nodes = [node for side in answer.equation.sides for node in every(side) if isinstance(node, s.Big) and node.below]
    relations = [each for node in nodes for each in every(node.below) if isinstance(each, s.Relation)]  # type: ignore[arg-type]
    return {key(strip(each.sides[-1])) or "" for each in relations if each.operators == ("in",)}


def _tops(answer: Claim) -> set[str]:
    """The letters up to which an answer sums."""
    nodes = [node for side in answer.equation.sides for node in every(side)]
    return {key(strip(node.above)) or "" for node in nodes if isinstance(node, s.Big) and node.above is not None}


def agrees(what: str, name: str, script: Script, problem: Problem, part: Part, meaning: Meaning) -> bool:
    """Whether a description of a symbol uses only words that fit it, and no formula but its sizes and its own word."""
    fitting = problem.notation.described.get(name) or OPERATORS.get(name, frozenset())
    what = THE_ONLY.pattern.sub("the", what)
    what = DESCRIPTION_ENDS.split(what)[0]
    what = OF_A_FUNCTION.ahead(OVER_WORDS.sub(" ", what))
    own = {*problem.indices, *problem.notation.sizes, "1", "0", "R", name, "k", "i"}
    fixed = _fixed(name, problem)
    for found in _FORMULA.finditer(what):
        passage = script.formulas[int(found[1])]
        if _OPEN_END.search(script.source[slice(*passage.span)].strip("$ ")):
            return False  # it goes on in the words: 1 - the logistic function
        for side in (side for chain in passage.chains if not _of_its_entry(chain, name) for side in chain.sides):
            sizes = told(side, problem.notation)
            shapes = shapes_of(name, problem, meaning.convention)
            if sizes is not None and shapes and not any(fits(sizes, shape) for shape in shapes):
                return False
            word = key(strip(side))
            if word is not None and _is_a_column(word, name, problem) and AS_COLUMNS(what):
                continue
            if word is not None and _is_a_column(name, word, problem) and AS_COLUMNS(what):
                continue  # u_w is a column of U
            value = _softmax(side) if SOFTMAX_OF(what[: found.start()]) else side
            same = _is_the_value(value, name, problem, part, meaning) if sizes is None and word not in own else None
            if same is False and value is not side:
                return False
            if same:
                continue
            ahead = what[: found.start()]
            other = word is None and sizes is None
            if (
                (other and (isinstance(strip(side), s.Scripted) or AT(ahead)))
                or (other and same is False and not OF(ahead))
                or (word is not None and word not in own)
                or (word == problem.notation.center and fixed == problem.notation.outside)
            ):
                return False
    if MADE_OF(what):
        return False
    if _said_to_be_a_number(what, name, problem, meaning):
        return False
    said = [each.removesuffix("'s") for each in re.findall(r"[a-z][a-z'-]*|[\u4e00-\u9fff]+", _FORMULA.sub(" ", what))]
    if isinstance(_value(name, problem), x.OneHot) and ZEROS & set(said) and not SOMEWHERE_ONE(what):
        return False  # zeros, and nowhere a one
    fitting |= STACKED if name in problem.notation.families.values() else frozenset()
    if name in ("u_k", "w_k", "negatives") and set(said) & OF_COLUMNS:
        return False
    lengths = {size.lstrip("±") for size in problem.notation.sizes}
    others = [problem.notation.described.get(each, frozenset()) for each in lengths - {name}]
    if name in lengths and set(said) & (frozenset().union(*others) - fitting - OF_ANY_SIZE):
        return False
    beside = problem.notation.beside.get(name, frozenset())
    given = any(claim.defines == name for claim in meaning.claims)  # and is held to be the assignment's
    if beside & set(said) and not (given or (fitting - beside) & set(said)):
        return False
    return all(word in NEUTRAL or word in fitting or _chinese(word, fitting) for word in said)


def _softmax(side: s.Syntax) -> s.Syntax:
    """The softmax of a formula."""
    name, inside = s.Name("softmax", span=side.span), s.Group("(", side, ")", span=side.span)
    return s.Juxtaposition((name, inside), ("",), span=side.span)


def _said_to_be_a_number(what: str, name: str, problem: Problem, meaning: Meaning) -> bool:
    """Whether a vector or a matrix is called a number."""
    shapes = shapes_of(name, problem, meaning.convention)
    return bool(shapes) and all(shape != x.SCALAR for shape in shapes) and bool(A_NUMBER(what))


def _is_the_value(side: s.Syntax, name: str, problem: Problem, part: Part, meaning: Meaning) -> bool | None:
    """Whether a formula in the description of a symbol is the value that it has; None for a number, and where neither can be told."""
    reader = Reader(problem.notation, part.place, meaning.convention, meaning.definitions)
    known = name in problem.notation.symbols
    own = _value(name, problem) or (problem.notation.symbol(name) if known else None)
    value = read_side(reader, side).value
    if own is None or value is None:
        return None if own is None else False
    value = fitted(value, own.shape)
    if value.shape != own.shape:
        return None
    return equal_in(part, own, value)


def _is_a_column(word: str, name: str, problem: Problem) -> bool:
    """Whether a symbol is any column of a matrix, u_w of U, and not a fixed one."""
    letter, _, below = word.partition("_")
    fixed = (problem.notation.outside, problem.notation.center)
    return problem.notation.families.get(letter) == name and len(below) == 1 and below not in fixed


def _of_its_entry(chain: s.Chain, name: str) -> bool:
    """Whether a formula is an equation for an entry of the symbol, y_o = 1: what it says is held against the symbol elsewhere."""
    left = strip(chain.sides[0])
    return chain.operators == ("=",) and isinstance(left, s.Scripted) and key(left.base) == name and left.above is None


def _fixed(name: str, problem: Problem) -> str:
    """The index at which a symbol stands: o of u_o, and of y, which is one-hot there."""
    value = _value(name, problem)
    return getattr(value.index, "name", "") if isinstance(value, x.OneHot) else name.partition("_")[2]


def _value(name: str, problem: Problem) -> x.Expression | None:
    """What the assignment defines a symbol to be."""
    quantity = problem.notation.quantities.get(name)
    return None if quantity is None else quantity.value


def _chinese(word: str, fitting: frozenset[str]) -> bool:
    rest = word
    for known in sorted((each for each in (*fitting, *NEUTRAL) if not each.isascii()), key=len, reverse=True):
        rest = rest.replace(known, "")
    return not word.isascii() and not rest
