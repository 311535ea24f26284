"""How the text of an answer becomes claims: its formulas as chains, the names that it gives, the shapes that it only repeats."""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

from derive import expression as x
from derive.elaboration.context import Context, Definition
from derive.elaboration.greatest import spelled
from derive.elaboration.pages import formula, statements
from derive.elaboration.positions import counted
from derive.elaboration.primes import primes_turn
from derive.elaboration.programs import spellings
from derive.elaboration.reader import Reader
from derive.elaboration.small_changes import is_about
from derive.parsing import syntax as s
from derive.parsing.prose_of_programs import programs_of
from derive.parsing.trees import every, key, stretch, strip, transposition_given
from derive.statement import Statement
from derive.traversal import walk
from derive.words.remarks import lone_mark
from proofs.answers.claims.script import Script, script_of
from proofs.answers.claims.sides import Side
from proofs.statements.account import (
    LOSSES,
    WordsError,
    laid_out,
    mathematics,
    objection,
    shapes,
    suppositions,
)
from proofs.statements.cases import by_cases
from proofs.statements.claims import RESULTS, Claim, slope_claim
from proofs.statements.demanded import without_demands
from proofs.statements.naming import (
    answer_among,
    by_themselves,
    defined,
    entry_of,
    name_of_loss,
    named,
    named_in_a_chain,
)
from proofs.statements.on_the_way import claims_of
from proofs.statements.slopes import is_slope_of, slope_at_a_number
from proofs.statements.spaces import in_their_spaces, of_shape, without_shapes, without_space
from proofs.statements.under_names import with_left_sides

_FENCES = re.compile(r"(?:```+|~~~+)(?:python|py)?|`")
"""What stands around code."""


