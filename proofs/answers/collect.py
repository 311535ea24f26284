"""The answers of a document: its blocks read, their equations placed, the author's conventions found."""

from dataclasses import replace

from derive import expression as x
from derive.parsing.differentials import stands_in
from derive.parsing.macros import Macros
from derive.parsing.trees import strip
from derive.problem import Part, Problem
from derive.reading.context import Definition
from derive.traversal import walk
from derive.words.pages import IS_ZERO
from derive.words.phrases import REUSING, USED_AGAIN
from proofs.answers.answer import Answer
from proofs.answers.claims.conventions import Conventions
from proofs.answers.claims.definitions import definitions_of, replaced
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.meaning import with_names
from proofs.answers.claims.restrictions import is_case
from proofs.answers.claims.script import Script, read_script
from proofs.answers.placing.numbered import agree, with_letters
from proofs.answers.placing.parts import Placing
from proofs.answers.watch import UNWATCHED, Watch
from proofs.documents.document import Block, Document


def answers_of(document: Document, problem: Problem, macros: Macros) -> list[Answer]:
    """All answers in the order of the document; numbers of its parts are letters where its formulas show that they are."""
    lettered = with_letters(document)
    if lettered is not None:
        answers = _answers(lettered, problem, macros)
        if agree([(each.block.hint, each.part.id) for each in answers if not each.lettered]):
            return answers
    return _answers(document, problem, macros)


def _answers(document: Document, problem: Problem, macros: Macros) -> list[Answer]:
    placing = Placing(problem)
    answers: list[Answer] = []
    earlier: list[Definition] = []
    for block in document.blocks:
        if block.role == "question":
            continue
        script = read_script(block.text, macros)
        if block.hint:  # elsewhere a row with a derivative is one of results
            script = replace(script, equations=with_names(script.equations, problem, *problem.parts))
        found = block_answers(block, script, placing, problem)
        for answer in found:
            answer.earlier = tuple(earlier)
            answer.macros = macros
        answers += found
        if script.equations:
            host = found[0].part if found else next(part for part in problem.parts if part.loss is not None)
            own = [each for each in definitions_of(script, problem, host, earlier) if not _known(each, problem)]
            earlier = replaced(earlier, own)
    kept = placing.kept([(each.block, each.part, each.lettered) for each in answers], document.blocks)
    answers = [each for each, stays in zip(answers, kept, strict=True) if stays]
    _by_agreed_letters(answers, problem)
    _complement(answers)
    return answers


def _by_agreed_letters(answers: list[Answer], problem: Problem) -> None:
    """Under (c) and under (d) the gradient of (d), and nothing else for (c): the first is meant for its letter."""
    given = {each.part.id for each in answers}
    agreed = {each.part.id for each in answers if each.block.hint == each.part.id}
    for answer in answers:
        own = next((part for part in problem.parts if part.id == answer.block.hint), None)
        if own is None or own.id in given or answer.part.id not in agreed:
            continue
        if own.kind == answer.part.kind == "gradient" and own.loss_name == answer.part.loss_name:
            answer.part = own
            given.add(own.id)


def _known(definition: Definition, problem: Problem) -> bool:
    """Whether a definition is about a quantity of the assignment: such ones hold only where they are made."""
    return definition.key.split("_")[0] in problem.notation.quantities


