"""The page of an answer to a statement: its formulas, and the words beside them that may change what they say."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from derive import expression as x
from derive.elaboration.context import Remark
from derive.elaboration.pages import read
from derive.parsing import syntax as s
from derive.parsing.differentials import scripts_of_derivatives
from derive.parsing.macros import Macros
from derive.parsing.passages import read_page, without_definitions
from derive.parsing.plain_formulas import only_words
from derive.parsing.trees import key, strip
from derive.reading.context import Notation
from derive.statement import Statement
from derive.words.differentiated_by import without_name
from derive.words.labels import foreign_to_statements
from derive.words.lexicon import tokens
from derive.words.phrases import INTRODUCING, SUPPOSING
from derive.words.plain import plain
from derive.words.sentences import SENTENCE
from derive.words.statements import (
    ANOTHER_LOSS,
    CALLED,
    DEFINES,
    DERIVATIVE_OF,
    KIND,
    KINDS,
    LEADS_TO_A_VALUE,
    MEANS,
    OTHER_LOSS,
    PROPERTIES,
    PROPERTY,
    PROPERTY_WORDS,
    RANGED,
    SIZES_IN_WORDS,
    STRUCTURES,
    SUPPOSED,
    TOPICS,
    WITH_RESPECT_TO,
    lying_in,
    renames,
)
from proofs.answers.account.around import around
from proofs.answers.account.differentiated import multiple_in_words
from proofs.answers.account.shape_words import said_of_another_shape
from proofs.answers.claims.script import Script, script_of
from proofs.statements.described import misdescribed
from proofs.statements.sizes_told import mistold

LOSSES = ("J", "L", "E", "ell", "mathcal L", "f")
"""Letters by which an author calls the loss."""


class WordsError(ValueError):
    """Words stand beside the formula, and what they say of it is not read."""

    def __init__(self, words: str, span: s.Span):
        super().__init__(words)
        self.span = span


def notation_of(statement: Statement) -> Notation:
    """The letters of the sizes of a statement."""
    return Notation(sizes={size: [] for size in statement.sizes})


_A_NAME = re.compile(r"\\?[A-Za-z]+(?:_\{?[^{}^]*\}?)?\s*(?:\([^()^*/+-]*\))?")
_CLAIMS = re.compile(r"\\partial|\\nabla|∂|∇|\\frac\s*\{\s*d\b|[A-Za-z]'")


_LEFT_SIDE = re.compile(rf"{_CLAIMS.pattern}|\A\W*\\?[A-Za-z]\w*\s*&?=")
"""A derivative in a formula, or the name that it begins with: H = …."""
_CHANGED = frozenset(["instead", "turned", "op", "factor", "wrong", "back"])
"""Words by which what a symbol is said to be is another thing than the statement's."""
LAID_OUT = {
    "matrix-of-rows": "rows",
    "matrix-of-columns": "columns",
    "row-of-matrix": "rows",
    "column-as-vector": "columns",
}
"""How a matrix of data was read, by the code of the note that says so."""
_DELIMITERS = re.compile(r"^(?:\$\$?|\\[(\[])|(?:\$\$?|\\[)\]])$")


def page_of(text: str, macros: Macros, statements: Iterable[Statement] = ()) -> Script:
    """The page of an answer: every formula read with an account of its signs, or with the error that says why not.

    Its indices are those of the statements that it may answer, and what stands below a symbol that it differentiates by.
    """
    text, passages = read_page(text, macros, read)
    sides = [side for each in passages for chain in each.chains for side in chain.sides]
    below = {key(part) for side in sides for part in scripts_of_derivatives(side) if isinstance(strip(part), s.Name)}
    declared = {each.name for one in statements for each in one.declarations if each.kind == "index"}
    return script_of(text, passages, macros, frozenset(declared | {each for each in below if each}))


def formulas(page: Script) -> list[s.Span]:
    """Where the formulas of a page stand, with their delimiters."""
    return [each.span for each in page.formulas if not each.prose]


def mathematics(page: Script) -> str:
    """The text of a page with blanks for the prose outside of its formulas; all of it where there are none, unless it is words only."""
    spans = formulas(page) or ([] if only_words(page.source) else [(0, len(page.source))])
    inside = {at for span in spans for at in range(*span)}
    return "".join(each if each == "\n" or at in inside else " " for at, each in enumerate(page.source))


