"""What a loss of one's own may be refused with."""


class UnsupportedError(ValueError):
    """An expression that has no entries in indices, or none that can be computed; `node` is what is not understood."""

    def __init__(self, message: str, node: object = None):
        super().__init__(message)
        self.node = node


class OutsideError(ValueError):
    """A loss that is not understood, or that the rules do not reach: a sentence that says what, and the place if there is one.

    The place is a span in `source`, or in the loss where that is None.
    """

    def __init__(self, message: str, span: tuple[int, int] | None = None, source: str | None = None):
        super().__init__(message)
        self.span, self.source = span, source
