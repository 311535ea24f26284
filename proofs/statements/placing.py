"""Which part of an assignment a formula answers: by its label, its left side, the value that it has, the symbols that it uses, in this order."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from derive import expression as x
from derive.elaboration.context import Definition
from derive.elaboration.pages import formula
from derive.parsing import syntax as s
from derive.parsing.differentials import stands_in
from derive.parsing.trees import every, key, strip
from derive.statement import Statement
from derive.tasks import Tasks
from derive.traversal import walk
from proofs.identity import Undecidable
from proofs.statements.claimed import ORDERS, Claimed
from proofs.statements.claims import RESULTS, Claim, claim_of, derivation
from proofs.statements.pieces import PlacedChain
from proofs.statements.reading import context_of
from proofs.verdict import ACCEPTED


@dataclass(slots=True)
class Placing:
    """What was placed so far in a document: `last` the part before, `answered` those that have an answer.

    `labelled`: the parts that the label of this block stands for; `earlier`: the names that its author has defined up to its end.
    """

    tasks: Tasks
    last: str = ""
    answered: set[str] = field(default_factory=set)
    labelled: tuple[str, ...] = ()
    earlier: tuple[Definition, ...] = ()

    def begin(self, label: str, earlier: tuple[Definition, ...]) -> None:
        """A new block begins, under the name of a part or of several, or none."""
        parts = self.tasks.part_ids
        self.labelled = tuple(each for each in parts if label and (each == label or each.startswith(f"{label}.")))
        self.earlier = earlier

    def place(self, piece: PlacedChain) -> str | None:
        """The part of which a piece has the derivative on its left; None for helpers, bare values and steps."""
        if not piece.chain.operators:
            return None
        parts = self.by_left_side(piece, self.labelled) or self.by_left_side(piece, self.tasks.part_ids)
        parts = parts or self._by_letter(piece)
        if len(parts) > 1:
            parts = self.by_value(piece, parts)[:1] or [self._by_symbols(piece, parts)]
        return self.placed(parts[0]) if parts else None

    def by_name(self, name: PlacedChain) -> str | None:
        """The one part whose derivative, or variable, a formula before a value names: "$w$: $X^T r$"."""
        among, letter = self.labelled or self.tasks.part_ids, key(strip(name.chain.sides[0]))
        parts = self.by_left_side(name, among)
        if not parts and letter:
            parts = [each for each in among if key(strip(formula(self.tasks.statement(each).wrt))) == letter]
        return self.placed(parts[0]) if len(parts) == 1 else None

    def place_by_formula(self, piece: PlacedChain, marked: bool) -> str | None:
        """The part that a formula without a left side answers, by its value; `marked`: it is shown as an answer, and may be wrong, so by its shape too."""
        among = self.labelled or self.tasks.part_ids
        parts = self.by_value(piece, among)
        if not parts and (self.labelled or marked):
            shaped = self._by_shape(piece, among)
            parts = shaped if len(shaped) == 1 else []
        free = [part for part in parts if part not in self.answered] or parts
        return self.placed(free[0]) if free else None

    def placed(self, part: str) -> str:
        """A part, of which it is remembered that it has an answer."""
        self.last = part
        self.answered.add(part)
        return part

    def by_left_side(self, piece: PlacedChain, among: Iterable[str]) -> list[str]:
        """The parts whose derivative stands on the left of a chain: those that it names most exactly."""
        ranks: dict[str, tuple[bool, bool]] = {}
        if not stands_in(piece.chain.sides[0]):
            return []
        for part in among:
            rank = _rank(self.tasks.statement(part), piece.chain, self.earlier)
            if rank is not None:
                ranks[part] = rank
        best = max(ranks.values(), default=None)
        return [part for part, rank in ranks.items() if rank == best]

    def _by_letter(self, piece: PlacedChain) -> list[str]:
        """The one part under this label whose Hessian or Jacobian goes by the letter on the left: H = …"""
        letter = key(strip(piece.chain.sides[0]))
        parts = []
        for part in self.labelled:
            statement = self.tasks.statement(part)
            named = statement.target != "gradient" and letter in RESULTS[statement.target]
            parts += [part] if named and letter not in statement.declarations else []
        return parts if len(parts) == 1 else []

    def by_value(self, piece: PlacedChain, among: Sequence[str]) -> list[str]:
        """The parts of which a value is the derivative."""
        return [part for part in among if _holds(self.tasks.statement(part), piece, self.earlier)]

    def _by_shape(self, piece: PlacedChain, among: Sequence[str]) -> list[str]:
        """The parts of whose derivative a value has the shape."""
        found = []
        for part in among:
            claim = read(self.tasks.statement(part), piece.chain, self.earlier)
            value = claim.sides[-1].value if claim is not None else None
            if value is not None and value.shape == self.tasks.statement(part).wanted.shape:
                found.append(part)
        return found

    def _by_symbols(self, piece: PlacedChain, among: Sequence[str]) -> str:
        """Of several parts the one whose symbols a formula uses; of those that are alike, the next that has no answer yet."""
        order = list(self.tasks.part_ids)
        last = order.index(self.last) if self.last in order else -1

        def rank(part: str) -> tuple[bool, int, bool, bool, int]:
            statement = self.tasks.statement(part)
            used = {key(each) for side in piece.chain.sides[1:] for each in every(side)}
            shared = len(used & {node.name for node in walk(statement.loss) if isinstance(node, x.Symbol)})
            readable = read(statement, piece.chain, self.earlier) is not None
            place = order.index(part)
            return readable, shared, part not in self.answered, place > last, -place

        return max(among, key=rank)


def read(statement: Statement, chain: s.Chain, earlier: Collection[Definition] = ()) -> Claim | None:
    """A chain as a claim about a statement; None where it cannot be read as one."""
    try:
        return claim_of(statement, replace(chain, conditions=()), context_of(statement, earlier))
    except (s.ReadingError, x.ShapeError):
        return None


def _rank(statement: Statement, chain: s.Chain, earlier: Collection[Definition]) -> tuple[bool, bool] | None:
    """How exactly the left side of a chain is the derivative that a statement asks for: the loss written out, the variable itself."""
    left = replace(chain, sides=chain.sides[:1], operators=(), places=(), conditions=(), span=chain.sides[0].span)
    claim = read(statement, left, earlier)
    value = claim.sides[0].value if claim is not None else None
    if claim is None or value is None:
        return None
    claimed = Claimed(statement, claim, "")
    for node in walk(value):
        asked = derivation(node) if isinstance(node, x.Derivative) else None
        if asked is not None and asked.order == ORDERS[statement.target] and claimed.is_for(asked):
            named = isinstance(asked.body, x.Named) and asked.body.name == "J"
            return not named, asked.variable == statement.variable
    return None


def _holds(statement: Statement, piece: PlacedChain, earlier: Collection[Definition]) -> bool:
    """Whether a chain is the derivative that a statement asks for."""
    claim = read(statement, piece.chain, earlier)
    if claim is None or piece.chain.conditions:
        return False
    try:
        return Claimed(statement, claim, "").outcome().word in ACCEPTED
    except (Undecidable, x.ShapeError):
        return False
