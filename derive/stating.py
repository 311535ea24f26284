r"""A statement is read: loss, variable, definitions, assumptions; what is not declared is guessed until everything fits."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from derive import expression as x
from derive.declarations import (
    LAYOUTS,
    Assumption,
    DeclarationError,
    Declarations,
    Declared,
    read_assumptions,
    written_twice,
)
from derive.elaboration.context import AgainError, Context, Definition, Remark, without_unknowns
from derive.elaboration.definitions import agrees, definition, of_members_only
from derive.elaboration.guesses import Guesses, bound_letters
from derive.elaboration.moments import at_one_moment, given, square_name
from derive.elaboration.pages import equation, formula, named_formula, naming
from derive.elaboration.parametric import usual_numbers
from derive.elaboration.positions import PastTheEndError, counted
from derive.elaboration.primes import primes_turn
from derive.elaboration.reader import Reader
from derive.elaboration.relations import ORDER, compared
from derive.elaboration.undeclared import UndeclaredError
from derive.elaboration.usual import is_called, is_circle, is_number_too
from derive.outside import OutsideError
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.statement import CONVENTIONS, TARGETS, Statement, StatementError, context_of
from derive.traversal import free_indices, walk
from derive.written_slopes import written_out

T = TypeVar("T")
OF_ARRAYS = ("symmetric", "positive-definite", "invertible", "positive", "nonzero", "fraction")
"""What may be assumed of every matrix of an array."""

OF_CLASSES = ("one-hot", "sums-to-1", "distribution")
"""What is assumed of the rows of a matrix whose rows are distributions over classes: so are those of a softmax beside it."""


def state(
    loss: str,
    wrt: str,
    where: Iterable[str] = (),
    declare: Iterable[str] | Declarations = (),
    assume: Iterable[str] = (),
    target: str = "gradient",
    convention: str = "columns",
) -> Statement:
    """The statement; StatementError with the field and the place for what cannot be read."""
    if target not in TARGETS:
        raise StatementError(f"the target is one of {', '.join(TARGETS)}", "target", target)
    if convention not in CONVENTIONS:
        raise StatementError(f"the convention is one of {', '.join(CONVENTIONS)}", "convention", convention)
    try:
        declarations = declare if isinstance(declare, Declarations) else Declarations.read(declare)
    except DeclarationError as error:
        raise StatementError(str(error), "declare", error.text) from None
    draft = Draft(loss, wrt, tuple(where), declarations, tuple(assume), target, convention)
    return draft.statement()


class Draft:
    """A statement while it is read."""

    def __init__(
        self,
        loss: str,
        wrt: str,
        where: tuple[str, ...],
        declarations: Declarations,
        assume: tuple[str, ...],
        target: str,
        convention: str,
    ):
        self.texts = {"loss": loss, "wrt": wrt}
        names = [each.spelled or each.name for each in declarations]
        if twice := written_twice((loss, wrt, *where, *names)):
            letters = " and ".join(f"\\{each}" for each in twice)
            message = f"{letters} are read as one letter"
            raise StatementError(message, "loss", loss, expected="another letter for one of them")
        self.declarations, self.target, self.convention = declarations, target, convention
        self.notes: dict[Remark, None] = {}
        self.loss = self._read("loss", loss, named_formula)
        self.variable = self._read("wrt", wrt, formula)
        self.declarations = self._with_square(self.declarations)
        self.definitions: dict[str, Definition] = {}
        self.shaped: dict[str, Declared] = {}
        self.said: list[str] = []
        for text in where:
            self._define(text)
        for usual in usual_numbers(self.syntax(), {*(each.name for each in self.declarations), *self.definitions}):
            self.definitions.setdefault(usual.name, usual)
        declarations = self.declarations
        indices = frozenset(each.name for each in declarations if each.kind == "index")
        bound = {letter for page in self.syntax() for node in every(page) for letter in bound_letters(node)}
        self.definitions = at_one_moment(self.definitions, self.loss, indices | bound)
        for name in given(self.definitions.values(), self.definitions):
            self._note("step-before", name=name)
        assumptions, self.unread = read_assumptions(assume, indices)
        by_rows = [each.kind == "by-rows" for each in assumptions if each.kind in LAYOUTS]
        by_rows += [True for each in assumptions if each.kind in OF_CLASSES and each.values == ("rows",)]
        self.row_wise = by_rows[0] if by_rows else convention == "rows"
        self.assumptions = tuple(each for each in assumptions if each.kind not in LAYOUTS)
        self.row_vectors = frozenset(each.symbol for each in self.assumptions if each.kind == "row")
        self.circle = is_circle(self.syntax())
        self.counted = counted(self.syntax())
        self.called = self._name_of_loss(loss)
        self.two_pis = False
        self.primes = primes_turn(self.syntax(), self.declarations.table)
        self.normal, gamma, digamma = (is_called(self.syntax(), letter) for letter in ("Phi", "Gamma", "psi"))
        self.gamma = gamma or digamma

    def _note(self, code: str, **values: str) -> None:
        self.notes[Remark.of(code, **values)] = None

    def _name_of_loss(self, text: str) -> Definition | None:
        """What the loss is called where it is stated with a name of its own, J = … or f(x) = …, of letters that it has."""
        chain = naming(text)
        letters = {key(each) for page in self.syntax() for each in every(page)} | {*self.definitions}
        if chain is None or key(self.variable) not in letters:
            return None
        try:
            made = definition(chain, text)
        except s.ReadingError:
            return None
        taken = letters | {each.name for each in self.declarations}
        known = all(key(each) in taken for each in made.parameters)
        return made if made.form in ("whole", "function") and known and made.name not in taken else None

    def _with_square(self, declarations: Declarations) -> Declarations:
        """What is declared, where one differentiates by σ²: that is a number above 0 then, and σ its root."""
        name = square_name(self.variable)
        if name is None:
            return declarations
        root = name.replace("^2", "")
        before = declarations.get(root)
        if before is not None and before.kind != "number":
            return declarations
        self._note("square-of-its-own", name=root)
        kept = {each.name: each for each in declarations if each.name != root}
        return replace(declarations, table={**kept, name: Declared(name, "number")})

    def _read(self, name: str, text: str, how: Callable[[str], T]) -> T:
        try:
            return how(text)
        except s.ReadingError as error:
            raise StatementError(str(error), name, text, error.span, error.expected) from None

    def _define(self, text: str) -> None:
        if self._is_of_a_derivative(text):
            self.said.append(text)
            return
        made = self._read("where", text, lambda source: definition(equation(source), source))
        declared = self.declarations.get(made.name)
        if declared is not None and not self._defines_declared(made, declared, text):
            return
        if made.form == "function" and agrees(made):
            return
        before = self.definitions.get(made.name)
        if before is not None and (made.form == "function") != (before.form == "function"):  # π(k) and π_k
            function, other = (made, before) if made.form == "function" else (before, made)
            self.definitions[made.name] = other
            self.definitions[f"{made.name}()"] = replace(function, name=f"{made.name}()")
            return
        if before is not None and before.text != text:
            raise StatementError(f"{made.name} is defined twice", "where", text, made.value.span)
        self.definitions[made.name] = made

    def _is_of_a_derivative(self, text: str) -> bool:
        r"""Whether a text says what a derivative is, \nabla_w L = …: that is read with the answers, and decided like all that they say."""
        left = strip(self._read("where", text, equation).sides[0])
        first = left.factors[0] if isinstance(left, s.Juxtaposition) else left
        base = first.base if isinstance(first, s.Scripted) else first
        if isinstance(first, s.Fraction):
            above = first.numerator.factors[0] if isinstance(first.numerator, s.Juxtaposition) else first.numerator
            return isinstance(above, s.Name) and above.name == "partial"
        return isinstance(base, s.Name) and base.name == "nabla"

    def _defines_declared(self, made: Definition, declared: Declared, text: str) -> bool:
        """Whether a declared name is one that is defined: its declaration only says of which shape it is. What one differentiates by is given."""
        asked = self.variable.base if isinstance(self.variable, s.Scripted) else self.variable
        if made.form == "entries" and len(made.parameters) == 1 and declared.kind == "matrix":  # y_n = y_{n,:}^T
            self.definitions[f"{made.name}_"] = of_members_only(made)
            return False
        inside = {key(each) for each in every(made.value)}
        if made.name in inside or declared.kind in ("index", "labels"):
            message = f"{made.name} is declared, and said to be something else of itself"
            raise StatementError(message, "where", text, made.value.span, "another name, or no declaration")
        if made.name in (key(self.variable), key(asked)):
            self._note("definition-of-declared", name=made.name, text=text)
            return False
        self.shaped[made.name] = declared
        self.declarations = Declarations({each.name: each for each in self.declarations if each.name != made.name})
        return True

    def _as_declared(self, reader: Reader) -> None:
        """ShapeError where what is defined has another shape than was declared; a vector may lie where it stands."""
        for name, declared in self.shaped.items():
            value = reader.definition(name)
            if value is None:
                continue
            solver = reader.context.solver
            shapes = [declared.shape, declared.shape[::-1]] if "1" in declared.shape else [declared.shape]
            if not any(solver.fit(value.shape, shape) for shape in shapes):
                told = f"{name} is declared as {x.spoken(declared.shape)} and defined as {x.spoken(value.shape)}"
                raise x.ShapeError(told, value)

    def statement(self) -> Statement:
        """It as it is read; where that fails with primes as transpositions, if there are any, or with both meanings of a π that has a subscript and stands behind a number too."""
        try:
            return self._guessed()
        except StatementError:
            primed = any(
                isinstance(each, s.Scripted) and each.primes == 1 for page in self.syntax() for each in every(page)
            )
            if primed and not self.primes:
                self.primes = True
            elif is_number_too(self.syntax()):
                self.two_pis = True
                self._note("two-pis")
            else:
                raise
            return self._guessed()

    def _guessed(self) -> Statement:
        """The first guess at what is not declared under which everything fits."""
        guesses = Guesses(self.syntax(), self.declarations)
        failure: StatementError | None = None
        missing: StatementError | None = None
        for declarations in guesses:
            context = self.context(declarations, guesses.sizes)
            reader = Reader(context)
            try:
                loss, variable = self._values(reader)
            except UndeclaredError as error:
                guesses.met(error)
                missing = self._told(error, reader.failed)
                continue
            except (s.ReadingError, x.ShapeError) as error:
                if isinstance(error, x.ShapeError) and self._lies(error, declarations):
                    guesses.again()
                failure = failure or self._told(error, reader.failed)
                continue
            return self._made(reader, loss, variable)
        told = failure or missing
        assert told is not None
        raise told

    def _lies(self, error: x.ShapeError, declarations: Declarations) -> bool:
        """Where data are rows, a vector that does not fit as a column is a row; whether there is one."""
        for node in error.nodes if self.convention == "rows" else ():
            declared = declarations.get(node.name) if isinstance(node, x.Symbol) else None
            if declared is not None and declared.kind == "vector" and declared.name not in self.row_vectors:
                self.row_vectors |= {declared.name}
                self._note("row-vector", name=declared.name)
                return True
        return False

    def syntax(self) -> list[s.Syntax]:
        """Everything that was written."""
        return [self.loss, self.variable, *(each.value for each in self.definitions.values())]

    def context(self, declarations: Declarations, sizes: Iterable[x.Size]) -> Context:
        """A context for one guess."""
        known = {*declarations.sizes, *sizes, *Declarations(self.shaped).sizes}
        return context_of(self, declarations, circle=self.circle, normal=self.normal, gamma=self.gamma, sizes=known)

    def _values(self, reader: Reader) -> tuple[x.Expression, x.Expression]:
        def both() -> tuple[x.Expression, x.Expression]:
            loss = reader.read(self.loss, {})
            variable = self._by(reader)
            for name, made in reader.context.definitions.items():
                failed = reader.failed
                try:
                    reader.definition(name)
                except PastTheEndError:
                    if made.form != "entries":
                        raise
                    reader.failed = failed  # e_t has no value at every t: it is read where it stands
            self._as_declared(reader)
            if self.target != "jacobian" and loss.shape != x.SCALAR:
                kind = "a vector" if "1" in loss.shape else "a matrix"
                raise x.ShapeError(f"the loss is {kind}, not a number", loss)
            if self.target == "jacobian" and loss.shape[1] != "1":
                raise x.ShapeError(f"the function is {x.spoken(loss.shape)}, not a column", loss)
            return loss, variable

        found = reader.repeated(both)
        reader.context.variable = self.variable
        if self._names_sizes(reader):
            found = reader.repeated(both)
        return found

    def _by(self, reader: Reader) -> x.Expression:
        """What is differentiated by; of an array of matrices that stands without an index, any of them."""
        declared = reader.context.declarations.get(key(self.variable) or "")
        if declared is None or declared.kind != "array":
            return reader.read(self.variable, {})
        taken = {*reader.context.sizes, *(each.name for each in reader.context.declarations), *self.definitions}
        letter = next(each for each in "ijklpqrst" if each not in taken)
        array = x.Symbol(declared.name, tuple(map(reader.context.solver.size, declared.shape)))  # type: ignore[arg-type]
        return x.Member(array, x.Index(letter, reader.context.solver.size(declared.sizes[0])))

    def _names_sizes(self, reader: Reader) -> bool:
        """Give names to the sizes that nothing names; whether there were any."""
        solver, declarations = reader.context.solver, reader.context.declarations
        unnamed = [(size, _counts(each, place)) for each in declarations for place, size in enumerate(each.sizes)]
        unnamed = [(size, counts) for size, counts in unnamed if solver.size(size).startswith("?")]
        taken = {*declarations.sizes, *reader.context.sizes, *(each.name for each in declarations)}
        letters = {counts: iter([each for each in names if each not in taken]) for counts, names in SIZES.items()}
        for size, counts in sorted(unnamed, key=lambda each: each[1]):  # lengths first: a count may be one
            if solver.size(size).startswith("?"):
                solver.equal[solver.size(size)] = next(letters[counts])
        return bool(unnamed)

    def _made(self, reader: Reader, loss: x.Expression, variable: x.Expression) -> Statement:
        if not isinstance(variable, x.Symbol | x.Column | x.Member | x.Entry):
            raise StatementError("this is nothing to differentiate by", "wrt", self.texts["wrt"], self.variable.span)
        whole: x.Expression = variable
        while isinstance(whole, x.Column | x.Member | x.Entry):
            whole = whole.matrix
        if whole not in set(walk(loss)):
            raise StatementError(f"the loss does not contain {self.texts['wrt']}", "wrt", self.texts["wrt"])
        try:
            loss = written_out(loss)
            quantities = {
                name: written_out(value) for name, value in reader.known.items() if isinstance(value, x.Named)
            }
        except OutsideError as error:
            raise StatementError(str(error), "loss", self.texts["loss"], error.span) from None
        solver = reader.context.solver
        settled = [replace(each, sizes=tuple(map(solver.size, each.sizes))) for each in reader.context.declarations]
        for each in settled:
            if each.inferred:
                self._note("inferred", what=each.spoken())
        declared = {each.name: each for each in settled}
        assumptions = tuple(found for each in self.assumptions for found in [self._about(each, declared)] if found)
        relations = self._relations(reader)
        return Statement(
            loss,
            variable,
            self.target,
            replace(self.declarations, table=declared),
            assumptions,
            quantities,
            (*self.notes, *reader.context.notes),
            self.convention,
            self.definitions,
            self.row_vectors,
            self.row_wise,
            self.texts["wrt"],
            tuple(self.said),
            self.two_pis,
            tuple(reader.extremes),
            self.called,
            self.counted,
            relations,
            self.primes,
            Definition("J", "whole", (), self.loss, self.texts["loss"]),
        )

    def _relations(self, reader: Reader) -> tuple[x.Condition, ...]:
        """The order of numbers that is assumed, b_1 < b_2; what is not understood is told, and refused where it says how softmax is taken of a matrix."""
        matrices = any(each.code.startswith("softmax-every") for each in reader.context.notes)
        found: list[x.Condition] = []
        for text in self.unread:
            made = _relation(reader, text)
            found += made
            if not made and matrices and "softmax" in text:
                told = "how softmax is taken of a matrix is not understood"
                raise StatementError(told, "assume", text, expected="softmax acts on each row")
            if not made:
                self._note("assumption-not-used", text=text)
        return tuple(found)

    def _about(self, each: Assumption, declared: dict[str, Declared]) -> Assumption | None:
        """An assumption about a declared symbol: what is said of y_n is said of every member of y, or of every row."""
        if each.kind in ("apart", "row"):
            return each
        base, _, script = each.symbol.partition("_")
        member = each.symbol not in declared and len(script) == 1 and script.isalpha()
        found = declared.get(base if member else each.symbol)
        only = {"rows": "matrix", "entries": "vector"}.get(each.values[0], "") if each.values else ""
        if found is not None and found.kind == "array" and each.kind not in OF_ARRAYS:
            told = f"{each.kind} is not assumed of the matrices of an array"
            raise StatementError(told, "assume", each.symbol, expected=", ".join(OF_ARRAYS))
        if found is None or (only and found.kind != only):
            self._note("assumption-not-used", text=f"{each.symbol}: {each.kind}")
            return None
        by_rows = found.kind == "matrix" and member and each.kind in ("one-hot", "sums-to-1", "distribution")
        values = ("rows",) if by_rows else () if only == "vector" else each.values
        return replace(each, symbol=found.name, values=values)

    def _told(self, error: Exception, text: str) -> StatementError:
        """A fault of reading, with the field that it is in."""
        span = getattr(error, "span", None)
        if isinstance(error, x.ShapeError):
            span = next((node.span for node in error.nodes if node.span is not None), None)
        where = "where" if text else "loss"
        message = without_unknowns(str(error))
        return StatementError(message, where, text or self.texts["loss"], span, getattr(error, "expected", ""))


def _relation(reader: Reader, text: str) -> list[x.Condition]:
    """What an assumption says of the order of some numbers; nothing where it says something else."""
    try:
        chain = equation(text)
        sides = [reader.read(side, {}) for side in chain.sides]
    except (s.ReadingError, x.ShapeError, AgainError):
        return []
    plain = all(each.shape == x.SCALAR and not free_indices(each) for each in sides)
    symbols = any(isinstance(node, x.Symbol) for each in sides for node in walk(each))
    if not (plain and symbols and chain.operators and set(chain.operators) <= set(ORDER)) or chain.conditions:
        return []
    return [compared(*each) for each in zip(sides, chain.operators, sides[1:], strict=False)]


SIZES = {False: ("d", "n", "m", "h", "p", "q", "r", "k", "l"), True: ("V", "C", "B", "M", "S", "Q", "R")}
"""Names for sizes that nothing names, in the order in which they are met: lengths, and how many of something there are."""


def _counts(each: Declared, place: int) -> bool:
    """Whether a size says how many there are: of the members of a family, of what an index points at."""
    return each.kind in ("index", "labels") or (each.kind == "family" and place == 0)
