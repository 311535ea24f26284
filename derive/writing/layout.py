"""Expressions laid out as boxes: what every node looks like. The table has a row for each node type, from the files `layout_…`."""

from derive.writing.layout_arithmetic import ARITHMETIC
from derive.writing.layout_atoms import ATOMS
from derive.writing.layout_functions import CALLS
from derive.writing.layout_indices import INDICES, shape_box, size_box
from derive.writing.layout_sums import WHOLES
from derive.writing.placing import LAYOUTS, PLAIN, Level, Style, fence, layout

LAYOUTS.update(INDICES | ATOMS | ARITHMETIC | CALLS | WHOLES)

__all__ = ["LAYOUTS", "PLAIN", "Level", "Style", "fence", "layout", "shape_box", "size_box"]