def read_answer(statement: Statement, page: Script, earlier: Iterable[Definition] = ()) -> list[Claim]:
    """What an answer claims. ReadingError for what cannot be read, WordsError for words beside it.

    `earlier`: names that the author defined before; those of the statement are its own and stay.
    """
    source = page.source
    context = context_of(statement, earlier)
    code = programs_of(source, spellings(context.declarations, context.definitions))
    if code:  # in NumPy the last axis goes along the rows
        source = _FENCES.sub(lambda found: " " * len(found[0]), source)
        page, context.rows = script_of(source, code, page.macros, page.letters), True
    read = tuple(chain for each in code for chain in each.chains) or statements(mathematics(page), page.macros)
    read = by_cases(read, page, context.declarations.table.keys() | context.definitions.keys())
    sides = [side for chain in read for side in chain.sides]
    context.primes |= primes_turn(sides, context.declarations.table)
    context.differentials = any(map(is_about, read))
    read = tuple(part for chain in read for part in (_conclusions(chain) if context.differentials else (chain,)))
    apart = [without_space(chain, statement) for chain in read]
    read = tuple(chain for chain, _ in apart)
    chains = [without_shapes(each, statement) for chain in read for each in _with_its_names(chain, context)]
    claimed = without_demands(chains, page)
    for chain in chains:
        if chain.operators and all(each.span[0] != chain.span[0] for each in claimed):
            context.note("line-not-read", text=source[slice(*chain.span)])
    chains = with_left_sides(claimed, page, context.declarations)
    given = {made.name for made in map(defined, chains) if made is not None}
    names = context.declarations.table.keys() | context.definitions.keys() | given
    for chain in read if len(read) > 1 else ():
        mark = lone_mark(chain.sides[0], source) if not chain.operators else None
        if mark and not any(part.name in names for part in every(chain.sides[0]) if isinstance(part, s.Name)):
            raise WordsError(mark, chain.span)
    chains = without_mentions([chain for chain in chains if not of_shape(chain, statement)], page)
    context.from_zero |= _own_counting(statement, chains)
    known = context.declarations.table.keys() | context.definitions.keys()
    given_names = [defined(chain, "", known) for chain in chains]
    whole = {each.name for each in given_names if each is not None and each.form != "function"}
    bare, rest = by_themselves(chains), list[s.Chain]()
    slopes: list[tuple[s.Chain, Definition]] = []
    for chain in chains:
        chain = slope_at_a_number(chain, context)
        made = named(chain, context, source, bare) if len(chains) > 1 else None
        if made is not None and not entry_of(chain, whole | context.definitions.keys()):
            context.definitions[made.name] = made
            if is_slope_of(made, context):
                slopes.append((chain, made))
        else:
            made, chain = named_in_a_chain(chain, context, source, bare, RESULTS[statement.target])
            if made is not None:
                context.definitions[made.name] = made
            rest.append(chain)
    if not chains:
        return []
    called = name_of_loss(chains, context) if statement.called is None else None
    if called is not None and statement.written is not None:
        _call_the_loss(context, replace(statement.written, name=called))
    if not (rest or slopes):
        rest = [answer_among(chains)]
        letter = key(strip(rest[0].sides[0]))
        if letter in RESULTS[statement.target]:  # H = …: the Hessian
            context.definitions.pop(letter, None)
    one_font(chains, {name for name, each in context.definitions.items() if each.form == "function"})
    turned = transposition_given(chains, [node for chain in chains for side in chain.sides for node in every(side)])
    if turned:
        raise WordsError(f"{turned} = …", chains[0].span)
    for chain in rest:
        last = chain.sides[-1]
        if isinstance(last, s.Group) and last.opening == "\\{":  # a set of one value
            raise WordsError(source[slice(*last.span)], last.span)
    suppositions(page, statement, {each.sides[0].span for each in chains if each.operators})
    claims = [slope_claim(statement, chain, made, context) for chain, made in slopes]
    claims += claims_of(statement, rest, context, source)
    if code:
        for claim in claims:
            claim.sides[-1] = _of_one_axis(claim.sides[-1], statement.wanted.shape)
    alone = [chain for chain in chains if not (chain.operators or chain.conditions)]
    numbers = [chain for chain in alone if isinstance(strip(chain.sides[0]), s.Numeral)]
    if numbers and len(chains) > len(numbers):  # a number beside a formula is a factor of it, or nothing that we know
        raise WordsError(source[slice(*numbers[0].span)], numbers[0].span)
    laid_out(page, [note for claim in claims for note in claim.notes])
    stated = [claim for claim in claims if claim.asked is not None and not claim.asked.on_the_way] or claims
    objection(page, [claim.chain for claim in stated], statement.target)
    values = [(claim.chain.span, claim.value.shape) for claim in stated if claim.value is not None]
    shapes(page, values, statement)
    spaces = [space for _, space in apart if space is not None]
    if spaces:
        named_values = [(made.value.span, value.shape) for made, value in _values_of_names(context)]
        in_their_spaces(spaces, [*values, *named_values], page)
    return claims


def _conclusions(chain: s.Chain) -> list[s.Chain]:
    """a = b ⇒ c = d as two chains."""
    cuts = [at + 1 for at, sign in enumerate(chain.operators) if sign == "implies"]
    return [stretch(chain, start, end) for start, end in pairwise([0, *cuts, len(chain.sides)])]


def _with_its_names(chain: s.Chain, context: Context) -> list[s.Chain]:
    """A value and what a name in it stands for, behind a comma, as two: e_k, k = arg max_j x_j."""
    first = strip(chain.sides[0])
    if chain.operators != ("=",) or not isinstance(first, s.Listing) or len(first.items) != 2:
        return [chain]
    value, item = first.items
    own = replace(chain, sides=(item, *chain.sides[1:]), span=(item.span[0], chain.span[1]))
    if isinstance(strip(value), s.Name) or not (named(own, context, "") or spelled(item)):
        return [chain]
    return [s.Chain((value,), (), (), (), span=value.span), own]


def _own_counting(statement: Statement, chains: list[s.Chain]) -> frozenset[x.Size]:
    """The sizes along which an answer counts from 0, where the statement does not tell from where it counts."""
    if any(isinstance(node, x.Ordinal) for node in (*walk(statement.loss), *walk(statement.variable))):
        return frozenset()
    found = counted(side for chain in chains for side in chain.sides)
    return frozenset(size for size, first in found.items() if not first and size not in statement.counted)


