"""A name that is met where nobody declared or defined it."""

from derive.parsing import syntax as s

NOT_READ = frozenset(
    ["int", "iint", "iiint", "oint", "lim", "limsup", "liminf", "sup", "inf", "binom", "bigcup", "bigcap", "coprod"]
)
"""Commands of mathematics that are no names."""


class UndeclaredError(s.ReadingError):
    """A name that nobody declared: `name`, and how many `subscripts` stand at it where it is met (as an index itself: −1)."""

    def __init__(self, name: str, subscripts: int, span: s.Span, whole: str = ""):
        message, wanted = f"{name} is not declared", "a declaration or a definition"
        if subscripts < 0:
            message = f"the index {name} is bound by nothing and not declared"
        elif name in NOT_READ:
            message, wanted = f"\\{name} is not read here", "what it comes to"
        super().__init__(message, span, wanted)
        self.name, self.subscripts, self.whole = name, subscripts, whole or name