def block_answers(block: Block, script: Script, placing: Placing, problem: Problem) -> list[Answer]:
    """The answers of one block: its equations by part, helpers going with the part that follows them."""
    groups: dict[str, list[Equation]] = {}
    helpers: list[Equation] = []
    current: str | None = None
    unplaced: list[Equation] = []  # a derivative that no part asks for, and how it goes on
    placing.begin(block.hint)
    alone = len(script.equations) == 1
    for cases in _by_cases(script.equations):
        equation = cases[0]
        turns = (cases[k:] + cases[:k] for k in range(len(cases) if equation.told else 1))
        part = next(filter(None, (placing.place(each, block.hint, alone) for each in turns)), None)
        if part is None and equation.goes_on:
            part = current or (placing.place_by_formula(equation) if equation.display and block.hint else None)
        if part is None and equation.told:
            part = placing.place_cases(cases, block.hint, current)
        goes_on = bool(unplaced) and equation.goes_on
        if part is None:
            helpers += cases
            begins = len(equation.sides) > 1 and stands_in(equation.sides[0])
            unplaced = [*unplaced, *cases] if goes_on else cases if begins else []
            continue
        if goes_on:  # what goes on is said of that derivative
            groups.setdefault(part, []).extend(unplaced)
        current, unplaced = part, []
        groups.setdefault(part, []).extend(cases)
    groups = _without_mentions(groups, block, placing) or _by_formula(helpers, block, placing)
    groups = groups or placing.called_the_answer(helpers)
    if not groups:
        return _words_only(block, script, problem, helpers)
    placed = {id(each): name for name, own in groups.items() for each in own}
    spare = {id(each) for each in helpers if id(each) not in placed}
    answers = []
    for name in groups:
        aim = problem.part(name)
        equations = [
            _everywhere(each, aim) if id(each) in placed else each
            for each in script.equations
            if placed.get(id(each)) == name or (id(each) in spare and placing.serves(each, aim))
        ]
        answers.append(Answer(aim, replace(script, equations=tuple(equations)), block, name in placing.lettered))
    return answers


def _by_cases(equations: tuple[Equation, ...]) -> list[list[Equation]]:
    """The equations one by one, those together that give the values of one left side for several cases."""
    out: list[list[Equation]] = []
    for each in equations:
        last = out[-1][-1] if out else None
        cases = [
            one for one in (last, each) if one is not None and (one.conditions or one.negated) and len(one.sides) > 1
        ]
        run = last is not None and last.told and each.told
        if last is not None and (run or (len(cases) == 2 and strip(last.sides[0]) == strip(each.sides[0]))):
            out[-1].append(each)
        else:
            out.append([each])
    return out


def _everywhere(equation: Equation, part: Part) -> Equation:
    """Without the cases of a word, which stand before it in the text, where the part has no word to tell cases of."""
    if part.kind != "gradient" or part.place.generic or part.variable is None or part.variable.shape == x.SCALAR:
        return equation
    conditions = tuple(each for each in equation.conditions if not is_case(each))
    negated = tuple(each for each in equation.negated if not is_case(each))
    return replace(equation, conditions=conditions, negated=negated)


def _by_formula(equations: list[Equation], block: Block, placing: Placing) -> dict[str, list[Equation]]:
    """Where no equation names what it is: those of a lettered or marked block by their formulas."""
    groups: dict[str, list[Equation]] = {}
    if block.hint or block.role == "answer":
        for equation in equations:
            shown = equation.display or len(equations) == 1
            if shown and (part := placing.place_by_formula(equation)):
                groups.setdefault(part, []).append(equation)
    return groups


def _without_mentions(groups: dict[str, list[Equation]], block: Block, placing: Placing) -> dict[str, list[Equation]]:
    """Left out: parts of which the block only mentions something, as a derivative without a right side."""
    return {
        part: own
        for part, own in groups.items()
        if part in placing.called
        or any(
            len(each.sides) > 1 or each.told or _said_to_be_reused(each, placing.problem.part(part), block, placing)
            for each in own
        )
        or (len(groups) == 1 and (block.role == "answer" or any(_shown(each, part, block.hint) for each in own)))
    }


def _said_to_be_reused(equation: Equation, part: Part, block: Block, placing: Placing) -> bool:
    """Whether a quantity is shown as what can be used again: displayed, or, if it looks so, under the number that asks for it or said to be so."""
    if part.kind != "reuse" or equation.display:
        return part.kind == "reuse"
    said = f"{equation.before[-NEAR:]} {equation.behind[:NEAR]}"
    here = block.hint in (part.id, part.id.rpartition(".")[0]) or bool(USED_AGAIN.search(said))
    return here and placing.reused(equation) is not None


