"""Syntax trees in one short line, for tables of tests.

v_c is `v_c`, a bold v `*v`, ŷ `y^hat`, a product `(a b)` or `(a cdot b)`, a sum `(+ a [- b])`, a fraction `(/ a b)`, a big sum
`(sum below above : body)`, a relation `<a = b>`, a listing `{a; b}`, nothing `()`.
"""

from derive.parsing import syntax as s

FONTS = {"": "", "bold": "*", "roman": "'", "blackboard": "#", "calligraphic": "@"}


def _joined(sides: tuple[s.Syntax, ...], operators: tuple[str, ...]) -> str:
    return sexpr(sides[0]) + "".join(
        f" {op + ' ' if op else ''}{sexpr(side)}" for op, side in zip(operators, sides[1:], strict=True)
    )


def sexpr(node: s.Syntax | None) -> str:
    match node:
        case None:
            return "-"
        case s.Numeral():
            return FONTS[node.font] + node.text
        case s.Name():
            return FONTS[node.font] + node.name + "".join("^" + accent for accent in node.accents)
        case s.Words():
            return f'"{node.text}"'
        case s.Dots():
            return "..."
        case s.Empty():
            return "()"
        case s.Scripted():
            below = f"_{sexpr(node.below)}" if node.below is not None else ""
            above = f"^{sexpr(node.above)}" if node.above is not None else ""
            return sexpr(node.base) + below + "'" * node.primes + above
        case s.Group():
            return f"{node.opening or '{'}{sexpr(node.inner)}{node.closing or '}'}"
        case s.Juxtaposition():
            return f"({_joined(node.factors, node.operators)})"
        case s.Signed():
            return f"[{node.sign} {sexpr(node.operand)}]"
        case s.Additive():
            return "(+ " + " ".join(map(sexpr, node.terms)) + ")"
        case s.Fraction():
            return f"(/ {sexpr(node.numerator)} {sexpr(node.denominator)})"
        case s.Root(degree=s.Syntax() as degree):
            return f"(root {sexpr(degree)} {sexpr(node.radicand)})"
        case s.Root():
            return f"(sqrt {sexpr(node.radicand)})"
        case s.Big():
            return f"({node.operator} {sexpr(node.below)} {sexpr(node.above)} : {sexpr(node.body)})"
        case s.Relation():
            return f"<{_joined(node.sides, node.operators)}>"
        case s.Listing():
            return "{" + "; ".join(map(sexpr, node.items)) + "}"
        case s.Branches():
            return "(cases " + " ".join(f"[{sexpr(value)} | {sexpr(when)}]" for value, when in node.rows) + ")"
        case s.Matrix():
            return "(matrix " + " / ".join(", ".join(map(sexpr, row)) for row in node.rows) + ")"
        case s.Braced():
            return f"(brace {sexpr(node.inner)} {sexpr(node.label)})"
        case s.Boxed():
            return f"(box {sexpr(node.inner)})"
        case s.Applied():
            return f"(when {sexpr(node.formula)} {sexpr(node.condition)})"
        case s.Chain():
            conditions = " if " + " & ".join(map(sexpr, node.conditions)) if node.conditions else ""
            return _joined(node.sides, node.operators) + conditions
    raise TypeError(node)