def _of_one_axis(side: Side, shape: x.Shape) -> Side:
    """A value of a program as it is asked for: an array of one axis neither stands nor lies."""
    value = side.value
    if value is None or "1" not in shape or value.shape == shape or value.shape != shape[::-1]:
        return side
    return replace(side, value=x.Transpose(value, span=value.span))


def context_of(statement: Statement, earlier: Iterable[Definition] = ()) -> Context:
    """The context in which an answer is read: the statement's, and what its author named before."""
    context = statement.context()
    context.variable = formula(statement.wrt)
    for each in earlier:
        if each.name not in context.declarations and each.name not in statement.definitions:
            context.definitions[each.name] = each
            if not _is_of_use(context, each):
                del context.definitions[each.name]
    return context


def _call_the_loss(context: Context, made: Definition) -> None:
    """The loss has a name for this answer, by itself and at what is differentiated by: J, J(w)."""
    context.loss_names |= {made.name}
    context.definitions[made.name] = made
    if isinstance(context.variable, s.Name):
        name = f"{made.name}()"
        context.definitions[name] = replace(made, name=name, form="function", parameters=(context.variable,))


def _is_of_use(context: Context, made: Definition) -> bool:
    """Whether a definition from elsewhere can be read here, and is none of the loss, of which other parts have another."""
    try:
        value = _value_of(made.name, context)
    except (s.ReadingError, x.ShapeError):
        return False
    return made.name not in LOSSES or (value is not None and value.shape != x.SCALAR)


def _value_of(name: str, context: Context) -> x.Expression | None:
    reader = Reader(context)
    return reader.repeated(lambda: reader.definition(name))


def _values_of_names(context: Context) -> Iterator[tuple[Definition, x.Expression]]:
    """The definitions that stand for a value by themselves."""
    for made in context.definitions.values():
        with suppress(s.ReadingError, x.ShapeError):
            value = _value_of(made.name, context)
            if value is not None:
                yield made, value


def without_mentions(chains: list[s.Chain], page: Script) -> list[s.Chain]:
    """Without the symbols that the words only speak of ("the gradient by $W$ is …"); where there is nothing else, the last of them stays.

    WordsError for a symbol in a formula that says something: a gap before it does not tell whether it is a factor.
    """
    told = [chain for chain in chains if chain.operators or not isinstance(strip(chain.sides[0]), s.Name | s.Scripted)]
    given = {made.name for made in map(defined, told) if made is not None}
    named = [chain for chain in chains if chain not in told and _speaks_of(chain.sides[0], given)]
    if named and len(given) == len(told):  # w_k, where k = …: the symbol is the answer
        return [chain for chain in chains if chain in told or chain in named]
    says = {page.formula_at(chain.span[0]) for chain in told}
    beside = next((chain for chain in chains if chain not in told and page.formula_at(chain.span[0]) in says), None)
    if beside is not None:
        raise WordsError(page.source[slice(*beside.span)], beside.span)
    return told or chains[-1:]


def _speaks_of(node: s.Syntax, names: set[str]) -> bool:
    """Whether one of some names stands below a symbol."""
    inner = strip(node)
    below = inner.below if isinstance(inner, s.Scripted) else None
    return below is not None and any((spelled(part) or key(part)) in names for part in every(below))


def one_font(chains: list[s.Chain], functions: Collection[str]) -> None:
    """ReadingError where one letter stands in a font of sets and in another one too: these are two symbols, unless one of them is a function."""
    fonts: dict[str, set[str]] = {}
    nodes = [node for chain in chains for side in chain.sides for node in every(side) if isinstance(node, s.Name)]
    for node in nodes:
        if key(node) in functions:
            continue
        found = fonts.setdefault(key(node) or node.name, set())
        found.add(node.font if node.font in ("calligraphic", "blackboard") else "")
        if len(found) > 1:
            raise s.ReadingError(f"{node.name} stands here in two fonts", node.span, "one font for one symbol")