NEAR = 80
"""Characters beside a formula that tell what it is for."""


def _shown(equation: Equation, part: str, hint: str) -> bool:
    """Whether a formula without an equation is shown as an answer: displayed, or under its part's letter, or its number: f.1 is i.1."""
    own = f"{part}.".startswith(f"{hint}.") or ("." in hint and hint.split(".")[1:] == part.split(".")[1:])
    return equation.display or own


def _answered_in_words(block: Block, script: Script, problem: Problem) -> Part | None:
    """The part that a block's letter names, if words can answer it; the cost in words is told from the quantity to reuse."""
    kinds = ("prose", "identity", "zero", "reuse", *(["gradient"] if IS_ZERO(block.text) else []))
    in_words = [part for part in problem.parts if part.kind in kinds]
    part = next((each for each in in_words if block.hint in (each.id, each.id.removesuffix(".reuse"))), None)
    if part is not None and part.kind == "reuse" and not script.equations and not REUSING.search(block.text):
        return next(each for each in in_words if each.kind == "prose" and each.id[:1] == part.id[:1])
    return part


def _words_only(block: Block, script: Script, problem: Problem, helpers: list[Equation]) -> list[Answer]:
    """A block without a formula for any part: words for the part that its letter names, if that can be answered in words."""
    part = _answered_in_words(block, script, problem)
    if part is None:
        return []
    if block.role == "unmarked" and len(block.text.split()) < 3 and block.text.isascii():
        return []
    return [Answer(part, replace(script, equations=tuple(helpers)), block, lettered=True)]


def _complement(answers: list[Answer]) -> None:
    """Of a part with a special case, what another answer may be meant for, where one is about that case alone."""
    for answer in answers:
        part = answer.part
        if part.special is None or part.place.generic is None:
            continue
        answer.others = tuple(other for other in answers if other.part is part and other is not answer)
        if answer.others:
            generic = part.place.free[part.place.generic]
            answer.complement = x.Not(x.Same(generic, part.place.free[part.special]))


def _tells_layout(part: Part) -> bool:
    """Whether an answer to a part may tell, at little cost, how the assignment's matrix lies: no index map stands in its loss."""
    if part.kind != "gradient" or part.loss is None or part.maps:
        return False
    return any(isinstance(node, x.Symbol) and node.name == part.notation.layout for node in walk(part.loss))


def document_convention(
    document: Document, answers: list[Answer], problem: Problem, macros: Macros, watch: Watch = UNWATCHED
) -> Conventions:
    """What the author declares, and how the matrix lies: as the text outside of the answers says, else as most of the answers hold, or as the assignment has it."""
    declared = Conventions()
    own = {each.block.number for each in answers}
    for block in document.blocks:
        if block.role != "question" and block.number not in own:
            declared.read(read_script(block.text, macros), problem.notation)
    settled = declared.orientation is not None
    for answer in answers:
        declared.read(answer.script, problem.notation)
    if settled:
        return declared
    declared.orientation = _as_most_hold(answers, problem, declared, watch)
    return declared


def _as_most_hold(answers: list[Answer], problem: Problem, declared: Conventions, watch: Watch) -> str | None:
    """The layout under which more answers hold than under the other alone; that of the assignment is asked first, the other one no more than it takes."""

    def right(number: int, orientation: str) -> bool | None:
        """Whether an answer holds so; None for one that reads the same either way."""
        trial = Conventions()
        trial.orientation, trial.rows = orientation, declared.rows
        fit = answers[number].standing(problem, trial) if watch.passes(number) else None
        return fit.right if fit and fit.oriented else None

    fits = {number: right(number, "columns") for number, each in enumerate(answers) if _tells_layout(each.part)}
    rows = sum(right(number, "rows") is True for number, fit in fits.items() if fit is False)
    columns = 0
    for number in (number for number, fit in fits.items() if fit):
        columns += right(number, "rows") is False
        if columns > rows:
            return "columns"
    return "rows" if rows > columns else declared.orientation or ("columns" if rows else None)
