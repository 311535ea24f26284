"""Right answers to every part, and random changes to them: slips that make them wrong, rewritings that leave them equal.

What a changed tree is worth is decided by the plain interpreter, at several sizes.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from interpreter import World, finite_differences, world_of, worth

from derive import expression as x
from derive.nodes import rebuild
from derive.parsing.grammar import read_formula
from derive.problem import Part, Problem
from derive.reading.elaborate import Reader
from derive.traversal import children, free_indices, fresh, substitute, walk
from proofs.identity import Setting

RIGHT = {
    "a": [r"-\log \hat{y}_o"],
    "b.1": [r"U(\hat{y} - y)", r"-u_o + \sum_{w \in Vocab} \hat{y}_w u_w"],
    "c": [r"(\hat{y}_w - \delta_{wo}) v_c", r"\frac{\exp(u_w^\top v_c)}{\sum_{x \in Vocab} \exp(u_x^\top v_c)} v_c - y_w v_c"],
    "d": [r"v_c (\hat{y} - y)^\top"],
    "f": [r"\sigma(x)(1 - \sigma(x))", r"\frac{e^{-x}}{(1 + e^{-x})^2}"],
    "g.1.v_c": [r"-(1-\sigma(u_o^\top v_c)) u_o + \sum_{k=1}^{K} (1-\sigma(-u_{w_k}^\top v_c)) u_{w_k}"],
    "g.1.u_o": [r"(\sigma(u_o^\top v_c) - 1) v_c"],
    "g.1.u_ws": [r"(1-\sigma(-u_{w_s}^\top v_c)) v_c"],
    "g.2.U": [r"v_c (\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c) - 1)^\top"],
    "g.2.v_c": [r"U_{o,\{w_1,\dots,w_K\}} (\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c) - 1)"],
    "h": [r"\sum_{k=1}^{K} \delta_{w_k w_s} (1-\sigma(-u_{w_k}^\top v_c)) v_c"],
    "i.1": [r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial U}"],
    "i.2": [r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}"],
}  # fmt: skip
"""Right answers as people write them; those to e and e.relu are choices by cases, made below."""
SIZES = ({"V": 6, "d": 2, "K": 3, "m": 1}, {"V": 11, "d": 4, "K": 6, "m": 2}, {"V": 27, "d": 5, "K": 9, "m": 4})
LAST = {"V": 26, "K": 8}
"""Numbers for an index that the largest of these sizes goes beyond."""
TOLERANCE = 1e-8
"""Entries are of order one and sums have at most a few hundred terms: rounding stays below 1e-12, mutations change digits that show."""


@dataclass(frozen=True)
class Answer:
    """A right answer: its tree, what the checker holds it against, and worlds with the value that it has there."""

    part: Part
    tree: Any
    truth: Any
    setting: Setting
    worlds: tuple[tuple[World, np.ndarray], ...]


def answers(problem: Problem) -> list[Answer]:
    """All right answers, each held against finite differences where the loss is stated."""
    zero, point = x.Number(0), x.Symbol("x")
    up, down = x.Compare(zero, "<", point), x.Compare(point, "<", zero)
    trees: dict[str, list[Any]] = {
        "e": [x.Cases(((x.Number(1), up), (x.Symbol("alpha"), down)))],
        "e.relu": [x.Cases(((x.Number(1), up), (zero, down)))],
    }
    for name, texts in RIGHT.items():
        part = problem.part(name)
        trees[name] = [Reader(problem.notation, part.place).read(read_formula(text)[0].sides[0]) for text in texts]
    found = []
    for name, several in trees.items():
        part = problem.part(name)
        for tree in several:
            truth = part.loss if part.kind == "identity" else x.Derivative(part.loss, part.variable)
            setting = Setting(part.free, part.maps, part.assumptions, part.constraints)
            worlds = tuple(
                (world := world_of(part, sizes, 7 * k), worth(tree, world))
                for k, sizes in enumerate((*SIZES[:2], *SIZES))
            )
            if isinstance(part.variable, x.Symbol | x.Column) and not any(isinstance(n, x.Loss) for n in walk(tree)):
                assert np.allclose(finite_differences(part, worlds[0][0]), worlds[0][1], atol=1e-6), name
            found.append(Answer(part, tree, truth, setting, worlds))
    return found


def same(tree: Any, answer: Answer, worlds: int | None = None) -> bool | None:
    """Whether a tree has the values of the right answer in the first worlds, or all; None where it has none."""
    with np.errstate(all="ignore"):
        for world, wanted in answer.worlds[:worlds]:
            got = worth(tree, world)
            if got.shape != wanted.shape or not np.isfinite(got).all():
                return None
            if not np.allclose(got, wanted, rtol=TOLERANCE, atol=TOLERANCE):
                return False
    return True


def replaced(tree: Any, target: Any, new: Any) -> Any:
    """The tree with that node, by identity, replaced."""
    return new if tree is target else rebuild(tree, lambda child: replaced(child, target, new))


def times(factor: Any, node: Any) -> Any:
    return x.Product((factor, node))


def minus(left: Any, right: Any) -> Any:
    return x.Add((left, x.Negative(right)))


def size_of(random: random.Random, setting: Setting) -> Any:
    return x.Dimension(random.choice(["V", "K"] if setting.maps and setting.maps[0][0] == "w" else ["V"]))


def falling(size: Any, steps: int) -> Any:
    """(n−1)(n−2)…(n−steps)."""
    return x.Product(tuple(minus(size, x.Number(k)) for k in range(1, steps + 1)))


def terms_at_risk(answer: Answer, scope: list[x.Index]) -> list[x.IndexTerm]:
    return [*scope, *(x.Mapped("w", index, "V") for index in scope if index.over == "K")]


def wrong(node: Any, answer: Answer, scope: list[x.Index], r: random.Random) -> list[Any]:
    """What might stand in the place of a node by mistake."""
    found: list[Any] = []
    if isinstance(node, x.Expression):
        found += [x.Negative(node), times(x.Number(2), node), times(x.Number(Fraction(1, 2)), node)]
        size = size_of(r, answer.setting)
        found += [times(size, node), x.Quotient(node, size)]
        extra = times(falling(size, r.randint(1, 5)), node)
        found += [x.Add((node, extra))]
        if node.shape == x.SCALAR:
            found += [
                minus(x.Number(1), node),
                x.Number(1),
                times(node, node),
                x.Call("sigmoid", node),
                x.Call("exp", node),
            ]
    match node:
        case x.Negative(operand=operand):
            found += [operand] * 3
        case x.Add(terms=terms) if len(terms) > 1:
            k = r.randrange(len(terms))
            rest = terms[:k] + terms[k + 1 :]
            found += [rest[0] if len(rest) == 1 else x.Add(rest)] * 2
            found += [x.Add((*rest, x.Negative(terms[k])))] * 2
        case x.Product(factors=factors) if len(factors) > 1:
            k = r.randrange(len(factors))
            if factors[k].shape == x.SCALAR:
                found += [x.Product(factors[:k] + factors[k + 1 :])] * 2
        case x.Call(function=function, argument=argument):
            found += [x.Call(function, x.Negative(argument))] * 3
            found += [x.Call(r.choice([f for f in ("exp", "sigmoid", "tanh") if f != function]), argument), argument]
        case x.Sum(index=index, body=body, condition=condition):
            found += [x.Sum(index, body)] * 2
            same_kind = [term for term in terms_at_risk(answer, scope) if term.over == index.over]
            if same_kind:
                apart = x.Not(x.Same(index, r.choice(same_kind)))
                found += [x.Sum(index, body, x.All((condition, apart)))] * 2
            most = r.choice((3, LAST.get(index.over, 3)))
            first = x.Not(x.Same(index, x.Ordinal(r.randint(1, most) if index.over != "±m" else 1, index.over)))
            found += [x.Sum(index, body, x.All((condition, first)))]
            few = x.Some(tuple(x.Same(index, x.Ordinal(k, index.over)) for k in range(1, r.randint(2, most + 1))))
            if index.over in ("V", "K"):
                found += [x.Sum(index, body, x.All((condition, few)))]
            if index not in free_indices(body):
                found += [body]
        case x.Delta():
            found += [x.Number(1)] * 3 + [x.Number(0), minus(x.Number(1), node)]
        case x.Number(value=value):
            found += [x.Number(value + 1), x.Number(value - 1)]
        case x.Named(name="hat y"):
            found += [x.OneHot(answer.part.place.free["o"])] * 3
        case x.Column(matrix=x.Symbol(name=name) as matrix, index=index):
            choices = [term for term in terms_at_risk(answer, scope) if term.over == "V" and term != index]
            if choices:
                found += [x.Column(matrix, r.choice(choices))] * 4
            found += [x.Column(x.Symbol("C" if name == "U" else "U", ("d", "V")), index)] * 2
        case x.Cases(branches=branches):
            (a, first), (b, second) = branches[0], branches[1]
            found += [x.Cases(((b, first), (a, second))), a, b]
    return [each for each in found if not isinstance(each, x.Expression) or each.shape == node.shape]


def equal(node: Any, answer: Answer, scope: list[x.Index], r: random.Random) -> list[Any]:
    """What may stand in the place of a node without a change of value."""
    found: list[Any] = []
    if isinstance(node, x.Expression):
        size = size_of(r, answer.setting)
        found += [x.Negative(x.Negative(node)), x.Transpose(x.Transpose(node)), minus(times(x.Number(2), node), node)]
        if r.random() < 0.25:
            found += [x.Quotient(times(size, node), size)]
            found += [x.Add((node, x.Negative(times(size, node)), times(size, node)))]
        if node.shape == x.SCALAR and not any(isinstance(each, x.Loss) for each in walk(node)):
            found += [x.Transpose(node), minus(x.Number(1), minus(x.Number(1), node))]
    match node:
        case x.Call(function="sigmoid", argument=z):
            one = x.Number(1)
            tall = z.shape != x.SCALAR
            ones = x.Constant(Fraction(1), z.shape) if tall else one
            grown = x.Call("exp", x.Negative(z))
            found += [minus(ones, x.Call("sigmoid", x.Negative(z)))] * 3
            found += [x.Quotient(ones, x.Add((ones, grown)))] * 2
            half = x.Call("tanh", times(x.Number(Fraction(1, 2)), z))
            found += [times(x.Number(Fraction(1, 2)), x.Add((ones, half)))]
        case x.Call(function="exp", argument=z):
            found += [x.Quotient(x.Number(1), x.Call("exp", x.Negative(z)))] if z.shape == x.SCALAR else []
            half = times(x.Number(Fraction(1, 2)), z)
            found += [x.Power(x.Call("exp", half), x.Number(2))] if z.shape == x.SCALAR else []
        case x.Call(function="log", argument=x.Quotient(numerator=a, denominator=b)):
            found += [minus(x.Call("log", a), x.Call("log", b))] * 3
        case x.Named(name="hat y", value=value):
            U, v = x.Symbol("U", ("d", "V")), x.Column(x.Symbol("C", ("d", "V")), answer.part.place.free["c"])
            found += [value, x.Softmax(x.Product((x.Transpose(U), v)))] * 2
        case x.Add(terms=terms) if len(terms) > 1:
            found += [x.Add(tuple(r.sample(terms, len(terms))))]
        case x.Product(factors=factors):
            scalars = [each for each in factors if each.shape == x.SCALAR]
            others = [each for each in factors if each.shape != x.SCALAR]
            found += [x.Product((*r.sample(scalars, len(scalars)), *others))] if scalars else []
            if node.shape != x.SCALAR and len(others) > 1:
                found += [x.Transpose(x.Product((*scalars, *(x.Transpose(each) for each in reversed(others)))))]
            for k, factor in enumerate(factors):
                if isinstance(factor, x.Add):
                    parts = tuple(x.Product((*factors[:k], term, *factors[k + 1 :])) for term in factor.terms)
                    found += [x.Add(parts)] * 3
            if len(others) == 2 and not scalars and isinstance(others[0], x.Symbol) and others[1].shape == ("V", "1"):
                word = fresh(x.Index("q", "V"), free_indices(node))
                found += [x.Sum(word, times(x.Entry(others[1], word), x.Column(others[0], word)))] * 3
        case x.Sum(index=index, body=body, condition=condition):
            new = fresh(x.Index(index.name + "'", index.over), free_indices(body) | free_indices(condition))
            renamed = substitute(node.body, {index: new})
            found += [x.Sum(new, renamed, substitute(condition, {index: new}))] * 2
            same_kind = [term for term in terms_at_risk(answer, scope) if term.over == index.over]
            if same_kind:
                apart = x.Same(index, r.choice(same_kind))
                both = [x.Sum(index, body, x.All((condition, c))) for c in (apart, x.Not(apart))]
                found += [x.Add(tuple(both))] * 3
            if isinstance(body, x.Add):
                found += [x.Add(tuple(x.Sum(index, term, condition) for term in body.terms))] * 2
            if condition == x.ALWAYS:
                found += [x.Sum(index, times(x.Delta(x.Same(index, index)), body))]
        case x.Delta(condition=condition):
            found += [minus(x.Number(1), x.Delta(x.Not(condition)))] * 2
            found += [x.Cases(((x.Number(1), condition), (x.Number(0), x.ALWAYS)))]
        case x.OneHot(index=index):
            word = fresh(x.Index("q", index.over), free_indices(node))
            found += [x.Transpose(x.Table(word, x.Delta(x.Same(word, index))))]
    return [each for each in found if each.shape == node.shape]


def spots(tree: Any) -> list[tuple[Any, list[x.Index]]]:
    """Nodes that can be changed, and the indices bound around each; what a derivative or a loss holds stays."""
    found: list[tuple[Any, list[x.Index]]] = []

    def visit(node: Any, scope: list[x.Index]) -> None:
        if isinstance(node, x.Expression):
            found.append((node, scope))
        if isinstance(node, x.Derivative | x.Loss):
            return
        inner = [*scope, node.index] if isinstance(node, x.Sum | x.Table) else scope
        for child in children(node):
            visit(child, inner)

    visit(tree, [])
    return found


def changed(answer: Answer, way: Callable[..., list[Any]], r: random.Random, edits: int) -> Any | None:
    """The tree after some changes; None where one does not fit."""
    tree = answer.tree
    for _ in range(edits):
        node, bound = r.choice(spots(tree))
        try:
            options = way(node, answer, [*answer.part.free, *bound], r)
            tree = replaced(tree, node, r.choice(options)) if options else tree
        except (x.ShapeError, IndexError):
            return None
    return tree