def words(page: Script, start: int, end: int) -> str:
    """What a page says from one place to another, ⟦…⟧ for each formula there, ⟦•⟧ for one that is a condition of another."""
    out, at = "", start
    for first, last in formulas(page):
        if start <= first and last <= end:
            mark = "⟦•⟧" if any(first <= each[0] and each[1] <= last for each in page.taken) else "⟦…⟧"
            out, at = f"{out}{without_definitions(page.source[at:first])}{mark}", last
    return out + without_definitions(page.source[at:end])


def suppositions(page: Script, statement: Statement, held: Collection[s.Span] = ()) -> None:
    """WordsError where the prose supposes a property of a declared symbol, or gives it a shape, that the statement does not have.

    `held`: the left sides of equations, also of those that the words make: "the derivative of $f$ is $g$".
    """
    assumed = {
        word for each in statement.assumptions for word in (each.kind, *each.kind.split(), *each.kind.split("-"))
    }
    odd = misdescribed(page, statement)
    if odd is not None:
        raise WordsError(*odd)
    spans = formulas(page)
    for k, span in enumerate(spans):
        name = _DELIMITERS.sub("", page.source[slice(*span)]).strip()
        declared = statement.declarations.get(name.lstrip("\\"))
        ahead = plain(page.source[spans[k - 1][1] if k else 0 : span[0]])
        own = any(span[0] <= each[0] and each[1] <= span[1] for each in held)
        if DERIVATIVE_OF.search(ahead) and not (own or _A_NAME.fullmatch(name)) and _is_value(page, spans, k):
            raise WordsError(f"{DERIVATIVE_OF.findall(ahead)[-1]} {name}", span)
        if name in statement.sizes:
            counted = mistold(statement, name, ahead, plain(re.split(r"[,，.。;；:：$]", page.source[span[1] :])[0]))
            if counted is not None:
                raise WordsError(f"{name}: {counted}", span)
        words = plain(re.split(r"[,，.。;；:：$]|\\\(", page.source[span[1] :])[0])
        _described(page, statement, name, words, span, assumed, bool(INTRODUCING.search(ahead)))
        if declared is None:
            other = OTHER_LOSS.search(words) if name in LOSSES and INTRODUCING.search(ahead) else None
            if other:
                raise WordsError(f"{name} … {other[0]}", span)
            continue
        by_another = WITH_RESPECT_TO.search(ahead) and name.lstrip("\\") not in statement.wrt
        if by_another and (_is_value(page, spans, k) or _leads_to_another(page, spans, k, name)):
            raise WordsError(f"{WITH_RESPECT_TO.findall(ahead)[-1]} {name}", span)
        if not (SUPPOSING.search(ahead) or INTRODUCING.search(ahead)):
            continue
        odd = next((each for each in PROPERTY_WORDS.findall(words) if each in PROPERTIES), None)
        if odd is not None and odd not in assumed:
            raise WordsError(f"{name} {odd}", span)
        sizes = SIZES_IN_WORDS.match(page.source[span[1] :])
        told = [sizes[1], sizes[2]] if sizes else []
        if told and sorted(told) == sorted(declared.sizes) and tuple(told) != tuple(declared.sizes):
            raise WordsError(f"{name} {' x '.join(told)}", span)


def _described(
    page: Script, statement: Statement, name: str, words: str, span: s.Span, assumed: set[str], introduced: bool
) -> None:
    """WordsError where the words behind a symbol make it another thing than the statement does: "b is a row vector"."""
    letter = re.split(r"[_^]", name.lstrip("\\"))[0]
    declared = statement.declarations.get(name.lstrip("\\"))
    kind, held = KIND.match(words), PROPERTY.match(words)
    noun = (kind["kind"] or kind["zh"]) if kind else None
    whole = declared is not None and declared.kind not in ("family", "labels", "index")
    if declared is not None and whole and noun and KINDS.get(noun) != sum(size != "1" for size in declared.sizes):
        raise WordsError(f"{name} {noun}", span)
    if RANGED.search(words):
        raise WordsError(words[:60], span)
    if letter not in statement.declarations:
        return
    means, composed = MEANS.match(words), "^" in name
    said = means["what"] if means and (declared is not None or composed) else None
    if said == "" and (introduced or composed) and _of_a_value(page, span):
        raise WordsError(f"{name} {words}", span)
    if any(each.tags & _CHANGED and each.text not in TOPICS for each in tokens(said or "") if not composed):
        raise WordsError(f"{name} {words[:60]}", span)
    told = (held["property"] or held["zh"]) if held else None
    if told in STRUCTURES and told not in assumed:
        raise WordsError(f"{name} {told}", span)
    if composed and renames(name.partition("^")[2], words):
        raise WordsError(f"{name} {words[:30]}", span)


