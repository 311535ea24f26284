"""The marks of somebody who graded an answer: crosses, and no points."""

import re

CROSS = r"(?::x:|:-1:|:thumbsdown:|:no_entry\w*:|❌|✗|✘|☒|👎|🚫|⛔|✖️?|✕|×)"
"""A cross, in all its shapes; × between two formulas is a product, so it counts only where it stands alone."""
BESIDE = r"(?::x:|:-1:|:thumbsdown:|❌|✗|✘|☒|👎|✖️?)"
"""A cross that is one right beside a formula too."""
POINTS = r"(?:(?:points?|pts?|marks?)\b|分)"
NO_POINTS = rf"(?<![\d.])0(?:\.0*)? ?(?:/ ?\d+(?:\.\d+)?(?: ?{POINTS})?|{POINTS})"
"""No points, of so many or by itself: 0/2, 0 points."""
NUMBERING = re.compile(
    r"(?:^|\s)(?:[(（\[]\s*(?:\d+(?:\s*(?:points?|pts?\.?|marks?|分))?|[ivx]+|[a-z])(?:\.\d+)*\s*[)）\]]|\d+\s*[.)、:：]|(?:eq(?:uation|n)?s?|part|step|case|question|problem|sec(?:tion)?|line|equations)\.?~?\s*[(]?\d+[)]?|第?\s*\d+\s*(?:步|题|问|式|小题)?|--+|-\s*$|^\s*[-*+#>]+|\*+|\d+\s*x\s*\d+)",
    re.IGNORECASE,
)
"""Labels, steps and points beside a formula, of which the signs are none of its own."""
