r"""Words without their markup.

>>> plain(r"The \textbf{Centre}  vector")
'the centre vector'
"""

import re
from functools import lru_cache

_MARKUP = re.compile(
    r"\\(?:eq|auto|c)?ref\s*\{[^{}]*\}|\\(?:text)?color\s*\{\s*(?:dark|light)?(?:red|green|blue|cyan|magenta|purple|orange|brown|teal|violet|black|gray|grey|navy|olive|maroon|pink)\s*\}|\\(?:begin|end)\s*\{[^{}]*\}(?:\[(?:[^\]]*[=\\][^\]]*|[!hHtbp]{1,5}|[a-z]?[.)]?)\])?|</?(?:b|i|em|strong|p|div|span|br|details|summary|u|center|h[1-6]|li|ul|ol|td|tr|th|table|blockquote)\s*/?>|\\(?:text\w*|emph|underline|mathrm|mbox)\s*\{([^{}]*)\}|\*+|\\(?:noindent|par|item|indent|newline|bigskip|medskip|smallskip|quad|qquad|hfill|centering|left|right)\b|\\\\|[~`{}]|\\[,;:! ]|&|^>+",
    re.MULTILINE,
)


_TITLED = re.compile(r"\\begin\s*\{[^{}]*\}\s*\[[^\]]*\btitle\s*=\s*\{?([^\],}]*)[^\]]*\]")
"""A box with a title."""


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Words without their markup, lower case, one space between them."""
    text = _TITLED.sub(r" \1: ", text)
    return " ".join(_MARKUP.sub(lambda found: f" {found[1] or ''} ", text).replace("’", "'").lower().split())