def _of_a_value(page: Script, span: s.Span) -> bool:
    """Whether the formula behind one that is said to mean it is another value: "where $b$ stands for $2b$", and no shape."""
    following = next((each for each in formulas(page) if each[0] >= span[1]), None)
    shown = page.source[slice(*following)] if following else ""
    return bool(re.search(r"[A-Za-z0-9]", shown)) and not re.search(r"\\times|\\mathbb|×|\\in(?![a-z])", shown)


def laid_out(page: Script, notes: Iterable[Remark]) -> None:
    """WordsError where a matrix of data was read by its rows and the words say by its columns, or the other way round."""
    for note in notes:
        values, read = dict(note.values), LAID_OUT.get(note.code, note.code)
        if read not in ("rows", "columns") or read == note.code:
            continue
        letter = re.escape(values.get("whole", values["name"]))
        matrix = rf"\$\s*(?:\\[a-z]+\s*\{{?\s*)?{letter}\s*\}}?\s*\$"
        said = lying_in(matrix, "columns?" if read == "rows" else "rows?").search(page.source)
        if said:
            raise WordsError(said[0], said.span())


def _is_value(page: Script, spans: Sequence[s.Span], k: int) -> bool:
    """Whether the words behind a symbol give the next formula as a value: "the gradient by $y$ is $…$"."""
    end = spans[k][1]
    behind = plain(page.source[end : spans[k + 1][0]]) if k + 1 < len(spans) else ""
    shown = page.source[slice(*spans[k + 1])] if k + 1 < len(spans) else ""
    return bool(LEADS_TO_A_VALUE.search(behind)) and not _CLAIMS.search(shown)


def _leads_to_another(page: Script, spans: Sequence[s.Span], k: int, name: str) -> bool:
    """Whether nothing but "we get" stands between a symbol and a derivative by another one: "with respect to $b$: $∂J/∂x = …$"."""
    if k + 1 == len(spans):
        return False
    between, shown = (page.source[a:b] for a, b in pairwise((spans[k][1], *spans[k + 1])))
    leads = all(each.tags & {"link", "find", "person", "cop", "it"} for each in tokens(plain(between)))
    by = rf"(?:\\partial|\\nabla|∂|∇|d)\s*_?\s*\{{?\s*{re.escape(name)}(?![A-Za-z])"
    return leads and bool(_CLAIMS.search(shown)) and not re.search(by, shown)


def objection(page: Script, claims: list[s.Chain], target: str) -> None:
    """WordsError where the prose beside the formulas that claim something may change what they say.

    `claims`: the chains that are of the derivative asked for; without any, every derivative claims something, or else the last formula.
    `target`: what is asked for; by its name it is the answer, as a gradient is.
    """
    shown = [at for at, each in enumerate(page.formulas) if not each.prose]
    spans = {at: page.formulas[at].span for at in shown}
    named = [at for at in shown if any(spans[at][0] <= each.span[0] < spans[at][1] for each in claims)]
    named = named or [at for at in shown if _CLAIMS.search(page.source[slice(*spans[at])])]
    for at in named or shown[-1:]:
        start = next((each.span[0] for each in claims if spans[at][0] <= each.span[0] < spans[at][1]), spans[at][0])
        before = CALLED[target].pattern.sub("gradient", words(page, 0, spans[at][0]))
        under = [each for each in claims if each.operators and each.sides[0].span[1] <= spans[at][0] <= each.span[0]]
        before = without_name(before) if under else before
        beside = around(page, at, start, before, words(page, spans[at][1], len(page.source)))
        supposed = SUPPOSED.search(SENTENCE.split(beside.before)[-1])
        told = beside.words("gradient", DEFINES | TOPICS) or beside.touched()
        told = told or (supposed["what"] if supposed else None) or beside.inside()
        bare = not _LEFT_SIDE.search(page.source[slice(*spans[at])])
        told = told or (foreign_to_statements(beside.before) if bare else None)
        another = ANOTHER_LOSS.search(plain(SENTENCE.split(beside.before)[-1]))
        told = told or (another[0] if another else None)
        told = told or multiple_in_words(" ".join(SENTENCE.split(beside.before)[-2:]), LOSSES)
        if told:
            raise WordsError(told, spans[at])


def shapes(page: Script, values: Iterable[tuple[s.Span, x.Shape]], statement: Statement) -> None:
    """WordsError where the words behind a value give it another shape than it has; `values`: where each begins, and its shape."""
    for span, shape in values:
        at = page.formula_at(span[0])
        told = said_of_another_shape(page, at, shape, notation_of(statement)) if at is not None else None
        if told:
            raise WordsError(told, span)
